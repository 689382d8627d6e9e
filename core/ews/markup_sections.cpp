// The parts of a document that MarkupScanner hands on as they are, cuts out or leaves out.
#include "core/ews/markup_scanner.h"
#include "core/ews/xml_characters.h"

#include <cstring>

namespace liaison::ews {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Moves `tail` on along `pattern`; true when it is complete with `c`.
bool completes(char c, QByteArrayView pattern, int &tail)
{
    if (c == pattern.at(tail))
        return ++tail == pattern.size();
    // "]]]>" and "--->" end, too: the repeated character keeps its place.
    if (tail != int(pattern.size()) - 1 || c != pattern.front())
        tail = c == pattern.front() ? 1 : 0;
    return false;
}

} // namespace

MarkupScanner::Position MarkupScanner::cut(Position at, Position end)
{
    // In small pieces, so that decoded bytes go on at once.
    constexpr qsizetype piece = 64 * 1024;
    const qsizetype left = std::min<qsizetype>(end - at, piece);
    const void *found = std::memchr(at, '<', std::size_t(left));
    const Position stopAt = found == nullptr ? at + left : static_cast<Position>(found);
    m_decoded.resize(0);
    m_base64.decode(QByteArrayView(at, stopAt), m_decoded);
    bool intact = true;
    if (found != nullptr)
        intact = m_base64.finish(m_decoded);
    if (!m_decoded.isEmpty() && !m_sink->append(m_nextCut, m_decoded))
        stop(ErrorKind::LimitExceeded, QStringLiteral("a content is too long"));
    if (found == nullptr)
        return stopAt;
    m_sink->end(m_nextCut++, intact);
    m_piece = "<";
    m_state = State::Markup;
    return stopAt + 1;
}

MarkupScanner::Position MarkupScanner::comment(Position at, Position end)
{
    while (at != end)
        if (completes(*at++, "-->", m_tail)) {
            m_state = State::Text;
            break;
        }
    return at;
}

MarkupScanner::Position MarkupScanner::instruction(Position at, Position end)
{
    while (at != end) {
        const char c = *at++;
        // More than a declaration needs is not kept.
        if (m_piece.size() < 512)
            m_piece += c;
        if (completes(c, "?>", m_tail)) {
            endInstruction();
            break;
        }
    }
    return at;
}

void MarkupScanner::endInstruction()
{
    m_state = State::Text;
    if (m_depth > 0 || !m_piece.startsWith("<?xml") || m_piece.size() < 6 || !isSpace(m_piece.at(5)))
        return;
    m_encoding.clear();
    const qsizetype key = m_piece.indexOf("encoding");
    const qsizetype open = key < 0 ? -1 : m_piece.indexOf(m_piece.indexOf('"', key) < 0 ? '\'' : '"', key);
    if (open > 0) {
        const qsizetype close = m_piece.indexOf(m_piece.at(open), open + 1);
        m_encoding = m_piece.mid(open + 1, close < 0 ? 0 : close - open - 1);
    }
    m_stop = Stop::Declaration;
}

MarkupScanner::Position MarkupScanner::cdata(Position at, Position end)
{
    const Position begin = at;
    bool ended = false;
    while (at != end && !ended)
        ended = completes(*at++, "]]>", m_tail);
    m_run += at - begin;
    if (m_run > m_limits.textBytes)
        stop(ErrorKind::LimitExceeded, QStringLiteral("a text is too long"));
    else
        appendAllowed(QByteArrayView(begin, at), m_out);
    if (ended)
        m_state = State::Text;
    return at;
}

} // namespace liaison::ews
