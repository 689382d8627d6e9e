#pragma once

#include "core/base/log.h"
#include "core/transport/fetch_room.h"
#include "core/transport/mail_source.h"
#include "core/transport/sync_ahead.h"

#include <QSet>

#include <algorithm>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// One page of MailSource::changes() of a server that tells changes since a state: what it tells, and as many of the
/// mails as fit the budget. The rest waits in the cursor for the next page.
///
/// Besides what SyncAhead needs `Wire` has its Ahead, a Failure, a Cursor, `Task`, the StoppableTask that this is, and
/// what the cursor knows of a mail that came (dress), and of one that waits and is told of again (remarked).
template <class Wire> class SyncPage : public Wire::Task {
public:
    using Memory = typename Wire::Memory;
    using Ahead = typename Wire::Ahead;
    using Failure = typename Wire::Failure;
    using Request = typename Wire::Request;
    using Page = typename Wire::Page;
    using Pending = SyncCursor::Pending;

    SyncPage(typename Wire::Session *session, ChangeRequest request, std::shared_ptr<Memory> memory,
             std::stop_token stop, QObject *parent)
        : Wire::Task(session, std::move(stop), parent), m_request(std::move(request)), m_memory(std::move(memory)),
          m_ahead(aheadFor(session, m_memory, m_request))
    {
    }

    void start() override
    {
        m_ahead->endWith(this->stopToken());
        m_memory->known.asked(m_request.folder.remoteId, m_request.cursor);
        // A cursor that cannot be read costs a first sync, no mail: the store knows its mails by their ids.
        m_cursor = Wire::Cursor::fromJson(m_request.cursor).value_or(typename Wire::Cursor());
        m_before = m_cursor;
        for (const Pending &item : std::as_const(m_cursor.pending))
            m_waiting.insert(item.id);
        if (m_cursor.pending.isEmpty())
            sync();
        else
            fetch();
    }

protected:
    static constexpr qint64 largestMail = FetchRoom::largestMail;

    /// What comes behind the cursor's state.
    [[nodiscard]] virtual Request nextItems() const = 0;
    /// Takes what the server tells, by await() or removed() of each mail and by stand(); then fetch().
    virtual void take(const Page &page) = 0;
    /// There is no page: sync() again, restart() or the end.
    virtual void syncFailed(const Failure &failure) = 0;

    void sync()
    {
        if (m_cursor.last) { // a new run
            m_cursor.done = 0;
            m_cursor.total = 0;
            retrySkipped();
        }
        m_ahead->takeSync(nextItems(), [this](const typename Wire::Answer &page) {
            if (this->isOver())
                return;
            if (page)
                take(*page);
            else
                syncFailed(page.error());
        });
    }

    /// The server forgot its state: the folder is read anew.
    void restart()
    {
        qCInfo(lcNet, "the server forgot up to where a folder was read: it is read anew");
        m_page.generationChanged = true;
        m_memory->known.forget(m_request.folder.remoteId);
        m_cursor = {};
        m_waiting.clear(); // what was to be asked for again is told of anew, and must not be taken for waiting
        sync();
    }

    /// Whatever happened to a mail, what is known of it now is newer than that it was left out.
    void isNews(const QString &id)
    {
        m_cursor.skipped.removeIf([&id](const Pending &item) { return item.id == id; });
    }
    [[nodiscard]] bool isWaiting(const QString &id) const { return m_waiting.contains(id); }
    /// A mail that was handed out by this adapter.
    [[nodiscard]] bool isKnown(const QString &id) const
    {
        return m_memory->known.contains(m_request.folder.remoteId, id);
    }
    /// It is to be fetched.
    void await(const Pending &item)
    {
        m_waiting.insert(item.id);
        m_cursor.pending << item;
    }
    /// Of a mail that waits: how it is marked now.
    void remark(const Pending &item)
    {
        for (Pending &waiting : m_cursor.pending)
            if (waiting.id == item.id)
                waiting.marks = Wire::remarked(waiting.marks, item.marks);
    }
    [[nodiscard]] bool isSkipped(const QString &id) const
    {
        return std::any_of(m_cursor.skipped.cbegin(), m_cursor.skipped.cend(),
                           [&id](const Pending &item) { return item.id == id; });
    }
    /// It is gone.
    void removed(const QString &id)
    {
        m_ahead->drop(id);
        m_memory->known.gone(m_request.folder.remoteId, id);
        if (m_waiting.remove(id))
            m_cursor.pending.removeIf([&id](const Pending &item) { return item.id == id; });
        m_page.vanished << id;
    }
    void skip(const Pending &item)
    {
        m_cursor.skipped << item;
        if (!m_memory->retrying.contains(item.id))
            m_cursor.retry.restart(m_request.now);
    }
    void skipTooLarge(const Pending &item)
    {
        qCInfo(lcNet, "a mail of %lld bytes is too large to be kept", static_cast<long long>(item.size));
        skip(item);
    }

    /// Where the folder stands once the changes were taken. `news`: there were any.
    void stand(const QString &state, bool last, bool news)
    {
        // Servers word the same state anew each time: a folder in which nothing happened keeps the cursor it had.
        if (news || !last || m_cursor.state.isEmpty())
            m_cursor.state = state;
        m_cursor.last = last;
        const qint64 told = m_cursor.done + m_cursor.pending.size();
        m_cursor.total = std::max(told, m_cursor.first ? qint64(m_request.folder.total) : m_cursor.total);
    }

    void fetch()
    {
        const QList<Pending> chosen = choose();
        if (chosen.isEmpty())
            return finishPage();
        m_ahead->lookAhead(m_cursor.pending, m_cursor.last ? std::nullopt : std::optional(nextItems()),
                           m_request.byteBudget);
        m_ahead->takeMails(chosen, [this, chosen](auto fetched) {
            if (this->isOver())
                return;
            if (fetched)
                arrived(chosen, std::move(*fetched));
            else
                this->end(fetched.error());
        });
    }

    [[nodiscard]] const ChangeRequest &request() const { return m_request; }
    [[nodiscard]] const SyncCursor &cursor() const { return m_cursor; }
    [[nodiscard]] ChangePage &page() { return m_page; }

private:
    static constexpr qsizetype mailsAPage = 700;

    /// What was read ahead of this very page, or a new beginning.
    static std::shared_ptr<Ahead> aheadFor(typename Wire::Session *session, const std::shared_ptr<Memory> &memory,
                                           const ChangeRequest &request)
    {
        const auto next = std::exchange(memory->next, std::nullopt);
        if (next && next->folder == request.folder.remoteId && next->cursor == request.cursor && !next->ahead->isOver())
            return next->ahead;
        return std::make_shared<Ahead>(session, memory);
    }

    /// What the server did not give out may be had today. What is too large stays that.
    void retrySkipped()
    {
        if (m_cursor.skipped.isEmpty() || !m_cursor.retry.isDue(m_request.now))
            return;
        for (const Pending &item : std::exchange(m_cursor.skipped, {})) {
            if (item.size > largestMail) {
                m_cursor.skipped << item;
                continue;
            }
            m_memory->retrying.insert(item.id);
            await(item);
        }
        m_cursor.retry.tried(m_request.now);
    }

    /// From the front, no more than the budget; one at least.
    [[nodiscard]] QList<Pending> choose() const
    {
        QList<Pending> chosen;
        qint64 bytes = 0;
        for (const Pending &item : m_cursor.pending) {
            const qint64 size = Wire::Fetch::sizeOf(item);
            if (!chosen.isEmpty() && (bytes + size > m_request.byteBudget || chosen.size() >= mailsAPage))
                break;
            chosen << item;
            bytes += size;
        }
        return chosen;
    }

    void arrived(const QList<Pending> &chosen, typename Wire::Fetch::Fetched fetched)
    {
        QList<Pending> later;
        for (const Pending &item : chosen) {
            if (fetched.later.contains(item.id)) {
                later << item;
                continue;
            }
            const auto mail = fetched.mails.find(item.id);
            if (mail == fetched.mails.end()) {
                if (fetched.withheld.contains(item.id))
                    skip(item);
                continue;
            }
            Wire::dress(mail->second, item);
            // What is known already keeps its content; its flags are these now.
            if (item.updated)
                m_page.flags << FlagChange{item.id, mail->second.flags};
            m_handedOut.insert(SyncKnown::hashOf(m_request.folder.remoteId, item.id));
            m_page.arrived << std::move(mail->second);
        }
        std::stable_sort(m_page.arrived.begin(), m_page.arrived.end(),
                         [](const RemoteMail &a, const RemoteMail &b) { return a.internalDate > b.internalDate; });
        m_cursor.done += chosen.size() - later.size();
        m_cursor.pending = later + m_cursor.pending.mid(chosen.size());
        finishPage();
    }

    void finishPage()
    {
        m_page.more = !m_cursor.pending.isEmpty() || !m_cursor.last;
        if (!m_page.more)
            m_cursor.first = false;
        if (m_cursor.skipped.isEmpty() && !m_page.more)
            m_cursor.retry = {};
        m_page.withheld = m_cursor.skipped.size();
        m_page.done = m_cursor.done;
        m_page.total = m_cursor.total;
        const bool nothing = m_cursor.state == m_before.state && m_cursor.last && m_before.last && !m_before.first
            && m_page.arrived.isEmpty() && m_before.pending.isEmpty() && m_cursor.skipped == m_before.skipped
            && m_cursor.retry == m_before.retry;
        m_page.next = nothing ? m_request.cursor : m_cursor.toJson();
        m_memory->known.handedOut(m_request.folder.remoteId, m_request.cursor, m_page.next, m_page.more, m_handedOut);
        if (m_page.more)
            m_memory->next = {m_request.folder.remoteId, m_page.next, m_ahead};
        this->finish(std::move(m_page));
    }

    ChangeRequest m_request;
    std::shared_ptr<Memory> m_memory;
    std::shared_ptr<Ahead> m_ahead;
    typename Wire::Cursor m_cursor;
    typename Wire::Cursor m_before; ///< the cursor as it came
    ChangePage m_page;
    QSet<QString> m_waiting;  ///< ids in m_cursor.pending
    QSet<size_t> m_handedOut; ///< hashes of the ids in m_page.arrived
};

} // namespace liaison::transport
