#include "core/transport/http_upload.h"

#include <algorithm>
#include <cstring>

namespace liaison::transport {

namespace {
/// NTLM takes the body three times; a lost connection may cost two more.
constexpr int mostRepeats = 6;
} // namespace

HttpUpload::HttpUpload(QByteArray body, Rules rules, QObject *parent)
    : QIODevice(parent), m_body(std::move(body)), m_rules(std::move(rules))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool HttpUpload::seek(qint64 to)
{
    if (to < m_at) {
        if (m_rules.once && m_gone && m_again >= m_allowed)
            return false;
        if (++m_again > mostRepeats) {
            m_circles = true;
            return false;
        }
        m_gone = false;
    }
    m_at = to;
    return QIODevice::seek(to);
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
