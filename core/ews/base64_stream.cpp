#include "core/ews/base64_stream.h"

#include <array>

namespace liaison::ews {

namespace {

constexpr int isSpace = -1;
constexpr int isPadding = -2;
constexpr int isOther = -3;

constexpr std::size_t indexOf(char c)
{
    return static_cast<unsigned char>(c);
}

constexpr std::array<int, 256> makeTable()
{
    std::array<int, 256> table{};
    for (int &value : table)
        value = isOther;
    for (std::size_t i = 0; i < 26; ++i) {
        table[indexOf('A') + i] = int(i);
        table[indexOf('a') + i] = int(26 + i);
    }
    for (std::size_t i = 0; i < 10; ++i)
        table[indexOf('0') + i] = int(52 + i);
    table[indexOf('+')] = 62;
    table[indexOf('/')] = 63;
    table[indexOf('=')] = isPadding;
    for (const char space : {' ', '\t', '\r', '\n'})
        table[indexOf(space)] = isSpace;
    return table;
}
constexpr auto table = makeTable();

/// Groups of four characters without anything between them, up to the first that is none; returns where that begins.
/// Appended a block at a time: three bytes at a time take longer to append than to decode.
const char *decodeGroups(const char *at, const char *end, QByteArray &out)
{
    std::array<char, 3 * 1024> block; // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    std::size_t filled = 0;
    while (end - at >= 4) {
        const int a = table[indexOf(at[0])];
        const int b = table[indexOf(at[1])];
        const int c = table[indexOf(at[2])];
        const int d = table[indexOf(at[3])];
        if ((a | b | c | d) < 0)
            break;
        block[filled] = char((a << 2) | (b >> 4));
        block[filled + 1] = char((b << 4) | (c >> 2));
        block[filled + 2] = char((c << 6) | d);
        filled += 3;
        at += 4;
        if (filled == block.size()) {
            out.append(block.data(), qsizetype(filled));
            filled = 0;
        }
    }
    if (filled > 0)
        out.append(block.data(), qsizetype(filled));
    return at;
}

} // namespace

void Base64Stream::decode(QByteArrayView text, QByteArray &out)
{
    const char *at = text.begin();
    while (at != text.end() && !m_broken) {
        if (m_count == 0 && !m_padded && m_reference.isEmpty()) // the common case
            at = decodeGroups(at, text.end(), out);
        if (at == text.end())
            return;
        if (!m_reference.isEmpty() || *at == '&')
            reference(*at, out);
        else
            put(quint8(*at), out);
        ++at;
    }
}

void Base64Stream::put(unsigned char c, QByteArray &out)
{
    const int value = table[c];
    if (value == isSpace)
        return;
    if (value == isPadding && m_count >= 2) {
        m_padded = true;
        return;
    }
    if (value < 0 || m_padded) {
        // A second "=" after the first is the same padding; anything else is none of ours.
        m_broken = m_broken || value != isPadding || !m_padded;
        return;
    }
    m_bits = (m_bits << 6) | quint32(value);
    if (++m_count < 4)
        return;
    const char three[3] = {char(m_bits >> 16), char(m_bits >> 8), char(m_bits)};
    out.append(three, 3);
    m_bits = 0;
    m_count = 0;
}

void Base64Stream::reference(char c, QByteArray &out)
{
    m_reference += c;
    if (c != ';') {
        m_broken = m_broken || m_reference.size() > 8;
        return;
    }
    const bool hex = m_reference.startsWith("&#x");
    bool ok = m_reference.startsWith("&#");
    const uint code
        = ok ? m_reference.mid(hex ? 3 : 2, m_reference.size() - (hex ? 4 : 3)).toUInt(&ok, hex ? 16 : 10) : 0;
    m_reference.clear();
    if (!ok || code > 0x7f)
        m_broken = true;
    else
        put(static_cast<unsigned char>(code), out);
}

bool Base64Stream::finish(QByteArray &out)
{
    const bool ok = !m_broken && m_count != 1 && m_reference.isEmpty();
    if (ok && m_count >= 2) {
        const quint32 bits = m_bits << (6 * (4 - m_count));
        out.append(char(bits >> 16));
        if (m_count == 3)
            out.append(char(bits >> 8));
    }
    *this = Base64Stream();
    return ok;
}

} // namespace liaison::ews
