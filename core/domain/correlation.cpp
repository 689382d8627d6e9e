#include "core/domain/correlation.h"

#include "core/domain/address.h"
#include "core/domain/names.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace liaison::domain {

namespace {

constexpr std::array<Name<LinkReason>, 7> reasonNames{{
    {LinkReason::OwnMessageId, QLatin1String("ownmessageid")},
    {LinkReason::SubjectTag, QLatin1String("subjecttag")},
    {LinkReason::Reference, QLatin1String("reference")},
    {LinkReason::DeliveryReport, QLatin1String("deliveryreport")},
    {LinkReason::SentByUs, QLatin1String("sentbyus")},
    {LinkReason::SentElsewhere, QLatin1String("sentelsewhere")},
    {LinkReason::Person, QLatin1String("person")},
}};

/// A mail that this one names, with all that its rank depends on. Nothing here depends on when a mail arrived.
struct Candidate {
    int distance = 0;
    qsizetype order = 0; ///< place in lookupIds; Thread-Index matches come behind all of them
    QString messageIdHeader;
    IncidentId incident;
    std::optional<ThreadId> thread;

    [[nodiscard]] auto rank() const { return std::tie(distance, order, messageIdHeader, incident); }
};

struct Candidates {
    QList<Candidate> own;
    QList<Candidate> references; ///< in incidents, not ours
};

Candidate candidateOf(const Evidence::Known &known, qsizetype order)
{
    return {known.distance, order, known.messageIdHeader, known.incident,
            known.thread ? std::optional(known.thread) : std::nullopt};
}

Candidates collect(const MailFacts &facts, const Evidence &evidence)
{
    Candidates found;
    const QStringList ids = lookupIds(facts);
    for (const Evidence::Known &known : evidence.known) {
        const qsizetype order = ids.indexOf(known.messageIdHeader);
        if (order < 0 || known.incident.isNull())
            continue;
        if (known.ours)
            found.own.append(candidateOf(known, order));
        else if (known.messageIdHeader != facts.messageIdHeader) // a mail is no evidence for itself
            found.references.append(candidateOf(known, order));
    }
    for (const Evidence::Known &known : evidence.threadIndexMatches) {
        if (!known.incident.isNull() && known.messageIdHeader != facts.messageIdHeader)
            found.references.append(candidateOf(known, ids.size()));
    }
    const auto byOrder = [](const Candidate &a, const Candidate &b) {
        return std::tie(a.order, a.incident) < std::tie(b.order, b.incident);
    };
    std::sort(found.own.begin(), found.own.end(), byOrder);
    std::sort(found.references.begin(), found.references.end(),
              [](const Candidate &a, const Candidate &b) { return a.rank() < b.rank(); });
    return found;
}

/// The tags that stand in the subject and that the store vouches for, in the subject's order.
QList<Evidence::Tag> provenTags(const MailFacts &facts, const Evidence &evidence)
{
    QList<Evidence::Tag> proven;
    for (const SubjectTagText &written : subjectTags(facts.subject)) {
        for (const Evidence::Tag &tag : evidence.tags) {
            const SubjectTagText known{tag.key.toUpper(), tag.token.toLower()};
            if (!tag.incident.isNull() && known == written)
                proven.append(tag);
        }
    }
    return proven;
}

/// The thread of the nearest mail that is in the same incident.
std::optional<ThreadId> threadWithin(IncidentId incident, const Candidates &candidates)
{
    for (const QList<Candidate> *list : {&candidates.own, &candidates.references}) {
        for (const Candidate &candidate : *list) {
            if (candidate.incident == incident && candidate.thread)
                return candidate.thread;
        }
    }
    return std::nullopt;
}

Match decided(IncidentId incident, LinkReason reason, const QString &detail, int distance)
{
    Match match;
    match.incident = incident;
    match.reason = reason;
    match.detail = detail;
    match.distance = distance;
    return match;
}

std::optional<Match> decide(const MailFacts &facts, const Candidates &candidates, const QList<Evidence::Tag> &tags)
{
    if (!candidates.own.isEmpty()) {
        const Candidate &best = candidates.own.first();
        const bool reported = best.messageIdHeader == facts.reportedMessageId;
        return decided(best.incident, reported ? LinkReason::DeliveryReport : LinkReason::OwnMessageId,
                       best.messageIdHeader, 0);
    }
    if (!tags.isEmpty()) {
        const QString text
            = QLatin1Char('[') + tags.first().key + QLatin1Char('-') + tags.first().token + QLatin1Char(']');
        return decided(tags.first().incident, LinkReason::SubjectTag, text, 0);
    }
    if (!candidates.references.isEmpty()) {
        const Candidate &best = candidates.references.first();
        return decided(best.incident, LinkReason::Reference, best.messageIdHeader, best.distance + 1);
    }
    return std::nullopt;
}

} // namespace

QStringList lookupIds(const MailFacts &facts)
{
    QStringList ids;
    QSet<QString> seen;
    const auto add = [&ids, &seen](const QString &id) {
        if (!id.isEmpty() && !seen.contains(id)) {
            seen.insert(id);
            ids.append(id);
        }
    };
    for (const QString &id : facts.inReplyTo)
        add(id);
    for (auto it = facts.references.crbegin(); it != facts.references.crend(); ++it)
        add(*it);
    add(facts.reportedMessageId);
    return ids;
}

std::optional<Match> correlate(const MailFacts &facts, const Evidence &evidence)
{
    const Candidates candidates = collect(facts, evidence);
    const QList<Evidence::Tag> tags = provenTags(facts, evidence);
    std::optional<Match> match = decide(facts, candidates, tags);
    if (!match)
        return std::nullopt;
    match->thread = threadWithin(match->incident, candidates);
    const auto note = [&match](IncidentId other) {
        if (other != match->incident && !match->conflicting.contains(other))
            match->conflicting.append(other);
    };
    for (const Candidate &candidate : candidates.own)
        note(candidate.incident);
    for (const Evidence::Tag &tag : tags)
        note(tag.incident);
    for (const Candidate &candidate : candidates.references)
        note(candidate.incident);
    return match;
}

bool isOutsideSender(const MailFacts &facts, const KnownSenders &known)
{
    const Addresses &authors = facts.from.isEmpty() ? facts.sender : facts.from;
    if (authors.isEmpty())
        return true;
    QSet<QString> addresses;
    for (const QString &address : known.addresses)
        addresses.insert(normalisedAddress(address));
    QSet<QString> domains;
    if (!facts.dmarcFailed) {
        for (const QString &domain : known.domains)
            domains.insert(normalisedDomain(domain));
    }
    // Of several authors each must be expected: a known name must not carry an unknown one in.
    return !std::all_of(authors.cbegin(), authors.cend(), [&](const Address &author) {
        const QString domain = domainOf(author.address);
        return addresses.contains(normalisedAddress(author.address)) || (!domain.isEmpty() && domains.contains(domain));
    });
}

QString toString(LinkReason reason)
{
    return nameOf(reasonNames, reason);
}

LinkReason linkReasonFrom(const QString &text)
{
    return valueOf(reasonNames, text).value_or(LinkReason::Reference);
}

} // namespace liaison::domain
