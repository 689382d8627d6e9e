#include "app/demo/exchange_admission.h"

namespace liaison::demo {

namespace {

using V = ews::ServerVersion;

/// What came after 2007 SP1, by element, attribute or field.
struct Rule {
    const char *name;
    V since;
};
constexpr Rule elementRules[] = {
    {"SyncScope", V::Exchange2010},
    {"StreamingSubscriptionRequest", V::Exchange2010_SP1},
    {"GetStreamingEvents", V::Exchange2010_SP1},
    {"ReturnNewItemIds", V::Exchange2010_SP1},
    {"QueryString", V::Exchange2010},
    {"Flag", V::Exchange2013},
};
constexpr Rule attributeRules[] = {
    {"SubscribeToAllFolders", V::Exchange2010},
    {"SuppressReadReceipts", V::Exchange2013},
};
constexpr Rule fieldRules[] = {
    {"item:ConversationId", V::Exchange2010},
    {"item:UniqueBody", V::Exchange2010},
    {"item:IsAssociated", V::Exchange2010},
    {"item:Flag", V::Exchange2013},
    {"item:Preview", V::Exchange2013},
    {"item:InstanceKey", V::Exchange2013},
    {"item:NormalizedBody", V::Exchange2013},
    {"item:StoreEntryId", V::Exchange2010_SP2},
    {"item:MimeContentUTF8", V::Exchange2013_SP1},
    {"folder:DistinguishedFolderId", V::Exchange2013},
};

template <std::size_t N> bool lacks(const Rule (&rules)[N], const QString &name, V version)
{
    for (const Rule &rule : rules)
        if (name == QLatin1String(rule.name) && version < rule.since)
            return true;
    return false;
}

Refusal schemaFault(const QString &words)
{
    return {QStringLiteral("ErrorSchemaValidation"), QStringLiteral("The request failed schema validation: ") + words};
}

/// The first thing in the request that the version's schema does not have.
std::optional<Refusal> lacking(const ews::Element &element, V version)
{
    if (lacks(elementRules, element.name, version))
        return schemaFault(QStringLiteral("The element '%1' is not declared.").arg(element.name));
    for (const ews::Element::Attribute &attribute : element.attributes) {
        if (lacks(attributeRules, attribute.name, version))
            return schemaFault(QStringLiteral("The '%1' attribute is not declared.").arg(attribute.name));
        const bool field = attribute.name == QLatin1String("FieldURI") && lacks(fieldRules, attribute.value, version);
        const bool folder = element.is("DistinguishedFolderId") && attribute.name == QLatin1String("Id")
            && !knowsDistinguished(version, attribute.value);
        if (field || folder)
            return schemaFault(QStringLiteral("The '%1' attribute is invalid - The value '%2' is invalid according to "
                                              "its datatype - The Enumeration constraint failed.")
                                   .arg(attribute.name, attribute.value));
    }
    for (const ews::Element &child : element.children)
        if (auto refusal = lacking(child, version))
            return refusal;
    return std::nullopt;
}

std::optional<Refusal> impersonate(const Exchange &exchange, const ews::Element &header, ExchangeCall &call)
{
    const ews::Element &sid = header.child("ExchangeImpersonation").child("ConnectingSID");
    if (!sid.exists()) {
        if (call.box)
            return std::nullopt;
        return Refusal{
            QStringLiteral("ErrorImpersonationFailed"),
            QStringLiteral("ExchangeImpersonation SOAP header must be present for this type of OAuth token.")};
    }
    QString address = sid.childText("PrimarySmtpAddress").trimmed();
    if (address.isEmpty())
        address = sid.childText("SmtpAddress").trimmed();
    DemoMailbox *box = exchange.post()->mailbox(address);
    if (!box)
        return Refusal{QStringLiteral("ErrorNonExistentMailbox"),
                       QStringLiteral("The SMTP address has no mailbox associated with it.")};
    // Only applications may act as others; a person may act as themselves.
    if (call.user && call.user != box)
        return Refusal{QStringLiteral("ErrorImpersonateUserDenied"),
                       QStringLiteral("The account does not have permission to impersonate the requested user.")};
    call.box = box;
    return std::nullopt;
}

} // namespace

std::optional<Refusal> admit(const Exchange &exchange, const ews::Element &envelope, ExchangeCall &call)
{
    const ews::Element &header = envelope.child("Header");
    const ews::Element &body = envelope.child("Body");
    if (!envelope.is("Envelope") || body.children.empty())
        return schemaFault(QStringLiteral("The root element is no SOAP envelope with a body."));
    call.body = &body.children.front();
    const ews::Element &claim = header.child("RequestServerVersion");
    if (claim.exists()) {
        const auto version = ews::versionFromName(claim.attribute("Version"));
        if (!version || *version > exchange.version().newest)
            return Refusal{QStringLiteral("ErrorInvalidServerVersion"),
                           QStringLiteral("The specified server version is invalid.")};
        call.version = *version;
    }
    if (auto refusal = lacking(*call.body, call.version))
        return refusal;
    return impersonate(exchange, header, call);
}

} // namespace liaison::demo
