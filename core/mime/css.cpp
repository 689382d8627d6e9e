#include "core/mime/css.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

namespace liaison::mime {

namespace {

constexpr qsizetype mostDeclarations = 100;
constexpr qsizetype mostUrls = 200;

bool isHex(QChar c)
{
    return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c >= QLatin1Char('a') && c <= QLatin1Char('f'))
        || (c >= QLatin1Char('A') && c <= QLatin1Char('F'));
}

/// Comments away, "\75 rl" read as "url": a filter that looks before this is easily passed by.
QString resolved(const QString &css)
{
    QString result;
    result.reserve(css.size());
    const qsizetype lastEnd = css.lastIndexOf(QLatin1String("*/"));
    for (qsizetype i = 0; i < css.size(); ++i) {
        const QChar c = css.at(i);
        if (c == QLatin1Char('/') && i < lastEnd && css.at(i + 1) == QLatin1Char('*')) {
            const qsizetype end = css.indexOf(QLatin1String("*/"), i + 2);
            if (end >= 0) {
                i = end + 1;
                continue;
            }
        }
        if (c != QLatin1Char('\\')) {
            result += c;
            continue;
        }
        qsizetype end = i + 1;
        while (end < css.size() && end < i + 7 && isHex(css.at(end)))
            ++end;
        if (end == i + 1) { // "\x" for a non-hex x stands for x
            if (++i < css.size())
                result += css.at(i);
            continue;
        }
        const uint code = QStringView(css).mid(i + 1, end - i - 1).toUInt(nullptr, 16);
        result += code == 0 || code > 0xffff || QChar::isSurrogate(code) ? QChar(QChar::ReplacementCharacter)
                                                                         : QChar(static_cast<char16_t>(code));
        i = end < css.size() && css.at(end).isSpace() ? end : end - 1;
    }
    return result;
}

const QHash<QString, int> &colorNames()
{
    static const QHash<QString, int> names = {
        {QStringLiteral("white"), 0xffffff},      {QStringLiteral("black"), 0x000000},
        {QStringLiteral("red"), 0xff0000},        {QStringLiteral("green"), 0x008000},
        {QStringLiteral("blue"), 0x0000ff},       {QStringLiteral("gray"), 0x808080},
        {QStringLiteral("grey"), 0x808080},       {QStringLiteral("silver"), 0xc0c0c0},
        {QStringLiteral("yellow"), 0xffff00},     {QStringLiteral("orange"), 0xffa500},
        {QStringLiteral("purple"), 0x800080},     {QStringLiteral("navy"), 0x000080},
        {QStringLiteral("maroon"), 0x800000},     {QStringLiteral("teal"), 0x008080},
        {QStringLiteral("olive"), 0x808000},      {QStringLiteral("lime"), 0x00ff00},
        {QStringLiteral("aqua"), 0x00ffff},       {QStringLiteral("cyan"), 0x00ffff},
        {QStringLiteral("fuchsia"), 0xff00ff},    {QStringLiteral("magenta"), 0xff00ff},
        {QStringLiteral("darkblue"), 0x00008b},   {QStringLiteral("darkred"), 0x8b0000},
        {QStringLiteral("darkgreen"), 0x006400},  {QStringLiteral("lightgray"), 0xd3d3d3},
        {QStringLiteral("lightgrey"), 0xd3d3d3},  {QStringLiteral("darkgray"), 0xa9a9a9},
        {QStringLiteral("whitesmoke"), 0xf5f5f5}, {QStringLiteral("snow"), 0xfffafa},
        {QStringLiteral("ivory"), 0xfffff0},      {QStringLiteral("ghostwhite"), 0xf8f8ff},
        {QStringLiteral("windowtext"), 0x000000}, {QStringLiteral("window"), 0xffffff},
        {QStringLiteral("transparent"), -1},
    };
    return names;
}

QString hexColor(int rgb)
{
    return QStringLiteral("#%1").arg(rgb, 6, 16, QLatin1Char('0'));
}

QString fontFamilies(const QString &value)
{
    static const QRegularExpression family(QStringLiteral("\\A[\\p{L}\\p{N} _-]{1,60}\\z"));
    QStringList kept;
    for (QString name : value.split(QLatin1Char(','))) {
        name = name.remove(QLatin1Char('"')).remove(QLatin1Char('\'')).simplified();
        if (family.match(name).hasMatch() && kept.size() < 8)
            kept.append(QLatin1Char('\'') + name + QLatin1Char('\''));
    }
    return kept.join(QLatin1Char(','));
}

QString keywordOf(const QString &value, const char *allowed)
{
    const QString word = value.simplified().toLower();
    return QString::fromLatin1(allowed).split(QLatin1Char(' ')).contains(word) ? word : QString();
}

QString fontSize(const QString &value)
{
    const QString named = keywordOf(value, "xx-small x-small small medium large x-large xx-large");
    if (!named.isEmpty())
        return named;
    const auto pixels = cssPixels(value);
    return pixels ? QStringLiteral("%1px").arg(qBound(8, qRound(*pixels), 48)) : QString();
}

/// The rebuilt value of one declaration, or an empty string where it is not let through.
QString allowedValue(const QString &name, const QString &value)
{
    if (name == QLatin1String("color") || name == QLatin1String("background-color")
        || name == QLatin1String("background")) {
        const auto color
            = cssColor(name == QLatin1String("background") ? value.section(QLatin1Char(' '), 0, 0) : value);
        return color && *color >= 0 ? hexColor(*color) : QString();
    }
    if (name == QLatin1String("font-family"))
        return fontFamilies(value);
    if (name == QLatin1String("font-size"))
        return fontSize(value);
    if (name == QLatin1String("font-weight"))
        return keywordOf(value, "normal bold bolder lighter 100 200 300 400 500 600 700 800 900");
    if (name == QLatin1String("font-style"))
        return keywordOf(value, "normal italic oblique");
    if (name == QLatin1String("text-decoration"))
        return keywordOf(value, "none underline line-through overline");
    if (name == QLatin1String("text-align"))
        return keywordOf(value, "left right center justify");
    if (name == QLatin1String("vertical-align"))
        return keywordOf(value, "baseline sub super middle top bottom");
    if (name == QLatin1String("white-space"))
        return keywordOf(value, "normal pre pre-wrap");
    if (name == QLatin1String("list-style-type"))
        return keywordOf(value, "none disc circle square decimal lower-alpha upper-alpha lower-roman upper-roman");
    if (name == QLatin1String("margin-left") || name == QLatin1String("margin-right")
        || name == QLatin1String("margin-top") || name == QLatin1String("margin-bottom")) {
        const auto pixels = cssPixels(value);
        return pixels ? QStringLiteral("%1px").arg(qBound(0, qRound(*pixels), 60)) : QString();
    }
    return {};
}

bool isTiny(const QList<CssDeclaration> &style, QLatin1String name, double limit)
{
    for (const CssDeclaration &declaration : style) {
        if (declaration.name == name) {
            const auto pixels = cssPixels(declaration.value);
            if (pixels && *pixels <= limit)
                return true;
        }
    }
    return false;
}

} // namespace

QList<CssDeclaration> parseStyle(const QString &style)
{
    QList<CssDeclaration> result;
    const QString css = resolved(style.left(16'384));
    QChar quote;
    int depth = 0;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= css.size() && result.size() < mostDeclarations; ++i) {
        const QChar c = i < css.size() ? css.at(i) : QLatin1Char(';');
        if (i < css.size()) {
            if (!quote.isNull()) {
                quote = c == quote ? QChar() : quote;
                continue;
            }
            if (c == QLatin1Char('"') || c == QLatin1Char('\''))
                quote = c;
            depth = c == QLatin1Char('(') ? depth + 1 : c == QLatin1Char(')') ? std::max(0, depth - 1) : depth;
        }
        if (c != QLatin1Char(';') || (depth > 0 && i < css.size()))
            continue;
        const QString declaration = css.mid(start, i - start);
        start = i + 1;
        const qsizetype colon = declaration.indexOf(QLatin1Char(':'));
        if (colon <= 0)
            continue;
        QString value = declaration.mid(colon + 1).simplified();
        const qsizetype important = value.indexOf(QLatin1Char('!'));
        if (important >= 0)
            value = value.left(important).trimmed();
        result.append({declaration.left(colon).trimmed().toLower(), value});
    }
    return result;
}

QStringList cssUrls(const QString &css)
{
    static const QRegularExpression load(
        QStringLiteral("(?:url\\s*\\(|src\\s*\\(|@import\\s+|image-set\\s*\\()\\s*[\"']?\\s*([^\"')\\s;]{1,2000})"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList urls;
    auto matches = load.globalMatch(resolved(css));
    while (matches.hasNext() && urls.size() < mostUrls) {
        const QString url = matches.next().captured(1);
        if (!url.startsWith(QLatin1String("url("), Qt::CaseInsensitive))
            urls.append(url);
        else
            urls.append(url.mid(4).remove(QLatin1Char('"')).remove(QLatin1Char('\'')));
    }
    return urls;
}

std::optional<int> cssColor(const QString &value)
{
    const QString text = value.simplified().toLower();
    if (text.startsWith(QLatin1Char('#')) && (text.size() == 7 || text.size() == 4)) {
        bool good = false;
        const int number = text.mid(1).toInt(&good, 16);
        if (!good)
            return std::nullopt;
        if (text.size() == 7)
            return number;
        return ((number >> 8) * 0x11 << 16) | (((number >> 4) & 0xf) * 0x11 << 8) | ((number & 0xf) * 0x11);
    }
    static const QRegularExpression function(QStringLiteral(
        "\\Argba?\\(\\s*(\\d{1,3})[\\s,]+(\\d{1,3})[\\s,]+(\\d{1,3})(?:[\\s,/]+([0-9.]{1,8})(%?))?\\s*\\)\\z"));
    const auto match = function.match(text);
    if (match.hasMatch()) {
        if (!match.captured(4).isEmpty() && match.captured(4).toDouble() <= (match.captured(5).isEmpty() ? 0.05 : 5))
            return -1;
        const auto part = [&match](int n) { return std::min(255, match.captured(n).toInt()); };
        return (part(1) << 16) | (part(2) << 8) | part(3);
    }
    const auto named = colorNames().constFind(text);
    return named == colorNames().cend() ? std::nullopt : std::optional<int>(*named);
}

std::optional<double> cssPixels(const QString &value)
{
    static const QRegularExpression length(
        QStringLiteral("\\A([+-]?[0-9]{0,6}(?:\\.[0-9]{1,6})?)\\s*(px|pt|em|rem|ex|%|in|cm|mm|vw|vh)?\\z"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = length.match(value.simplified());
    bool good = false;
    const double number = match.captured(1).toDouble(&good);
    if (!match.hasMatch() || !good || !std::isfinite(number))
        return std::nullopt;
    static const QHash<QString, double> units = {{QString(), 1},
                                                 {QStringLiteral("px"), 1},
                                                 {QStringLiteral("pt"), 4.0 / 3},
                                                 {QStringLiteral("em"), 16},
                                                 {QStringLiteral("rem"), 16},
                                                 {QStringLiteral("ex"), 8},
                                                 {QStringLiteral("%"), 0.16},
                                                 {QStringLiteral("in"), 96},
                                                 {QStringLiteral("cm"), 37.8},
                                                 {QStringLiteral("mm"), 3.78},
                                                 {QStringLiteral("vw"), 10},
                                                 {QStringLiteral("vh"), 8}};
    return number * units.value(match.captured(2).toLower(), 1);
}

QString allowedStyle(const QList<CssDeclaration> &style)
{
    QStringList kept;
    for (const CssDeclaration &declaration : style) {
        const QString value = allowedValue(declaration.name, declaration.value);
        if (value.isEmpty())
            continue;
        const QString name
            = declaration.name == QLatin1String("background") ? QStringLiteral("background-color") : declaration.name;
        kept.append(name + QLatin1Char(':') + value);
    }
    return kept.join(QLatin1Char(';'));
}

bool hidesText(const QList<CssDeclaration> &style)
{
    bool clipped = false;
    for (const CssDeclaration &declaration : style) {
        const QString value = declaration.value.simplified().toLower();
        const QString &name = declaration.name;
        clipped = clipped || (name.startsWith(QLatin1String("overflow")) && value == QLatin1String("hidden"));
        if ((name == QLatin1String("display") && value == QLatin1String("none"))
            || (name == QLatin1String("visibility")
                && (value == QLatin1String("hidden") || value == QLatin1String("collapse")))
            || (name == QLatin1String("mso-hide") && value == QLatin1String("all"))
            || (name == QLatin1String("clip") && value.startsWith(QLatin1String("rect(0")))
            || (name == QLatin1String("clip-path") && value != QLatin1String("none"))
            || (name == QLatin1String("transform") && value.contains(QLatin1String("scale(0"))))
            return true;
        if (name == QLatin1String("color") && cssColor(value) == std::optional<int>(-1))
            return true;
        const auto pixels = cssPixels(value);
        if (!pixels)
            continue;
        if ((name == QLatin1String("opacity") && *pixels < 0.1) || (name == QLatin1String("font-size") && *pixels <= 2)
            || ((name == QLatin1String("text-indent") || name == QLatin1String("margin-left")
                 || name == QLatin1String("left") || name == QLatin1String("top")
                 || name == QLatin1String("margin-top"))
                && *pixels <= -100))
            return true;
    }
    return clipped
        && (isTiny(style, QLatin1String("height"), 1) || isTiny(style, QLatin1String("max-height"), 1)
            || isTiny(style, QLatin1String("width"), 1) || isTiny(style, QLatin1String("max-width"), 1));
}

} // namespace liaison::mime
