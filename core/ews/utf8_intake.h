#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringDecoder>
#include <QStringEncoder>

namespace liaison::ews {

/// Turns the bytes of an XML document into UTF-8, whatever it is encoded in: UTF-8, UTF-16 of either order with or
/// without a byte order mark (XML 1.0 appendix F), or ISO 8859-1 where the declaration says so.
class Utf8Intake {
public:
    /// The bytes of `chunk` in UTF-8, without a leading byte order mark; possibly fewer, until enough is known. For
    /// UTF-8 input it is a view of `chunk` itself; valid until the next call.
    QByteArrayView convert(QByteArrayView chunk);
    /// What was held back for want of a fourth byte.
    QByteArrayView flush();

    /// What the declaration says, in any case. False: an encoding that is not read. `rest`, the bytes behind the
    /// declaration that convert() answered already, is put right.
    bool declared(const QByteArray &encoding, QByteArrayView &rest);

private:
    enum class Encoding { Unknown, Utf8, Utf16, Latin1 };
    QByteArrayView decided(QByteArrayView chunk);
    QByteArrayView decide();

    Encoding m_encoding = Encoding::Unknown;
    QByteArray m_held; ///< the first bytes, until there are four
    QByteArray m_converted;
    QStringDecoder m_utf16;
    QStringEncoder m_utf8{QStringEncoder::Utf8}; ///< remembers half of a surrogate pair
};

} // namespace liaison::ews
