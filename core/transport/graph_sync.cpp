#include "core/transport/graph_sync.h"

#include "core/transport/graph_marks.h"

namespace liaison::transport {

using graph::Answer;
using graph::LastVerb;
using graph::Message;

namespace {

/// What nobody told is unknown: the delta knows nothing of answers, and the request that does may fail.
MailFlags flagsOf(const Message &message)
{
    MailFlags flags;
    flags.seenTold = message.read.has_value();
    flags.answeredTold = message.lastVerb.has_value();
    flags.seen = message.read.value_or(false);
    flags.draft = message.draft.value_or(false);
    flags.answered = message.lastVerb == LastVerb::Replied || message.lastVerb == LastVerb::RepliedAll;
    flags.forwarded = message.lastVerb == LastVerb::Forwarded;
    return flags;
}

SyncCursor::Pending itemOf(const Message &message)
{
    const qint64 at = message.receivedAt.value_or(message.sentAt.value_or(0));
    return {message.id, message.size.value_or(-1), at, false, marksOf(flagsOf(message))};
}

/// `message` with what was told of it beside the delta, which is newer.
Message marked(Message message, const Message &told)
{
    const auto take = [](auto &mine, const auto &other) {
        if (other)
            mine = other;
    };
    take(message.read, told.read);
    take(message.draft, told.draft);
    take(message.receivedAt, told.receivedAt);
    take(message.sentAt, told.sentAt);
    take(message.size, told.size);
    take(message.lastVerb, told.lastVerb);
    // A message that nobody answered has no such property. Each has a size: without it none of both was given out.
    if (told.size && !told.lastVerb)
        message.lastVerb = LastVerb::None;
    return message;
}

} // namespace

GraphSync::GraphSync(GraphSession *session, GraphNewsRequest request, std::stop_token stop, Done done, QObject *owner)
    : QObject(owner), m_session(session), m_request(std::move(request)), m_stop(std::move(stop)),
      m_done(std::move(done))
{
}

void GraphSync::start()
{
    const Result<graph::ServiceRoot> &root = m_session->account().root();
    if (!root)
        return end(graph::failed(graphFailure(root.error())));
    GraphCall call;
    call.stop = m_stop;
    call.request = m_request.at.isEmpty()
        ? graph::SyncMessages::request(m_session->account().mailbox(), m_request.folder, m_request.pageSize)
        : graph::SyncMessages::request(m_request.at.toLatin1(), m_request.pageSize);
    m_session->ask<graph::SyncMessages>(
        this, std::move(call),
        [this](const Answer<graph::MessageChanges> &page) {
            if (page)
                take(*page);
            else
                end(graph::failed(page.error()));
        },
        *root);
}

void GraphSync::take(const graph::MessageChanges &page)
{
    for (const graph::MessageChange &change : page.changes) {
        GraphNews::Change out;
        out.removed = change.removed != graph::Removal::None;
        out.marksOnly = !out.removed && !change.message.receivedAt && !change.message.internetMessageId;
        out.item = itemOf(change.message);
        m_news.changes << out;
        m_told << change.message;
    }
    m_news.last = page.then.next.isEmpty();
    m_news.at = QString::fromLatin1(m_news.last ? page.then.delta : page.then.next);
    askMarks();
}

void GraphSync::askMarks()
{
    QSet<QString> seen;
    QList<GraphMarks::Wanted> wanted;
    for (const GraphNews::Change &change : std::as_const(m_news.changes)) {
        if (change.removed || seen.contains(change.item.id))
            continue;
        seen.insert(change.item.id);
        wanted.push_back({change.item.id, {}});
        if (change.item.receivedAt > 0)
            wanted.back().receivedAt = change.item.receivedAt;
    }
    if (wanted.isEmpty())
        return end(std::move(m_news));
    GraphMarks::ask(m_session, this, m_request.folder, std::move(wanted), m_stop,
                    [this](const GraphMarks::Marks &marks) {
                        if (!marks)
                            return end(graph::failed(marks.error()));
                        takeMarks(*marks);
                        end(std::move(m_news));
                    });
}

/// One that is gone, or whose marks are not to be had, keeps what the delta told.
void GraphSync::takeMarks(const QHash<QString, Message> &marks)
{
    for (qsizetype i = 0; i < m_news.changes.size(); ++i) {
        GraphNews::Change &change = m_news.changes[i];
        const auto told = marks.constFind(change.item.id);
        if (!change.removed && told != marks.cend())
            change.item = itemOf(marked(m_told.at(i), *told));
    }
}

void GraphSync::end(const Answer<GraphNews> &answer)
{
    deleteLater();
    if (const auto done = std::exchange(m_done, nullptr))
        done(answer);
}

void GraphWire::sync(Session &session, QObject *owner, const Request &request, std::stop_token stop,
                     std::function<void(const Answer &)> done)
{
    auto *sync = new GraphSync(&session, request, std::move(stop), std::move(done), owner);
    sync->start();
}

QList<SyncCursor::Pending> GraphWire::mailsOf(const Page &page)
{
    QList<SyncCursor::Pending> mails;
    for (const GraphNews::Change &change : page.changes)
        if (!change.removed && !change.marksOnly)
            mails << change.item;
    return mails;
}

void GraphWire::dress(RemoteMail &mail, const SyncCursor::Pending &item)
{
    mail.flags = flagsFrom(item.marks);
    mail.internalDate = item.receivedAt;
}

} // namespace liaison::transport
