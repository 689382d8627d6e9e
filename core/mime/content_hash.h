#pragma once

#include "core/mime/header_block.h"

#include <QByteArray>

namespace liaison::mime {

/// SHA-256 over a mail's body and its headers without what transport adds or changes (trace fields, results of
/// filters, X- fields, Bcc), line ends and folding normalised: equal for the copies of one mail that reach
/// two mailboxes or two folders, different as soon as author, recipients, subject or body differ.
QByteArray contentHash(const QByteArray &raw, const HeaderBlock &headers);

} // namespace liaison::mime
