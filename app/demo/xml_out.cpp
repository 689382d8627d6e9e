#include "app/demo/xml_out.h"

namespace liaison::demo {

void XmlOut::endTag()
{
    if (m_inTag)
        m_bytes += '>';
    m_inTag = false;
}

XmlOut &XmlOut::open(const QByteArray &name)
{
    endTag();
    m_bytes += '<' + name;
    m_open.append(name);
    m_inTag = true;
    return *this;
}

XmlOut &XmlOut::attr(const char *name, const QString &value)
{
    m_bytes.append(' ').append(name).append("=\"");
    escape(value, true);
    m_bytes += '"';
    return *this;
}

XmlOut &XmlOut::close()
{
    const QByteArray name = m_open.takeLast();
    if (m_inTag)
        m_bytes += "/>";
    else
        m_bytes += "</" + name + '>';
    m_inTag = false;
    return *this;
}

XmlOut &XmlOut::chars(const QString &text)
{
    if (text.isEmpty())
        return *this;
    endTag();
    escape(text, false);
    return *this;
}

XmlOut &XmlOut::base64(QByteArrayView bytes)
{
    endTag();
    constexpr qsizetype piece = 3 * 16'384; // whole groups of three bytes
    m_bytes.reserve(m_bytes.size() + (bytes.size() + 2) / 3 * 4);
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const QByteArrayView part = bytes.sliced(at, qMin(piece, bytes.size() - at));
        m_bytes += QByteArray::fromRawData(part.data(), part.size()).toBase64();
    }
    return *this;
}

XmlOut &XmlOut::markup(const QByteArray &bytes)
{
    endTag();
    m_bytes += bytes;
    return *this;
}

XmlOut &XmlOut::flag(const QByteArray &name, bool value)
{
    return text(name, value ? QStringLiteral("true") : QStringLiteral("false"));
}

XmlOut &XmlOut::number(const QByteArray &name, qint64 value)
{
    return text(name, QString::number(value));
}

void XmlOut::escape(const QString &text, bool attribute)
{
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            m_bytes += "&amp;";
        else if (c == '<')
            m_bytes += "&lt;";
        else if (c == '>')
            m_bytes += "&gt;";
        else if (c == '"' && attribute)
            m_bytes += "&quot;";
        else if (c == '\r' || byte < 0x09 || (byte > 0x0a && byte < 0x20) || (attribute && byte < 0x20))
            m_bytes += "&#x" + QByteArray::number(byte, 16).toUpper() + ';';
        else
            m_bytes += c;
    }
}

} // namespace liaison::demo
