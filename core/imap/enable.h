#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// ENABLE (RFC 5161) of what is offered among `wanted`. The answer is what the server turned on; UTF8=ACCEPT or
/// IMAP4rev2 among it switch the Context's mailbox names to UTF-8, QRESYNC lets SELECT ask for what changed. NO and BAD
/// turn nothing on and are no error.
class Enable final : public Command<QList<QByteArray>> {
public:
    Enable(Context &context, QList<QByteArray> wanted);
    /// Those of `wanted` that the server offers; nothing to send where this is empty.
    static QList<QByteArray> offered(const Capabilities &capabilities, const QList<QByteArray> &wanted);

private:
    [[nodiscard]] const char *name() const override { return "ENABLE"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    QList<QByteArray> m_wanted;
    QList<QByteArray> m_enabled;
};

} // namespace liaison::imap
