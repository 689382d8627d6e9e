#include "core/transport/http_upload.h"

#include <algorithm>
#include <cstring>

namespace liaison::transport {

namespace {
/// NTLM takes the body three times; a lost connection may cost two more.
constexpr int mostRepeats = 6;
} // namespace

HttpUpload::HttpUpload(QByteArray body, Rules rules, QObject *parent)
    : QIODevice(parent), m_body(std::move(body)), m_rules(std::move(rules)), m_gone(m_body.isEmpty())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

/// Qt asks for it before it sends again, not before the first time.
bool HttpUpload::reset()
{
    if (!m_body.isEmpty())
        return seek(0);
    const bool may = rewind();
    m_gone = true;
    return may;
}

bool HttpUpload::seek(qint64 to)
{
    if (to < m_at && !rewind())
        return false;
    m_at = to;
    return QIODevice::seek(to);
}

/// Whether the body may be given out once more.
bool HttpUpload::rewind()
{
    if (m_rules.once && m_gone && m_again >= m_allowed)
        return false;
    if (m_rules.mayRepeat && !m_rules.mayRepeat())
        return false;
    if (++m_again > mostRepeats) {
        m_circles = true;
        return false;
    }
    m_gone = false;
    return true;
}

qint64 HttpUpload::readData(char *data, qint64 most)
{
    if (m_rules.mayWrite && !m_rules.mayWrite()) {
        m_forbidden = true;
        return -1;
    }
    const qint64 count = std::min<qint64>(most, m_body.size() - m_at);
    if (count <= 0)
        return -1;
    std::memcpy(data, m_body.constData() + m_at, static_cast<size_t>(count));
    m_at += count;
    m_gone = m_at == m_body.size();
    return count;
}

} // namespace liaison::transport
