#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// The flags that Liaison writes. \Deleted is not among them and never will be.
enum class WritableFlag { Seen, Answered, Forwarded };

/// UID STORE of one flag on one mail (RFC 9051 section 6.4.6), silent. A mail that is gone is no error, as the server
/// says OK then.
class StoreFlag final : public Command<void> {
public:
    StoreFlag(Context &context, Uid uid, WritableFlag flag, bool on);

private:
    [[nodiscard]] const char *name() const override { return "UID STORE"; }
    void addArguments(CommandWriter &writer) override;
    Step onTagged(const StatusResponse &status) override;

    Uid m_uid;
    WritableFlag m_flag;
    bool m_on;
};

/// As on the wire: "\Seen", "\Answered", "$Forwarded".
QByteArray wireName(WritableFlag flag);

} // namespace liaison::imap
