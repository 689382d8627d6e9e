#pragma once

#include "core/secrets/vault.h"

#include <QHash>

namespace liaison::secrets {

/// A vault that forgets everything when the program ends: for demo and tests.
class MemoryVault final : public Vault {
    Q_OBJECT
public:
    using Vault::Vault;
    [[nodiscard]] Kind kind() const override { return Kind::Memory; }
    Future<std::optional<Secret>> read(QString key) override;
    Future<void> write(QString key, Secret secret) override;
    Future<void> remove(QString key) override;

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace liaison::secrets
