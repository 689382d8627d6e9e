#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// Where an appended mail went (RFC 4315 APPENDUID); nullopt where the server does not tell.
struct AppendedAt {
    Uid uidValidity = 0;
    Uid uid = 0;
};

/// APPEND (RFC 9051 section 6.3.12) of one mail with flags such as "\Seen". `raw` has CRLF line ends. NO is
/// ServerRefused, with TRYCREATE FolderMissing.
class Append final : public Command<std::optional<AppendedAt>> {
public:
    Append(Context &context, QString folder, QList<QByteArray> flags, QByteArray raw);

private:
    [[nodiscard]] const char *name() const override { return "APPEND"; }
    void addArguments(CommandWriter &writer) override;
    Step onTagged(const StatusResponse &status) override;

    QString m_folder;
    QList<QByteArray> m_flags;
    QByteArray m_raw;
};

} // namespace liaison::imap
