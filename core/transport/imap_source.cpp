#include "core/transport/imap_source.h"

#include "core/transport/imap_changes.h"
#include "core/transport/imap_tasks.h"

namespace liaison::transport {

namespace {
Error cancelled()
{
    return Error{ErrorKind::Cancelled, {}, {}, std::nullopt};
}
} // namespace

ImapSource::ImapSource(Account account, ImapTimings timings, QObject *parent)
    : MailSource(parent), m_account(std::move(account)), m_timings(timings), m_memory(std::make_shared<ImapMemory>()),
      m_reading(std::make_shared<ImapReading>([this] { schedulePump(); }))
{
    connect(&m_wakeup, &Wakeup::woken, this, &ImapSource::onWoken);
}

ImapSource::~ImapSource()
{
    m_shutDown = true;
    if (m_session)
        m_session->drop();
    failWaiting(cancelled());
}

// The port.

Future<QList<domain::RemoteFolder>> ImapSource::folders(std::stop_token stop)
{
    return enqueue<QList<domain::RemoteFolder>>(std::make_shared<ImapFolders>(), stop);
}

Future<ChangePage> ImapSource::changes(ChangeRequest request, std::stop_token stop)
{
    return enqueue<ChangePage>(std::make_shared<ImapChanges>(std::move(request), m_memory, m_reading), stop);
}

Future<void> ImapSource::setFlag(domain::RemoteFolder folder, QString remoteId, Flag flag, bool on,
                                 std::stop_token stop)
{
    return enqueue<void>(std::make_shared<ImapSetFlag>(folder.remoteId, std::move(remoteId), flag, on), stop);
}

Future<QString> ImapSource::append(domain::RemoteFolder folder, QByteArray raw, MailFlags flags, std::stop_token stop)
{
    return enqueue<QString>(std::make_shared<ImapAppend>(folder.remoteId, std::move(raw), flags), stop);
}

Future<bool> ImapSource::contains(domain::RemoteFolder folder, QString messageIdHeader, std::stop_token stop)
{
    return enqueue<bool>(std::make_shared<ImapContains>(folder.remoteId, std::move(messageIdHeader)), stop);
}

Future<FolderLook> ImapSource::look(domain::RemoteFolder folder, Look what, std::stop_token stop)
{
    return enqueue<FolderLook>(std::make_shared<ImapLook>(folder.remoteId, what), stop);
}

void ImapSource::shutDown()
{
    m_shutDown = true;
    m_reading->forget();
    if (ImapSession *session = std::exchange(m_session, nullptr))
        session->leave();
    failWaiting(cancelled());
}

// The queue.

template <class T, class Task> Future<T> ImapSource::enqueue(std::shared_ptr<Task> task, const std::stop_token &stop)
{
    Future<T> future = task->arm(stop, stopper(task));
    if (m_shutDown || m_refused)
        task->fail(m_refused.value_or(cancelled()));
    else
        m_queue.push_back(std::move(task));
    schedulePump();
    return future;
}

std::function<void()> ImapSource::stopper(const std::weak_ptr<ImapTask> &task)
{
    // Runs on the thread that asks for the stop: it only posts.
    return [this, task] {
        QMetaObject::invokeMethod(
            this,
            [this, task] {
                if (const auto alive = task.lock())
                    cancel(alive);
            },
            Qt::QueuedConnection);
    };
}

void ImapSource::schedulePump()
{
    if (std::exchange(m_pumpScheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_pumpScheduled = false;
            pump();
        },
        Qt::QueuedConnection);
}

void ImapSource::pump()
{
    while (!m_queue.empty() && m_queue.front()->settled())
        m_queue.pop_front();
    tellHints();
    std::erase_if(m_hints, [](const std::shared_ptr<ImapHint> &hint) { return hint->settled(); });
    if (m_shutDown)
        return;
    if (m_current) {
        if (m_idling && (!m_queue.empty() || m_hints.empty() || hintFolders() != m_idleFolders))
            m_current->makeWay();
        return;
    }
    // What was asked for ahead has to come before anything else is asked.
    if (m_session && m_session->usable() && m_session->busy()
        && (m_queue.empty() || !m_queue.front()->joins(*m_session)))
        return;
    if (std::exchange(m_wantsFreshSession, false) && m_session)
        std::exchange(m_session, nullptr)->leave();
    if (!m_queue.empty()) {
        m_current = m_queue.front();
        m_queue.pop_front();
        connectFor(m_current);
    } else if (!m_hints.empty()) {
        startIdle();
    }
}

void ImapSource::connectFor(std::shared_ptr<ImapTask> task)
{
    if (m_session && m_session->usable())
        return runCurrent();
    dropSession();
    m_session = new ImapSession(m_account, m_timings, this);
    m_session->setNewsHandler([this](const ImapSession::News &news) { takeNews(news); });
    m_session->open([this, task = std::move(task)](const Result<void> &opened) {
        if (opened) {
            if (m_current == task)
                runCurrent();
            return;
        }
        const ErrorKind kind = opened.error().kind;
        if (kind == ErrorKind::AuthenticationFailed || kind == ErrorKind::AuthenticationUnsupported
            || kind == ErrorKind::CredentialsMissing)
            m_refused = opened.error();
        dropSession();
        failWaiting(opened.error());
    });
}

void ImapSource::runCurrent()
{
    const std::shared_ptr<ImapTask> task = m_current;
    task->run(*m_session, [this, task = task.get()] {
        if (m_current.get() != task)
            return;
        m_current.reset();
        m_idling = false;
        schedulePump();
    });
}

void ImapSource::cancel(const std::shared_ptr<ImapTask> &task)
{
    if (task->settled())
        return;
    task->fail(cancelled());
    if (m_current == task) {
        // Whatever is on the wire for it may be long: a new connection is quicker than hearing it out.
        m_current.reset();
        m_idling = false;
        dropSession();
    }
    schedulePump();
}

void ImapSource::failWaiting(const Error &error)
{
    m_idling = false;
    const auto current = std::exchange(m_current, nullptr);
    const auto queue = std::exchange(m_queue, {});
    const auto hints = std::exchange(m_hints, {});
    if (current)
        current->fail(error);
    for (const auto &task : queue)
        task->fail(error);
    for (const auto &hint : hints)
        hint->fail(error);
}

void ImapSource::onWoken()
{
    if (m_session)
        m_session->doubt();
    Q_EMIT worthTrying();
}

void ImapSource::dropSession()
{
    m_wantsFreshSession = false;
    m_reading->forget();
    if (ImapSession *session = std::exchange(m_session, nullptr)) {
        session->drop();
        session->deleteLater();
    }
}

} // namespace liaison::transport
