#include "core/mime/address_parse.h"

#include "core/mime/charset.h"
#include "core/mime/header_text.h"

#include <QSet>
#include <QStringList>

namespace liaison::mime {

namespace {

constexpr qsizetype longestName = 500;
constexpr qsizetype longestAddress = 1'000;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// An addr-spec as written, on one line, without white space, comments or a source route.
QString cleanAddress(const QByteArray &spec)
{
    QByteArray text = spec.trimmed();
    if (text.startsWith('@') && text.indexOf(':') > 0)
        text = text.mid(text.indexOf(':') + 1).trimmed(); // "@a,@b:c@d", RFC 5322 section 4.4
    if (!text.startsWith('"')) {
        QByteArray packed;
        for (const char c : text) {
            if (!isSpace(c) && c != '<' && c != '>')
                packed.append(c);
        }
        text = packed;
    }
    return oneLine(visibleBidi(toUnicode(text).text), longestAddress);
}

QString cleanName(const QByteArray &phrase)
{
    return oneLine(visibleBidi(decodeHeaderText(phrase.simplified())), longestName);
}

/// A hand-written scanner: GMime decodes encoded words inside an addr-spec, which is how a forged sender
/// ("Mailsploit") is made to look like another.
class AddressScanner {
public:
    AddressScanner(const QByteArray &value, int limit) : m_value(value), m_limit(limit) { }

    domain::Addresses run()
    {
        while (m_at < m_value.size() && m_result.size() < m_limit)
            step();
        flush();
        return m_result;
    }

private:
    void step()
    {
        const char c = m_value.at(m_at);
        if (c == '"')
            quoted();
        else if (c == '(')
            comment();
        else if (c == '<')
            angle();
        else if (c == '=' && encodedWord())
            return;
        else if (c == ',' || c == ';') {
            flush();
            ++m_at;
        } else if (c == ':' && !m_phrase.contains('@')) {
            m_phrase.clear(); // a group's name
            ++m_at;
        } else {
            m_phrase.append(c);
            ++m_at;
        }
    }

    /// Commas inside encoded words are illegal and frequent.
    bool encodedWord()
    {
        if (m_value.mid(m_at, 2) != "=?")
            return false;
        const qsizetype charsetEnd = m_value.indexOf('?', m_at + 2);
        if (charsetEnd < 0 || charsetEnd - m_at > 60 || charsetEnd + 3 > m_value.size()
            || m_value.at(charsetEnd + 2) != '?')
            return false;
        qsizetype end = charsetEnd + 3;
        while (end < m_value.size() && !isSpace(m_value.at(end)) && m_value.at(end) != '?')
            ++end;
        if (m_value.mid(end, 2) != "?=")
            return false;
        m_phrase.append(m_value.mid(m_at, end + 2 - m_at));
        m_at = end + 2;
        return true;
    }

    void quoted()
    {
        QByteArray text;
        qsizetype i = m_at + 1;
        while (i < m_value.size() && m_value.at(i) != '"') {
            if (m_value.at(i) == '\\' && i + 1 < m_value.size())
                ++i;
            text.append(m_value.at(i++));
        }
        const qsizetype end = std::min(i + 1, m_value.size());
        // A quoted local part outside angle brackets keeps its quotes: they belong to the address.
        if (end < m_value.size() && m_value.at(end) == '@')
            m_phrase.append(m_value.mid(m_at, end - m_at));
        else
            m_phrase.append(text);
        m_at = end;
    }

    void comment()
    {
        QByteArray text;
        int depth = 0;
        for (; m_at < m_value.size(); ++m_at) {
            const char c = m_value.at(m_at);
            if (c == '\\' && m_at + 1 < m_value.size()) {
                text.append(m_value.at(++m_at));
                continue;
            }
            if (c == '(' && depth++ == 0)
                continue;
            if (c == ')' && --depth == 0)
                break;
            text.append(c);
        }
        ++m_at;
        m_comment = text;
    }

    void angle()
    {
        if (m_hasAngle) { // "<a@b> <c@d>": servers take the last, so the first is only words
            m_phrase.append(" <" + m_angle + "> ");
        }
        bool inQuotes = false;
        QByteArray text;
        for (++m_at; m_at < m_value.size(); ++m_at) {
            const char c = m_value.at(m_at);
            if (c == '"')
                inQuotes = !inQuotes;
            if (c == '>' && !inQuotes)
                break;
            text.append(c);
        }
        ++m_at;
        m_angle = text;
        m_hasAngle = true;
    }

    void flush()
    {
        domain::Address address;
        if (m_hasAngle) {
            address.address = cleanAddress(m_angle);
            address.name = cleanName(m_phrase.trimmed().isEmpty() ? m_comment : m_phrase);
        } else {
            const QByteArray phrase = m_phrase.trimmed();
            const qsizetype at = phrase.lastIndexOf('@');
            if (at >= 0) {
                // The token around the last "@"; what stands in front is a name without brackets. Quotes hold
                // a local part with spaces together.
                qsizetype start = at;
                bool inQuotes = false;
                while (start > 0 && (inQuotes || !isSpace(phrase.at(start - 1)))) {
                    inQuotes = inQuotes != (phrase.at(start - 1) == '"');
                    --start;
                }
                address.address = cleanAddress(phrase.mid(start));
                address.name = cleanName(start > 0 ? phrase.left(start) : m_comment);
            } else {
                address.name = cleanName(phrase.isEmpty() ? m_comment : phrase);
            }
        }
        if (!address.name.isEmpty() || !address.address.isEmpty())
            m_result.append(address);
        m_phrase.clear();
        m_comment.clear();
        m_angle.clear();
        m_hasAngle = false;
    }

    const QByteArray &m_value;
    int m_limit;
    qsizetype m_at = 0;
    QByteArray m_phrase;
    QByteArray m_comment;
    QByteArray m_angle;
    bool m_hasAngle = false;
    domain::Addresses m_result;
};

} // namespace

domain::Addresses parseAddresses(const QByteArray &value, int maxAddresses)
{
    return AddressScanner(value, maxAddresses).run();
}

QStringList parseMessageIds(const QByteArray &value, int maxIds)
{
    constexpr qsizetype longestId = 998; // a line, RFC 5322 section 2.1.1
    QList<QByteArray> found;
    if (value.contains('<')) {
        for (qsizetype open = value.indexOf('<'); open >= 0; open = value.indexOf('<', open + 1)) {
            const qsizetype close = value.indexOf('>', open);
            if (close < 0)
                break;
            const qsizetype inner = value.lastIndexOf('<', close);
            found.append(value.mid(inner + 1, close - inner - 1));
            open = close;
        }
    } else {
        found = value.simplified().split(' '); // some mailers forget the brackets
    }
    QStringList ids;
    QSet<QString> seen;
    for (const QByteArray &id : std::as_const(found)) {
        const QString text = oneLine(toUnicode(id.simplified()).text, longestId).remove(QLatin1Char(' '));
        if (!text.isEmpty() && id.size() <= longestId && !seen.contains(text)) {
            seen.insert(text);
            ids.append(text);
        }
    }
    if (ids.size() > maxIds) {
        const QString root = ids.first();
        ids = ids.mid(ids.size() - maxIds + 1);
        ids.prepend(root);
    }
    return ids;
}

} // namespace liaison::mime
