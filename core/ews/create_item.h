#pragma once

#include "core/ews/ids.h"
#include "core/ews/operation.h"

#include <QStringList>

namespace liaison::ews {

/// What to do with a mail that we made.
struct NewMail {
    enum class Disposition {
        SendAndSaveCopy, ///< send; the server files the copy in `folder` (sentitems)
        SaveOnly         ///< file in `folder`, unsent
    };
    QByteArray mime; ///< RFC 5322 bytes with CRLF, without a Bcc header
    Disposition disposition = Disposition::SendAndSaveCopy;
    FolderRef folder = FolderRef::named(QStringLiteral("sentitems"));
    /// Recipients that no header names; those in To and Cc are read out of the MIME.
    QStringList bcc = {};
    /// SaveOnly: PR_MESSAGE_FLAGS says read and not a draft, so that a filed copy looks as if it had arrived.
    bool asReceived = false;
};

/// CreateItem: sends, keeps a draft or files a mail. The answer is the new item's id; empty for a mail that was sent,
/// of which the server tells none. A filed mail in Sent Items gets the time of filing: file in Drafts, then MoveItem.
class CreateItem final : public SingleOperation<ItemId> {
public:
    static QByteArray request(const RequestContext &context, const NewMail &mail);

private:
    Answer<ItemId> read(const Element &message) override;
};

} // namespace liaison::ews
