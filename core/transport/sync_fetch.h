#pragma once

#include "core/base/result.h"
#include "core/transport/mail_source.h"
#include "core/transport/sync_cursor.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace liaison::transport {

/// Who is told what becomes of each mail that was asked for, once.
template <class Failure> class MailTaker {
public:
    virtual ~MailTaker() = default;
    [[nodiscard]] virtual bool wants(const QString &id) const = 0;
    /// Somebody waits for it now: what may pass by itself is a failure then, and else a matter of another time.
    [[nodiscard]] virtual bool waitsFor(const QString &id) const = 0;
    /// Whether more may be asked for now. Where not, take() goes on with what was added.
    [[nodiscard]] virtual bool hasRoom() const = 0;
    virtual void came(RemoteMail mail) = 0;
    virtual void isWithheld(const QString &id) = 0;  ///< it is there, and is not given out
    virtual void comesLater(const QString &id) = 0;  ///< it did not come this time, and nobody waits for it
    virtual void failed(const Failure &failure) = 0; ///< nothing more comes
};

/// Keeps the mails that are wanted, for the page in hand and ahead of it, until the page takes them. What came is
/// counted by its bytes, whatever the server told before: a page whose mails are larger than that gets those that came,
/// and the others are for the next. What is under way ends with it. `Batches` asks for them: it has a Session, a Memory
/// and a Failure, add(), close() and sizeOf().
template <class Batches> class SyncFetch final : private MailTaker<typename Batches::Failure> {
public:
    using Failure = typename Batches::Failure;
    using Pending = SyncCursor::Pending;

    SyncFetch(typename Batches::Session *session, std::shared_ptr<typename Batches::Memory> memory)
        : m_batches(session, std::move(memory), this)
    {
    }

    struct Fetched {
        std::map<QString, RemoteMail> mails; ///< by id; without those that are withheld
        QSet<QString> withheld;              ///< ids of those that are there and were not given
        QSet<QString> later;                 ///< ids of those that have to be taken again: there was no room for them
    };
    using Answer = tl::expected<Fetched, Failure>;

    /// Fetches these behind what was wanted before. Those that are wanted already are passed over.
    void want(const QList<Pending> &items)
    {
        QList<Pending> fresh;
        for (const Pending &item : items) {
            if (m_wanted.contains(item.id))
                continue;
            m_wanted.insert(item.id, sizeOf(item));
            m_heldBytes += sizeOf(item);
            fresh << item;
        }
        m_batches.add(fresh);
    }

    /// `done` is called once, when all of these have come or as many as there is room for; they are wanted where they
    /// were not yet. A failure concerns all of them: one of a mail that is only wanted ahead is not told, it is asked
    /// for again when its turn comes.
    void take(const QList<Pending> &items, std::function<void(Answer)> done)
    {
        if (m_over) // what was read ahead failed before anybody waited for it
            return done(tl::unexpected<Failure>(m_failure));
        m_done = std::move(done);
        m_awaited.clear();
        m_missing = 0;
        for (const Pending &item : items) {
            m_awaited.insert(item.id);
            m_missing += m_settled.contains(item.id) ? 0 : 1;
        }
        want(items);
        deliverWhereDue();
    }

    /// It is not wanted any more.
    void drop(const QString &id)
    {
        extract(id);
        m_fetched.withheld.remove(id);
        forget(id);
    }

    /// Room for mails of pages with so many bytes.
    void makeRoom(qint64 bytesAPage) { m_mostBytes = std::max(leastRoom, 4 * bytesAPage); }

    /// What is wanted and was not taken: mails, and the bytes that the server told of them.
    [[nodiscard]] qsizetype heldMails() const { return m_wanted.size(); }
    [[nodiscard]] qint64 heldBytes() const { return m_heldBytes; }
    [[nodiscard]] bool isWanted(const QString &id) const { return m_wanted.contains(id); }
    /// Bytes that the server told of a mail, or the usual size where it was not told.
    static qint64 sizeOf(const Pending &item) { return Batches::sizeOf(item); }

    /// Nothing more comes: something failed that concerns all mails, or it was closed.
    [[nodiscard]] bool isOver() const { return m_over; }
    /// Ends what is under way and forgets what came; nobody is told.
    void close()
    {
        m_over = true;
        m_done = nullptr;
        m_batches.close();
        m_fetched = {};
        m_cameBytes = 0;
    }

private:
    using Mails = std::map<QString, RemoteMail>;
    static constexpr qint64 leastRoom = 8LL * 1024 * 1024;

    [[nodiscard]] bool wants(const QString &id) const override { return isWanted(id); }
    [[nodiscard]] bool waitsFor(const QString &id) const override { return m_awaited.contains(id); }
    /// The page in hand has to get something.
    [[nodiscard]] bool hasRoom() const override
    {
        return !isFull() || (m_done && m_missing == qsizetype(m_awaited.size()));
    }
    void came(RemoteMail mail) override
    {
        const QString id = mail.remoteId;
        extract(id);
        if (m_cameBytes + mail.raw.size() > m_mostBytes && !m_awaited.contains(id))
            return forget(id);
        m_cameBytes += mail.raw.size();
        m_fetched.mails.insert_or_assign(id, std::move(mail));
        settled(id);
    }
    void isWithheld(const QString &id) override
    {
        m_fetched.withheld.insert(id);
        settled(id);
    }
    void comesLater(const QString &id) override { forget(id); }
    void failed(const Failure &failure) override
    {
        m_over = true;
        m_failure = failure;
        if (const auto done = std::exchange(m_done, nullptr))
            done(tl::unexpected<Failure>(failure));
    }

    [[nodiscard]] bool isFull() const { return m_cameBytes >= m_mostBytes; }
    /// Takes a mail out of what came.
    typename Mails::node_type extract(const QString &id)
    {
        auto mail = m_fetched.mails.extract(id);
        if (mail)
            m_cameBytes -= mail.mapped().raw.size();
        return mail;
    }
    /// The mail came, or is known not to come.
    void settled(const QString &id)
    {
        m_settled.insert(id);
        m_missing -= m_awaited.contains(id) ? 1 : 0;
        deliverWhereDue();
    }
    void deliverWhereDue()
    {
        const bool some = m_missing < qsizetype(m_awaited.size());
        if (m_done && (m_missing == 0 || (some && isFull())))
            deliver();
    }
    void forget(const QString &id)
    {
        m_settled.remove(id);
        m_heldBytes -= m_wanted.take(id);
    }
    void deliver()
    {
        Fetched taken;
        for (const QString &id : std::exchange(m_awaited, {})) {
            if (!m_settled.contains(id)) {
                taken.later.insert(id); // it may be on its way
                continue;
            }
            if (auto mail = extract(id))
                taken.mails.insert(std::move(mail));
            if (m_fetched.withheld.remove(id))
                taken.withheld.insert(id);
            forget(id);
        }
        if (const auto done = std::exchange(m_done, nullptr))
            done(std::move(taken));
    }

    QHash<QString, qint64> m_wanted; ///< sizes of what was not taken, settled or not
    QSet<QString> m_settled;
    Fetched m_fetched;
    QSet<QString> m_awaited; ///< of the page in hand
    qsizetype m_missing = 0; ///< of `m_awaited`: not settled
    std::function<void(Answer)> m_done;
    qint64 m_heldBytes = 0;
    qint64 m_cameBytes = 0; ///< of m_fetched.mails, as they are
    qint64 m_mostBytes = leastRoom;
    bool m_over = false;
    /// Why it is over.
    Failure m_failure{Error{ErrorKind::Cancelled, {}, {}, {}}};
    Batches m_batches; ///< last, so that it goes first
};

} // namespace liaison::transport
