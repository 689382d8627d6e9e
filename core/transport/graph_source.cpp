#include "core/transport/graph_source.h"

#include "core/transport/graph_changes.h"
#include "core/transport/graph_hints.h"
#include "core/transport/graph_stock.h"
#include "core/transport/graph_tasks.h"

namespace liaison::transport {

GraphSource::GraphSource(std::shared_ptr<GraphAccount> account, GraphTimings timings, std::function<bool()> inFront,
                         QObject *parent)
    : MailSource(parent), m_account(std::move(account)), m_session(new GraphSession(m_account, timings, this)),
      m_hints(new GraphHints(std::move(timings), std::move(inFront), this))
{
    connect(&m_wakeup, &Wakeup::woken, this, [this] {
        if (m_hints)
            m_hints->hurry();
        Q_EMIT worthTrying();
    });
}

GraphSource::~GraphSource()
{
    shutDown();
}

template <class Task, class T, class... Args> Future<T> GraphSource::run(const std::stop_token &stop, Args &&...args)
{
    if (!m_session || stop.stop_requested())
        return readyFuture<T>(fail(ErrorKind::Cancelled));
    if (!m_account->root())
        return readyFuture<T>(fail(m_account->root().error()));
    auto *task = new Task(m_session, std::forward<Args>(args)..., stop, m_session);
    Future<T> future = task->future();
    task->start();
    return future;
}

SignInExpiry GraphSource::signInExpiry() const
{
    return m_account->tokens() ? m_account->tokens()->expiry() : SignInExpiry();
}

Future<QList<domain::RemoteFolder>> GraphSource::folders(std::stop_token stop)
{
    return run<GraphFolders, QList<domain::RemoteFolder>>(stop, m_tree);
}

Future<ChangePage> GraphSource::changes(ChangeRequest request, std::stop_token stop)
{
    return run<GraphChanges, ChangePage>(stop, std::move(request), m_memory);
}

Future<void> GraphSource::setFlag(domain::RemoteFolder, QString remoteId, Flag flag, bool on, std::stop_token stop)
{
    return run<GraphSetFlag, void>(stop, std::move(remoteId), flag, on);
}

Future<QString> GraphSource::append(domain::RemoteFolder folder, QByteArray raw, MailFlags flags, std::stop_token stop)
{
    return run<GraphAppend, QString>(stop, std::move(folder), std::move(raw), flags);
}

Future<bool> GraphSource::contains(domain::RemoteFolder folder, QString messageIdHeader, std::stop_token stop)
{
    return run<GraphContains, bool>(stop, folder, std::move(messageIdHeader));
}

Future<QStringList> GraphSource::waitForHint(QList<domain::RemoteFolder> folders, std::stop_token stop)
{
    if (!m_hints || stop.stop_requested())
        return readyFuture<QStringList>(fail(ErrorKind::Cancelled));
    return m_hints->wait(folders, std::move(stop));
}

Future<FolderLook> GraphSource::look(domain::RemoteFolder folder, Look what, std::stop_token stop)
{
    if (what == Look::OneMail)
        return MailSource::look(std::move(folder), what, std::move(stop));
    return run<GraphLook, FolderLook>(stop, folder.remoteId);
}

Future<FolderStock> GraphSource::stock(domain::RemoteFolder folder, std::stop_token stop)
{
    return run<GraphStock, FolderStock>(stop, folder.remoteId);
}

QByteArray GraphSource::cursorBehind(const FolderStock &stock, const QList<ListedMail> &missing) const
{
    GraphCursor cursor(cursorOf(stock, missing));
    for (qsizetype i = 0; i < missing.size(); ++i) // a mail itself does not say how it is marked
        cursor.pending[i].marks = marksOf({.seen = missing.at(i).seen, .answeredTold = false});
    return cursor.toJson();
}

void GraphSource::shutDown()
{
    m_memory->next.reset();
    delete std::exchange(m_hints, nullptr);
    delete std::exchange(m_session, nullptr);
}

} // namespace liaison::transport
