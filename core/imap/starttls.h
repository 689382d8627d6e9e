#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// STARTTLS (RFC 9051 section 6.2.1). Refused locally with TlsRequired where the capability list lacks it: an
/// attacker may have taken it out. Success throws the capabilities away; Dialogue refuses every byte behind the
/// tagged OK with TlsInjection. A NO or BAD is TlsRequired, too.
class StartTls final : public Command<void> {
public:
    explicit StartTls(Context &context) : Command(context) { }
    [[nodiscard]] bool startsTls() const override { return succeeded(); }

private:
    [[nodiscard]] const char *name() const override { return "STARTTLS"; }
    [[nodiscard]] std::optional<Error> refusedLocally() const override;
    Step onTagged(const StatusResponse &status) override;
};

} // namespace liaison::imap
