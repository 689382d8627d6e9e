#pragma once

#include "core/domain/mailbox.h"

#include <QJsonObject>

#include <optional>

namespace liaison::desk {

/// [old, new] for each setting of a mailbox that differs ("inbound.host"), for the audit log. There are no secrets in
/// it: what is new of those is said by `changedSecrets`. Without `before` it is a new mailbox, without `after` one that
/// is removed.
QJsonObject auditDetail(const std::optional<domain::Mailbox> &before, const std::optional<domain::Mailbox> &after,
                        const QList<domain::SecretUse> &changedSecrets = {});

} // namespace liaison::desk
