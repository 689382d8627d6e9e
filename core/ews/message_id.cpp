#include "core/ews/message_id.h"

#include "core/mime/parse.h"

namespace liaison::ews {

QString messageIdOf(const QByteArray &mime)
{
    const qsizetype end = mime.indexOf("\r\n\r\n");
    const QString id = mime::parse(end < 0 ? mime : mime.left(end + 4)).facts.messageIdHeader;
    return id.isEmpty() ? id : QLatin1Char('<') + id + QLatin1Char('>');
}

} // namespace liaison::ews
