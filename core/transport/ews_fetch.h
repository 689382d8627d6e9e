#pragma once

#include "core/transport/ews_cursor.h"
#include "core/transport/ews_session.h"
#include "core/transport/mail_source.h"

#include "core/ews/get_item.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

class EwsAhead;

/// What an adapter remembers of mails from page to page, for as long as it lives.
struct EwsMemory {
    /// How often a mail made trouble: one that always does is left out in the end, so that it does not block its
    /// folder.
    QHash<QString, int> troubled;
    /// Hashes of the ids of mails that were handed out: of an update of one of these the flags alone are fetched.
    QSet<size_t> known;
    /// Ids of mails that were left out before and asked for again since.
    QSet<QString> retrying;
    /// What was read ahead of the page that is asked for next, if that is the one with this folder and cursor.
    struct Next {
        QString folder;
        QByteArray cursor;
        std::shared_ptr<EwsAhead> ahead;
    };
    std::optional<Next> next;
};

/// The flags as the port has them.
MailFlags mailFlags(const ews::Item &item);

/// Fetches mails in batches that go beside each other, for the page in hand and ahead of it. A mail that is gone is
/// left out; one that the server cannot give as MIME is rebuilt; a batch that fails as a whole is halved down to the
/// mail that is to blame. Deleted by its owner; what is under way ends with it.
class EwsFetch : public QObject {
    Q_OBJECT
public:
    EwsFetch(EwsSession *session, std::shared_ptr<EwsMemory> memory, QObject *parent);
    ~EwsFetch() override;

    struct Fetched {
        std::map<QString, RemoteMail> mails; ///< by id; without those that are gone or withheld
        QSet<QString> withheld;              ///< ids of those that are there and were not given
    };
    /// Fetches these behind what was wanted before. Those that are wanted already are passed over.
    void want(const QList<EwsCursor::Pending> &items);
    /// `done` is called once, when all of these have come; they are wanted where they were not yet. A failure concerns
    /// all of them: one of a mail that is only wanted ahead is not told, it is asked for again when its turn comes.
    void take(const QList<EwsCursor::Pending> &items, std::function<void(ews::Answer<Fetched>)> done);

    /// It is not wanted any more.
    void drop(const QString &id);

    /// What is wanted and was not taken: mails, and the bytes that the server told of them.
    [[nodiscard]] qsizetype heldMails() const { return m_wanted.size(); }
    [[nodiscard]] qint64 heldBytes() const { return m_heldBytes; }
    [[nodiscard]] bool isWanted(const QString &id) const { return m_wanted.contains(id); }
    /// Of one mail, or the usual size where it was not told.
    static qint64 sizeOf(const EwsCursor::Pending &item);

    /// Nothing more comes: something failed that concerns all mails, or it was closed.
    [[nodiscard]] bool isOver() const { return m_over; }
    /// Ends what is under way and forgets what came; nobody is told.
    void close();

private:
    struct Batch {
        QList<EwsCursor::Pending> items;
        ews::ItemShape shape = ews::ItemShape::Mime;
    };
    void pump();
    void fetch(const Batch &batch);
    void takeBatch(const Batch &batch, ews::Answer<std::vector<ews::Answer<ews::Item>>> answer);
    void takeItem(const Batch &batch, const EwsCursor::Pending &wanted, ews::Answer<ews::Item> item);
    void rebuild(const Batch &batch, const EwsCursor::Pending &wanted, RemoteMail mail, ews::Item item);
    void came(RemoteMail mail);
    void batchFailed(const Batch &batch, const ews::Failure &failure);
    void itemFailed(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void otherWay(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void halve(const Batch &batch);
    void leaveOut(const EwsCursor::Pending &wanted, const ews::Failure &failure, const char *what);
    void settled(const QString &id);
    void forget(const QString &id);
    void deliver();
    void end(const ews::Failure &failure);

    EwsSession *m_session;
    std::shared_ptr<EwsMemory> m_memory;
    std::stop_source m_stop;
    std::deque<Batch> m_batches;
    QHash<QString, qint64> m_wanted; ///< sizes of what was not taken, settled or not
    QSet<QString> m_settled;
    Fetched m_fetched;
    QSet<QString> m_awaited; ///< of the page in hand
    qsizetype m_missing = 0; ///< of `m_awaited`: not settled
    std::function<void(ews::Answer<Fetched>)> m_done;
    qint64 m_heldBytes = 0;
    int m_under = 0;
    bool m_over = false;
    /// Why it is over.
    ews::Failure m_failure{Error{ErrorKind::Cancelled, {}, {}, {}}};
};

} // namespace liaison::transport
