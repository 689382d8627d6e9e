#include "core/domain/plain_name.h"

namespace liaison::domain {

namespace {
constexpr qsizetype longest = 200;
}

QString plainName(const QString &name)
{
    QString out;
    for (const QChar c : name) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            out += QChar(u' ');
        else if (c.category() != QChar::Other_Format)
            out += c;
    }
    out = out.simplified().left(longest);
    if (!out.isEmpty() && out.back().isHighSurrogate()) // a letter that was cut in two
        out.chop(1);
    return out;
}

} // namespace liaison::domain
