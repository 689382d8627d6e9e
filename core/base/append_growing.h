#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>

namespace liaison {

/// Appends to what comes in by pieces and may become large. append() by itself copies into a new block of twice the
/// size; reserve() has the block grow where it lies.
inline void appendGrowing(QByteArray &to, QByteArrayView bytes)
{
    const qsizetype size = to.size() + bytes.size();
    if (size > to.capacity())
        to.reserve(std::max(size, to.size() + to.size() / 2));
    to.append(bytes);
}

} // namespace liaison
