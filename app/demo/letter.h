#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/address.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>
#include <QStringList>

namespace liaison::demo {

struct Enclosure {
    QString name;
    QByteArray type; ///< "text/csv"
    QByteArray bytes;
    QString contentId; ///< not empty: an image shown inside the HTML
};

/// A mail as other people's programs write it: any charset and encoding, HTML, pictures. Liaison's own mail is written
/// by core/mime; what this writes is there to be read by it.
struct Letter {
    domain::Address from;
    domain::Addresses to;
    domain::Addresses cc;
    QString subject;
    QString messageId; ///< without angle brackets, like the next two
    QString inReplyTo;
    QStringList references;
    UtcMs date = 0;
    int zoneMinutes = 0;                      ///< east of Greenwich
    QByteArray charset = "utf-8";             ///< a name that iconv knows
    QByteArray encoding = "quoted-printable"; ///< or 7bit, 8bit, base64
    QByteArrayList headers;                   ///< further ones, whole lines in ASCII
    QString text;
    QString html;
    QList<Enclosure> enclosures;
};

/// RFC 5322 bytes with CRLF. InvalidInput: the charset is not known, or cannot say this.
Result<QByteArray> written(const Letter &letter);

/// What a mail system says that cannot deliver (RFC 3464): the report to the sender of `original`.
struct Undeliverable {
    domain::Address to;
    QString messageId;
    QString recipient;
    QByteArray status;     ///< "5.1.1"
    QByteArray diagnostic; ///< the remote server's words
    UtcMs date = 0;
    QByteArray original; ///< its header is returned
};
QByteArray written(const Undeliverable &report);

/// A Message-ID as Exchange makes them, at `domain`.
QString strangeMessageId(const QString &domain);

} // namespace liaison::demo
