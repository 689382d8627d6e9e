#pragma once

#include "app/command_line.h"
#include "core/base/result.h"
#include "core/domain/audit.h"

#include <memory>
#include <system_error>

namespace liaison::secrets {
class Vault;
}

namespace liaison::app {

/// What the system says of an error, in its language.
QString systemWords(const std::error_code &error);

/// Makes the profile's folder, closed to others where it is new. PermissionDenied, else StoreUnavailable.
Result<void> makeProfile(const QString &path);

/// The vault the options ask for.
std::unique_ptr<secrets::Vault> makeVault(const Options &options);

/// Who acts: the account of the operating system, on this host.
domain::Actor localActor();

} // namespace liaison::app
