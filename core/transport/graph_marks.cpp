#include "core/transport/graph_marks.h"

#include "core/base/log.h"
#include "core/graph/get_message.h"
#include "core/graph/list_messages.h"

#include <QSet>

#include <algorithm>

namespace liaison::transport {

using graph::Answer;
using graph::Message;
using graph::MessageShape;

namespace {

/// With 4 kB for an id twenty messages stay far below.
constexpr qint64 batchBytes = 8 * 1024 * 1024;
/// A page of a list is worth its request where it tells of as many as a batch would; fewer are cheap enough by one.
constexpr qsizetype worthAPage = graph::mostInBatch;

} // namespace

void GraphMarks::ask(GraphSession *session, QObject *owner, QString folder, QList<Wanted> wanted, std::stop_token stop,
                     Done done)
{
    auto *marks
        = new GraphMarks(session, owner, std::move(folder), std::move(wanted), std::move(stop), std::move(done));
    marks->start();
}

GraphMarks::GraphMarks(GraphSession *session, QObject *owner, QString folder, QList<Wanted> wanted,
                       std::stop_token stop, Done done)
    : QObject(owner), m_session(session), m_folder(std::move(folder)), m_wanted(std::move(wanted)),
      m_stop(std::move(stop)), m_done(std::move(done))
{
}

void GraphMarks::start()
{
    if (auto request = firstPage())
        askPage(std::move(*request));
    else
        askRest();
}

/// Of the folder between the oldest and the newest of those that are wanted.
std::optional<graph::Request> GraphMarks::firstPage() const
{
    QList<qint64> times;
    for (const Wanted &one : m_wanted)
        if (one.receivedAt)
            times << *one.receivedAt;
    if (times.size() <= worthAPage)
        return std::nullopt;
    const auto [oldest, newest] = std::minmax_element(times.cbegin(), times.cend());
    graph::MessageQuery query{m_folder, {}, int(times.size()), MessageShape::Marks};
    query.receivedFrom = *oldest;
    query.receivedTo = *newest;
    return graph::ListMessages::request(m_session->account().mailbox(), query);
}

void GraphMarks::askPage(graph::Request request)
{
    const Result<graph::ServiceRoot> &root = m_session->account().root();
    if (!root)
        return end(graph::failed(graphFailure(root.error())));
    GraphCall call;
    call.request = std::move(request);
    call.stop = m_stop;
    m_session->ask<graph::ListMessages>(
        this, std::move(call),
        [this](const Answer<graph::Page<Message>> &page) {
            if (page)
                takePage(*page);
            else
                pageFailed(page.error());
        },
        *root);
}

/// A list that goes on at another server ends the sync, as a delta that does so: whoever changes the links of answers
/// may have changed the marks on the way, too, and a person has to know. Other lists that are not to be had cost
/// requests alone, because the messages can be asked one by one.
void GraphMarks::pageFailed(const graph::Failure &failure)
{
    if (failure.reason == graph::Reason::ForeignLink || concernsAnyRequest(failure) || m_stop.stop_requested())
        return end(graph::failed(failure));
    qCInfo(lcNet, "marks are asked for one by one, as a list of them is not to be had (%s): %s",
           qPrintable(failure.code), qPrintable(failure.error.log));
    askRest();
}

void GraphMarks::takePage(const graph::Page<Message> &page)
{
    QSet<QString> told;
    for (const Message &message : page.items) {
        told.insert(message.id);
        m_marks.insert(message.id, message);
    }
    const qsizetype before = m_wanted.size();
    m_wanted.removeIf([&told](const Wanted &one) { return told.contains(one.id); });
    const bool paid = before - m_wanted.size() >= worthAPage;
    if (paid && m_wanted.size() > worthAPage && !page.next.isEmpty())
        askPage(graph::ListMessages::next(page.next));
    else
        askRest();
}

void GraphMarks::askRest()
{
    if (m_wanted.isEmpty())
        return end(std::move(m_marks));
    QStringList ids;
    QList<graph::Request> requests;
    for (const Wanted &one : std::as_const(m_wanted)) {
        ids << one.id;
        requests << graph::GetMessage::request(m_session->account().mailbox(), one.id, MessageShape::Marks);
    }
    GraphParts::ask(m_session, this, {std::move(requests), graph::BatchOrder::OneByOne, batchBytes, m_stop},
                    [this, ids](const GraphParts::Replies &replies) {
                        if (!replies)
                            return end(graph::failed(replies.error()));
                        takeRest(ids, *replies);
                        end(std::move(m_marks));
                    });
}

void GraphMarks::takeRest(const QStringList &ids, const std::vector<graph::BatchReply> &replies)
{
    for (qsizetype i = 0; i < ids.size() && size_t(i) < replies.size(); ++i) {
        graph::GetMessage operation;
        if (const Answer<Message> message = operation.finish(replies.at(size_t(i))))
            m_marks.insert(ids.at(i), *message);
    }
}

void GraphMarks::end(const Marks &marks)
{
    deleteLater();
    if (const auto done = std::exchange(m_done, nullptr))
        done(marks);
}

} // namespace liaison::transport
