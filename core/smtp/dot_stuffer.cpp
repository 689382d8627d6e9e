#include "core/smtp/dot_stuffer.h"

namespace liaison::smtp {

QByteArray DotStuffer::stuff(QByteArrayView chunk)
{
    QByteArray out;
    out.reserve(chunk.size() + chunk.size() / 32 + 4);
    for (const char c : chunk) {
        if (c == '\r' || (c == '\n' && !m_afterCr)) {
            out += "\r\n";
            m_lineStart = true;
        } else if (c != '\n') {
            if (c == '.' && m_lineStart)
                out += '.';
            out += c;
            m_lineStart = false;
        }
        m_afterCr = c == '\r';
    }
    return out;
}

QByteArray DotStuffer::finish()
{
    const QByteArray out = m_lineStart ? QByteArrayLiteral(".\r\n") : QByteArrayLiteral("\r\n.\r\n");
    *this = {};
    return out;
}

} // namespace liaison::smtp
