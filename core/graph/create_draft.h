#pragma once

#include "core/graph/message.h"
#include "core/graph/operation.h"

namespace liaison::graph {

/// POST messages as MIME: a draft, to be sent by SendDraft. Its Message-ID is the mail's own, its immutable id stays
/// when it is sent. Whatever the folder, it is a draft: Graph cannot file a mail as received.
class CreateDraft final : public Operation<Message> {
public:
    /// `mime`: RFC 5322 bytes with CRLF, without a Bcc header (UpdateMessage names hidden recipients), at most
    /// `largestMimeUpload`.
    /// `folder`: id or well-known name; empty: Drafts.
    static Request request(const MailboxRef &mailbox, const QByteArray &mime, const QString &folder = {});

private:
    Answer<Message> read(const HttpHead &head, const QJsonObject &body) override;
};

} // namespace liaison::graph
