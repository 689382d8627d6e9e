#include "core/imap/frame_reader.h"

#include "core/imap/numbers.h"

namespace liaison::imap {

namespace {
bool isAtomChar(char c)
{
    return c != ' ' && c != '(' && c != ')' && c != '"' && c != '{' && static_cast<unsigned char>(c) > 0x20
        && c != 0x7f;
}
} // namespace

void FrameReader::fail(ErrorKind kind)
{
    if (!m_failure)
        m_failure = kind;
    m_pos = m_text.size();
}

bool FrameReader::accept(char c)
{
    if (atEnd() || m_text.at(m_pos) != c)
        return false;
    ++m_pos;
    return true;
}

void FrameReader::expect(char c)
{
    if (!accept(c))
        fail();
}

void FrameReader::space()
{
    expect(' ');
    skipSpaces();
}

void FrameReader::skipSpaces()
{
    while (accept(' ')) { }
}

void FrameReader::expectEnd()
{
    skipSpaces();
    if (!atEnd())
        fail();
}

QByteArrayView FrameReader::rest()
{
    const QByteArrayView all = m_text.sliced(std::min(m_pos, m_text.size()));
    m_pos = m_text.size();
    return all;
}

QByteArray FrameReader::atom()
{
    const qsizetype start = m_pos;
    while (!atEnd() && isAtomChar(m_text.at(m_pos)))
        ++m_pos;
    if (m_pos == start)
        fail();
    return m_failure ? QByteArray() : m_text.sliced(start, m_pos - start).toByteArray();
}

QByteArray FrameReader::keyword()
{
    return atom().toUpper();
}

QByteArray FrameReader::fetchItemName()
{
    const qsizetype start = m_pos;
    bool inSection = false;
    while (!atEnd() && (inSection || isAtomChar(m_text.at(m_pos)))) {
        const char c = m_text.at(m_pos++);
        if (c == '[')
            inSection = true;
        else if (c == ']')
            inSection = false;
    }
    if (m_pos == start || inSection) {
        fail();
        return {};
    }
    QByteArray name = m_text.sliced(start, m_pos - start).toByteArray().toUpper();
    const qsizetype section = name.lastIndexOf(']');
    if (section >= 0)
        name.truncate(section + 1);
    return name;
}

quint64 FrameReader::number(quint64 max)
{
    const qsizetype start = m_pos;
    while (!atEnd() && m_text.at(m_pos) >= '0' && m_text.at(m_pos) <= '9')
        ++m_pos;
    const auto value = parseNumber(m_text.sliced(start, m_pos - start), max);
    if (!value)
        fail();
    return value.value_or(0);
}

quint32 FrameReader::number32()
{
    return quint32(number(std::numeric_limits<quint32>::max()));
}

quint32 FrameReader::nonZero32()
{
    const quint32 value = number32();
    if (value == 0)
        fail();
    return value;
}

bool FrameReader::atLiteral8() const
{
    return m_pos + 1 < m_text.size() && m_text.at(m_pos) == '~' && m_text.at(m_pos + 1) == '{';
}

QByteArray FrameReader::quoted()
{
    expect('"');
    QByteArray out;
    while (!atEnd()) {
        const char c = m_text.at(m_pos++);
        if (c == '"')
            return out;
        if (c == '\\' && !atEnd())
            out += m_text.at(m_pos++);
        else
            out += c;
    }
    fail();
    return {};
}

QByteArray FrameReader::literal()
{
    accept('~');
    if (m_nextLiteral >= m_frame.literals.size() || m_frame.literals[m_nextLiteral].at != m_pos) {
        fail();
        return {};
    }
    const qsizetype end = m_text.indexOf('}', m_pos);
    m_pos = end + 1;
    return m_frame.literals[m_nextLiteral++].bytes;
}

QByteArray FrameReader::string()
{
    return peek() == '"' ? quoted() : literal();
}

QByteArray FrameReader::astring()
{
    return atString() ? string() : atom();
}

std::optional<QByteArray> FrameReader::nstring()
{
    if (atString())
        return string();
    if (keyword() != "NIL")
        fail();
    return std::nullopt;
}

QList<QByteArray> FrameReader::list()
{
    QList<QByteArray> items;
    expect('(');
    skipSpaces();
    while (!failed() && !accept(')')) {
        items << astring();
        if (!failed() && peek() != ')')
            space();
    }
    return items;
}

void FrameReader::skipValue()
{
    int depth = 0;
    do {
        skipSpaces();
        if (accept('(')) {
            if (++depth > m_nesting)
                fail(ErrorKind::LimitExceeded);
        } else if (accept(')')) {
            --depth;
        } else if (atString()) {
            string();
        } else {
            atom();
        }
    } while (!failed() && depth > 0);
    if (depth < 0)
        fail();
}

} // namespace liaison::imap
