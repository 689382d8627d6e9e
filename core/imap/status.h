#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// STATUS of a folder that need not be selected (RFC 9051 section 6.3.11); values the server left out are nullopt.
struct FolderStatus {
    std::optional<quint32> messages;
    std::optional<quint32> unseen;
    std::optional<Uid> uidNext;
    std::optional<Uid> uidValidity;
    std::optional<quint64> highestModSeq; ///< asked for where the server has mod-sequences

    /// Takes over the values that a STATUS tells, and says whether one of them is another than was known.
    bool take(const StatusData &told);
};

/// Error FolderMissing for a NO without a code that says otherwise.
class StatusCommand final : public Command<FolderStatus> {
public:
    StatusCommand(Context &context, QString folder);

private:
    [[nodiscard]] const char *name() const override { return "STATUS"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    QString m_folder;
    FolderStatus m_status;
};

} // namespace liaison::imap
