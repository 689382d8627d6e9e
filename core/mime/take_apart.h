#pragma once

#include "core/mime/body.h"
#include "core/mime/header_block.h"
#include "core/mime/parse.h"
#include "core/mime/part_tree.h"

namespace liaison::mime {

/// Whether HTML is only turned into words (for the store) or also made inert (for reading).
enum class HtmlUse { Words, Inert };

/// Everything about one mail in one pass; parse() and readBody() are views of it. Never fails.
MailBody takeApart(const QByteArray &raw, const ParseLimits &limits, HtmlUse use);

/// Outermost headers, decoded.
domain::MailFacts readFacts(const HeaderBlock &headers);

/// Signed or encrypted, by S/MIME (RFC 8551) or PGP (RFC 3156, or armour in the text).
domain::Protection readProtection(const PartTree &tree, const QString &bodyText);

} // namespace liaison::mime
