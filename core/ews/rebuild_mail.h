#pragma once

#include "core/ews/get_attachment.h"
#include "core/ews/item.h"

#include <QByteArray>

namespace liaison::ews {

/// A mail made out of the properties of an item (ItemShape::Properties) for which the server has no MIME: the headers
/// it arrived with where the server keeps them, else those that its fields tell, and its body as base64. `contents` are
/// its attachments as far as GetAttachment gave them; the others are named in a text part. RFC 5322 bytes with CRLF.
QByteArray rebuiltMail(const Item &item, const QList<Attachment> &contents = {});

} // namespace liaison::ews
