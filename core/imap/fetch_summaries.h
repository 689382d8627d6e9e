#pragma once

#include "core/imap/command.h"
#include "core/imap/flags.h"

#include <map>

namespace liaison::imap {

/// What is asked of mails before their bytes.
struct MailSummary {
    quint64 size = 0; ///< RFC822.SIZE; 0 where the server did not say
    UtcMs internalDate = 0;
    MessageFlags flags;
};

/// UID FETCH of (UID RFC822.SIZE FLAGS INTERNALDATE). UIDs that are gone are missing from the answer; answers about
/// mails nobody asked for are ignored.
class FetchSummaries final : public Command<std::map<Uid, MailSummary>> {
public:
    FetchSummaries(Context &context, UidSet uids);

private:
    [[nodiscard]] const char *name() const override { return "UID FETCH"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    UidSet m_uids;
    std::map<Uid, MailSummary> m_found;
};

} // namespace liaison::imap
