#pragma once

#include "app/demo/exchange.h"

#include <QJsonArray>

namespace liaison::demo {

/// All attachments of a mail, with their bytes: fileAttachment, and itemAttachment for mails.
QJsonArray attachmentsJson(const ItemPlace &place);

} // namespace liaison::demo
