#pragma once

#include "core/ews/item.h"
#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

/// A change of one item's marks.
struct ItemUpdate {
    ItemId id;
    std::optional<bool> read = {};         ///< message:IsRead
    std::optional<LastVerb> lastVerb = {}; ///< answered or forwarded: 0x1081, with the icon (0x1080) that goes with it
};

/// UpdateItem, SaveOnly and AlwaysOverwrite, without read receipts where the version can (2013). An answer for each
/// item: its id with the new ChangeKey.
class UpdateItem final : public BatchOperation<ItemId> {
public:
    static QByteArray request(const RequestContext &context, const QList<ItemUpdate> &updates);

private:
    Answer<ItemId> read(const Element &message) override;
};

} // namespace liaison::ews
