#pragma once

#include "core/base/result.h"
#include "core/ews/base64_stream.h"
#include "core/ews/cut_sink.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <functional>
#include <optional>

namespace liaison::ews {

/// How much of a document we take. Exceeding one is Error{LimitExceeded}.
struct XmlLimits {
    int depth = 64;
    qsizetype tagBytes = 256 * 1024;            ///< one tag with its attributes
    int attributes = 256;                       ///< of one tag: looking for doubles takes their square
    qsizetype textBytes = 16 * 1024 * 1024;     ///< one run of text (a SyncState, a body)
    qsizetype documentBytes = 64 * 1024 * 1024; ///< one document without what is cut out
    int elements = 1'000'000;                   ///< of one document, with their attributes
};

/// Goes over UTF-8 markup in chunks of any size and hands on what QXmlStreamReader may see: character references that
/// XML forbids and forbidden characters replaced by U+FFFD (Exchange emits &#x0;, &#xB;, &#x1F;), without XML
/// declarations, processing instructions and comments, the base64 of named elements cut out into a sink. A document
/// type ends it: no DTD, no entities but the five. What it hands on always ends with a tag.
class MarkupScanner {
public:
    /// `cuts`: local names of the elements whose content goes to `sink`; both may be empty.
    MarkupScanner(XmlLimits limits, QList<QByteArray> cuts, CutSink *sink);

    /// Why a scan stopped before the end of its bytes.
    enum class Stop { None, Declaration, DocumentEnd };
    /// Scans from the front and drops what it took from `bytes`.
    Stop scan(QByteArrayView &bytes);

    /// What became safe to parse since the last call.
    QByteArray takeReady();
    /// After Stop::Declaration: the encoding it names, or an empty array.
    [[nodiscard]] const QByteArray &declaredEncoding() const { return m_encoding; }
    /// Set once the document cannot be read on.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// The document was refused because it is an HTML page.
    [[nodiscard]] bool isHtml() const { return m_html; }
    /// Between documents: nothing has begun.
    [[nodiscard]] bool isOutside() const { return m_depth == 0 && m_state == State::Text; }

private:
    enum class State { Text, Reference, Markup, Tag, Comment, Instruction, CData, Cut };
    using Position = const char *;

    Position text(Position at, Position end);
    Position reference(Position at, Position end);
    Position markup(Position at, Position end);
    Position tag(Position at, Position end);
    Position comment(Position at, Position end);
    Position instruction(Position at, Position end);
    Position cdata(Position at, Position end);
    Position cut(Position at, Position end);
    void countAttribute(char quote);
    void endOfTag();
    void startTag(QByteArrayView name, bool empty);
    void endInstruction();
    void endDocument();
    void appendText(QByteArrayView run);
    bool openMarkup();
    void stop(ErrorKind kind, const QString &log);

    XmlLimits m_limits;
    QList<QByteArray> m_cuts;
    CutSink *m_sink;

    State m_state = State::Text;
    Stop m_stop = Stop::None;
    QByteArray m_out;     ///< handed on as far as m_safe
    qsizetype m_safe = 0; ///< behind the last tag in m_out
    QByteArray m_piece;   ///< the tag, reference or instruction that is being read
    char m_quote = 0;     ///< within an attribute value
    int m_attributes = 0; ///< of the tag so far
    int m_tail = 0;       ///< how much of "-->", "?>" or "]]>" was seen
    int m_depth = 0;
    int m_elements = 0;
    qsizetype m_run = 0;      ///< length of the run of text
    qsizetype m_document = 0; ///< length of the document
    int m_nextCut = 0;
    Base64Stream m_base64;
    QByteArray m_decoded;
    QByteArray m_encoding;
    bool m_html = false;
    std::optional<Error> m_error;
};

} // namespace liaison::ews
