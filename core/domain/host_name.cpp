#include "core/domain/host_name.h"

#include "core/domain/address.h"
#include "core/domain/mailbox.h"

#include <QStringList>

#include <algorithm>

namespace liaison::domain {

namespace {

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// "a.b.c.d" in plain decimals; no shorthand, no octal.
bool isIpv4(const QString &host)
{
    const QStringList parts = host.split(QLatin1Char('.'));
    return parts.size() == 4 && std::all_of(parts.cbegin(), parts.cend(), [](const QString &part) {
               return isDigits(part) && part.size() <= 3 && part.toInt() <= 255
                   && (part.size() == 1 || !part.startsWith(QLatin1Char('0')));
           });
}

/// IPv6 with or without its square brackets; the socket judges the details.
bool looksLikeIpv6(const QString &host)
{
    QString bare = host;
    if (bare.startsWith(QLatin1Char('[')) && bare.endsWith(QLatin1Char(']')))
        bare = bare.mid(1, bare.size() - 2);
    return bare.count(QLatin1Char(':')) >= 2 && std::all_of(bare.cbegin(), bare.cend(), [](QChar c) {
               return QStringLiteral("0123456789abcdefABCDEF:.").contains(c);
           });
}

} // namespace

bool isHostName(const QString &host)
{
    const QString ascii = normalisedDomain(host);
    if (ascii.isEmpty() || ascii.size() > 253)
        return false;
    const QStringList labels = ascii.split(QLatin1Char('.'));
    const bool labelsFit = std::all_of(labels.cbegin(), labels.cend(), [](const QString &label) {
        return !label.isEmpty() && label.size() <= 63 && !label.startsWith(QLatin1Char('-'))
            && !label.endsWith(QLatin1Char('-')) && std::all_of(label.cbegin(), label.cend(), [](QChar c) {
                   return c.unicode() < 0x80
                       && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'));
               });
    });
    // A last label of digits alone would be a malformed IPv4 address ("10.0.0", "256.1.1.1").
    return labelsFit && !isDigits(labels.last());
}

bool isServerName(const QString &host)
{
    return isIpv4(host) || looksLikeIpv6(host) || isHostName(host);
}

QString hostOf(const Endpoint &endpoint)
{
    QString host = endpoint.host.trimmed();
    const QString scheme = QStringLiteral("https://");
    const bool overHttp = endpoint.protocol == Protocol::Ews || endpoint.protocol == Protocol::Graph;
    if (!overHttp || !host.startsWith(scheme, Qt::CaseInsensitive))
        return host;
    const QString authority = host.mid(scheme.size()).section(QLatin1Char('/'), 0, 0);
    if (authority.startsWith(QLatin1Char('[')))
        return authority.section(QLatin1Char(']'), 0, 0) + QLatin1Char(']');
    return authority.section(QLatin1Char(':'), 0, 0);
}

bool isLoopbackHost(const QString &host)
{
    QString bare = host.trimmed().toLower();
    if (bare.startsWith(QLatin1Char('[')) && bare.endsWith(QLatin1Char(']')))
        bare = bare.mid(1, bare.size() - 2);
    if (bare == QLatin1String("::1") || bare == QLatin1String("localhost") || bare == QLatin1String("localhost."))
        return true;
    return isIpv4(bare) && bare.startsWith(QLatin1String("127."));
}

} // namespace liaison::domain
