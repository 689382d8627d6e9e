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

/// Likewise what somebody else changed of a mailbox after a person had `seen` it, of that which saving it would undo:
/// START, STOP and the toggle are kept whatever is saved. A change that left the fields as they were (a new secret, a
/// test that passed) is none.
QJsonObject changedMeanwhile(const domain::Mailbox &seen, const domain::Mailbox &stored);

} // namespace liaison::desk
