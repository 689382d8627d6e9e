#pragma once

#include "core/imap/command.h"
#include "core/imap/flags.h"

#include <map>

namespace liaison::imap {

/// UID FETCH of (UID FLAGS), of those changed since a mod-sequence where one is given (RFC 7162 section 3.1.4).
/// Answers about mails outside `uids` are ignored.
class FetchFlags final : public Command<std::map<Uid, MessageFlags>> {
public:
    FetchFlags(Context &context, UidSet uids, quint64 changedSince = 0);

private:
    [[nodiscard]] const char *name() const override { return "UID FETCH"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    UidSet m_uids;
    quint64 m_changedSince;
    std::map<Uid, MessageFlags> m_found;
};

} // namespace liaison::imap
