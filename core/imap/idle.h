#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// IDLE (RFC 2177): ends with true as soon as the server tells of a change in the selected folder, with false after
/// interrupt(). `knownExists` is the number of mails last heard of: servers that repeat it have nothing new to say.
/// The caller interrupts it within 29 minutes (RFC 9051 section 6.3.13).
class Idle final : public Command<bool> {
public:
    Idle(Context &context, quint32 knownExists);
    Step interrupt() override;

private:
    [[nodiscard]] const char *name() const override { return "IDLE"; }
    Step onUntagged(const Response &response) override;
    Step onContinuation(const Continuation &go) override;
    Step onTagged(const StatusResponse &status) override;
    Step sayDone();

    quint32 m_knownExists;
    bool m_idling = false;
    bool m_doneSaid = false;
    bool m_wanted = true; ///< false: end as soon as possible
    bool m_hint = false;
};

} // namespace liaison::imap
