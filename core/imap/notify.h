#pragma once

#include "core/imap/command.h"

#include <QStringList>

namespace liaison::imap {

/// NOTIFY SET (RFC 5465): from now on the server tells unasked what comes, goes or gets other flags: in the selected
/// folder as in IDLE, in the other `folders` by STATUS. It tells the state of each at once. More names than fit into a
/// line become all folders of the user's own. False: it said NO or BAD (BADEVENT, too many folders), and IDLE alone is
/// left. Where a NOTIFY is in force already, NotifyNone goes first: Dovecot 2.3 falls silent after a second SET.
class Notify final : public Command<bool> {
public:
    Notify(Context &context, QStringList folders) : Command(context), m_folders(std::move(folders)) { }

private:
    [[nodiscard]] const char *name() const override { return "NOTIFY"; }
    [[nodiscard]] QByteArray verb() const override { return "NOTIFY SET STATUS"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;
    [[nodiscard]] bool fitsIntoALine() const;

    QStringList m_folders;
    bool m_overflowed = false;
};

/// NOTIFY NONE: nothing more is told unasked. However the server takes it, a new SET may follow.
class NotifyNone final : public Command<void> {
public:
    explicit NotifyNone(Context &context) : Command(context) { }

private:
    [[nodiscard]] const char *name() const override { return "NOTIFY NONE"; }
    Step onTagged(const StatusResponse &status) override;
};

} // namespace liaison::imap
