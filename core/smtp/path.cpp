#include "core/smtp/path.h"

#include "core/base/log.h"
#include "core/domain/address.h"

#include <algorithm>

namespace liaison::smtp {

namespace {
bool isAscii(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
}
} // namespace

bool needsUtf8(const QString &address)
{
    return !isAscii(address.left(address.lastIndexOf(QLatin1Char('@'))));
}

Result<QByteArray> path(const QString &address, bool utf8)
{
    const auto refused = [&address](const char *why) {
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("%1: %2").arg(QLatin1String(why), printable(address.toUtf8())));
    };
    if (!domain::isValidAddress(address))
        return refused("not an address");
    // What isValidAddress() lets through in a quoted local part is still looked at here: this line goes to the wire.
    const bool harmless = std::none_of(address.cbegin(), address.cend(), [](QChar c) {
        return c.unicode() < 0x20 || c.unicode() == 0x7f || c == QLatin1Char('<') || c == QLatin1Char('>')
            || c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
            || c.category() == QChar::Separator_Paragraph;
    });
    if (!harmless)
        return refused("an address with characters that no path may hold");
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    const QString local = address.left(at);
    QString host = address.mid(at + 1);
    if (!utf8) {
        if (!isAscii(local))
            return refused("the server does not take international addresses (SMTPUTF8)");
        if (!isAscii(host))
            host = domain::normalisedDomain(host);
        if (!isAscii(host))
            return refused("a domain without an ASCII form");
    }
    return '<' + (local + QLatin1Char('@') + host).toUtf8() + '>';
}

} // namespace liaison::smtp
