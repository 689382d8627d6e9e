#include "core/smtp/line_ends.h"

namespace liaison::smtp {

namespace {

bool isRight(const QByteArray &raw)
{
    if (!raw.endsWith("\r\n"))
        return false;
    char before = 0;
    for (const char c : raw) {
        if ((c == '\n') != (before == '\r'))
            return false;
        before = c;
    }
    return true;
}

} // namespace

QByteArray withCrLf(const QByteArray &raw)
{
    if (isRight(raw))
        return raw;
    QByteArray out;
    out.reserve(raw.size() + raw.size() / 32 + 2);
    char before = 0;
    for (const char c : raw) {
        const bool restOfCrLf = c == '\n' && before == '\r';
        if (c == '\r' || (c == '\n' && !restOfCrLf))
            out += "\r\n";
        else if (!restOfCrLf)
            out += c;
        before = c;
    }
    if (!out.endsWith("\r\n"))
        out += "\r\n";
    return out;
}

} // namespace liaison::smtp
