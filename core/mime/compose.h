#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/address.h"
#include "core/domain/message.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace liaison::mime {

struct Attachment {
    QString fileName;
    QString contentType; ///< empty: by content
    QByteArray bytes;
};

/// A mail to be written.
struct Draft {
    domain::Address from;
    domain::Addresses to;
    domain::Addresses cc;
    domain::Addresses bcc; ///< envelope only; never written as a header
    QString subject;
    QString text; ///< plain text, "\n" line ends; sent as format=flowed
    QString html; ///< optional; makes multipart/alternative
    QList<Attachment> attachments;
    QString inReplyTo;       ///< Message-ID without brackets
    QStringList references;  ///< oldest first, without brackets
    QString messageIdHeader; ///< without brackets; made with newMessageId()
    UtcMs date = 0;
    bool smtpUtf8
        = false; ///< headers may stay UTF-8 (RFC 6532); otherwise an address with a non-ASCII local part is refused
};

/// RFC 5322 bytes with CRLF. Errors: InvalidInput for an address or a header with control characters.
Result<QByteArray> compose(const Draft &draft);

/// A new random Message-ID, 128 bits, at the domain of `address`: "<…>" without the brackets.
QString newMessageId(const QString &address);

/// Who gets a reply: Reply-To or From; all: also To and Cc without ourselves (`ownAddresses`).
struct ReplyRecipients {
    domain::Addresses to;
    domain::Addresses cc;
};
ReplyRecipients replyRecipients(const domain::MailFacts &original, const QStringList &ownAddresses, bool all);

/// In-Reply-To and References of an answer (RFC 5322 section 3.6.4).
struct Threading {
    QString inReplyTo;
    QStringList references;
};
Threading threadingFor(const domain::MailFacts &original);

/// "On Friday, 20 November 2026 16:02 UTC, M. Roe wrote:" and the visible text with "> ". In the template
/// ("On %1, %2 wrote:") %1 is the date and %2 the author; an empty template leaves the line out.
QString quotedText(const domain::MailFacts &original, const QString &visibleText, const QString &attributionTemplate);
/// The text block of a forward: header lines and the visible text.
QString forwardedText(const domain::MailFacts &original, const QString &visibleText);

} // namespace liaison::mime
