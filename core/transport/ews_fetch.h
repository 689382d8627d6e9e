#pragma once

#include "core/transport/ews_batches.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <map>
#include <memory>

namespace liaison::transport {

/// Keeps the mails that are wanted, for the page in hand and ahead of it, until the page takes them. What is under way
/// ends with it.
class EwsFetch final : private EwsBatches::Taker {
public:
    EwsFetch(EwsSession *session, std::shared_ptr<EwsMemory> memory);

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

    /// Nothing more comes: something failed that concerns all mails, or it was closed.
    [[nodiscard]] bool isOver() const { return m_over; }
    /// Ends what is under way and forgets what came; nobody is told.
    void close();

private:
    [[nodiscard]] bool wants(const QString &id) const override { return isWanted(id); }
    [[nodiscard]] bool waitsFor(const QString &id) const override { return m_awaited.contains(id); }
    void came(RemoteMail mail) override;
    void isWithheld(const QString &id) override;
    void comesLater(const QString &id) override { forget(id); }
    void failed(const ews::Failure &failure) override;

    void settled(const QString &id);
    void forget(const QString &id);
    void deliver();

    QHash<QString, qint64> m_wanted; ///< sizes of what was not taken, settled or not
    QSet<QString> m_settled;
    Fetched m_fetched;
    QSet<QString> m_awaited; ///< of the page in hand
    qsizetype m_missing = 0; ///< of `m_awaited`: not settled
    std::function<void(ews::Answer<Fetched>)> m_done;
    qint64 m_heldBytes = 0;
    bool m_over = false;
    /// Why it is over.
    ews::Failure m_failure{Error{ErrorKind::Cancelled, {}, {}, {}}};
    EwsBatches m_batches; ///< last, so that it goes first
};

} // namespace liaison::transport
