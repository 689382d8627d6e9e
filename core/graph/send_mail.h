#pragma once

#include "core/graph/operation.h"

namespace liaison::graph {

/// POST sendMail as MIME: sends in one step, with a copy in Sent Items. A lost answer leaves no draft to look at, so
/// CreateDraft and SendDraft come first; this is for tokens with Mail.Send alone.
class SendMail final : public StatusOperation {
public:
    /// `mime`: RFC 5322 bytes with CRLF, at most `largestMimeUpload`; it is sent to whom its headers name.
    static Request request(const MailboxRef &mailbox, const QByteArray &mime);
    SendMail() : StatusOperation({202}) { }
};

} // namespace liaison::graph
