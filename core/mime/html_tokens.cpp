#include "core/mime/html_tokens.h"

#include <QSet>
#include <QString>

namespace liaison::mime {

namespace {

constexpr qsizetype mostAttributes = 64;
constexpr qsizetype longestName = 40;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool isRawElement(const QByteArray &name)
{
    static const QSet<QByteArray> names
        = {"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"};
    return names.contains(name);
}

QByteArray codePoint(uint code)
{
    if (code == 0 || code > 0x10ffff || QChar::isSurrogate(code))
        return "\xef\xbf\xbd";
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1).toUtf8();
}

/// The character reference behind "&" (without the "&"), or an empty array; `length` is what it took.
QByteArray reference(QByteArrayView text, qsizetype &length)
{
    static const QHash<QByteArray, QByteArray> named = {
        {"amp", "&"},          {"lt", "<"},
        {"gt", ">"},           {"quot", "\""},
        {"apos", "'"},         {"nbsp", "\xc2\xa0"},
        {"colon", ":"},        {"sol", "/"},
        {"Tab", "\t"},         {"NewLine", "\n"},
        {"period", "."},       {"lpar", "("},
        {"rpar", ")"},         {"zwnj", "\xe2\x80\x8c"},
        {"shy", "\xc2\xad"},   {"auml", "\xc3\xa4"},
        {"ouml", "\xc3\xb6"},  {"uuml", "\xc3\xbc"},
        {"szlig", "\xc3\x9f"}, {"eacute", "\xc3\xa9"},
    };
    qsizetype end = 0;
    if (!text.isEmpty() && text.front() == '#') {
        const bool hex = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
        end = hex ? 2 : 1;
        const qsizetype digits = end;
        while (
            end < text.size() && end < 12
            && (hex ? isxdigit(static_cast<unsigned char>(text[end])) : isdigit(static_cast<unsigned char>(text[end]))))
            ++end;
        if (end == digits)
            return {};
        bool good = false;
        const uint code = text.sliced(digits, end - digits).toByteArray().toUInt(&good, hex ? 16 : 10);
        length = end + (end < text.size() && text[end] == ';' ? 1 : 0);
        return codePoint(good ? code : 0);
    }
    while (end < text.size() && end < 10 && isLetter(text[end]))
        ++end;
    const auto found = named.constFind(text.first(end).toByteArray());
    if (found == named.cend())
        return {};
    length = end + (end < text.size() && text[end] == ';' ? 1 : 0);
    return *found;
}

} // namespace

QByteArray resolvedReferences(const QByteArray &text)
{
    if (!text.contains('&'))
        return text;
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        qsizetype length = 0;
        const QByteArray character
            = text.at(i) == '&' ? reference(QByteArrayView(text).sliced(i + 1), length) : QByteArray();
        if (character.isEmpty()) {
            result.append(text.at(i));
        } else {
            result.append(character);
            i += length;
        }
    }
    return result;
}

QByteArray HtmlToken::attribute(const char *attributeName) const
{
    for (const Attribute &attribute : attributes) {
        if (attribute.name == attributeName)
            return resolvedReferences(attribute.value);
    }
    return {};
}

qsizetype HtmlTokenizer::lastOf(const QByteArray &needle)
{
    auto known = m_last.find(needle);
    if (known == m_last.end())
        known = m_last.insert(needle, m_html.toLower().lastIndexOf(needle));
    return *known;
}

bool HtmlTokenizer::next(HtmlToken &token)
{
    token = {};
    if (!m_rawElement.isEmpty() && rawText(token))
        return true;
    while (m_at < m_html.size()) {
        if (m_html.at(m_at) == '<') {
            const char c = m_at + 1 < m_html.size() ? m_html.at(m_at + 1) : ' ';
            const char d = m_at + 2 < m_html.size() ? m_html.at(m_at + 2) : ' ';
            if (isLetter(c) || (c == '/' && isLetter(d)))
                return tag(token);
            if (c == '!' || c == '?' || c == '/') {
                c == '!' && m_html.mid(m_at, 4) == "<!--" ? skipComment() : skipBogus();
                continue;
            }
        }
        qsizetype end = m_html.indexOf('<', m_at + 1);
        end = end < 0 ? m_html.size() : end;
        token.text = m_html.mid(m_at, end - m_at);
        m_at = end;
        return true;
    }
    return false;
}

bool HtmlTokenizer::tag(HtmlToken &token)
{
    const bool closing = m_html.at(m_at + 1) == '/';
    m_at += closing ? 2 : 1;
    const qsizetype start = m_at;
    while (m_at < m_html.size() && !isSpace(m_html.at(m_at)) && m_html.at(m_at) != '/' && m_html.at(m_at) != '>')
        ++m_at;
    token.name = m_html.mid(start, std::min(m_at - start, longestName)).toLower();
    token.kind = closing ? HtmlToken::Kind::End : HtmlToken::Kind::Start;
    attributes(token);
    if (closing)
        token.attributes.clear();
    else if (isRawElement(token.name))
        m_rawElement = token.name;
    return true;
}

void HtmlTokenizer::attributes(HtmlToken &token)
{
    while (m_at < m_html.size()) {
        const char c = m_html.at(m_at);
        if (c == '>') {
            ++m_at;
            return;
        }
        if (isSpace(c) || c == '/') {
            ++m_at;
            continue;
        }
        const qsizetype start = m_at++; // a leading "=" belongs to the name
        while (m_at < m_html.size() && !isSpace(m_html.at(m_at)) && m_html.at(m_at) != '/' && m_html.at(m_at) != '>'
               && m_html.at(m_at) != '=')
            ++m_at;
        const QByteArray name = m_html.mid(start, std::min(m_at - start, longestName)).toLower();
        const QByteArray value = attributeValue();
        const bool known = std::any_of(token.attributes.begin(), token.attributes.end(),
                                       [&name](const HtmlToken::Attribute &a) { return a.name == name; });
        if (!known && token.attributes.size() < mostAttributes)
            token.attributes.append({name, value});
    }
}

QByteArray HtmlTokenizer::attributeValue()
{
    qsizetype at = m_at;
    while (at < m_html.size() && isSpace(m_html.at(at)))
        ++at;
    if (at >= m_html.size() || m_html.at(at) != '=')
        return {};
    ++at;
    while (at < m_html.size() && isSpace(m_html.at(at)))
        ++at;
    if (at >= m_html.size()) {
        m_at = at;
        return {};
    }
    const char quote = m_html.at(at);
    if (quote == '"' || quote == '\'') {
        qsizetype end = m_html.indexOf(quote, at + 1);
        end = end < 0 ? m_html.size() : end;
        m_at = std::min(end + 1, m_html.size());
        return m_html.mid(at + 1, end - at - 1);
    }
    qsizetype end = at;
    while (end < m_html.size() && !isSpace(m_html.at(end)) && m_html.at(end) != '>')
        ++end;
    m_at = end;
    return m_html.mid(at, end - at);
}

void HtmlTokenizer::skipComment()
{
    if (m_html.mid(m_at + 4, 1) == ">" || m_html.mid(m_at + 4, 2) == "->") {
        m_at = m_html.indexOf('>', m_at) + 1;
        return;
    }
    if (m_at >= lastOf("-->")) { // never closed: what follows stays readable rather than swallowed
        skipBogus();
        return;
    }
    const qsizetype end = m_html.indexOf("-->", m_at + 4);
    m_at = end < 0 ? m_html.size() : end + 3;
}

void HtmlTokenizer::skipBogus()
{
    const qsizetype end = m_html.indexOf('>', m_at);
    m_at = end < 0 ? m_html.size() : end + 1;
}

bool HtmlTokenizer::rawText(HtmlToken &token)
{
    const QByteArray end = "</" + m_rawElement;
    const QByteArray name = std::exchange(m_rawElement, QByteArray());
    if (m_at > lastOf(end))
        return false; // never closed: its content is read as markup, which hides nothing and runs nothing
    token.kind = HtmlToken::Kind::Raw;
    token.name = name;
    qsizetype stop = m_at;
    while (stop < m_html.size()) {
        stop = m_html.indexOf('<', stop);
        if (stop < 0 || m_html.mid(stop, end.size()).toLower() == end)
            break;
        ++stop;
    }
    stop = stop < 0 ? m_html.size() : stop;
    token.text = m_html.mid(m_at, stop - m_at);
    m_at = stop;
    return true;
}

} // namespace liaison::mime
