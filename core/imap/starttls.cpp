#include "core/imap/starttls.h"

namespace liaison::imap {

std::optional<Error> StartTls::refusedLocally() const
{
    if (context().capabilities.has("STARTTLS"))
        return std::nullopt;
    return Error{ErrorKind::TlsRequired, QStringLiteral("the server does not offer STARTTLS"), {}, std::nullopt};
}

Step StartTls::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::TlsRequired)));
    context().capabilities = Capabilities();
    return finish({});
}

} // namespace liaison::imap
