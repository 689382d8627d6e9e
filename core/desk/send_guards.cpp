#include "core/desk/send_guards.h"

#include "core/domain/subject.h"
#include "core/domain/template_text.h"
#include "core/mime/body.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/threads.h"

#include <QRegularExpression>

#include <algorithm>

namespace liaison::desk {

bool speaksOfAttachment(const QString &text)
{
    static const QRegularExpression words(
        QStringLiteral("\\b(attach(ed|ing|ments?)|enclos(ed|ing|ures?)|"
                       "anh[aä]ng(e|en|s)?|angeh[aä]ngt\\w*|anbei|beigef[uü]gt\\w*|beiliegend\\w*|anlagen?|"
                       "im\\s+anhang|hänge\\s+\\w+\\s+an)\\b"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const QList<mime::TextBlock> blocks = mime::splitQuotes(text);
    return std::any_of(blocks.begin(), blocks.end(), [](const mime::TextBlock &block) {
        return block.kind == mime::TextBlock::Kind::Text && words.match(block.text).hasMatch();
    });
}

QStringList unresolvedOf(const ComposeDraft &draft)
{
    QStringList found = domain::unresolvedIn(draft.subject);
    const QList<mime::TextBlock> blocks = mime::splitQuotes(draft.text);
    for (const mime::TextBlock &block : blocks) {
        if (block.kind != mime::TextBlock::Kind::Quote)
            found += domain::unresolvedIn(block.text);
    }
    found.removeDuplicates();
    return found;
}

namespace {

Result<void> addUnit(store::Session &session, BusinessUnitId id, domain::KnownSenders &known)
{
    const Result<domain::BusinessUnit> unit = store::BusinessUnits(session).find(id);
    if (!unit)
        return fail(unit.error());
    for (const QStringList &addresses : {unit->recipients, unit->knownAddresses}) {
        for (const QString &address : addresses)
            known.addresses.append(domain::normalisedAddress(address));
    }
    for (const QString &name : unit->knownDomains)
        known.domains.append(name.toLower());
    return {};
}

/// Whom mail of this draft may be expected to go to: the thread's people, the unit's, ourselves. A draft that is of
/// no thread and no unit yet may go to any unit the incident affects.
Result<domain::KnownSenders> expectedFor(store::Session &session, const ComposeDraft &draft)
{
    domain::KnownSenders known;
    const Result<QStringList> own = store::Mailboxes(session).ownAddresses();
    if (!own)
        return fail(own.error());
    known.addresses = *own;
    QList<BusinessUnitId> units;
    if (draft.businessUnit)
        units << draft.businessUnit;
    if (draft.thread) {
        store::Threads threads(session);
        const Result<QStringList> people = threads.participants(*draft.thread);
        if (!people)
            return fail(people.error());
        known.addresses += *people;
        const Result<domain::Thread> thread = threads.find(*draft.thread);
        if (!thread)
            return fail(thread.error());
        units.clear();
        if (thread->businessUnit)
            units << thread->businessUnit;
    } else if (units.isEmpty() && draft.incident) {
        const Result<domain::Incident> incident = store::Incidents(session).find(draft.incident);
        if (!incident)
            return fail(incident.error());
        units = incident->affected;
    }
    for (const BusinessUnitId unit : units) {
        if (const Result<void> added = addUnit(session, unit, known); !added)
            return fail(added.error());
    }
    return known;
}

} // namespace

Result<SendGuards> guardsFor(store::Session &session, const ComposeDraft &draft, UtcMs begunAt)
{
    SendGuards guards;
    const Result<domain::KnownSenders> known = expectedFor(session, draft);
    if (!known)
        return fail(known.error());
    for (const domain::Addresses &addresses : {draft.to, draft.cc, draft.bcc}) {
        for (const domain::Address &address : addresses) {
            const QString normal = domain::normalisedAddress(address.address);
            if (!known->addresses.contains(normal) && !known->domains.contains(domain::domainOf(normal))
                && !guards.outsiders.contains(address.address))
                guards.outsiders.append(address.address);
        }
    }
    if (!draft.thread)
        return guards;
    const Result<QList<store::MailRow>> mails = store::Threads(session).mails(*draft.thread, {});
    if (!mails)
        return fail(mails.error());
    guards.mailArrivedMeanwhile = std::any_of(mails->begin(), mails->end(), [begunAt](const store::MailRow &mail) {
        return mail.direction == store::Direction::In && mail.arrivedAt > begunAt;
    });
    return guards;
}

} // namespace liaison::desk
