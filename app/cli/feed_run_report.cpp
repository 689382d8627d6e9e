// FeedRun: when one pass is over, and what is said of it. See feed_run.h.
#include "app/cli/console.h"
#include "app/cli/feed_run.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/quit_signals.h"
#include "core/base/log.h"
#include "core/store/outbox.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QJsonArray>

#include <cstdio>

namespace liaison::cli {

using domain::FeedStatus;
using domain::OutboxMail;
using domain::OutboxState;

namespace {

constexpr qint64 mostFilingMs = 20'000; ///< a copy that cannot be filed now is filed by the next run

} // namespace

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
                storeFailed(task, views.error());
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
            if (mail)
                done(m_tasks[box], Error{kindNamed(mail->lastError), {}, mail->serverWords, {}});
            else
                storeFailed(m_tasks[box], mail.error());
        });
        return;
    }
    if (view.laterError.isEmpty())
        return done(task);
    task.note = Cli::tr("a mail was not sent and waits for its next try");
    done(task, Error{kindNamed(view.laterError), {}, {}, {}});
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
        // Not through the log's redaction, which would take our own sentence about a password for one.
        logLine(withDetail(QStringLiteral("%1 %2").arg(address, domain::toString(status.state)),
                           status.error ? errorSentence(*status.error) : QString()));
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

Answer FeedRun::summary() const
{
    Answer answer;
    QJsonArray rows;
    QStringList lines;
    for (Task task : m_tasks) {
        if (m_options.once && !task.isDone)
            task.error = Error{ErrorKind::Cancelled, {}, {}, {}}; // by a signal
        QJsonObject row{{QStringLiteral("mailbox"), task.mailbox.address},
                        {QStringLiteral("matched"), task.matched},
                        {QStringLiteral("unmatched"), task.unmatched}};
        if (task.error) {
            const ErrorKind kind = task.error->kind;
            const app::ExitCode code = task.ofStore ? app::exitCodeFor(kind) : app::serverExitCodeFor(kind);
            const QString sentence = errorSentence(*task.error);
            const QString said = task.note.isEmpty() ? sentence : withDetail(task.note, sentence);
            row.insert(QStringLiteral("error"),
                       QJsonObject{{QStringLiteral("kind"), errorKindName(task.error->kind)},
                                   {QStringLiteral("message"), said}});
            if (!answer.error || app::worse(code, answer.exitCode) != answer.exitCode) {
                answer.error = task.error;
                answer.sentence = said;
                answer.about = task.error->kind == ErrorKind::Busy ? QString() : task.mailbox.address;
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

} // namespace liaison::cli
