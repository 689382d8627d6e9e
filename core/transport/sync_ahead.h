#pragma once

#include "core/transport/sync_cursor.h"
#include "core/transport/sync_known.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// What an adapter remembers of mails from page to page, for as long as it lives.
template <class Ahead> struct SyncMemory {
    /// How often a mail made trouble: one that always does is left out in the end, so that it does not block its
    /// folder.
    QHash<QString, int> troubled;
    SyncKnown known;
    /// Ids of mails that were left out before and asked for again since.
    QSet<QString> retrying;
    /// What was read ahead of the page that is asked for next, if that is the one with this folder and cursor.
    struct Next {
        QString folder;
        QByteArray cursor;
        std::shared_ptr<Ahead> ahead;
    };
    std::optional<Next> next;
};

/// Reads ahead in one folder while pages of it are asked for: what the server tells next, and the mails that it tells
/// of, a page at most. Handed on from page to page with the cursor (SyncMemory::next). It decides nothing: a page takes
/// from here what it would have asked for itself, in the same order, so the cursors are those without it. A state can
/// be asked about twice, and what changes of a mail that was fetched early is told by the state after it.
///
/// `Wire` says how a protocol does it: its Session, Memory, Fetch, Request (compared by ==), Page, and Answer, what it
/// asks (sync) and which mails a page will want (mailsOf).
template <class Wire> class SyncAhead : public QObject {
public:
    using Session = typename Wire::Session;
    using Memory = typename Wire::Memory;
    using Fetch = typename Wire::Fetch;
    using Request = typename Wire::Request;
    using Answer = typename Wire::Answer;
    using Pending = SyncCursor::Pending;

    SyncAhead(Session *session, std::shared_ptr<Memory> memory)
        : m_session(session), m_mails(session, std::move(memory))
    {
    }
    ~SyncAhead() override
    {
        m_onStop.reset();
        m_stop.request_stop();
    }

    using SyncDone = std::function<void(const Answer &)>;
    /// The answer to `request`: the one that was asked for ahead, or a new one. `done` is called once.
    void takeSync(const Request &request, SyncDone done)
    {
        m_done = std::move(done);
        if (!m_asked || *m_asked != request)
            ask(request);
        else if (m_answer)
            answered(*std::exchange(m_answer, std::nullopt));
    }
    /// For the page in hand. As Fetch::take(); it fails where something failed before.
    template <class Done> void takeMails(const QList<Pending> &items, Done done)
    {
        m_mails.take(items, std::move(done));
    }

    /// Begins with `items`, the page in hand at their front, as far as there is room; then with what `request` tells.
    /// nullopt: there is nothing behind them yet.
    void lookAhead(const QList<Pending> &items, const std::optional<Request> &request, qint64 bytesAPage)
    {
        m_bytesAPage = bytesAPage;
        m_mails.makeRoom(bytesAPage);
        if (!wantAhead(items) || !request)
            return;
        if (!m_asked)
            ask(*request);
        else if (m_answer && *m_answer)
            wantAhead(Wire::mailsOf(**m_answer));
    }
    /// The mail is gone.
    void drop(const QString &id) { m_mails.drop(id); }

    /// A stop of the page in hand, or of the one before, ends this too.
    void endWith(std::stop_token stop)
    {
        m_onStop.reset();
        // The callback runs on the thread that asks for the stop, and only posts to this one.
        m_onStop.emplace(std::move(stop), [this] {
            QMetaObject::invokeMethod(
                this, [this] { close(); }, Qt::QueuedConnection);
        });
    }
    [[nodiscard]] bool isOver() const { return m_mails.isOver(); }

private:
    void ask(const Request &request)
    {
        m_asked = request;
        m_answer.reset();
        Wire::sync(*m_session, this, request, m_stop.get_token(), [this, request](const Answer &answer) {
            if (m_asked && *m_asked == request)
                answered(answer);
        });
    }

    void answered(const Answer &answer)
    {
        if (const SyncDone done = std::exchange(m_done, nullptr)) {
            m_asked.reset();
            return done(answer);
        }
        m_answer = answer;
        if (answer)
            wantAhead(Wire::mailsOf(*answer));
    }

    /// Wants from the front what there is room for; whether that is everything.
    bool wantAhead(const QList<Pending> &items)
    {
        constexpr qsizetype mostMails = 2 * 700; // of the page in hand and of the one ahead
        qint64 bytes = m_mails.heldBytes();
        qsizetype count = m_mails.heldMails();
        QList<Pending> wanted;
        for (const Pending &item : items) {
            if (m_mails.isWanted(item.id))
                continue;
            bytes += Fetch::sizeOf(item);
            if (++count > mostMails || bytes > 2 * m_bytesAPage)
                break;
            wanted << item;
        }
        m_mails.want(wanted);
        return bytes <= 2 * m_bytesAPage && count <= mostMails;
    }

    void close()
    {
        m_mails.close();
        m_stop.request_stop();
        m_asked.reset();
        m_answer.reset();
        m_done = nullptr;
    }

    Session *m_session;
    Fetch m_mails;
    std::stop_source m_stop;
    std::optional<Request> m_asked; ///< under way, or answered and not taken
    std::optional<Answer> m_answer;
    SyncDone m_done;
    qint64 m_bytesAPage = 0;
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
