#include "core/smtp/reply_error.h"

namespace liaison::smtp {

namespace {
bool saysTooLarge(const Reply &reply)
{
    // 5.3.4: too big for the system; 5.2.3: for the mailbox. A bare 552 is RFC 1870's, but 5.2.2 is a full mailbox.
    if (reply.enhanced)
        return *reply.enhanced == EnhancedCode{5, 3, 4} || *reply.enhanced == EnhancedCode{5, 2, 3};
    return reply.code == 552;
}

bool mentionsStartTls(const Reply &reply)
{
    return reply.words().contains(QLatin1String("STARTTLS"), Qt::CaseInsensitive);
}
} // namespace

Error errorFrom(const Reply &reply, ErrorKind permanent)
{
    Error out{permanent, {}, reply.words(), {}};
    if (reply.transient()) {
        out.kind = ErrorKind::ServerBusy;
        out.retryAfterMs = 300'000;
    } else if (!reply.permanent()) {
        out.kind = ErrorKind::ProtocolViolation;
    } else if (saysTooLarge(reply)) {
        out.kind = ErrorKind::MessageTooLarge;
    } else if (reply.code == 538 || (reply.code == 530 && mentionsStartTls(reply))) {
        out.kind = ErrorKind::TlsRequired;
    } else if (reply.code == 530) {
        out.kind = ErrorKind::CredentialsMissing;
    }
    out.log = QStringLiteral("the server answered %1").arg(reply.words());
    return out;
}

} // namespace liaison::smtp
