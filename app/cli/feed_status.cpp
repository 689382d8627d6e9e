// liaison feed status: every mailbox with who works it and how that goes.
#include "app/cli/feed_status.h"

#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/base/log.h"
#include "core/domain/feed_report.h"
#include "core/domain/sign_in_advice.h"
#include "core/store/feed_overview.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/sending_hold.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace liaison::cli {

using domain::FeedState;

namespace {

QString stateWord(FeedState state)
{
    switch (state) {
    case FeedState::Stopped:
        return Cli::tr("stopped");
    case FeedState::Starting:
        return Cli::tr("starting");
    case FeedState::Running:
        return Cli::tr("running");
    case FeedState::BackingOff:
        return Cli::tr("waiting to try again");
    case FeedState::NeedsSignIn:
        return Cli::tr("needs sign-in");
    case FeedState::Failed:
        return Cli::tr("failed");
    }
    return {};
}

Error withoutWords(Error error)
{
    if (const auto advice = domain::signInAdvice(error)) // which may be in the words alone
        error.log = advice->name + QStringLiteral(": ") + advice->advice;
    error.serverWords.clear();
    return error;
}

bool isTriedLater(const FeedReport &report)
{
    return report.delayed->state == domain::OutboxState::Queued && report.delayed->notBefore > report.askedAt;
}

/// ", sending failed: the server refused the connection, next try 2026-11-22T01:02:03Z"
QString sendingText(const FeedReport &report)
{
    const auto error = sendingError(report);
    if (!error)
        return {};
    const QString text = Cli::tr(", sending failed: %1").arg(oneLine(errorSentence(*error), 200));
    return isTriedLater(report) ? text + Cli::tr(", next try %1").arg(timeText(report.delayed->notBefore)) : text;
}

QJsonObject sendingJson(const FeedReport &report)
{
    const domain::OutboxMail &mail = *report.delayed;
    QJsonObject object{{QStringLiteral("attempts"), mail.attempts},
                       {QStringLiteral("error"),
                        QJsonObject{{QStringLiteral("kind"), mail.lastError},
                                    {QStringLiteral("message"), errorSentence(withoutWords(*sendingError(report)))},
                                    {QStringLiteral("words"), redacted(mail.serverWords)}}}};
    if (isTriedLater(report))
        object.insert(QStringLiteral("nextTryAt"), timeText(mail.notBefore));
    return object;
}

/// ", access token good until 2026-11-22T01:02:03Z"
QString expiryText(const FeedReport &report)
{
    QString text;
    if (report.said && report.said->tokenExpiresAt > 0)
        text += Cli::tr(", access token good until %1").arg(timeText(report.said->tokenExpiresAt));
    if (report.said && report.said->certificateExpiresAt > 0)
        text += Cli::tr(", certificate good until %1").arg(timeText(report.said->certificateExpiresAt));
    return text;
}

/// Counts a mail of the outbox that is not sent.
void count(FeedReport &report, const domain::OutboxMail &mail)
{
    if (mail.state == domain::OutboxState::Failed || mail.state == domain::OutboxState::Uncertain) {
        ++report.troubled;
        return;
    }
    ++report.queued;
    if (!mail.lastError.isEmpty() && (!report.delayed || mail.notBefore < report.delayed->notBefore))
        report.delayed = mail;
}

/// All that is told at once.
struct Listed {
    QList<FeedReport> reports;
    int unmatched = 0;
    std::optional<store::SendingHold> hold;
};

Answer answerOf(const Listed &all)
{
    QJsonArray array;
    QStringList lines;
    for (const FeedReport &report : all.reports) {
        array.append(toJson(report));
        const FeedState state = stateOf(report);
        QString line = QStringLiteral("%1  %2").arg(report.mailbox.address, stateWord(state));
        if (report.said && report.said->lastSuccessAt > 0)
            line += Cli::tr(", in sync %1").arg(timeText(report.said->lastSuccessAt));
        line += expiryText(report);
        if (report.queued > 0)
            line += Cli::tr(", %n to be sent", nullptr, report.queued);
        if (report.troubled > 0)
            line += Cli::tr(", %n not sent", nullptr, report.troubled);
        line += sendingText(report);
        if (report.said && !report.said->error.isEmpty())
            line += QStringLiteral(", ") + oneLine(errorSentence(*saidError(report)), 200);
        lines << line;
        if (report.mailbox.enabled && report.vanishedSoon >= domain::FeedTally::vanishedAlarm)
            lines << QStringLiteral("  ")
                    + Cli::tr(
                         "%n mails of the last day vanished from the server within an hour after they had arrived: "
                         "another tool may be reading this mailbox and moving its mail",
                         nullptr, report.vanishedSoon);
        if (report.holder)
            lines << QStringLiteral("  ") + heldBy(report.mailbox.address, *report.holder);
    }
    Answer answer;
    answer.json = {{QStringLiteral("feeds"), array}, {QStringLiteral("unmatched"), all.unmatched}};
    if (const auto &hold = all.hold) {
        lines << Cli::tr("All sending is held since %1, by %2 on %3.")
                     .arg(timeText(hold->since), hold->person, hold->host);
        answer.json.insert(QStringLiteral("sendingHeld"),
                           QJsonObject{{QStringLiteral("since"), timeText(hold->since)},
                                       {QStringLiteral("person"), hold->person},
                                       {QStringLiteral("host"), hold->host}});
    }
    answer.text = lines.join(QLatin1Char('\n'));
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &)
{
    const auto read = place.store()->read([](store::Session &session) -> Result<Listed> {
        const auto reports = feedReports(session);
        const auto unmatched = reports ? store::Messages(session).unmatchedCount() : fail(reports.error());
        const auto hold = unmatched ? store::SendingHolds(session).current() : fail(unmatched.error());
        return hold ? Result<Listed>(Listed{*reports, *unmatched, *hold}) : fail(hold.error());
    });
    return andThen<Answer>(place.store(), read, [](const Listed &all) { return readyFuture<Answer>(answerOf(all)); });
}

} // namespace

Result<QList<FeedReport>> feedReports(store::Session &session)
{
    constexpr int mostOpen = 100'000;
    const auto mailboxes = store::Mailboxes(session).listVisible();
    const auto outbox = mailboxes ? store::Outbox(session).list(false, mostOpen) : fail(mailboxes.error());
    const auto vanished = outbox ? store::FeedOverview(session).vanishedSoon() : fail(outbox.error());
    if (!vanished)
        return fail(vanished.error());
    QList<FeedReport> reports;
    for (const domain::Mailbox &mailbox : *mailboxes) {
        const auto holder = store::Leases(session).holder(mailbox.id);
        const auto said = holder ? store::FeedStates(session).find(mailbox.id) : fail(holder.error());
        if (!said)
            return fail(said.error());
        FeedReport report{mailbox, *holder, *said, 0, 0};
        report.askedAt = session.databaseNow();
        report.vanishedSoon = vanished->value(mailbox.id);
        const bool stale = report.holder && report.said
            && (report.said->pid != report.holder->pid || report.said->host != report.holder->host);
        if (stale)
            report.said.reset();
        for (const domain::OutboxMail &mail : *outbox) {
            if (mail.mailbox == mailbox.id)
                count(report, mail);
        }
        reports.append(report);
    }
    return reports;
}

std::optional<Error> sendingError(const FeedReport &report)
{
    return report.delayed
        ? std::optional<Error>({kindNamed(report.delayed->lastError), {}, report.delayed->serverWords, {}})
        : std::nullopt;
}

std::optional<Error> saidError(const FeedReport &report)
{
    if (!report.said || report.said->error.isEmpty())
        return std::nullopt;
    const ErrorKind kind = kindNamed(report.said->error);
    const Error byLog{kind, report.said->errorWords, {}, {}};
    const bool byWords = domain::signInAdvice(byLog) || !domain::signInServiceOf(byLog).isEmpty();
    return byWords ? byLog : Error{kind, {}, report.said->errorWords, {}};
}

FeedState stateOf(const FeedReport &report)
{
    if (report.holder)
        return report.said ? report.said->state : FeedState::Starting;
    // A feed that a person must help gives its mailbox back.
    const bool waits = report.said && report.mailbox.enabled && report.mailbox.feedWanted
        && (report.said->state == FeedState::NeedsSignIn || report.said->state == FeedState::Failed);
    return waits ? report.said->state : FeedState::Stopped;
}

QString heldBy(const QString &address, const store::Lease &holder)
{
    return Cli::tr("%1 is held by host %2, process %3, since %4")
        .arg(address, holder.host, QString::number(holder.pid), timeText(holder.takenAt));
}

QJsonObject toJson(const FeedReport &report)
{
    QJsonObject object{{QStringLiteral("mailbox"), report.mailbox.address},
                       {QStringLiteral("uuid"), report.mailbox.uuid.toString(QUuid::WithoutBraces)},
                       {QStringLiteral("enabled"), report.mailbox.enabled},
                       {QStringLiteral("wanted"), report.mailbox.feedWanted},
                       {QStringLiteral("state"), domain::toString(stateOf(report))},
                       {QStringLiteral("queued"), report.queued},
                       {QStringLiteral("notSent"), report.troubled},
                       {QStringLiteral("vanishedSoon"), report.vanishedSoon}};
    if (report.said) {
        if (report.said->lastSuccessAt > 0)
            object.insert(QStringLiteral("lastSuccessAt"), timeText(report.said->lastSuccessAt));
        if (report.said->nextTryAt > 0)
            object.insert(QStringLiteral("nextTryAt"), timeText(report.said->nextTryAt));
        if (report.said->tokenExpiresAt > 0)
            object.insert(QStringLiteral("tokenExpiresAt"), timeText(report.said->tokenExpiresAt));
        if (report.said->certificateExpiresAt > 0)
            object.insert(QStringLiteral("certificateExpiresAt"), timeText(report.said->certificateExpiresAt));
        if (!report.said->error.isEmpty())
            object.insert(QStringLiteral("error"),
                          QJsonObject{{QStringLiteral("kind"), report.said->error},
                                      {QStringLiteral("message"), errorSentence(withoutWords(*saidError(report)))},
                                      {QStringLiteral("words"), report.said->errorWords}});
    }
    if (report.delayed)
        object.insert(QStringLiteral("sending"), sendingJson(report));
    if (report.holder)
        object.insert(QStringLiteral("holder"),
                      QJsonObject{{QStringLiteral("host"), report.holder->host},
                                  {QStringLiteral("pid"), report.holder->pid},
                                  {QStringLiteral("since"), timeText(report.holder->takenAt)}});
    return object;
}

Command feedStatusCommand()
{
    return {QStringLiteral("feed status"), {}, 0, 0, Cli::tr("says how the feeds are"), {}, false, run};
}

} // namespace liaison::cli
