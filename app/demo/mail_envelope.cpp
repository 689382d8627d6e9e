#include "app/demo/mail_envelope.h"

#include "core/mime/address_parse.h"
#include "core/mime/header_block.h"

namespace liaison::demo {

QStringList recipientsIn(const QByteArray &raw)
{
    constexpr int mostFields = 2'000;
    const mime::HeaderBlock headers = mime::splitHeaders(raw, mostFields);
    QStringList all;
    for (const char *name : {"To", "Cc", "Bcc"})
        for (const QByteArray &value : headers.values(name))
            addRecipients(all, mime::parseAddresses(value));
    return all;
}

QByteArray withoutBcc(const QByteArray &raw)
{
    QByteArray out;
    bool skips = false;
    qsizetype at = 0;
    while (at < raw.size()) {
        qsizetype end = raw.indexOf('\n', at);
        end = end < 0 ? raw.size() : end + 1;
        const QByteArray line = raw.mid(at, end - at);
        if (line == "\r\n" || line == "\n")
            break;
        if (!line.startsWith(' ') && !line.startsWith('\t'))
            skips = line.left(4).compare("bcc:", Qt::CaseInsensitive) == 0;
        if (!skips)
            out += line;
        at = end;
    }
    return out + raw.mid(at);
}

void addRecipients(QStringList &all, const domain::Addresses &addresses)
{
    for (const domain::Address &address : addresses)
        if (!address.address.isEmpty() && !all.contains(address.address, Qt::CaseInsensitive))
            all << address.address;
}

} // namespace liaison::demo
