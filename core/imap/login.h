#pragma once

#include "core/imap/command.h"
#include "core/sasl/mechanism.h"

namespace liaison::imap {

/// LOGIN (RFC 9051 section 6.2.3). Without TLS it is refused locally with TlsRequired, and where the server says
/// LOGINDISABLED with AuthenticationUnsupported. A NO is AuthenticationFailed unless its code or words say that the
/// server is busy. Capabilities known before are void afterwards unless the answer brings new ones.
class Login final : public Command<void> {
public:
    Login(Context &context, sasl::Credentials credentials);

private:
    [[nodiscard]] const char *name() const override { return "LOGIN"; }
    [[nodiscard]] bool secret() const override { return true; }
    [[nodiscard]] std::optional<Error> refusedLocally() const override;
    void addArguments(CommandWriter &writer) override;
    Step onTagged(const StatusResponse &status) override;

    sasl::Credentials m_credentials;
};

/// Throws away what was known before signing in; `status` may bring the new list along (RFC 9051 section 6.2.3).
void renewCapabilities(Context &context, const StatusResponse &status);

} // namespace liaison::imap
