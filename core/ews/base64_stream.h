#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace liaison::ews {

/// Decodes base64 (RFC 4648) that comes in pieces of any size, with white space anywhere, character references for it,
/// and padding or none. Holds four characters at most.
class Base64Stream {
public:
    /// Appends what `text` decodes to. What follows a character that does not belong there is ignored.
    void decode(QByteArrayView text, QByteArray &out);
    /// Appends the last bytes; the stream can be used anew. False: the text was not base64.
    bool finish(QByteArray &out);

private:
    void put(unsigned char c, QByteArray &out);
    void reference(char c, QByteArray &out);

    quint32 m_bits = 0;
    int m_count = 0; ///< characters in m_bits, 0 to 3
    bool m_padded = false;
    bool m_broken = false;
    QByteArray m_reference; ///< "&#x…" so far
};

} // namespace liaison::ews
