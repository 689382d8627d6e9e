#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/domain/address.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::domain {

/// Who wrote a mail: a person, or which kind of machine (RFC 3834, RFC 3464, RFC 8098).
enum class MailKind { Human, Automatic, OutOfOffice, Bounce, Delay, DeliveryReceipt, ReadReceipt };

/// What a delivery report says of one recipient (RFC 3464 section 2.3).
struct DeliveryReport {
    QString recipient;  ///< final or original recipient
    QString action;     ///< failed, delayed, delivered, relayed, expanded
    QString status;     ///< enhanced status code, "5.1.1"
    QString diagnostic; ///< the remote server's words, bounded
};

/// What correlation may know of a mail: its outermost headers, decoded. Message-IDs are without angle brackets.
struct MailFacts {
    QString messageIdHeader;
    QStringList inReplyTo;
    QStringList references;
    QString subject;
    Addresses from;
    Addresses sender;
    Addresses replyTo;
    Addresses to;
    Addresses cc;
    Addresses bcc;
    QString returnPath; ///< "" with hasReturnPath: the null path of machines
    bool hasReturnPath = false;
    UtcMs date = 0;         ///< the Date header; 0 if none or unreadable. Never used for order
    QByteArray threadIndex; ///< decoded Thread-Index of Outlook, or empty
    MailKind kind = MailKind::Human;
    bool dmarcFailed = false;   ///< the topmost Authentication-Results says dmarc=fail
    QString reportedMessageId;  ///< bounces and delays: Message-ID of the mail reported on
    QString reportedEnvelopeId; ///< Original-Envelope-Id, if any
    QList<DeliveryReport> reports;
    QStringList embeddedMessageIds; ///< Message-IDs of attached mails: they suggest, never decide
    QStringList embeddedSubjects;   ///< subjects of attached mails, likewise
};

/// One leaf of the MIME tree, as shown in the attachment list.
struct PartInfo {
    QString path;              ///< "1.2", as in IMAP's section numbers
    QString contentType;       ///< lower-case type/subtype as declared
    QString sniffedType;       ///< by content, where it differs in a way that matters; else empty
    QString fileName;          ///< made safe; empty for a body part without a name
    QString declaredName;      ///< as the mail says it
    QString contentId;         ///< without angle brackets
    qint64 size = 0;           ///< decoded bytes
    QByteArray sha256;         ///< of the decoded bytes, 32 bytes
    bool isAttachment = false; ///< to be listed (not a body shown inline)
};

enum class ParseHealth { Clean, Repaired, Truncated, Quarantined };
enum class Protection { None, SmimeEncrypted, SmimeSigned, PgpEncrypted, PgpSigned };

/// All that the store keeps of a mail beside its raw bytes. Made by mime::parse in the pool, before any transaction.
struct ParsedMail {
    MailFacts facts;
    QString bodyText; ///< searchable plain text, quotes included, U+0000 removed
    QString snippet;  ///< first words of the new text, one line, at most 200 characters
    bool hasHtml = false;
    QList<PartInfo> parts;
    Protection protection = Protection::None;
    ParseHealth health = ParseHealth::Clean;
    QString healthNote;     ///< what was cut or repaired, for the log
    QByteArray contentHash; ///< SHA-256 over body and headers without trace fields: equal for copies of one mail
};

QString toString(MailKind kind);
MailKind mailKindFrom(const QString &text);
QString toString(ParseHealth health);
ParseHealth parseHealthFrom(const QString &text);
QString toString(Protection protection);
Protection protectionFrom(const QString &text);

} // namespace liaison::domain
