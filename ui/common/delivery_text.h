#pragma once

#include "core/domain/delivery.h"

#include <QString>

namespace liaison::ui {

/// What a mail server meant, as a sentence for people who do not know SMTP: by its enhanced status code (RFC 3463 and
/// IANA's registry), or by its reply code. Empty where neither says anything. The server's own words belong behind
/// "Details".
QString deliveryReason(const QString &serverWords);

/// "Delivered.", "Not delivered: the address does not exist." …
QString deliveryText(const domain::RecipientDelivery &delivery);

} // namespace liaison::ui
