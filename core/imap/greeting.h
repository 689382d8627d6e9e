#pragma once

#include "core/imap/machine.h"

namespace liaison::imap {

/// Waits for the server's first words (RFC 9051 section 7.1). PREAUTH on a connection that is not secure is refused
/// with TlsRequired: it would keep STARTTLS from ever being asked for. BYE becomes ServerBusy, or what its code says.
struct Greeted {
    bool preAuthenticated = false;
    QByteArray text;
};
class Greeting final : public MachineOf<Greeted> {
public:
    explicit Greeting(Context &context) : m_context(context) { }
    Step start() override { return {}; }
    Step feed(const Response &response) override;

private:
    Context &m_context;
};

} // namespace liaison::imap
