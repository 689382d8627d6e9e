#include "core/ews/hidden_recipients.h"

#include "core/mime/parse.h"

#include <QSet>

namespace liaison::ews {

QStringList hiddenRecipients(const QByteArray &mime, const QStringList &recipients)
{
    const qsizetype end = mime.indexOf("\r\n\r\n");
    // The headers alone: nobody has to wait for what is attached.
    const domain::MailFacts facts = mime::parse(end < 0 ? mime : mime.left(end + 4)).facts;
    QSet<QString> named;
    for (const domain::Address &address : facts.to + facts.cc)
        named.insert(domain::normalisedAddress(address.address));
    QStringList hidden;
    for (const QString &recipient : recipients)
        if (!named.contains(domain::normalisedAddress(recipient)))
            hidden << recipient;
    return hidden;
}

} // namespace liaison::ews
