#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace liaison::mime {

/// One header field as it stands: the value still folded, 8-bit bytes and encoded words untouched.
struct RawHeader {
    QByteArray name;
    QByteArray value;
};

/// The header section of a mail or a part (RFC 5322 section 2.2), taken apart leniently.
struct HeaderBlock {
    QList<RawHeader> fields;  ///< in order, at most the limit given
    qsizetype keptEnd = 0;    ///< offset behind the last kept field
    qsizetype headersEnd = 0; ///< offset of the empty line, or of the body where that is missing
    qsizetype bodyStart = 0;  ///< offset of the first body byte
    bool truncated = false;   ///< there were more fields than the limit
    bool repaired = false;    ///< junk lines were skipped, or the empty line is missing

    /// The first field of that name (any case), unfolded and trimmed; empty if there is none.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    /// All of them, in order.
    [[nodiscard]] QList<QByteArray> values(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const;
};

/// Splits the header section off. Takes any bytes; linear time.
HeaderBlock splitHeaders(const QByteArray &raw, int maxFields);

/// Without line ends: CR, LF and NUL become nothing, the folding's white space stays.
QByteArray unfolded(const QByteArray &value);

} // namespace liaison::mime
