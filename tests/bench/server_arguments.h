#pragma once

#include "core/base/secret.h"
#include "core/domain/mailbox.h"

#include <QStringList>

#include <optional>

namespace liaison::bench {

/// The server that a bench's program is to use.
struct ServerArguments {
    QString address; ///< of the mailbox
    domain::Endpoint endpoint;
    Secret secret;
};

/// Takes "[--ews | --graph] HOST PORT CERTIFICATE USER PASSWORD", at place `at` but for the option, out of `arguments`.
/// The server's certificate (a PEM file) is pinned; on Graph PASSWORD is an access token. nullopt: there are too few.
std::optional<ServerArguments> takeServer(QStringList &arguments, qsizetype at);

} // namespace liaison::bench
