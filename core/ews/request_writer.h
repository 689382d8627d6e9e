#pragma once

#include "core/ews/ids.h"
#include "core/ews/request_context.h"

#include <QByteArray>
#include <QStringList>
#include <QXmlStreamWriter>

namespace liaison::ews {

/// `text` with what XML 1.0 forbids (control characters, lone surrogates, U+FFFE, U+FFFF) as U+FFFD.
QString xmlSafe(const QString &text);

/// Writes one request: envelope, RequestServerVersion, ExchangeImpersonation, then what the operation adds to the body.
/// Prefixes: s (SOAP 1.1), m (messages), t (types). Every text passes xmlSafe().
class RequestWriter {
public:
    /// `operation` is the body's element without prefix ("GetFolder"); its attributes follow by attribute().
    RequestWriter(const RequestContext &context, const char *operation);

    RequestWriter &attribute(const char *name, const QString &value);
    RequestWriter &openM(const char *name); ///< m:name
    RequestWriter &openT(const char *name); ///< t:name
    RequestWriter &close();
    RequestWriter &textM(const char *name, const QString &text); ///< <m:name>text</m:name>
    RequestWriter &textT(const char *name, const QString &text);
    RequestWriter &flagT(const char *name, bool value);
    /// The raw mail as base64 in t:MimeContent, to stand here. At most one in a request; it is encoded at the end, so
    /// that it stands in memory once.
    RequestWriter &mimeContent(const QByteArray &raw);

    RequestWriter &itemId(const ItemId &id);                                  ///< t:ItemId
    RequestWriter &folderId(const FolderRef &ref);                            ///< t:FolderId or t:DistinguishedFolderId
    RequestWriter &fieldUri(const char *uri);                                 ///< t:FieldURI
    RequestWriter &mailboxes(const char *name, const QStringList &addresses); ///< t:name of t:Mailbox; none if empty
    /// t:ExtendedFieldURI for a MAPI property, such as ("0x1081", "Integer").
    RequestWriter &extendedUri(const char *tag, const char *type);

    /// The whole request in UTF-8, closed.
    QByteArray finish();

private:
    RequestWriter &open(char prefix, const char *name);

    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
    QByteArray m_mime;
    qsizetype m_mimeAt = -1;
};

} // namespace liaison::ews
