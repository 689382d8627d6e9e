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
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QJsonArray>

#include <cstdio>

namespace liaison::cli {

using domain::FeedState;
using domain::FeedStatus;
using domain::Mailbox;
using domain::OutboxMail;
using domain::OutboxState;

namespace {

constexpr int lookMs = 300;
constexpr qint64 mostFilingMs = 20'000; ///< a copy that cannot be filed now is filed by the next run

/// The kind that an identifier in the store names.
ErrorKind kindNamed(const QString &name)
{
    for (int i = 0; i <= static_cast<int>(ErrorKind::KeychainDenied); ++i) {
        if (errorKindName(static_cast<ErrorKind>(i)) == name)
            return static_cast<ErrorKind>(i);
    }
    return ErrorKind::Internal;
}

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
    return domain::normalisedAddress(mailbox.address) == domain::normalisedAddress(m_options.mailbox)
        || mailbox.uuid.toString(QUuid::WithoutBraces) == m_options.mailbox;
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
            m_tasks.insert(mailbox.id, Task{mailbox, false, false, {}, {}, 0, 0});
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
        m_tasks[id].matched += matched;
        m_tasks[id].unmatched += unmatched;
    });
    connect(m_place->store(), &store::Store::changed, this, [this](const QList<store::Change> &changes) {
        for (const store::Change &change : changes) {
            if (change.aggregate == store::Aggregate::Mailbox && !m_options.once)
                return reload();
        }
    });
    if (m_options.once) {
        look(); // what failed before is not this run's failure
        m_look.start();
    }
    for (Task &task : m_tasks)
        start(task);
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
            start(*m_tasks.insert(mailbox.id, Task{mailbox, false, false, {}, {}, 0, 0}));
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
        m_place->engine()->stop(mailbox);
        done(task, Error{ErrorKind::Busy, words, {}, {}});
    });
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

/// Looks into the outbox for what is still to be done.
void FeedRun::look()
{
    if (m_looking || m_ended)
        return;
    m_looking = true;
    using Views = QHash<MailboxId, OutboxView>;
    const auto read = [ids = m_tasks.keys()](store::Session &session) -> Result<Views> {
        constexpr int mostOpen = 100'000;
        store::Outbox outbox(session);
        const auto open = outbox.list(false, mostOpen);
        if (!open)
            return fail(open.error());
        const UtcMs now = session.databaseNow();
        Views views;
        for (const OutboxMail &mail : *open) {
            OutboxView &view = views[mail.mailbox];
            ++view.open;
            if (mail.state == OutboxState::Failed || mail.state == OutboxState::Uncertain) {
                view.bad.append(mail.id);
            } else if (mail.state == OutboxState::Sending || mail.notBefore <= now) {
                ++view.due;
                view.duesError = mail.lastError;
            } else if (!mail.lastError.isEmpty()) {
                view.laterError = mail.lastError;
            }
        }
        for (const MailboxId id : ids) {
            const auto copies = outbox.copiesToFile(id);
            const auto flags = copies ? store::RemoteOps(session).pending(id, 1) : fail(copies.error());
            if (!flags)
                return fail(flags.error());
            views[id].filing = static_cast<int>(copies->size() + flags->size());
        }
        return views;
    };
    onDone<Views>(this, m_place->store()->read(read), [this](const Result<Views> &views) {
        m_looking = false;
        if (m_ended)
            return;
        if (m_badBefore.isEmpty() && views) {
            for (auto it = m_tasks.cbegin(); it != m_tasks.cend(); ++it)
                m_badBefore.insert(it.key(), views->value(it.key()).bad);
        }
        for (Task &task : m_tasks) {
            if (!views)
                done(task, views.error());
            else if (!task.isDone)
                judge(task, views->value(task.mailbox.id));
            if (m_ended)
                return;
        }
    });
}

void FeedRun::judge(Task &task, const OutboxView &view)
{
    if (!task.isRead)
        return;
    const UtcMs now = m_place->clock().nowMs();
    // A mail that stays due although its feed runs waits for settings that work.
    if (view.due > 0) {
        if (task.warning && errorKindName(task.warning->kind) == view.duesError)
            done(task, task.warning);
        return;
    }
    if (m_filingSince == 0)
        m_filingSince = now;
    if (view.filing > 0 && now - m_filingSince < mostFilingMs)
        return;
    const QList<OutboxId> before = m_badBefore.value(task.mailbox.id);
    for (const OutboxId id : view.bad) {
        if (before.contains(id))
            continue;
        const auto read = [id](store::Session &session) { return store::Outbox(session).find(id); };
        onDone<OutboxMail>(this, m_place->store()->read(read), [this, box = task.mailbox.id](Result<OutboxMail> mail) {
            if (m_ended || !m_tasks.contains(box))
                return;
            done(m_tasks[box], mail ? Error{kindNamed(mail->lastError), {}, mail->serverWords, {}} : mail.error());
        });
        return;
    }
    if (!view.laterError.isEmpty())
        done(task, Error{kindNamed(view.laterError), Cli::tr("a mail waits for its next try"), {}, {}});
    else
        done(task);
}

/// A line for each change of state: into the log, or as JSON to standard output.
void FeedRun::say(const FeedStatus &status)
{
    const FeedStatus before = m_said.value(status.mailbox);
    const bool isNew = !m_said.contains(status.mailbox) || before.state != status.state || before.error != status.error;
    m_said.insert(status.mailbox, status);
    if (!isNew || m_options.once)
        return;
    const QString address = m_tasks.value(status.mailbox).mailbox.address;
    if (!m_options.json) {
        qCInfo(lcFeed).noquote() << address << domain::toString(status.state)
                                 << (status.error ? errorSentence(*status.error) : QString());
        return;
    }
    QJsonObject line{{QStringLiteral("at"), timeText(m_place->clock().nowMs())},
                     {QStringLiteral("mailbox"), address},
                     {QStringLiteral("state"), domain::toString(status.state)}};
    if (status.error)
        line.insert(QStringLiteral("error"), errorKindName(status.error->kind));
    std::fputs(jsonLine(line).constData(), stdout);
    std::fflush(stdout);
}

void FeedRun::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_look.stop();
    m_place->dropEngine(); // feeds end with the unit in hand finished or rolled back
    finishWith<Answer>(m_promise, summary());
}

Answer FeedRun::summary() const
{
    Answer answer;
    QJsonArray rows;
    QStringList lines;
    for (const Task &task : m_tasks) {
        QJsonObject row{{QStringLiteral("mailbox"), task.mailbox.address},
                        {QStringLiteral("matched"), task.matched},
                        {QStringLiteral("unmatched"), task.unmatched}};
        if (task.error) {
            const app::ExitCode code = app::exitCodeFor(task.error->kind);
            row.insert(QStringLiteral("error"),
                       QJsonObject{{QStringLiteral("kind"), errorKindName(task.error->kind)},
                                   {QStringLiteral("message"), errorSentence(*task.error)}});
            if (!answer.error || app::worse(code, answer.exitCode) != answer.exitCode) {
                answer.error = task.error;
                if (task.error->kind != ErrorKind::Busy)
                    answer.error->log = (task.mailbox.address + QLatin1Char(' ') + task.error->log).trimmed();
            }
            answer.exitCode = app::worse(code, answer.exitCode);
        } else {
            lines << Cli::tr("%1: %2 matched, %3 unmatched")
                         .arg(task.mailbox.address)
                         .arg(task.matched)
                         .arg(task.unmatched);
        }
        rows.append(row);
    }
    if (m_options.once) {
        answer.json = {{QStringLiteral("mailboxes"), rows}};
        answer.text = lines.join(QLatin1Char('\n'));
    }
    return answer;
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
            {{QStringLiteral("once"), {}, Cli::tr("Ends after one pass over all folders, with the outbox empty.")},
             {QStringLiteral("wait"), {}, Cli::tr("Waits for a mailbox that another process holds.")},
             {QStringLiteral("mailbox"), QStringLiteral("MAILBOX"), Cli::tr("Only this one, started or not.")}},
            true,
            run};
}

} // namespace liaison::cli
