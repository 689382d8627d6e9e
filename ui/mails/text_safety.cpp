#include "ui/mails/text_safety.h"

#include <QChar>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <array>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

struct NamedCharacter {
    char16_t code;
    const char *name;
};

constexpr std::array<NamedCharacter, 17> namedCharacters{{
    {0x00AD, "SHY"},
    {0x061C, "ALM"},
    {0x200B, "ZWSP"},
    {0x200E, "LRM"},
    {0x200F, "RLM"},
    {0x202A, "LRE"},
    {0x202B, "RLE"},
    {0x202C, "PDF"},
    {0x202D, "LRO"},
    {0x202E, "RLO"},
    {0x2060, "WJ"},
    {0x2066, "LRI"},
    {0x2067, "RLI"},
    {0x2068, "FSI"},
    {0x2069, "PDI"},
    {0xFEFF, "BOM"},
    {0x0000, "NUL"},
}};

bool isDirectionMark(char16_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F;
}

/// The name to write for a character, empty when it may stand as it is.
QString nameOf(QChar c, bool body)
{
    const char16_t code = c.unicode();
    if (body && (code == u'\n' || code == u'\t' || isDirectionMark(code) || code == 0x00AD))
        return {};
    for (const NamedCharacter &named : namedCharacters) {
        if (named.code == code)
            return QString::fromLatin1(named.name);
    }
    if (c.category() == QChar::Other_Control)
        return u"U+%1"_s.arg(code, 4, 16, QLatin1Char('0')).toUpper();
    return {};
}

QString visible(const QString &text, bool body)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (!body && (c == u'\n' || c == u'\r' || c == u'\t')) {
            out += u' ';
            continue;
        }
        if (body && c == u'\r')
            continue;
        const QString name = nameOf(c, body);
        if (name.isEmpty())
            out += c;
        else
            out += u'⟦' + name + u'⟧';
    }
    return out;
}

} // namespace

QString visibleLine(const QString &text)
{
    return visible(text, false);
}

QString visibleBody(const QString &text)
{
    return visible(text, true);
}

bool hasHiddenCharacters(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return !nameOf(c, false).isEmpty(); });
}

bool mixesScripts(const QString &domain)
{
    const bool encoded = domain.contains("xn--"_L1, Qt::CaseInsensitive);
    const QString written = encoded ? QUrl::fromAce(domain.toUtf8(), QUrl::IgnoreIDNWhitelist) : domain;
    const QStringList labels = written.split(u'.');
    return std::any_of(labels.cbegin(), labels.cend(), [](const QString &label) {
        bool latin = false;
        bool lookalike = false;
        for (const QChar c : label) {
            const QChar::Script script = c.script();
            latin = latin || script == QChar::Script_Latin;
            lookalike = lookalike || script == QChar::Script_Cyrillic || script == QChar::Script_Greek
                || script == QChar::Script_Armenian;
        }
        return latin && lookalike;
    });
}

QString asciiDomain(const QString &address)
{
    const QString domain = address.section(u'@', -1);
    const bool ascii = std::all_of(domain.cbegin(), domain.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (ascii)
        return {};
    return QString::fromLatin1(QUrl::toAce(domain, QUrl::IgnoreIDNWhitelist));
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    return u"<qt>"_s + visibleBody(text).toHtmlEscaped().replace(u'\n', "<br>"_L1) + u"</qt>"_s;
}

QString buttonText(const QString &text)
{
    return visibleLine(text).replace(u'&', "&&"_L1);
}

} // namespace liaison::ui
