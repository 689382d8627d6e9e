#pragma once

#include "core/ews/item.h"

#include <QByteArray>

namespace liaison::ews {

/// A mail made out of the properties of an item (ItemShape::Properties) for which the server has no MIME: the headers
/// it arrived with where the server keeps them, else those that its fields tell, and its body as base64. Attachments
/// are named in a text part, because their content is not among the properties. RFC 5322 bytes with CRLF.
QByteArray rebuiltMail(const Item &item);

} // namespace liaison::ews
