#include "core/ews/cut_sink.h"

#include "core/base/append_growing.h"

#include <algorithm>

namespace liaison::ews {

void CutBuffers::begin(int cut)
{
    if (cut >= 0 && std::size_t(cut) >= m_contents.size())
        m_contents.resize(std::size_t(cut) + 1);
    if (cut == 0 && m_expected > 0)
        m_contents.front().bytes.reserve(std::min(m_expected, m_maxBytes));
}

bool CutBuffers::append(int cut, QByteArrayView bytes)
{
    m_total += bytes.size();
    if (m_total > m_maxBytes)
        return false;
    appendGrowing(m_contents.at(std::size_t(cut)).bytes, bytes);
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
