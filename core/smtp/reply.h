#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::smtp {

/// An enhanced status code (RFC 3463 section 2), such as 5.1.1.
struct EnhancedCode {
    int category = 0; ///< 2, 4 or 5
    int subject = 0;
    int detail = 0;
    friend bool operator==(const EnhancedCode &, const EnhancedCode &) = default;
};

/// One reply (RFC 5321 section 4.2): its code and the text of its lines, without code, enhanced code and line end.
struct Reply {
    int code = 0;
    QList<QByteArray> lines;
    std::optional<EnhancedCode> enhanced; ///< of the first line that has one which fits the code (RFC 2034)

    [[nodiscard]] bool positive() const { return code >= 200 && code < 300; }
    [[nodiscard]] bool transient() const { return code >= 400 && code < 500; }
    [[nodiscard]] bool permanent() const { return code >= 500 && code < 600; }
    /// The reply in one line for people, "550 5.1.1 No such user": control characters made visible, 500 characters at
    /// most.
    [[nodiscard]] QString words() const;
};

/// Cuts a byte stream into replies. Takes bare LF for CRLF; a reply is 128 lines and 64 KiB at most, a line 16 KiB.
class ReplyParser {
public:
    void feed(const QByteArray &bytes);
    /// The next whole reply; nullopt: needs more bytes. Errors: ProtocolViolation, LimitExceeded; after one the
    /// stream has no meaning any more and the same error comes for ever.
    Result<std::optional<Reply>> next();
    /// Bytes fed and not handed out yet, those of an unfinished reply included.
    [[nodiscard]] qsizetype heldBytes() const { return m_buffer.size() + m_partBytes; }

private:
    Result<bool> takeLine(const QByteArray &line);

    QByteArray m_buffer;
    Reply m_part;
    qsizetype m_partBytes = 0;
    std::optional<Error> m_broken;
};

} // namespace liaison::smtp
