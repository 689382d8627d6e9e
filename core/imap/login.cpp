#include "core/imap/login.h"

namespace liaison::imap {

Login::Login(Context &context, sasl::Credentials credentials) : Command(context), m_credentials(std::move(credentials))
{
}

std::optional<Error> Login::refusedLocally() const
{
    if (!context().secure)
        return Error{ErrorKind::TlsRequired, QStringLiteral("no credentials without TLS"), {}, std::nullopt};
    if (m_credentials.user.isEmpty() || m_credentials.password.isEmpty())
        return Error{ErrorKind::CredentialsMissing, {}, {}, std::nullopt};
    if (context().capabilities.has("LOGINDISABLED"))
        return Error{ErrorKind::AuthenticationUnsupported, QStringLiteral("LOGIN is disabled"), {}, std::nullopt};
    if (m_credentials.user.contains(QChar::Null) || m_credentials.password.reveal().contains('\0'))
        return Error{ErrorKind::InvalidInput, QStringLiteral("U+0000 in credentials"), {}, std::nullopt};
    return std::nullopt;
}

void Login::addArguments(CommandWriter &writer)
{
    writer.astring(m_credentials.user.toUtf8()).astring(m_credentials.password.reveal());
}

Step Login::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::AuthenticationFailed)));
    renewCapabilities(context(), status);
    return finish({});
}

void renewCapabilities(Context &context, const StatusResponse &status)
{
    context.capabilities = status.code.name == "CAPABILITY" ? Capabilities(status.code.words) : Capabilities();
}

} // namespace liaison::imap
