#pragma once

#include "core/domain/autodiscovery.h"
#include "core/domain/exchange.h"
#include "core/domain/mailbox.h"

#include <QUrl>

#include <optional>

namespace liaison::desk {

/// The cloud whose Exchange Online an Autodiscovery led to, where Microsoft Graph is the way in; nullopt: it led to a
/// server of somebody else's, or nowhere.
std::optional<domain::NationalCloud> exchangeOnline(const domain::Autodiscovery &found);

/// Exchange Web Services at an address that was found, for reading: the host alone where the rest of the address is
/// what follows from it, else the whole address. Signs in by BASIC until somebody chooses.
domain::Endpoint exchangeAt(const QUrl &ewsUrl);

/// Sending where `inbound` reads by Exchange Web Services, with the same sign-in.
domain::Endpoint exchangeSending(const domain::Endpoint &inbound);

} // namespace liaison::desk
