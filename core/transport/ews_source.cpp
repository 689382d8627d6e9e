#include "core/transport/ews_source.h"

#include "core/transport/ews_ahead.h"
#include "core/transport/ews_changes.h"
#include "core/transport/ews_folders.h"
#include "core/transport/ews_hints.h"
#include "core/transport/ews_stock.h"
#include "core/transport/ews_tasks.h"

namespace liaison::transport {

EwsSource::EwsSource(std::shared_ptr<EwsAccount> account, EwsTimings timings, QObject *parent)
    : MailSource(parent), m_account(std::move(account)), m_timings(timings),
      m_session(new EwsSession(m_account, timings, this)), m_hints(new EwsHints(m_account, timings, this))
{
    connect(&m_wakeup, &Wakeup::woken, this, [this] {
        if (m_hints)
            m_hints->doubt();
        Q_EMIT worthTrying();
    });
}

EwsSource::~EwsSource()
{
    shutDown();
}

template <class Task, class T, class... Args> Future<T> EwsSource::run(const std::stop_token &stop, Args &&...args)
{
    if (!m_session || stop.stop_requested())
        return readyFuture<T>(fail(ErrorKind::Cancelled));
    auto *task = new Task(m_session, std::forward<Args>(args)..., stop, m_session);
    Future<T> future = task->future();
    task->start();
    return future;
}

SignInExpiry EwsSource::signInExpiry() const
{
    return m_account->tokens() ? m_account->tokens()->expiry() : SignInExpiry();
}

Future<QList<domain::RemoteFolder>> EwsSource::folders(std::stop_token stop)
{
    return run<EwsFolders, QList<domain::RemoteFolder>>(stop);
}

Future<ChangePage> EwsSource::changes(ChangeRequest request, std::stop_token stop)
{
    const QString folder = request.folder.remoteId;
    Future<ChangePage> page = run<EwsChanges, ChangePage>(stop, std::move(request), m_memory);
    if (m_hints)
        onDone<ChangePage>(m_hints, page, [hints = m_hints, folder](const Result<ChangePage> &answer) {
            if (answer && !answer->more)
                hints->synced(folder);
        });
    return page;
}

Future<void> EwsSource::setFlag(domain::RemoteFolder, QString remoteId, Flag flag, bool on, std::stop_token stop)
{
    return run<EwsSetFlag, void>(stop, std::move(remoteId), flag, on);
}

Future<QString> EwsSource::append(domain::RemoteFolder folder, QByteArray raw, MailFlags flags, std::stop_token stop)
{
    return run<EwsAppend, QString>(stop, std::move(folder), std::move(raw), flags);
}

Future<bool> EwsSource::contains(domain::RemoteFolder folder, QString messageIdHeader, std::stop_token stop)
{
    return run<EwsContains, bool>(stop, folder, std::move(messageIdHeader));
}

Future<QStringList> EwsSource::waitForHint(QList<domain::RemoteFolder> folders, std::stop_token stop)
{
    if (!m_hints || stop.stop_requested())
        return readyFuture<QStringList>(fail(ErrorKind::Cancelled));
    return m_hints->wait(folders, std::move(stop));
}

Future<FolderLook> EwsSource::look(domain::RemoteFolder folder, Look what, std::stop_token stop)
{
    if (what == Look::OneMail)
        return MailSource::look(std::move(folder), what, std::move(stop));
    return run<EwsLook, FolderLook>(stop, folder.remoteId);
}

Future<FolderStock> EwsSource::stock(domain::RemoteFolder folder, std::stop_token stop)
{
    return run<EwsStock, FolderStock>(stop, folder.remoteId);
}

QByteArray EwsSource::cursorBehind(const FolderStock &stock, const QList<ListedMail> &missing) const
{
    return EwsCursor(cursorOf(stock, missing)).toJson();
}

void EwsSource::shutDown()
{
    m_memory->next.reset();
    delete std::exchange(m_hints, nullptr);
    delete std::exchange(m_session, nullptr);
}

} // namespace liaison::transport
