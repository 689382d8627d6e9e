#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// COMPRESS DEFLATE (RFC 4978): after its success every byte of both directions is deflated; the answer is whether that
/// is so. What stands behind the success belongs to the inflater: Dialogue reads no line past it and keeps it for
/// takeUnread(). A server that will not is no error.
class Compress final : public Command<bool> {
public:
    explicit Compress(Context &context) : Command(context) { }
    [[nodiscard]] bool mayStartCompression() const override { return true; }
    [[nodiscard]] bool startsCompression() const override { return m_on; }

private:
    [[nodiscard]] const char *name() const override { return "COMPRESS DEFLATE"; }
    Step onTagged(const StatusResponse &status) override
    {
        m_on = status.status == Status::Ok;
        return finish(m_on);
    }

    bool m_on = false;
};

} // namespace liaison::imap
