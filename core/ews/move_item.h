#pragma once

#include "core/ews/ids.h"
#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

/// MoveItem. An answer for each item: its new id from 2010 SP1 on, an empty one before (sync both folders then).
class MoveItem final : public BatchOperation<ItemId> {
public:
    static QByteArray request(const RequestContext &context, const FolderRef &target, const QList<ItemId> &items);

private:
    Answer<ItemId> read(const Element &message) override;
};

} // namespace liaison::ews
