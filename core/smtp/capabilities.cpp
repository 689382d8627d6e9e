#include "core/smtp/capabilities.h"

namespace liaison::smtp {

Capabilities capabilitiesFrom(const Reply &ehloReply)
{
    Capabilities out;
    if (!ehloReply.lines.isEmpty())
        out.serverName = ehloReply.lines.first().split(' ').first();
    for (qsizetype i = 1; i < ehloReply.lines.size(); ++i) {
        QByteArray line = ehloReply.lines.at(i).simplified().toUpper();
        if (line.startsWith("AUTH="))
            line[4] = ' '; // the form of servers from before RFC 2554
        QList<QByteArray> words = line.split(' ');
        const QByteArray keyword = words.takeFirst();
        if (keyword == "STARTTLS") {
            out.startTls = true;
        } else if (keyword == "PIPELINING") {
            out.pipelining = true;
        } else if (keyword == "8BITMIME") {
            out.eightBitMime = true;
        } else if (keyword == "SMTPUTF8") {
            out.smtpUtf8 = true;
        } else if (keyword == "CHUNKING") {
            out.chunking = true;
        } else if (keyword == "DSN") {
            out.dsn = true;
        } else if (keyword == "SIZE" && !words.isEmpty()) {
            bool fits = false;
            const qint64 bytes = words.first().toLongLong(&fits);
            out.maxBytes = fits && bytes > 0 ? bytes : 0;
        } else if (keyword == "AUTH") {
            for (const QByteArray &mechanism : words)
                if (!mechanism.isEmpty() && !out.authentication.contains(mechanism))
                    out.authentication << mechanism;
        }
    }
    return out;
}

} // namespace liaison::smtp
