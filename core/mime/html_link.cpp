#include "core/mime/html_link.h"

#include "core/mime/header_text.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <idn2.h>
#include <libpsl.h>

#include <memory>

namespace liaison::mime {

namespace {

constexpr qsizetype longestTarget = 4'000;
constexpr qsizetype longestShown = 2'000;

/// Browsers drop tabs and line ends anywhere in a URL and controls at its head: so does this, or
/// "java\nscript:" would pass for a relative path.
QString cleaned(const QString &href)
{
    QString result;
    for (const QChar c : href) {
        if (c.unicode() > 0x20 && c.category() != QChar::Other_Control)
            result += c;
        else if (c == QLatin1Char(' ') && !result.isEmpty())
            result += c;
    }
    return result.trimmed();
}

QString schemeOf(const QString &url)
{
    static const QRegularExpression scheme(QStringLiteral("\\A([A-Za-z][A-Za-z0-9+.-]*):"));
    return scheme.match(url).captured(1).toLower();
}

/// Only what a mail needs: a link must not add recipients nobody sees, or attach files.
QString allowedMailto(const QString &url)
{
    const QUrl parsed(url);
    if (!parsed.isValid() || parsed.path().isEmpty())
        return {};
    const QUrlQuery query(parsed);
    QUrlQuery kept;
    for (const auto &item : query.queryItems(QUrl::FullyDecoded)) {
        const QString name = item.first.toLower();
        if (name == QLatin1String("subject") || name == QLatin1String("body"))
            kept.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(oneLine(item.second))));
    }
    QUrl result;
    result.setScheme(QStringLiteral("mailto"));
    result.setPath(oneLine(parsed.path(QUrl::FullyDecoded).section(QLatin1Char(','), 0, 0), 320));
    if (!kept.isEmpty())
        result.setQuery(kept);
    return QString::fromLatin1(result.toEncoded());
}

QString asciiHost(const QString &host)
{
    char *ascii = nullptr;
    const QByteArray utf8 = host.toLower().toUtf8();
    if (idn2_to_ascii_8z(utf8.constData(), &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) != IDN2_OK)
        return host.toLower();
    const QString result = QString::fromLatin1(ascii);
    idn2_free(ascii);
    return result;
}

bool hasPublicSuffix(const QString &host)
{
    const QString ascii = asciiHost(host);
    const qsizetype dot = ascii.lastIndexOf(QLatin1Char('.'));
    if (dot <= 0)
        return false;
    const QByteArray suffix = ascii.mid(dot + 1).toLatin1();
    return psl_is_public_suffix2(psl_builtin(), suffix.constData(), PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0
        || suffix == "example" || suffix == "test" || suffix == "invalid" || suffix == "local" || suffix == "internal";
}

/// The hosts that words seem to name: of URLs, of "www.x.y", of bare domains, of mail addresses.
QStringList namedHosts(const QString &words)
{
    static const QRegularExpression host(
        QStringLiteral(
            "(?:\\b(https?|ftp)\\s?:\\s?/\\s?/\\s?)?(?:[^\\s/@<>()\"]{1,100}@)?"
            "((?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{Mn}_-]{0,62})?[.\u3002\uff0e\u2024])+[\\p{L}\\p{N}-]{2,63})"),
        QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::CaseInsensitiveOption);
    QStringList hosts;
    auto matches = host.globalMatch(words.left(longestShown));
    while (matches.hasNext() && hosts.size() < 20) {
        const auto match = matches.next();
        QString name = match.captured(2);
        for (const char16_t dot : {u'\u3002', u'\uff0e', u'\u2024'})
            name.replace(QChar(dot), QLatin1Char('.'));
        if (!match.captured(1).isEmpty() || name.startsWith(QLatin1String("www."), Qt::CaseInsensitive)
            || hasPublicSuffix(name))
            hosts.append(name);
    }
    return hosts;
}

} // namespace

QString registrableDomain(const QString &host)
{
    const QByteArray ascii = asciiHost(host).toLatin1();
    const char *domain = psl_registrable_domain(psl_builtin(), ascii.constData());
    return QString::fromLatin1(domain ? QByteArray(domain) : ascii);
}

QString targetHost(const QString &target)
{
    const QUrl url(target);
    if (url.scheme() == QLatin1String("mailto"))
        return asciiHost(url.path(QUrl::FullyDecoded).section(QLatin1Char('@'), -1));
    return asciiHost(url.host(QUrl::FullyEncoded));
}

QString allowedTarget(const QString &href, const QString &base)
{
    QString url = cleaned(href);
    if (url.isEmpty() || url.size() > longestTarget)
        return {};
    QString scheme = schemeOf(url);
    if (scheme.isEmpty() && schemeOf(cleaned(base)).startsWith(QLatin1String("http"))) {
        url = QUrl(cleaned(base)).resolved(QUrl(url)).toString(QUrl::FullyEncoded);
        scheme = schemeOf(url);
    }
    if (scheme == QLatin1String("mailto"))
        return allowedMailto(url);
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https"))
        return {};
    url.replace(QLatin1Char('\\'), QLatin1Char('/')); // as browsers read it
    static const QRegularExpression slashes(QStringLiteral("\\A(https?):/*"),
                                            QRegularExpression::CaseInsensitiveOption);
    url.replace(slashes, scheme + QStringLiteral("://"));
    const QUrl parsed(url);
    if (!parsed.isValid() || parsed.host().isEmpty())
        return {};
    return QString::fromLatin1(parsed.toEncoded());
}

bool isDeceptive(const QString &shownText, const QString &target)
{
    const QUrl url(target);
    if (url.scheme() != QLatin1String("mailto") && !url.userInfo().isEmpty())
        return true;
    const QString real = registrableDomain(targetHost(target));
    for (const QString &host : namedHosts(shownText)) {
        if (registrableDomain(host) != real)
            return true;
    }
    return false;
}

} // namespace liaison::mime
