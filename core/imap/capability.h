#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// CAPABILITY (RFC 9051 section 6.1.1). The answer is in the Context as well.
class Capability final : public Command<Capabilities> {
public:
    explicit Capability(Context &context) : Command(context) { }

private:
    [[nodiscard]] const char *name() const override { return "CAPABILITY"; }
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    std::optional<Capabilities> m_found;
};

} // namespace liaison::imap
