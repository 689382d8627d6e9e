#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// ID (RFC 2971): says who we are, answers who the server says it is (keys in lower case). NO and BAD are no error:
/// the answer is empty then.
class Identify final : public Command<QList<QPair<QByteArray, QByteArray>>> {
public:
    Identify(Context &context, QByteArray clientName, QByteArray version);

private:
    [[nodiscard]] const char *name() const override { return "ID"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    QByteArray m_clientName;
    QByteArray m_version;
    QList<QPair<QByteArray, QByteArray>> m_server;
};

} // namespace liaison::imap
