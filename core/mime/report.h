#pragma once

#include "core/domain/message.h"
#include "core/mime/header_block.h"
#include "core/mime/part_tree.h"

namespace liaison::mime {

/// Fills kind, reports, reportedMessageId and reportedEnvelopeId of a delivery status notification
/// (RFC 3464), a disposition notification (RFC 8098) or an old-style bounce, and the ids and subjects of
/// attached mails. `facts.kind` must hold machineKind()'s answer.
void readReport(const HeaderBlock &headers, const PartTree &tree, const QString &bodyText, domain::MailFacts &facts);

} // namespace liaison::mime
