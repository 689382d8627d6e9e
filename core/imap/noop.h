#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// NOOP (RFC 9051 section 6.1.2): lets the server tell what changed; Dialogue notes it.
class Noop final : public Command<void> {
public:
    explicit Noop(Context &context) : Command(context) { }

private:
    [[nodiscard]] const char *name() const override { return "NOOP"; }
    Step onTagged(const StatusResponse &status) override
    {
        if (status.status != Status::Ok)
            return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
        return finish({});
    }
};

/// LOGOUT (RFC 9051 section 6.1.3). However the server takes it, that is the end.
class Logout final : public Command<void> {
public:
    explicit Logout(Context &context) : Command(context) { }

private:
    [[nodiscard]] const char *name() const override { return "LOGOUT"; }
    Step onTagged(const StatusResponse &) override { return finish({}); }
};

} // namespace liaison::imap
