#include "ui/admin/feed_text.h"

#include "core/base/log.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace liaison::ui {

using domain::FeedCondition;
using domain::FeedReport;
using domain::FeedState;
using domain::FeedTally;

namespace {

struct FeedText {
    Q_DECLARE_TR_FUNCTIONS(FeedText)
};

/// "today at 03:12", "Fri 16:02", "3 Nov 2026".
QString atText(UtcMs at, UtcMs now)
{
    return listTime(at, now);
}

QString protocolName(domain::Protocol protocol)
{
    switch (protocol) {
    case domain::Protocol::Imap:
        return QStringLiteral("IMAP");
    case domain::Protocol::Smtp:
        return QStringLiteral("SMTP");
    case domain::Protocol::Ews:
        return QStringLiteral("Exchange Web Services");
    case domain::Protocol::Graph:
        return QStringLiteral("Microsoft Graph");
    }
    return {};
}

} // namespace

QString wordFor(FeedCondition condition)
{
    switch (condition) {
    case FeedCondition::Off:
        return FeedText::tr("OFF");
    case FeedCondition::Stopping:
        return FeedText::tr("STOPPING");
    case FeedCondition::Stopped:
        return wordFor(FeedState::Stopped);
    case FeedCondition::Starting:
        return wordFor(FeedState::Starting);
    case FeedCondition::Running:
        return wordFor(FeedState::Running);
    case FeedCondition::BackingOff:
        return wordFor(FeedState::BackingOff);
    case FeedCondition::NeedsSignIn:
        return wordFor(FeedState::NeedsSignIn);
    case FeedCondition::Failed:
        return wordFor(FeedState::Failed);
    }
    return {};
}

Tone toneFor(FeedCondition condition)
{
    switch (condition) {
    case FeedCondition::Running:
        return Tone::Good;
    case FeedCondition::Starting:
    case FeedCondition::Stopping:
        return Tone::Accent;
    case FeedCondition::BackingOff:
        return Tone::Warning;
    case FeedCondition::NeedsSignIn:
    case FeedCondition::Failed:
        return Tone::Danger;
    case FeedCondition::Off:
    case FeedCondition::Stopped:
        break;
    }
    return Tone::Muted;
}

QString stateText(const FeedReport &report, UtcMs now)
{
    const FeedCondition condition = domain::conditionOf(report);
    QString word = wordFor(condition);
    if (condition != FeedCondition::BackingOff || report.status.nextTryAt <= 0)
        return word;
    return report.status.nextTryAt > now
        ? FeedText::tr("%1, next try %2").arg(word, agoText(report.status.nextTryAt, now))
        : FeedText::tr("%1, trying now").arg(word);
}

QString lagText(const FeedReport &report, UtcMs now)
{
    const auto lag = domain::lagOf(report, now);
    if (!lag)
        return {};
    if (lag->mails > 0)
        return FeedText::tr("%n mails", nullptr, static_cast<int>(std::min<qint64>(lag->mails, 1'000'000)));
    return FeedText::tr("at most %1").arg(durationText(lag->atMostMs));
}

QString expiryText(const FeedReport &report, UtcMs now)
{
    const auto expiry = domain::expiryOf(report, now);
    if (!expiry)
        return {};
    const QString date = QLocale().toString(QDateTime::fromMSecsSinceEpoch(expiry->at).date(), QLocale::ShortFormat);
    return expiry->of == domain::FeedExpiry::Of::Certificate ? FeedText::tr("certificate: %1").arg(date)
                                                             : FeedText::tr("secret: %1").arg(date);
}

QString workedByText(const FeedReport &report)
{
    if (report.isHere)
        return FeedText::tr("this computer");
    return report.isHeld ? QStringLiteral("%1 (pid %2)").arg(report.host).arg(report.pid) : FeedText::tr("nobody");
}

QString accountTypeText(const domain::Mailbox &mailbox)
{
    if (mailbox.endpointsHidden)
        return FeedText::tr("not shown");
    if (mailbox.inbound.protocol == mailbox.outbound.protocol)
        return protocolName(mailbox.inbound.protocol);
    return FeedText::tr("%1 and %2")
        .arg(protocolName(mailbox.inbound.protocol), protocolName(mailbox.outbound.protocol));
}

QString troubleText(const FeedReport &report, UtcMs now)
{
    if (!report.status.error || domain::conditionOf(report) == FeedCondition::Off)
        return {};
    QString reason = feedErrorText(report.status);
    if (report.refusedAt <= 0)
        return reason;
    const QString where = report.refusedHost.isEmpty() ? FeedText::tr("another computer") : report.refusedHost;
    return FeedText::tr("Sign-in refused %1 on %2; mail is waiting on the server.")
               .arg(atText(report.refusedAt, now), where)
        + QLatin1Char(' ') + reason + QLatin1Char(' ')
        + FeedText::tr(
              "Whoever administers this mailbox enters the secret anew under Admin > Mailboxes, or by “liaison "
              "secret set %1” on the computer that works the mailbox.")
              .arg(report.mailbox.address);
}

QStringList warningTexts(const FeedReport &report, const FeedTally &tally, UtcMs now)
{
    QStringList texts;
    if (domain::isSilent(report, tally, now))
        texts << FeedText::tr("No mail for %1, though it usually comes in %n of these hours. Write to %2 from outside, "
                              "and look for rules, forwarding or a full mailbox on the server.",
                              nullptr, static_cast<int>(std::lround(tally.rhythm.usual(tally.lastMailAt, now))))
                     .arg(durationText(now - tally.lastMailAt), report.mailbox.address);
    if (domain::mailVanishes(report, tally))
        texts << FeedText::tr("%n mails of the last day vanished from the server within an hour after they had "
                              "arrived. Another tool may be reading this mailbox and moving its mail: a mailbox that "
                              "another tool ingests must not be used, as mail can be gone before it is fetched. What "
                              "was fetched is kept.",
                              nullptr, tally.vanishedSoon);
    const auto expiry = report.mailbox.enabled ? domain::expiryOf(report, now) : std::nullopt;
    if (expiry && expiry->soon) {
        const bool certificate = expiry->of == domain::FeedExpiry::Of::Certificate;
        const QString when = fullTime(expiry->at);
        if (expiry->over)
            texts << (certificate
                          ? FeedText::tr("The application's certificate ran out on %1. Register a new one and "
                                         "name it under Admin > Mailboxes.")
                          : FeedText::tr("The secret ran out on %1, as it was noted here. Make a new one, enter "
                                         "it under Admin > Mailboxes and note its date."))
                         .arg(when);
        else
            texts << (certificate ? FeedText::tr("The application's certificate runs out on %1. Register a new one in "
                                                 "time and name it under Admin > Mailboxes.")
                                  : FeedText::tr("The secret runs out on %1. Make a new one in time, enter it under "
                                                 "Admin > Mailboxes and note its date."))
                         .arg(when);
    }
    if (report.notSent > 0)
        texts << FeedText::tr("%n mails were not sent; they are in the outbox.", nullptr, report.notSent);
    return texts;
}

QString askedText(const FeedReport &report, UtcMs now)
{
    constexpr qint64 shownMs = 60'000;
    constexpr qint64 patienceMs = 15'000;
    if (report.askedAt <= 0 || now - report.askedAt > shownMs || report.isHere)
        return {};
    if (report.askTakenAt > 0)
        return FeedText::tr("%1 took it %2 and looks for mail.")
            .arg(report.askTakenBy, agoText(report.askTakenAt, now));
    return now - report.askedAt < patienceMs
        ? FeedText::tr("%1 was asked to look for mail.").arg(report.host)
        : FeedText::tr("%1 was asked to look for mail and has not answered. Is Liaison running there?")
              .arg(report.host);
}

QString copyText(const FeedReport &report, const FeedTally &tally, UtcMs now)
{
    QStringList lines{QStringLiteral("%1  %2").arg(report.mailbox.address, stateText(report, now)),
                      accountTypeText(report.mailbox), FeedText::tr("Worked by: %1").arg(workedByText(report))};
    if (report.status.lastSuccessAt > 0)
        lines << FeedText::tr("Last sync: %1").arg(fullTime(report.status.lastSuccessAt));
    lines << troubleText(report, now) << warningTexts(report, tally, now);
    if (report.status.error)
        lines << errorKindName(report.status.error->kind) << redacted(errorDetails(*report.status.error));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace liaison::ui
