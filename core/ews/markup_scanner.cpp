#include "core/ews/markup_scanner.h"

#include "core/ews/xml_characters.h"

namespace liaison::ews {

namespace {

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// "MimeContent" of "<t:MimeContent CharacterSet=…>".
QByteArrayView localName(QByteArrayView tag)
{
    qsizetype end = 1;
    while (end < tag.size() && !isSpace(tag.at(end)) && tag.at(end) != '>' && tag.at(end) != '/')
        ++end;
    const QByteArrayView name = tag.sliced(1, end - 1);
    return name.sliced(name.lastIndexOf(':') + 1);
}

} // namespace

MarkupScanner::MarkupScanner(XmlLimits limits, QList<QByteArray> cuts, CutSink *sink)
    : m_limits(limits), m_cuts(std::move(cuts)), m_sink(sink)
{
}

MarkupScanner::Stop MarkupScanner::scan(QByteArrayView &bytes)
{
    m_stop = Stop::None;
    Position at = bytes.begin();
    const Position end = bytes.end();
    while (at != end && m_stop == Stop::None && !m_error) {
        const Position before = at;
        const bool counts = m_state != State::Cut;
        switch (m_state) {
        case State::Text:
            at = text(at, end);
            break;
        case State::Reference:
            at = reference(at, end);
            break;
        case State::Markup:
            at = markup(at, end);
            break;
        case State::Tag:
            at = tag(at, end);
            break;
        case State::Comment:
            at = comment(at, end);
            break;
        case State::Instruction:
            at = instruction(at, end);
            break;
        case State::CData:
            at = cdata(at, end);
            break;
        case State::Cut:
            at = cut(at, end);
            break;
        }
        m_document += counts ? at - before : 0;
        if (m_document > m_limits.documentBytes)
            stop(ErrorKind::LimitExceeded, QStringLiteral("the document is too long"));
    }
    if (m_stop == Stop::DocumentEnd)
        m_document = 0;
    bytes = bytes.sliced(at - bytes.begin());
    return m_stop;
}

QByteArray MarkupScanner::takeReady()
{
    QByteArray ready = m_out.left(m_safe);
    m_out.remove(0, m_safe);
    m_safe = 0;
    return ready;
}

MarkupScanner::Position MarkupScanner::text(Position at, Position end)
{
    const Position begin = at;
    while (at != end && *at != '<' && *at != '&')
        ++at;
    appendText(QByteArrayView(begin, at));
    if (at == end || m_error)
        return at;
    m_piece = QByteArray(1, *at);
    m_state = *at == '<' ? State::Markup : State::Reference;
    return at + 1;
}

void MarkupScanner::appendText(QByteArrayView run)
{
    if (m_depth == 0) {
        // White space between documents, or the byte order mark that a concatenated one brought along.
        for (const char c : run)
            if (!isSpace(c) && !byteOrderMark.contains(c)) {
                stop(ErrorKind::ProtocolViolation, QStringLiteral("text outside of the document"));
                return;
            }
        return;
    }
    m_run += run.size();
    if (m_run > m_limits.textBytes) {
        stop(ErrorKind::LimitExceeded, QStringLiteral("a text is too long"));
        return;
    }
    appendAllowed(run, m_out);
}

MarkupScanner::Position MarkupScanner::reference(Position at, Position end)
{
    while (at != end) {
        const char c = *at;
        // Nothing that we know is longer; QXmlStreamReader says what is wrong with the rest.
        if (c == '<' || c == '&' || isSpace(c) || m_piece.size() > 16) {
            m_state = State::Text;
            appendText(m_piece);
            return at;
        }
        m_piece += c;
        ++at;
        if (c == ';') {
            m_state = State::Text;
            appendText(allowedReferences(m_piece));
            return at;
        }
    }
    return at;
}

bool MarkupScanner::openMarkup()
{
    const auto could = [this](QByteArrayView word) { return word.startsWith(m_piece); };
    m_tail = 0;
    if (m_piece.size() == 2 && m_piece.at(1) != '!') {
        m_state = m_piece.at(1) == '?' ? State::Instruction : State::Tag;
        return true;
    }
    if (m_piece == "<!--")
        m_state = State::Comment;
    else if (m_piece == "<![CDATA[")
        m_state = State::CData;
    else if (could("<!--") || could("<![CDATA["))
        return false;
    else if (m_piece.toUpper() == "<!DOCTYPE HTML")
        m_html = true;
    else if (QByteArrayView("<!DOCTYPE HTML").startsWith(m_piece.toUpper()))
        return false;
    if (m_state == State::Markup)
        stop(ErrorKind::ProtocolViolation,
             m_html ? QStringLiteral("an HTML page instead of XML")
                    : QStringLiteral("a document type, which is refused"));
    return true;
}

MarkupScanner::Position MarkupScanner::markup(Position at, Position end)
{
    while (at != end) {
        m_piece += *at++;
        if (openMarkup())
            break;
    }
    if (m_state == State::CData) {
        if (m_depth == 0)
            stop(ErrorKind::ProtocolViolation, QStringLiteral("text outside of the document"));
        m_out += "<![CDATA[";
    }
    if (m_state == State::Tag && m_piece == "<>")
        endOfTag();
    return at;
}

MarkupScanner::Position MarkupScanner::tag(Position at, Position end)
{
    while (at != end) {
        const char c = *at++;
        m_piece += c;
        if (m_quote != 0)
            m_quote = c == m_quote ? '\0' : m_quote;
        else if (c == '"' || c == '\'')
            countAttribute(c);
        else if (c == '>') {
            endOfTag();
            return at;
        }
        if (m_piece.size() > m_limits.tagBytes)
            stop(ErrorKind::LimitExceeded, QStringLiteral("a tag is too long"));
        if (m_error)
            return at;
    }
    return at;
}

void MarkupScanner::countAttribute(char quote)
{
    m_quote = quote;
    if (++m_attributes > m_limits.attributes)
        stop(ErrorKind::LimitExceeded, QStringLiteral("a tag has too many attributes"));
    else if (++m_elements > m_limits.elements) // each costs as much memory as an element
        stop(ErrorKind::LimitExceeded, QStringLiteral("too many elements"));
}

void MarkupScanner::endOfTag()
{
    m_attributes = 0;
    const bool closes = m_piece.startsWith("</");
    const bool empty = m_piece.endsWith("/>");
    const QByteArray name = closes ? QByteArray() : localName(m_piece).toByteArray();
    QByteArray allowed;
    appendAllowed(allowedReferences(m_piece), allowed);
    m_piece.clear();
    m_state = State::Text;
    m_run = 0;
    if (closes && m_depth == 0) {
        stop(ErrorKind::ProtocolViolation, QStringLiteral("an end tag without its start tag"));
        return;
    }
    m_out += allowed;
    m_safe = m_out.size();
    if (!closes)
        startTag(name, empty);
    else
        --m_depth;
    if (m_depth == 0 && !m_error)
        endDocument();
}

void MarkupScanner::startTag(QByteArrayView name, bool empty)
{
    if (++m_elements > m_limits.elements)
        stop(ErrorKind::LimitExceeded, QStringLiteral("too many elements"));
    if (m_depth + 1 > m_limits.depth)
        stop(ErrorKind::LimitExceeded, QStringLiteral("elements are nested too deeply"));
    if (empty || m_error)
        return;
    ++m_depth;
    if (m_sink == nullptr || !m_cuts.contains(name))
        return;
    m_out += QByteArray::number(m_nextCut);
    m_sink->begin(m_nextCut);
    m_state = State::Cut;
}

void MarkupScanner::endDocument()
{
    m_elements = 0;
    m_stop = Stop::DocumentEnd;
}

void MarkupScanner::stop(ErrorKind kind, const QString &log)
{
    if (!m_error)
        m_error = Error{kind, log, {}, std::nullopt};
}

} // namespace liaison::ews
