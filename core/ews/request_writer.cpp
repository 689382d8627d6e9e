#include "core/ews/request_writer.h"

namespace liaison::ews {

namespace {

const auto soapSpace = QStringLiteral("http://schemas.xmlsoap.org/soap/envelope/");
const auto messagesSpace = QStringLiteral("http://schemas.microsoft.com/exchange/services/2006/messages");
const auto typesSpace = QStringLiteral("http://schemas.microsoft.com/exchange/services/2006/types");

bool isForbidden(char16_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff;
}

} // namespace

QString xmlSafe(const QString &text)
{
    QString safe = text;
    for (qsizetype i = 0; i < safe.size(); ++i) {
        const QChar c = safe.at(i);
        if (c.isHighSurrogate() && i + 1 < safe.size() && safe.at(i + 1).isLowSurrogate())
            ++i;
        else if (c.isSurrogate() || isForbidden(c.unicode()))
            safe[i] = QChar::ReplacementCharacter;
    }
    return safe;
}

RequestWriter::RequestWriter(const RequestContext &context, const char *operation) : m_xml(&m_bytes)
{
    m_xml.writeStartDocument();
    m_xml.writeStartElement(QStringLiteral("s:Envelope"));
    m_xml.writeAttribute(QStringLiteral("xmlns:s"), soapSpace);
    m_xml.writeAttribute(QStringLiteral("xmlns:m"), messagesSpace);
    m_xml.writeAttribute(QStringLiteral("xmlns:t"), typesSpace);
    m_xml.writeStartElement(QStringLiteral("s:Header"));
    openT("RequestServerVersion").attribute("Version", requestName(context.version)).close();
    if (!context.impersonate.isEmpty())
        openT("ExchangeImpersonation")
            .openT("ConnectingSID")
            .textT("PrimarySmtpAddress", context.impersonate)
            .close()
            .close();
    m_xml.writeEndElement();
    m_xml.writeStartElement(QStringLiteral("s:Body"));
    openM(operation);
}

RequestWriter &RequestWriter::open(char prefix, const char *name)
{
    m_xml.writeStartElement(QLatin1Char(prefix) + QStringLiteral(":") + QLatin1String(name));
    return *this;
}

RequestWriter &RequestWriter::attribute(const char *name, const QString &value)
{
    m_xml.writeAttribute(QLatin1String(name), xmlSafe(value));
    return *this;
}

RequestWriter &RequestWriter::openM(const char *name)
{
    return open('m', name);
}

RequestWriter &RequestWriter::openT(const char *name)
{
    return open('t', name);
}

RequestWriter &RequestWriter::close()
{
    m_xml.writeEndElement();
    return *this;
}

RequestWriter &RequestWriter::textM(const char *name, const QString &text)
{
    openM(name);
    m_xml.writeCharacters(xmlSafe(text));
    return close();
}

RequestWriter &RequestWriter::textT(const char *name, const QString &text)
{
    openT(name);
    m_xml.writeCharacters(xmlSafe(text));
    return close();
}

RequestWriter &RequestWriter::flagT(const char *name, bool value)
{
    return textT(name, value ? QStringLiteral("true") : QStringLiteral("false"));
}

RequestWriter &RequestWriter::mimeContent(const QByteArray &raw)
{
    openT("MimeContent").attribute("CharacterSet", QStringLiteral("UTF-8"));
    m_xml.writeCharacters(QString()); // ends the start tag
    m_mimeAt = m_bytes.size();
    m_mime = raw;
    return close();
}

RequestWriter &RequestWriter::itemId(const ItemId &id)
{
    openT("ItemId").attribute("Id", id.id);
    if (!id.changeKey.isEmpty())
        attribute("ChangeKey", id.changeKey);
    return close();
}

RequestWriter &RequestWriter::folderId(const FolderRef &ref)
{
    if (ref.distinguished.isEmpty())
        return openT("FolderId").attribute("Id", ref.id).close();
    openT("DistinguishedFolderId").attribute("Id", ref.distinguished);
    if (!ref.mailbox.isEmpty())
        openT("Mailbox").textT("EmailAddress", ref.mailbox).close();
    return close();
}

RequestWriter &RequestWriter::fieldUri(const char *uri)
{
    return openT("FieldURI").attribute("FieldURI", QLatin1String(uri)).close();
}

RequestWriter &RequestWriter::mailboxes(const char *name, const QStringList &addresses)
{
    if (addresses.isEmpty())
        return *this;
    openT(name);
    for (const QString &address : addresses)
        openT("Mailbox").textT("EmailAddress", address).close();
    return close();
}

RequestWriter &RequestWriter::extendedUri(const char *tag, const char *type)
{
    return openT("ExtendedFieldURI")
        .attribute("PropertyTag", QLatin1String(tag))
        .attribute("PropertyType", QLatin1String(type))
        .close();
}

QByteArray RequestWriter::finish()
{
    m_xml.writeEndDocument();
    if (m_mimeAt < 0)
        return m_bytes;
    // In pieces of whole groups of three bytes: toBase64() of all would hold the text twice.
    constexpr qsizetype piece = 3 * 16'384;
    QByteArray out;
    out.reserve(m_bytes.size() + (m_mime.size() + 2) / 3 * 4);
    out.append(QByteArrayView(m_bytes).first(m_mimeAt));
    for (qsizetype at = 0; at < m_mime.size(); at += piece)
        out.append(m_mime.mid(at, piece).toBase64());
    out.append(QByteArrayView(m_bytes).sliced(m_mimeAt));
    return out;
}

} // namespace liaison::ews
