#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// Where moved mails went (RFC 6851, COPYUID of RFC 4315): old and new UIDs in the same order, both empty where the
/// server does not tell.
struct MovedTo {
    Uid uidValidity = 0;
    UidSet from;
    UidSet to;
};

/// UID MOVE out of the selected folder. Refused locally with ServerRefused where the server has no MOVE: doing it by
/// COPY and EXPUNGE could lose a mail in between, and Liaison never expunges. NO with TRYCREATE is FolderMissing.
class Move final : public Command<MovedTo> {
public:
    Move(Context &context, UidSet uids, QString folder);

private:
    [[nodiscard]] const char *name() const override { return "UID MOVE"; }
    [[nodiscard]] std::optional<Error> refusedLocally() const override;
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;
    void take(const ResponseCode &code);

    UidSet m_uids;
    QString m_folder;
    MovedTo m_moved;
};

} // namespace liaison::imap
