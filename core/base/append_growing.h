#pragma once

#include "core/base/heap.h"

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>

namespace liaison {

/// Appends to what comes in by pieces and may become large. append() by itself copies into a new block of twice the
/// size; reserve() has the block grow where it lies, if the allocator can. If it cannot, the copies that a large one
/// leaves behind go back to the system at once.
inline void appendGrowing(QByteArray &to, QByteArrayView bytes)
{
    constexpr qsizetype large = 8 * 1024 * 1024;
    const qsizetype size = to.size() + bytes.size();
    if (size > to.capacity()) {
        to.reserve(std::max(size, to.size() + to.size() / 2));
        if (size > large)
            trimHeap(0);
    }
    to.append(bytes);
}

} // namespace liaison
