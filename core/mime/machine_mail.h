#pragma once

#include "core/domain/message.h"
#include "core/mime/header_block.h"

namespace liaison::mime {

/// Who wrote a mail, as far as its outermost headers tell (RFC 3834 and what Exchange, Lotus and others do
/// instead). `subject` is decoded. multipart/report is judged by readReport(), which knows more.
domain::MailKind machineKind(const HeaderBlock &headers, const QString &subject);

} // namespace liaison::mime
