#include "core/ews/utf8_intake.h"

namespace liaison::ews {

QByteArrayView Utf8Intake::convert(QByteArrayView chunk)
{
    if (m_encoding != Encoding::Unknown)
        return decided(chunk);
    m_held.append(chunk);
    return m_held.size() < 4 ? QByteArrayView() : decide();
}

QByteArrayView Utf8Intake::flush()
{
    return m_encoding == Encoding::Unknown && !m_held.isEmpty() ? decide() : QByteArrayView();
}

QByteArrayView Utf8Intake::decide()
{
    const auto starts = [this](QByteArrayView pattern) { return QByteArrayView(m_held).startsWith(pattern); };
    qsizetype mark = 0;
    if (starts(QByteArrayView("\xff\xfe", 2)) || starts(QByteArrayView("<\0", 2))) {
        m_encoding = Encoding::Utf16;
        m_utf16 = QStringDecoder(QStringDecoder::Utf16LE);
    } else if (starts(QByteArrayView("\xfe\xff", 2)) || starts(QByteArrayView("\0<", 2))) {
        m_encoding = Encoding::Utf16;
        m_utf16 = QStringDecoder(QStringDecoder::Utf16BE);
    } else {
        m_encoding = Encoding::Utf8;
        mark = starts("\xef\xbb\xbf") ? 3 : 0;
    }
    return decided(QByteArrayView(m_held).sliced(mark));
}

QByteArrayView Utf8Intake::decided(QByteArrayView chunk)
{
    if (m_encoding == Encoding::Utf8)
        return chunk;
    const QString text = m_encoding == Encoding::Utf16 ? QString(m_utf16.decode(chunk)) : QString::fromLatin1(chunk);
    m_converted = m_utf8.encode(text);
    return m_converted;
}

bool Utf8Intake::declared(const QByteArray &encoding, QByteArrayView &rest)
{
    const QByteArray name = encoding.toLower();
    if (name.isEmpty() || name == "utf-8" || name == "utf8" || name == "us-ascii")
        return true;
    // A declaration of UTF-16 in bytes that are none was left behind by somebody who converted the document.
    if (name.startsWith("utf-16"))
        return true;
    if (name != "iso-8859-1" && name != "latin1")
        return false;
    if (m_encoding == Encoding::Utf8) {
        m_encoding = Encoding::Latin1;
        m_converted = QString::fromLatin1(rest).toUtf8();
        rest = m_converted;
    }
    return true;
}

} // namespace liaison::ews
