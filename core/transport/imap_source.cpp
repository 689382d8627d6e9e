#include "core/transport/imap_source.h"

#include "core/transport/imap_changes.h"
#include "core/transport/imap_tasks.h"

#include <algorithm>
#include <chrono>

namespace liaison::transport {

namespace {
Error cancelled()
{
    return Error{ErrorKind::Cancelled, {}, {}, std::nullopt};
}
} // namespace

ImapSource::ImapSource(Account account, ImapTimings timings, std::shared_ptr<AccountTokens> tokens, QObject *parent)
    : MailSource(parent), m_account(std::move(account)), m_timings(timings), m_tokens(std::move(tokens)),
      m_memory(std::make_shared<ImapMemory>()), m_reading(std::make_shared<ImapReading>([this] { schedulePump(); }))
{
    m_tokenAge.setSingleShot(true);
    m_tokenAge.setTimerType(Qt::PreciseTimer); // one that came early would sign in with the same token
    connect(&m_tokenAge, &QTimer::timeout, this, [this] {
        m_wantsFreshSession = true;
        schedulePump();
    });
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

SignInExpiry ImapSource::signInExpiry() const
{
    return m_tokens ? m_tokens->expiry() : SignInExpiry();
}

void ImapSource::shutDown()
{
    m_tokenAge.stop();
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
        if (m_idling && (m_wantsFreshSession || !m_queue.empty() || m_hints.empty() || hintFolders() != m_idleFolders))
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
    m_session = new ImapSession(m_account, m_timings, m_tokens, this);
    m_session->setNewsHandler([this](const ImapSession::News &news) { takeNews(news); });
    m_session->open([this, task = std::move(task)](const Result<void> &opened) {
        if (!opened)
            return notConnected(task, opened.error());
        m_triedAnew = false;
        watchToken();
        if (m_current == task)
            runCurrent();
    });
}

void ImapSource::notConnected(const std::shared_ptr<ImapTask> &task, const Error &error)
{
    const bool another = m_session->tokenRefused() && !std::exchange(m_triedAnew, true);
    dropSession();
    if (another && m_current == task)
        return connectFor(task);
    const bool refused = error.kind == ErrorKind::AuthenticationFailed
        || error.kind == ErrorKind::AuthenticationUnsupported || error.kind == ErrorKind::CredentialsMissing;
    if (refused && !m_tokens) // a token that is asked for later may be good
        m_refused = error;
    failWaiting(error);
}

void ImapSource::watchToken()
{
    using std::chrono::milliseconds;
    constexpr qint64 longestMs = 24LL * 3'600'000; // a QTimer takes no more than 24 days
    const std::optional<qint64> left = m_tokens ? m_tokens->renewedInMs() : std::nullopt;
    if (left)
        m_tokenAge.start(milliseconds(std::clamp<qint64>(*left, m_timings.freshTokenMs, longestMs)));
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
    m_tokenAge.stop();
    m_reading->forget();
    if (ImapSession *session = std::exchange(m_session, nullptr)) {
        session->drop();
        session->deleteLater();
    }
}

} // namespace liaison::transport
