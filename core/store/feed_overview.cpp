#include "core/store/feed_overview.h"

#include "core/store/audit_log.h"
#include "core/store/feed_refusals.h"
#include "core/store/feed_requests.h"
#include "core/store/feed_states.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"

namespace liaison::store {

using domain::FeedReport;
using domain::FeedTally;
using domain::MailRhythm;

namespace {

ErrorKind kindNamed(const QString &name)
{
    for (int i = 0; i <= static_cast<int>(ErrorKind::KeychainDenied); ++i) {
        if (errorKindName(static_cast<ErrorKind>(i)) == name)
            return static_cast<ErrorKind>(i);
    }
    return ErrorKind::Internal;
}

void takeSaid(FeedReport &report, const FeedStateRow &said)
{
    report.status.state = said.state;
    report.status.lastSuccessAt = said.lastSuccessAt;
    report.status.nextTryAt = said.nextTryAt;
    report.status.tokenExpiresAt = said.tokenExpiresAt;
    report.status.certificateExpiresAt = said.certificateExpiresAt;
    report.host = said.host;
    report.pid = said.pid;
    // Which of an error's words it was is not kept: as the log's they are searched for what a person can do.
    if (!said.error.isEmpty())
        report.status.error = Error{kindNamed(said.error), said.errorWords, {}, {}};
}

} // namespace

QString secretExpiryKey(const domain::Mailbox &mailbox)
{
    return QStringLiteral("feed/%1/secret-good-until").arg(mailbox.uuid.toString(QUuid::WithoutBraces));
}

Result<QList<FeedReport>> FeedOverview::reports(const QString &holder)
{
    const auto mailboxes = Mailboxes(m_session).listVisible();
    if (!mailboxes)
        return fail(mailboxes.error());
    QList<FeedReport> reports;
    for (const domain::Mailbox &mailbox : *mailboxes) {
        const auto report = reportOf(mailbox, holder);
        if (!report)
            return fail(report.error());
        reports.append(*report);
    }
    return reports;
}

Result<FeedReport> FeedOverview::reportOf(const domain::Mailbox &mailbox, const QString &holder)
{
    FeedReport report;
    report.mailbox = mailbox;
    report.status.mailbox = mailbox.id;
    report.status.address = mailbox.address;
    report.status.personSignsIn = domain::personSignsIn(mailbox, domain::SecretUse::Inbound);
    const auto said = FeedStates(m_session).find(mailbox.id);
    if (said && *said)
        takeSaid(report, **said);
    const auto lease = Leases(m_session).holder(mailbox.id);
    if (lease && *lease) {
        report.isHeld = true;
        report.isHere = (*lease)->holder == holder;
        if ((*lease)->host != report.host || (*lease)->pid != report.pid) { // what is written is an earlier one's
            report.status.state = domain::FeedState::Starting;
            report.status.error.reset();
        }
        report.host = (*lease)->host;
        report.pid = (*lease)->pid;
    }
    if (const auto refusal = FeedRefusals(m_session).current(mailbox.id); refusal && *refusal) {
        report.refusedAt = (*refusal)->at;
        report.refusedHost = (*refusal)->host;
        report.status.error = (*refusal)->error();
    }
    if (const auto asked = FeedRequests(m_session).find(mailbox.id, FeedAsk::GetMail); asked && *asked) {
        report.askedAt = (*asked)->askedAt;
        report.askTakenAt = (*asked)->takenAt;
        report.askTakenBy = (*asked)->host;
    }
    const Rows folders = m_session.rows(
        QStringLiteral("SELECT path FROM folder WHERE mailbox_id = ? AND selected = 1 AND vanished = 0 ORDER BY path"),
        {mailbox.id.value});
    for (Row folder : folders)
        report.folders.append(folder.text());
    const auto count = [this, &mailbox](const QString &states) {
        return static_cast<int>(m_session.number(
            QStringLiteral("SELECT count(*) FROM outbox WHERE mailbox_id = ? AND state IN (%1)").arg(states),
            {mailbox.id.value}));
    };
    report.waiting = count(QStringLiteral("'queued', 'sending'"));
    report.notSent = count(QStringLiteral("'failed', 'uncertain'"));
    report.secretGoodUntil = Settings(m_session).value(secretExpiryKey(mailbox)).value_or(QString()).toLongLong();
    return m_session.answer(report);
}

Result<QHash<MailboxId, FeedTally>> FeedOverview::tallies(UtcMs dayStart)
{
    QHash<MailboxId, FeedTally> tallies;
    QHash<MailboxId, QList<qint64>> hours;
    const UtcMs since = m_session.now() - 2 * MailRhythm::learnMs;
    Rows arrived = m_session.rows(
        QStringLiteral("SELECT f.mailbox_id, m.arrived_at / 3600000 AS hour, max(m.arrived_at), "
                       "count(DISTINCT CASE WHEN m.arrived_at >= ? THEN m.id END) "
                       "FROM message m JOIN message_copy c ON c.message_id = m.id JOIN folder f ON f.id = c.folder_id "
                       "WHERE m.arrived_at >= ? AND m.direction = 'in' GROUP BY f.mailbox_id, m.arrived_at / 3600000 "
                       "ORDER BY f.mailbox_id, hour"),
        {dayStart, since});
    for (Row &row : arrived) {
        const MailboxId mailbox = row.id<MailboxId>();
        hours[mailbox].append(row.number());
        FeedTally &tally = tallies[mailbox];
        tally.lastMailAt = row.number();
        tally.arrivedToday += row.integer();
    }
    for (auto each = hours.cbegin(); each != hours.cend(); ++each)
        tallies[each.key()].rhythm = MailRhythm::learnt(each.value());
    Rows sent = m_session.rows(QStringLiteral("SELECT mailbox_id, count(*) FROM outbox "
                                              "WHERE state = 'sent' AND sent_at >= ? GROUP BY mailbox_id"),
                               {dayStart});
    for (Row &row : sent) {
        const MailboxId mailbox = row.id<MailboxId>();
        tallies[mailbox].sentToday = row.integer();
    }
    const auto vanished = vanishedSoon();
    if (!vanished)
        return fail(vanished.error());
    for (auto each = vanished->cbegin(); each != vanished->cend(); ++each)
        tallies[each.key()].vanishedSoon = each.value();
    return m_session.answer(tallies);
}

Result<UtcMs> FeedOverview::newestArrival()
{
    const qint64 at = m_session.number(
        QStringLiteral("SELECT coalesce((SELECT m.arrived_at FROM message m WHERE m.direction = 'in' AND EXISTS "
                       "(SELECT 1 FROM message_copy c WHERE c.message_id = m.id AND c.folder_id IS NOT NULL) "
                       "ORDER BY m.arrived_at DESC, m.id DESC LIMIT 1), 0)"),
        {});
    return m_session.answer(at);
}

Result<QHash<MailboxId, int>> FeedOverview::vanishedSoon()
{
    constexpr qint64 dayMs = 24LL * 3'600'000;
    constexpr qint64 soonMs = 3'600'000;
    QHash<MailboxId, int> counts;
    Rows rows = m_session.rows(
        QStringLiteral("SELECT f.mailbox_id, count(DISTINCT m.id) FROM message m "
                       "JOIN message_copy c ON c.message_id = m.id JOIN folder f ON f.id = c.folder_id "
                       "WHERE m.arrived_at >= ? AND m.direction = 'in' AND c.vanished_at IS NOT NULL "
                       "AND c.vanished_at - m.arrived_at <= ? AND f.vanished = 0 AND NOT EXISTS "
                       "(SELECT 1 FROM message_copy o JOIN folder g ON g.id = o.folder_id WHERE o.message_id = m.id "
                       "AND g.mailbox_id = f.mailbox_id AND o.remote_id IS NOT NULL AND o.vanished_at IS NULL) "
                       "GROUP BY f.mailbox_id"),
        {m_session.now() - dayMs, soonMs});
    for (Row &row : rows) {
        const MailboxId mailbox = row.id<MailboxId>();
        counts.insert(mailbox, row.integer());
    }
    return m_session.answer(counts);
}

} // namespace liaison::store
