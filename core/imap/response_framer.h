#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <deque>
#include <optional>
#include <vector>

namespace liaison::imap {

/// What a server may make us keep in memory, in bytes.
struct Limits {
    qsizetype line = 64 * 1024;              ///< a response's text, literals aside
    qsizetype numbersLine = 8 * 1024 * 1024; ///< SEARCH, ESEARCH, VANISHED: a number for each mail of a folder
    qsizetype literal = 64 * 1024;           ///< one literal outside FETCH
    qsizetype mail = 256 * 1024 * 1024;      ///< all literals of one FETCH response
    int nesting = 50;                        ///< parentheses within parentheses
};

/// One response cut out of the stream: its text with "{n}" left where a literal stood, and the literals.
struct Frame {
    struct Literal {
        qsizetype at = 0; ///< where its "{" is in `text`
        QByteArray bytes;
    };
    QByteArray text;
    std::vector<Literal> literals;
};

/// Cuts a byte stream into responses (RFC 9051 section 2.2.2, literals 4.3, non-synchronizing ones RFC 7888,
/// literal8 RFC 3516). Bytes may come split anywhere; each is looked at once. A bare LF ends a line as CRLF does.
class ResponseFramer {
public:
    explicit ResponseFramer(Limits limits = {}) : m_limits(limits) { }

    /// An error (LimitExceeded, ProtocolViolation) is final: every later call gives it again.
    Result<void> feed(QByteArrayView bytes);
    std::optional<Frame> next();
    /// Whether bytes are waiting: a complete frame or the beginning of one.
    [[nodiscard]] bool hasBytes() const;
    void clear();

private:
    Result<void> takeText(QByteArrayView &bytes);
    void takeLiteral(QByteArrayView &bytes);
    Result<void> lineEnded();
    Result<void> openLiteral(qsizetype at, QByteArrayView digits);
    [[nodiscard]] bool isStatusLine() const;
    [[nodiscard]] bool isFetch() const;
    [[nodiscard]] bool isNumbersLine() const;
    tl::unexpected<Error> broken(ErrorKind kind, const QString &why);

    Limits m_limits;
    Frame m_frame;
    std::deque<Frame> m_complete;
    qsizetype m_literalLeft = 0;
    qsizetype m_literalTotal = 0;
    std::optional<Error> m_error;
};

} // namespace liaison::imap
