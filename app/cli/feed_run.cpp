#include "app/cli/feed_run.h"

#include "app/cli/console.h"
#include "app/cli/feed_status.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/quit_signals.h"
#include "core/base/and_then.h"
#include "core/base/log.h"
#include "core/desk/settings_desk.h"
#include "core/domain/address.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/store.h"

namespace liaison::cli {

using domain::FeedState;
using domain::FeedStatus;
using domain::Mailbox;

namespace {

constexpr int lookMs = 300;

/// What makes a feed begin anew; starting and stopping aside.
bool sameSettings(const Mailbox &a, const Mailbox &b)
{
    return a.updatedAt == b.updatedAt;
}

} // namespace

FeedRun::FeedRun(Workplace *place, Options options)
    : m_place(place), m_options(std::move(options)), m_signals(std::make_unique<app::QuitSignals>())
{
    m_look.setInterval(lookMs);
    connect(&m_look, &QTimer::timeout, this, &FeedRun::look);
    connect(m_signals.get(), &app::QuitSignals::asked, this, &FeedRun::end);
}

FeedRun::~FeedRun() = default;

bool FeedRun::wants(const Mailbox &mailbox) const
{
    if (m_options.mailbox.isEmpty())
        return mailbox.enabled && mailbox.feedWanted;
    const QUuid uuid = QUuid::fromString(m_options.mailbox);
    return domain::normalisedAddress(mailbox.address) == domain::normalisedAddress(m_options.mailbox)
        || (!uuid.isNull() && mailbox.uuid == uuid);
}

Future<Answer> FeedRun::run()
{
    m_promise.start();
    m_startedAt = m_place->clock().nowMs();
    const auto read = [](store::Session &session) { return store::Mailboxes(session).list(); };
    onDone<QList<Mailbox>>(this, m_place->store()->read(read), [this](const Result<QList<Mailbox>> &mailboxes) {
        if (m_ended)
            return;
        if (mailboxes)
            begin(*mailboxes);
        else
            finishWith<Answer>(m_promise, fail(mailboxes.error()));
    });
    return m_promise.future();
}

void FeedRun::begin(const QList<Mailbox> &mailboxes)
{
    for (const Mailbox &mailbox : mailboxes) {
        if (wants(mailbox))
            m_tasks[mailbox.id].mailbox = mailbox;
    }
    const bool named = !m_options.mailbox.isEmpty();
    const auto refuse = [this](ErrorKind kind, const QString &words) {
        m_ended = true;
        finishWith<Answer>(m_promise, fail(kind, words));
    };
    if (m_tasks.isEmpty() && named)
        return refuse(ErrorKind::NotFound, Cli::tr("there is no mailbox %1").arg(m_options.mailbox));
    if (named && !m_tasks.begin()->mailbox.enabled)
        return refuse(ErrorKind::InvalidInput, Cli::tr("%1 is switched off").arg(m_tasks.begin()->mailbox.address));
    if (m_tasks.isEmpty() && m_options.once)
        return refuse(ErrorKind::InvalidInput, Cli::tr("no mailbox is started; see “liaison settings import”"));
    if (m_tasks.isEmpty())
        qCInfo(lcFeed).noquote() << "no mailbox is started; waiting for settings";
    feed::Engine *engine = m_place->engine();
    connect(engine, &feed::Engine::statusChanged, this, &FeedRun::heard);
    connect(engine, &feed::Engine::mailArrived, this, [this](MailboxId id, int matched, int unmatched) {
        const auto task = m_tasks.find(id);
        if (task == m_tasks.end())
            return;
        task->matched += matched;
        task->unmatched += unmatched;
    });
    connect(m_place->store(), &store::Store::changed, this, [this](const QList<store::Change> &changes) {
        for (const store::Change &change : changes) {
            if (change.aggregate == store::Aggregate::Mailbox && !m_options.once)
                return reload();
        }
    });
    if (m_options.once)
        startOnce();
    else
        startAll();
}

void FeedRun::startAll()
{
    for (Task &task : m_tasks)
        start(task);
}

/// Mail that waits after a failed try goes now: somebody asked for it.
void FeedRun::startOnce()
{
    const auto write = [ids = m_tasks.keys()](store::Session &session) -> Result<void> {
        for (const MailboxId id : ids) {
            if (auto due = store::Outbox(session).tryNow(id); !due)
                return due;
        }
        return {};
    };
    onDone<void>(this, m_place->store()->write(write), [this](const Result<void> &due) {
        if (m_ended)
            return;
        if (!due) {
            for (Task &task : m_tasks)
                storeFailed(task, due.error());
            return;
        }
        look(); // what failed before is not this run's failure
        m_look.start();
        startAll();
    });
}

void FeedRun::start(Task &task)
{
    m_place->engine()->start(task.mailbox.id);
}

void FeedRun::reload()
{
    const auto read = [](store::Session &session) { return store::Mailboxes(session).list(); };
    onDone<QList<Mailbox>>(this, m_place->store()->read(read), [this](const Result<QList<Mailbox>> &mailboxes) {
        if (mailboxes && !m_ended)
            follow(*mailboxes);
    });
}

/// Takes over what another process changed: new mailboxes, START and STOP, other servers, a new password.
void FeedRun::follow(const QList<Mailbox> &mailboxes)
{
    feed::Engine *engine = m_place->engine();
    QList<MailboxId> gone = m_tasks.keys();
    for (const Mailbox &mailbox : mailboxes) {
        const bool wanted = m_options.mailbox.isEmpty() ? wants(mailbox) : wants(mailbox) && mailbox.enabled;
        if (!wanted)
            continue;
        gone.removeAll(mailbox.id);
        const auto task = m_tasks.find(mailbox.id);
        if (task == m_tasks.end()) {
            Task &fresh = m_tasks[mailbox.id];
            fresh.mailbox = mailbox;
            start(fresh);
        } else if (!sameSettings(task->mailbox, mailbox)) {
            task->mailbox = mailbox;
            engine->reload(mailbox.id);
            engine->start(mailbox.id);
        }
    }
    for (const MailboxId id : std::as_const(gone)) {
        engine->stop(id);
        engine->reload(id); // switched off or removed: nothing is sent either
        m_tasks.remove(id);
    }
}

void FeedRun::heard(const FeedStatus &status)
{
    if (m_ended || !m_tasks.contains(status.mailbox))
        return;
    say(status);
    if (!status.holder.isEmpty())
        heldElsewhere(status.mailbox);
    if (!m_options.once)
        return;
    Task &task = m_tasks[status.mailbox];
    task.warning = status.error;
    switch (status.state) {
    case FeedState::NeedsSignIn:
    case FeedState::Failed:
    case FeedState::BackingOff:
        done(task, status.error.value_or(Error{ErrorKind::Internal, {}, {}, {}}));
        break;
    case FeedState::Running:
        task.isRead = status.lastSuccessAt >= m_startedAt;
        break;
    case FeedState::Starting:
    case FeedState::Stopped:
        break;
    }
}

/// Says who holds the mailbox, once; then that one is left alone unless we are to wait for it.
void FeedRun::heldElsewhere(MailboxId mailbox)
{
    if (m_tasks[mailbox].isDone || m_tasks[mailbox].error)
        return;
    const auto read = [mailbox](store::Session &session) { return store::Leases(session).holder(mailbox); };
    using Holder = std::optional<store::Lease>;
    onDone<Holder>(this, m_place->store()->read(read), [this, mailbox](const Result<Holder> &holder) {
        if (!holder || !*holder || m_ended || !m_tasks.contains(mailbox) || m_tasks[mailbox].isDone)
            return;
        Task &task = m_tasks[mailbox];
        const QString words = heldBy(task.mailbox.address, **holder);
        if (m_options.wait && !m_options.once) {
            qCInfo(lcFeed).noquote() << words + QStringLiteral("; waiting for it");
            return;
        }
        if (!m_options.once && m_tasks.size() > 1)
            qCWarning(lcFeed).noquote() << words; // the others go on
        m_place->engine()->stop(mailbox);
        done(task, Error{ErrorKind::Busy, words, {}, {}});
    });
}

void FeedRun::storeFailed(Task &task, const Error &error)
{
    if (!task.isDone)
        task.ofStore = true;
    done(task, error);
}

void FeedRun::done(Task &task, std::optional<Error> error)
{
    if (task.isDone)
        return;
    task.isDone = true;
    task.error = std::move(error);
    const bool allDone = std::all_of(m_tasks.cbegin(), m_tasks.cend(), [](const Task &each) { return each.isDone; });
    if (allDone)
        end();
}

void FeedRun::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_look.stop();
    // Queued: this may be inside a signal of the engine. Feeds end with the unit in hand finished or rolled back.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_place->dropEngine();
            finishWith<Answer>(m_promise, summary());
        },
        Qt::QueuedConnection);
}

Command feedRunCommand()
{
    const auto run = [](Workplace &place, const Invocation &call) {
        FeedRun::Options options;
        options.once = call.has(QStringLiteral("once"));
        options.wait = call.has(QStringLiteral("wait"));
        options.json = call.json;
        options.mailbox = call.value(QStringLiteral("mailbox"));
        if (options.once && options.wait)
            return wrongUse(Cli::tr("--once and --wait exclude each other"));
        auto *feeds = new FeedRun(&place, options);
        feeds->setParent(&place);
        return feeds->run();
    };
    return {QStringLiteral("feed run"),
            {},
            0,
            0,
            Cli::tr("reads and sends without a window"),
            {{QStringLiteral("once"), {}, Cli::tr("Ends after one pass over all folders and a try to send all mail.")},
             {QStringLiteral("wait"), {}, Cli::tr("Waits for a mailbox that another process holds.")},
             {QStringLiteral("mailbox"), QStringLiteral("MAILBOX"), Cli::tr("Only this one, started or not.")}},
            true,
            run};
}

} // namespace liaison::cli
