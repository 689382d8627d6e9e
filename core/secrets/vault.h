#pragma once

#include "core/base/on_done.h"
#include "core/base/secret.h"

#include <QObject>
#include <QString>

#include <optional>

namespace liaison::secrets {

/// Where passwords are. Lives on the UI thread (QtKeychain's jobs need its event loop).
/// Errors: KeychainUnavailable (no service), KeychainLocked, KeychainDenied.
class Vault : public QObject {
    Q_OBJECT
public:
    /// Where secrets end up, for the words of whoever asks a person for one.
    enum class Kind {
        Keychain,    ///< the operating system's, for good
        Credentials, ///< files that a service is given, read-only
        Memory       ///< gone with the process
    };

    using QObject::QObject;
    [[nodiscard]] virtual Kind kind() const = 0;
    /// nullopt: the keychain works and holds no such secret.
    virtual Future<std::optional<Secret>> read(QString key) = 0;
    virtual Future<void> write(QString key, Secret secret) = 0;
    /// Removing what is not there is no error.
    virtual Future<void> remove(QString key) = 0;
};

} // namespace liaison::secrets
