#include "core/mime/address_parse.h"
#include "core/mime/charset.h"
#include "core/mime/header_text.h"
#include "core/mime/machine_mail.h"
#include "core/mime/take_apart.h"

#include <QRegularExpression>

namespace liaison::mime {

namespace {

/// The Date header in UTC, 0 if there is none that can be read. Years outside 1970 to 9999 are nobody's.
UtcMs readDate(const HeaderBlock &headers)
{
    constexpr qsizetype longestDate = 200;
    const QByteArray value = headers.value("Date");
    if (value.isEmpty() || value.size() > longestDate)
        return 0;
    GDateTime *date = g_mime_utils_header_decode_date(value.constData());
    if (!date)
        return 0;
    const gint64 seconds = g_date_time_to_unix(date);
    const int year = g_date_time_get_year(date);
    g_date_time_unref(date);
    return year < 1970 || year > 9999 || seconds < 0 ? 0 : seconds * 1'000;
}

/// All addresses of a field that may wrongly stand there several times.
domain::Addresses addresses(const HeaderBlock &headers, const char *name)
{
    constexpr int most = 5'000;
    domain::Addresses result;
    for (const QByteArray &value : headers.values(name)) {
        if (result.size() >= most)
            break;
        result += parseAddresses(value, most - static_cast<int>(result.size()));
    }
    return result;
}

QStringList ids(const HeaderBlock &headers, const char *name)
{
    return parseMessageIds(headers.values(name).join(' '));
}

/// RFC 8601 section 2.2; only the topmost field was written by our own server's side.
bool dmarcFailed(const HeaderBlock &headers)
{
    static const QRegularExpression fail(QStringLiteral("(^|[;\\s])dmarc\\s*=\\s*fail\\b"),
                                         QRegularExpression::CaseInsensitiveOption);
    return fail.match(QString::fromLatin1(headers.value("Authentication-Results").left(16'384))).hasMatch();
}

} // namespace

domain::MailFacts readFacts(const HeaderBlock &headers)
{
    ensureGMime();
    domain::MailFacts facts;
    const QStringList own = ids(headers, "Message-ID");
    facts.messageIdHeader = own.isEmpty() ? QString() : own.first();
    facts.inReplyTo = ids(headers, "In-Reply-To");
    facts.references = ids(headers, "References");
    facts.subject = oneLine(decodeHeaderText(headers.value("Subject")));
    facts.from = addresses(headers, "From");
    facts.sender = addresses(headers, "Sender");
    facts.replyTo = addresses(headers, "Reply-To");
    facts.to = addresses(headers, "To");
    facts.cc = addresses(headers, "Cc");
    facts.bcc = addresses(headers, "Bcc");
    facts.hasReturnPath = headers.contains("Return-Path");
    const domain::Addresses path = parseAddresses(headers.value("Return-Path"), 1);
    facts.returnPath = path.isEmpty() ? QString() : path.first().address;
    facts.date = readDate(headers);
    facts.threadIndex = QByteArray::fromBase64(headers.value("Thread-Index").left(8'192));
    facts.kind = machineKind(headers, facts.subject);
    facts.dmarcFailed = dmarcFailed(headers);
    return facts;
}

} // namespace liaison::mime
