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

namespace liaison::transport {

/// What an adapter remembers of mails from page to page, for as long as it lives.
struct EwsMemory {
    /// How often a mail made trouble: one that always does is left out in the end, so that it does not block its
    /// folder.
    QHash<QString, int> troubled;
    /// Hashes of the ids of mails that were handed out: of an update of one of these the flags alone are fetched.
    QSet<size_t> known;
    /// Ids of mails that were left out before and asked for again since.
    QSet<QString> retrying;
};

/// The flags as the port has them.
MailFlags mailFlags(const ews::Item &item);

/// Fetches mails in batches that go beside each other. A mail that is gone is left out; one that the server cannot
/// give as MIME is rebuilt; a batch that fails as a whole is halved down to the mail that is to blame. Deleted by its
/// owner.
class EwsFetch : public QObject {
    Q_OBJECT
public:
    EwsFetch(EwsSession *session, std::shared_ptr<EwsMemory> memory, std::stop_token stop, QObject *parent);

    using Mails = std::map<QString, RemoteMail>;
    /// `done` is called once, with the mails by id: without those that are gone or left out. A failure concerns all.
    void start(const QList<EwsCursor::Pending> &wanted, std::function<void(ews::Answer<Mails>)> done);

    /// Those that are there and were not given, by id.
    [[nodiscard]] const QSet<QString> &withheld() const { return m_withheld; }

private:
    struct Batch {
        QList<EwsCursor::Pending> items;
        ews::ItemShape shape = ews::ItemShape::Mime;
    };
    void pump();
    void fetch(const Batch &batch);
    void take(const Batch &batch, ews::Answer<std::vector<ews::Answer<ews::Item>>> answer);
    void takeItem(const Batch &batch, const EwsCursor::Pending &wanted, ews::Answer<ews::Item> item);
    void batchFailed(const Batch &batch, const ews::Failure &failure);
    void itemFailed(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void otherWay(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void halve(const Batch &batch);
    void leaveOut(const EwsCursor::Pending &wanted, const ews::Failure &failure, const char *what);
    void end(const ews::Failure &failure);

    EwsSession *m_session;
    std::shared_ptr<EwsMemory> m_memory;
    std::stop_token m_stop;
    std::deque<Batch> m_batches;
    Mails m_mails;
    QSet<QString> m_withheld;
    std::function<void(ews::Answer<Mails>)> m_done;
    int m_under = 0;
    bool m_over = false;
};

} // namespace liaison::transport
