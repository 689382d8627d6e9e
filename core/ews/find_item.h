#pragma once

#include "core/ews/ids.h"
#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

/// An item with the Message-ID that was looked for.
struct FoundItem {
    ItemId id;
    QString messageId;
    std::optional<qint64> receivedAt; ///< UTC milliseconds
};

/// FindItem by Message-ID: whether a mail whose sending is uncertain is in Sent Items. An answer for each folder.
class FindItem final : public BatchOperation<QList<FoundItem>> {
public:
    /// `messageId` with angle brackets, compared whole.
    static QByteArray request(const RequestContext &context, const QList<FolderRef> &folders, const QString &messageId);

private:
    Answer<QList<FoundItem>> read(const Element &message) override;
};

} // namespace liaison::ews
