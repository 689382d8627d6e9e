#include "core/feed/judge.h"

#include <algorithm>

namespace liaison::feed {

using domain::DeliveryState;
using domain::MailKind;
using domain::RecipientDelivery;

namespace {

/// What a mail by a machine says of the mail it answers, where it names no recipient or no action.
std::optional<DeliveryState> stateOf(MailKind kind)
{
    switch (kind) {
    case MailKind::Bounce:
        return DeliveryState::Failed;
    case MailKind::Delay:
        return DeliveryState::Delayed;
    case MailKind::DeliveryReceipt:
        return DeliveryState::Delivered;
    case MailKind::OutOfOffice:
        return DeliveryState::OutOfOffice;
    case MailKind::Human:
    case MailKind::Automatic:
    case MailKind::ReadReceipt:
        break;
    }
    return std::nullopt;
}

/// The news of a report, an absence note or a bounce that names nobody.
QList<RecipientDelivery> newsOf(const domain::MailFacts &facts, const store::MailRow &row)
{
    const std::optional<DeliveryState> whole = stateOf(facts.kind);
    if (!whole)
        return {};
    RecipientDelivery news;
    news.state = *whole;
    news.at = row.arrivedAt;
    news.report = row.id;
    if (facts.reports.isEmpty() || facts.kind == MailKind::OutOfOffice) {
        if (facts.kind == MailKind::OutOfOffice && !facts.from.isEmpty())
            news.address = facts.from.first().address;
        news.words = row.snippet;
        return {news};
    }
    QList<RecipientDelivery> all;
    for (const domain::DeliveryReport &report : facts.reports) {
        news.address = report.recipient;
        news.state = domain::deliveryStateOfAction(report.action).value_or(*whole);
        news.status = domain::enhancedText(domain::statusCodeIn(report.status));
        news.words = report.diagnostic;
        all.append(news);
    }
    return all;
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

/// Whether what came from or about `people` shows that the recipients have the mail whose fate is unknown. Where some
/// recipients had it before, an answer of one of those says nothing of the others.
bool provesArrival(const domain::OutboxMail &mail, const QStringList &people)
{
    return mail.pending.isEmpty()
        || std::any_of(mail.pending.cbegin(), mail.pending.cend(), [&people](const QString &pending) {
               return people.contains(domain::normalisedAddress(pending));
           });
}

/// Those a mail came from, and those it reports on.
QStringList peopleIn(const domain::MailFacts &facts)
{
    QStringList people;
    for (const domain::Address &author : facts.from)
        people.append(domain::normalisedAddress(author.address));
    for (const domain::DeliveryReport &report : facts.reports)
        people.append(domain::normalisedAddress(report.recipient));
    return people;
}

/// Ends Uncertain, and trying again: somebody has the mail.
Result<void> noteArrival(store::Session &session, const QString &ownId, const QString &why, const QStringList &people)
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
    // One that is to be tried again may have been sent the last time, too.
    const bool tried = mail->state == domain::OutboxState::Queued && mail->attempts > 0 && mail->pending.isEmpty();
    if (!tried && (mail->state != domain::OutboxState::Uncertain || !provesArrival(*mail, people)))
        return {};
    store::Outbox::Outcome outcome;
    outcome.to = domain::OutboxState::Sent;
    outcome.serverWords = why;
    outcome.refused = mail->refused;
    outcome.pending = QStringList();
    return outbox.settle(**id, mail->state, outcome);
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
        if (auto done = noteArrival(session, id, u"answered or reported on"_qs, peopleIn(facts)); !done)
            return done;
    }
    const QList<RecipientDelivery> news = newsOf(facts, row);
    return news.isEmpty() ? Result<void>() : store::Outbox(session).noteDelivery(own.first(), news);
}

Result<void> resolveEnvelope(store::Session &session, domain::MailFacts &facts)
{
    if (facts.reportedEnvelopeId.isEmpty())
        return {};
    const auto own = store::Outbox(session).messageIdOfEnvelope(facts.reportedEnvelopeId);
    if (!own)
        return fail(own.error());
    if (!own->isEmpty())
        facts.reportedMessageId = *own;
    return {};
}

Result<void> noteSentCopy(store::Session &session, const QString &messageIdHeader)
{
    if (messageIdHeader.isEmpty())
        return {};
    if (auto done = noteArrival(session, messageIdHeader, u"found in Sent"_qs, {}); !done)
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
