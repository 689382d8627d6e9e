#pragma once

#include "core/imap/machine.h"
#include "core/sasl/mechanism.h"

#include <memory>

namespace liaison::imap {

/// AUTHENTICATE (RFC 9051 section 6.2.2) with one SASL mechanism, its first answer on the command line where the
/// server takes SASL-IR (RFC 4959). Refused locally with TlsRequired without TLS. A challenge that the mechanism does
/// not know is answered with "*", and its error is the result; so it is where the server says OK without having proven
/// itself to a mechanism that wants it. Errors and capabilities otherwise as with LOGIN.
class Authenticate final : public MachineOf<void> {
public:
    Authenticate(Context &context, std::unique_ptr<sasl::Mechanism> mechanism);
    Step start() override;
    Step feed(const Response &response) override;

private:
    Step onChallenge(const QByteArray &base64);
    Step onTagged(const StatusResponse &status);
    Step cancel(Error why);

    Context &m_context;
    std::unique_ptr<sasl::Mechanism> m_mechanism;
    QByteArray m_tag;
    std::optional<QByteArray> m_held; ///< the initial response, waiting for an empty challenge
    std::optional<Error> m_cancelled;
};

} // namespace liaison::imap
