#include "ui/admin/field_problems.h"

#include <QCoreApplication>

namespace liaison::ui {

namespace {
struct FieldProblems {
    Q_DECLARE_TR_FUNCTIONS(FieldProblems)
};
} // namespace

namespace {

/// A server's name is another thing for each protocol: who asks for Exchange or Graph may give a port or an address.
QString hostText(domain::Protocol protocol)
{
    switch (protocol) {
    case domain::Protocol::Ews:
        return FieldProblems::tr("This is no host name. It looks like mail.corp.example, or, as a whole address, like "
                                 "https://mail.corp.example/EWS/Exchange.asmx.");
    case domain::Protocol::Graph:
        return FieldProblems::tr("This is no host name. It looks like graph.corp.example, or graph.corp.example:8443.");
    case domain::Protocol::Imap:
    case domain::Protocol::Smtp:
        break;
    }
    return FieldProblems::tr("This is no host name. It looks like mail.corp.example, without “https://” or a port.");
}

/// What a side's protocol has in place of what was chosen.
QString notOfferedText(domain::MailboxField field, domain::Protocol protocol)
{
    using domain::MailboxField;
    const bool security = field == MailboxField::InboundSecurity || field == MailboxField::OutboundSecurity;
    if (security)
        return protocol == domain::Protocol::Graph
            ? FieldProblems::tr("Microsoft Graph has no STARTTLS: it is reached over SSL/TLS alone.")
            : FieldProblems::tr("Exchange Web Services have no STARTTLS. Tick “SSL encrypted”.");
    return protocol == domain::Protocol::Graph
        ? FieldProblems::tr("Microsoft Graph has no such sign-in: it takes OAUTH2.0 alone.")
        : FieldProblems::tr("Exchange Web Services have no such sign-in. Choose BASIC, NTLM or OAUTH2.0.");
}

} // namespace

QString problemText(const domain::FieldError &error, domain::Protocol protocol)
{
    using domain::FieldProblem;
    using domain::MailboxField;
    switch (error.problem) {
    case FieldProblem::Missing:
        return error.field == MailboxField::Address ? FieldProblems::tr("Enter the address of the mailbox.")
            : error.field == MailboxField::InboundCertificate || error.field == MailboxField::OutboundCertificate
            ? FieldProblems::tr("Choose the certificate to sign in with.")
            : error.field == MailboxField::InboundClientId || error.field == MailboxField::OutboundClientId
            ? FieldProblems::tr("Enter the application's client ID.")
            : error.field == MailboxField::InboundTenantId || error.field == MailboxField::OutboundTenantId
            ? FieldProblems::tr("Enter the tenant's ID or domain.")
            : error.field == MailboxField::InboundProxy || error.field == MailboxField::OutboundProxy
            ? FieldProblems::tr("Enter the proxy's name.")
            : FieldProblems::tr("Enter the server's name.");
    case FieldProblem::Malformed:
        switch (error.field) {
        case MailboxField::Address:
            return FieldProblems::tr("This is no e-mail address. It looks like ir@corp.example.");
        case MailboxField::InboundHost:
        case MailboxField::OutboundHost:
            return hostText(protocol);
        case MailboxField::InboundClientId:
        case MailboxField::OutboundClientId:
            return FieldProblems::tr("A client ID is a GUID. It looks like 6731de76-14a6-49ae-97bc-6eba6914391e.");
        case MailboxField::InboundTenantId:
        case MailboxField::OutboundTenantId:
            return FieldProblems::tr("A tenant is a GUID or a domain, such as corp.example.");
        case MailboxField::InboundIssuer:
        case MailboxField::OutboundIssuer:
            return FieldProblems::tr("Enter the provider's address. It looks like https://id.corp.example.");
        case MailboxField::InboundProxy:
        case MailboxField::OutboundProxy:
            return FieldProblems::tr(
                "This is no host name. It looks like proxy.corp.example, without “http://” or a port.");
        case MailboxField::CaFile:
            return FieldProblems::tr("This is no PEM file with certificates of at most 1 MiB.");
        default:
            return FieldProblems::tr("This holds characters that cannot be used here.");
        }
    case FieldProblem::OutOfRange:
        return error.field == MailboxField::PollSeconds
            ? FieldProblems::tr("Choose an interval between 5 seconds and one day.")
            : FieldProblems::tr("Enter a port from 1 to 65535.");
    case FieldProblem::ClearTextCredentials:
        if (protocol == domain::Protocol::Ews)
            return FieldProblems::tr(
                "Without encryption the sign-in would travel in clear, so Liaison does not sign in "
                "this way. Tick “SSL encrypted”.");
        return FieldProblems::tr(
            "Without encryption the password would travel in clear, so Liaison does not sign in this "
            "way. Choose SSL/TLS or STARTTLS.");
    case FieldProblem::NotReadable:
        return FieldProblems::tr("This file cannot be read.");
    case FieldProblem::NotOffered:
        return notOfferedText(error.field, protocol);
    }
    return {};
}

QString tooLongText(qsizetype most)
{
    return FieldProblems::tr("This is too long: it has room for %1 characters.").arg(most);
}

QList<domain::FieldError> errorsAt(domain::Mailbox mailbox, domain::SecretUse use)
{
    domain::Endpoint &other = use == domain::SecretUse::Inbound ? mailbox.outbound : mailbox.inbound;
    other.trustedCaFile.clear();
    return domain::validate(mailbox);
}

QString missingSecretText(const QString &name)
{
    return FieldProblems::tr("Enter this: %1. Without it nobody can sign in.").arg(name);
}

} // namespace liaison::ui
