#pragma once

#include "core/imap/command.h"
#include "core/imap/flags.h"

#include <map>

namespace liaison::imap {

/// What was known of a folder, for SELECT to tell what changed since (RFC 7162 section 3.2.5).
struct ResyncFrom {
    Uid uidValidity = 0;
    quint64 modSeq = 0; ///< 0: nothing known
    UidSet known;       ///< changes of other mails are of no interest
};
struct Resynced {
    UidSet vanished;
    std::map<Uid, MessageFlags> flags;
    friend bool operator==(const Resynced &, const Resynced &) = default;
};

/// What SELECT tells of a folder (RFC 9051 section 6.3.2, RFC 7162).
struct SelectedMailbox {
    quint32 exists = 0;
    Uid uidValidity = 0;
    Uid uidNext = 0;           ///< 0: the server did not say
    quint64 highestModSeq = 0; ///< 0: no mod-sequences here
    bool readOnly = false;
    QList<QByteArray> permanentFlags;
    std::optional<Resynced> resynced = {}; ///< what changed since ResyncFrom; nullopt: not asked for, or not to be had
    friend bool operator==(const SelectedMailbox &, const SelectedMailbox &) = default;
};

/// SELECT or EXAMINE, with (QRESYNC …) where `from` is given and QRESYNC is on, else with (CONDSTORE) where offered. NO
/// is FolderMissing unless its code says otherwise; a server without UIDVALIDITY is a ProtocolViolation, for nothing
/// there could be told apart again.
class Select final : public Command<SelectedMailbox> {
public:
    enum class Mode { ReadWrite, ReadOnly };
    Select(Context &context, QString folder, Mode mode = Mode::ReadWrite, ResyncFrom from = {});

private:
    [[nodiscard]] const char *name() const override { return m_mode == Mode::ReadWrite ? "SELECT" : "EXAMINE"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;
    void onCode(const ResponseCode &code);
    [[nodiscard]] bool resyncs() const { return context().qresync && m_from.modSeq > 0; }

    QString m_folder;
    Mode m_mode;
    ResyncFrom m_from;
    SelectedMailbox m_mailbox;
    Resynced m_changes;
};

} // namespace liaison::imap
