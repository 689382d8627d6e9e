#include "core/ews/resolve_names.h"

#include "core/ews/request_writer.h"

namespace liaison::ews {

namespace {

/// The address of a t:Resolution; for one of Exchange's own (RoutingType EX) it stands in the contact, as "SMTP:…".
QString smtpAddress(const Element &resolution)
{
    const Element &mailbox = resolution.child("Mailbox");
    const QString address = mailbox.childText("EmailAddress").trimmed();
    if (mailbox.childText("RoutingType").trimmed().compare(QLatin1String("EX"), Qt::CaseInsensitive) != 0)
        return address;
    for (const Element &entry : resolution.child("Contact").child("EmailAddresses").children)
        if (entry.text.startsWith(QLatin1String("SMTP:"))) // the primary one; others are "smtp:"
            return entry.text.mid(5).trimmed();
    return {};
}

} // namespace

QByteArray ResolveNames::request(const RequestContext &context, const QString &entry)
{
    return RequestWriter(context, "ResolveNames")
        .attribute("ReturnFullContactData", QStringLiteral("true"))
        .attribute("SearchScope", QStringLiteral("ContactsActiveDirectory"))
        .textM("UnresolvedEntry", entry)
        .finish();
}

void ResolveNames::onMessage(const ResponseMessage &message)
{
    if (!message.isGood()) {
        if (message.code() != QLatin1String("ErrorNameResolutionNoResults"))
            m_result = failed(failureFrom(message));
        return;
    }
    NameMatches found;
    const Element &set = message.element.child("ResolutionSet");
    found.more = set.attribute("IncludesLastItemInRange") == QLatin1String("false");
    for (const Element &resolution : set.children) {
        const Element &mailbox = resolution.child("Mailbox");
        const NameMatch match{mailbox.childText("Name").trimmed(), smtpAddress(resolution),
                              mailbox.childText("MailboxType").endsWith(QLatin1String("DL"))};
        if (!match.address.isEmpty())
            found.matches << match;
    }
    m_result = std::move(found);
}

} // namespace liaison::ews
