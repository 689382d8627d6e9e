#include "core/ews/cut_sink.h"

#include <algorithm>

namespace liaison::ews {

void CutBuffers::begin(int cut)
{
    if (cut >= 0 && std::size_t(cut) >= m_contents.size())
        m_contents.resize(std::size_t(cut) + 1);
}

bool CutBuffers::append(int cut, QByteArrayView bytes)
{
    m_total += bytes.size();
    if (m_total > m_maxBytes)
        return false;
    QByteArray &content = m_contents.at(std::size_t(cut)).bytes;
    // append() by itself copies into a new block of twice the size; reserve() has the block grow where it lies.
    if (content.size() + bytes.size() > content.capacity())
        content.reserve(std::max(content.size() + bytes.size(), content.size() + content.size() / 2));
    content.append(bytes);
    return true;
}

void CutBuffers::end(int cut, bool intact)
{
    m_contents.at(std::size_t(cut)).intact = intact;
}

bool CutBuffers::isIntact(int cut) const
{
    return cut >= 0 && std::size_t(cut) < m_contents.size() && m_contents.at(std::size_t(cut)).intact;
}

QByteArray CutBuffers::take(int cut)
{
    return isIntact(cut) ? std::move(m_contents.at(std::size_t(cut)).bytes) : QByteArray();
}

} // namespace liaison::ews
