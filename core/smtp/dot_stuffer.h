#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace liaison::smtp {

/// Writes a mail as the DATA command wants it (RFC 5321 section 4.5.2): a dot that begins a line is doubled, and
/// every line ends in CRLF. A bare CR or LF becomes CRLF, because servers that take one for a line end could be
/// shown an end of data inside the mail ("SMTP smuggling"). Chunks may be cut anywhere.
class DotStuffer {
public:
    QByteArray stuff(QByteArrayView chunk);
    /// The end of data, with the last line's CRLF where the mail lacks it.
    QByteArray finish();

private:
    bool m_lineStart = true;
    bool m_afterCr = false; ///< CRLF was written for a CR; an LF that follows belongs to it
};

} // namespace liaison::smtp
