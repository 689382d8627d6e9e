#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// What SELECT tells of a folder (RFC 9051 section 6.3.2, RFC 7162).
struct SelectedMailbox {
    quint32 exists = 0;
    Uid uidValidity = 0;
    Uid uidNext = 0;           ///< 0: the server did not say
    quint64 highestModSeq = 0; ///< 0: no mod-sequences here
    bool readOnly = false;
    QList<QByteArray> permanentFlags;
    friend bool operator==(const SelectedMailbox &, const SelectedMailbox &) = default;
};

/// SELECT or EXAMINE, with (CONDSTORE) where offered. NO is FolderMissing unless its code says otherwise; a server
/// without UIDVALIDITY is a ProtocolViolation, for nothing there could be told apart again.
class Select final : public Command<SelectedMailbox> {
public:
    enum class Mode { ReadWrite, ReadOnly };
    Select(Context &context, QString folder, Mode mode = Mode::ReadWrite);

private:
    [[nodiscard]] const char *name() const override { return m_mode == Mode::ReadWrite ? "SELECT" : "EXAMINE"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;
    void onCode(const ResponseCode &code);

    QString m_folder;
    Mode m_mode;
    SelectedMailbox m_mailbox;
};

} // namespace liaison::imap
