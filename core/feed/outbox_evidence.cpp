#include "core/feed/judge.h"

#include <algorithm>

namespace liaison::feed {

using domain::MailKind;

namespace {

QString deliveryOf(MailKind kind)
{
    switch (kind) {
    case MailKind::Bounce:
        return u"failed"_qs;
    case MailKind::Delay:
        return u"delayed"_qs;
    case MailKind::DeliveryReceipt:
        return u"delivered"_qs;
    case MailKind::OutOfOffice:
        return u"outofoffice"_qs;
    case MailKind::Human:
    case MailKind::Automatic:
    case MailKind::ReadReceipt:
        break;
    }
    return {};
}

/// What to show beside the status: the report's own words, or the absence note's.
QString detailOf(const domain::MailFacts &facts, const store::MailRow &row)
{
    if (facts.reports.isEmpty())
        return row.snippet;
    QStringList lines;
    for (const domain::DeliveryReport &report : facts.reports)
        lines.append(
            QStringList{report.recipient, report.status, report.diagnostic}.join(QLatin1Char(' ')).simplified());
    return lines.join(QLatin1Char('\n'));
}

/// The Message-IDs of ours that the mail names, the reported one first.
QStringList ownIdsNamed(const domain::MailFacts &facts, const domain::Evidence &evidence)
{
    QStringList own;
    QStringList ids = domain::lookupIds(facts);
    if (!facts.reportedMessageId.isEmpty())
        ids.prepend(facts.reportedMessageId);
    for (const QString &id : std::as_const(ids)) {
        const bool ours = std::any_of(evidence.known.cbegin(), evidence.known.cend(),
                                      [&id](const auto &known) { return known.ours && known.messageIdHeader == id; });
        if (ours && !own.contains(id))
            own.append(id);
    }
    return own;
}

/// Ends Uncertain: somebody has the mail.
Result<void> noteArrival(store::Session &session, const QString &ownId, const QString &why)
{
    store::Outbox outbox(session);
    const auto id = outbox.findByMessageId(ownId);
    if (!id)
        return fail(id.error());
    if (!*id)
        return {};
    const auto mail = outbox.find(**id);
    if (!mail)
        return fail(mail.error());
    if (mail->state != domain::OutboxState::Uncertain)
        return {};
    store::Outbox::Outcome outcome;
    outcome.to = domain::OutboxState::Sent;
    outcome.serverWords = why;
    outcome.refused = mail->refused;
    return outbox.settle(**id, domain::OutboxState::Uncertain, outcome);
}

} // namespace

Result<void> noteOutboxEvidence(store::Session &session, const domain::MailFacts &facts, const store::MailRow &row,
                                const domain::Evidence &evidence)
{
    const QStringList own = ownIdsNamed(facts, evidence);
    // Junk and mail sent from here prove nothing about what others received.
    if (own.isEmpty() || row.direction == store::Direction::Out || row.triage == store::Triage::Junk)
        return {};
    for (const QString &id : own) {
        if (auto done = noteArrival(session, id, u"answered or reported on"_qs); !done)
            return done;
    }
    const QString delivery = deliveryOf(facts.kind);
    if (delivery.isEmpty())
        return {};
    return store::Outbox(session).noteDelivery(own.first(), delivery, detailOf(facts, row));
}

Result<void> noteSentCopy(store::Session &session, const QString &messageIdHeader)
{
    if (messageIdHeader.isEmpty())
        return {};
    if (auto done = noteArrival(session, messageIdHeader, u"found in Sent"_qs); !done)
        return done;
    store::Outbox outbox(session);
    const auto id = outbox.findByMessageId(messageIdHeader);
    if (!id)
        return fail(id.error());
    if (!*id)
        return {};
    const auto mail = outbox.find(**id);
    if (!mail)
        return fail(mail.error());
    if (mail->copy != domain::SentCopy::Wanted)
        return {};
    return outbox.setCopy(**id, domain::SentCopy::ServerFiled);
}

} // namespace liaison::feed
