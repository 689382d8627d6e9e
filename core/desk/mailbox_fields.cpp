#include "core/desk/mailbox_fields.h"

namespace liaison::desk {

using domain::Mailbox;
using domain::MailboxField;

QString describe(const QList<domain::FieldError> &errors)
{
    QStringList numbers;
    for (const domain::FieldError &error : errors)
        numbers.append(QStringLiteral("%1:%2").arg(static_cast<int>(error.field)).arg(static_cast<int>(error.problem)));
    return u"mailbox fields (field:problem) "_qs + numbers.join(QLatin1Char(' '));
}

QList<domain::FieldError> errorsOf(const Mailbox &mailbox, domain::SecretUse use)
{
    const bool inbound = use == domain::SecretUse::Inbound;
    const domain::Endpoint &own = inbound ? mailbox.inbound : mailbox.outbound;
    const QList<MailboxField> fields = inbound
        ? QList{MailboxField::InboundSecurity, MailboxField::InboundSignIn,   MailboxField::InboundHost,
                MailboxField::InboundPort,     MailboxField::InboundUsername, MailboxField::InboundCertificate,
                MailboxField::InboundClientId, MailboxField::InboundTenantId, MailboxField::InboundProxy,
                MailboxField::InboundIssuer}
        : QList{MailboxField::OutboundSecurity, MailboxField::OutboundSignIn,   MailboxField::OutboundHost,
                MailboxField::OutboundPort,     MailboxField::OutboundUsername, MailboxField::OutboundCertificate,
                MailboxField::OutboundClientId, MailboxField::OutboundTenantId, MailboxField::OutboundProxy,
                MailboxField::OutboundIssuer};
    QList<domain::FieldError> relevant;
    for (const domain::FieldError &error : domain::validate(mailbox)) {
        if (fields.contains(error.field) || (error.field == MailboxField::CaFile && !own.trustedCaFile.isEmpty())
            || (error.field == MailboxField::Address && domain::signInName(mailbox, use) == mailbox.address))
            relevant.append(error);
    }
    return relevant;
}

} // namespace liaison::desk
