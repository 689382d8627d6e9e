#include "app/demo/letter.h"

#include <QDateTime>
#include <QLocale>
#include <QRandomGenerator>

#include <cerrno>
#include <iconv.h>

namespace liaison::demo {

namespace {

using Encoded = Result<QByteArray>;

/// `text` in a charset, by the C library.
Encoded encoded(const QString &text, const QByteArray &charset)
{
    iconv_t converter = ::iconv_open(charset.constData(), "UTF-8");
    if (converter == reinterpret_cast<iconv_t>(qintptr(-1))) // NOLINT: that is how it says so
        return fail(ErrorKind::InvalidInput, QStringLiteral("no such charset: ") + QString::fromLatin1(charset));
    QByteArray from = text.toUtf8();
    QByteArray to(from.size() * 4 + 16, '\0');
    char *in = from.data();
    char *out = to.data();
    auto inLeft = static_cast<size_t>(from.size());
    auto outLeft = static_cast<size_t>(to.size());
    const bool done = ::iconv(converter, &in, &inLeft, &out, &outLeft) != static_cast<size_t>(-1)
        && ::iconv(converter, nullptr, nullptr, &out, &outLeft) != static_cast<size_t>(-1); // back to ASCII
    ::iconv_close(converter);
    if (!done)
        return fail(ErrorKind::InvalidInput, QString::fromLatin1(charset) + QStringLiteral(" cannot say: ") + text);
    to.chop(static_cast<qsizetype>(outLeft));
    return to;
}

bool isAscii(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 128; });
}

/// A header's words, encoded (RFC 2047) where they are not ASCII; each encoded word ends in the first state.
Encoded headerWords(const QString &text, const QByteArray &charset)
{
    if (isAscii(text))
        return text.toLatin1();
    QByteArray line;
    QByteArray word;
    QString part;
    for (const QChar c : text + QChar(u'\0')) {
        const QString longer = c.isNull() ? QString() : part + c;
        const Encoded bytes = encoded(longer, charset);
        if (!bytes)
            return bytes;
        const QByteArray next = "=?" + charset + "?B?" + bytes->toBase64() + "?=";
        if (!c.isNull() && (next.size() <= 75 || c.isLowSurrogate())) {
            part = longer;
            word = next;
            continue;
        }
        line += (line.isEmpty() ? "" : "\r\n ") + word;
        part = c;
        const Encoded one = encoded(c.isNull() ? QString() : part, charset);
        if (!one)
            return one;
        word = "=?" + charset + "?B?" + one->toBase64() + "?=";
    }
    return line;
}

Encoded addressLine(const domain::Addresses &addresses, const QByteArray &charset)
{
    QByteArrayList all;
    for (const domain::Address &address : addresses) {
        const Encoded name = headerWords(address.name, charset);
        if (!name)
            return name;
        const QByteArray mail = '<' + address.address.toUtf8() + '>';
        const bool quotes = isAscii(address.name) && address.name.contains(QLatin1Char(','));
        if (name->isEmpty())
            all << mail;
        else
            all << (quotes ? '"' + *name + '"' : *name) + ' ' + mail;
    }
    return all.join(",\r\n ");
}

QByteArray quotedPrintable(const QByteArray &bytes)
{
    QByteArray out;
    const QList<QByteArray> lines = bytes.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        int width = 0;
        QByteArray line = lines.at(i);
        if (line.endsWith('\r'))
            line.chop(1);
        for (qsizetype at = 0; at < line.size(); ++at) {
            const char c = line.at(at);
            const bool last = at + 1 == line.size();
            const bool plain = (c > ' ' && c < 127 && c != '=') || ((c == ' ' || c == '\t') && !last);
            const QByteArray piece = plain ? QByteArray(1, c) : '=' + QByteArray(1, c).toHex().toUpper();
            if (width + piece.size() > 75) {
                out += "=\r\n";
                width = 0;
            }
            out += piece;
            width += static_cast<int>(piece.size());
        }
        if (i + 1 < lines.size())
            out += "\r\n";
    }
    return out;
}

QByteArray base64Lines(const QByteArray &bytes)
{
    const QByteArray all = bytes.toBase64();
    QByteArray out;
    for (qsizetype at = 0; at < all.size(); at += 76)
        out += all.mid(at, 76) + "\r\n";
    return out;
}

/// Header lines and body of one text part.
Encoded textPart(const Letter &letter, const QByteArray &type, QString text)
{
    const Encoded bytes = encoded(text.replace(QLatin1Char('\n'), QStringLiteral("\r\n")), letter.charset);
    if (!bytes)
        return bytes;
    const QByteArray body = letter.encoding == "base64" ? base64Lines(*bytes)
        : letter.encoding == "quoted-printable"         ? quotedPrintable(*bytes)
                                                        : *bytes;
    return "Content-Type: " + type + "; charset=\"" + letter.charset
        + "\"\r\nContent-Transfer-Encoding: " + letter.encoding + "\r\n\r\n" + body;
}

QByteArray multipart(const QByteArray &type, const QByteArrayList &parts)
{
    const QByteArray boundary = "----=_NextPart_"
        + QByteArray::number(QRandomGenerator::global()->generate64(), 16).rightJustified(16, '0').toUpper();
    QByteArray out = "Content-Type: " + type + ";\r\n\tboundary=\"" + boundary + "\"\r\n\r\n";
    for (const QByteArray &part : parts)
        out += "--" + boundary + "\r\n" + part + "\r\n";
    return out + "--" + boundary + "--\r\n";
}

Encoded enclosurePart(const Enclosure &file, const QByteArray &charset)
{
    const Encoded name = headerWords(file.name, charset);
    if (!name)
        return name;
    const bool isMail = file.type == "message/rfc822"; // RFC 2046 section 5.2.1: no base64
    QByteArray part
        = "Content-Type: " + file.type + ";\r\n\tname=\"" + QByteArray(*name).replace("\r\n ", " ") + "\"\r\n";
    part += isMail ? "Content-Transfer-Encoding: 8bit\r\n" : "Content-Transfer-Encoding: base64\r\n";
    if (file.contentId.isEmpty()) {
        part += "Content-Disposition: attachment;\r\n\tfilename*=UTF-8''" + file.name.toUtf8().toPercentEncoding()
            + "\r\n";
    } else {
        part += "Content-Disposition: inline\r\nContent-ID: <" + file.contentId.toLatin1() + ">\r\n";
    }
    return part + "\r\n" + (isMail ? file.bytes : base64Lines(file.bytes));
}

/// The body with its own header lines: text, and around it alternative, related and mixed as needed.
Encoded bodyOf(const Letter &letter)
{
    Encoded body = textPart(letter, "text/plain", letter.text);
    if (!body)
        return body;
    QByteArrayList attached;
    QByteArrayList pictures;
    for (const Enclosure &file : letter.enclosures) {
        const Encoded part = enclosurePart(file, letter.charset);
        if (!part)
            return part;
        (file.contentId.isEmpty() ? attached : pictures) << *part;
    }
    if (!letter.html.isEmpty()) {
        const Encoded html = textPart(letter, "text/html", letter.html);
        if (!html)
            return html;
        const QByteArray shown
            = pictures.isEmpty() ? *html : multipart("multipart/related", QByteArrayList{*html} + pictures);
        body = letter.text.isEmpty() ? shown : multipart("multipart/alternative", {*body, shown});
    }
    return attached.isEmpty() ? body : Encoded(multipart("multipart/mixed", QByteArrayList{*body} + attached));
}

QByteArray dateLine(UtcMs date, int zoneMinutes)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(date, Qt::OffsetFromUTC, zoneMinutes * 60);
    const int minutes = std::abs(zoneMinutes);
    return QLocale::c().toString(when, QStringLiteral("ddd, d MMM yyyy HH:mm:ss ")).toLatin1()
        + (zoneMinutes < 0 ? '-' : '+') + QByteArray::number(minutes / 60).rightJustified(2, '0')
        + QByteArray::number(minutes % 60).rightJustified(2, '0');
}

QByteArray references(const QStringList &ids)
{
    QByteArrayList all;
    for (const QString &id : ids)
        all << '<' + id.toUtf8() + '>';
    return all.join("\r\n ");
}

} // namespace

Result<QByteArray> written(const Letter &letter)
{
    const Encoded from = addressLine({letter.from}, letter.charset);
    const Encoded to = addressLine(letter.to, letter.charset);
    const Encoded cc = addressLine(letter.cc, letter.charset);
    const Encoded subject = headerWords(letter.subject, letter.charset);
    const Encoded body = bodyOf(letter);
    for (const Encoded *each : {&from, &to, &cc, &subject, &body}) {
        if (!*each)
            return *each;
    }
    QByteArray mail = "Return-Path: <" + letter.from.address.toUtf8() + ">\r\n";
    for (const QByteArray &header : letter.headers)
        mail += header + "\r\n";
    mail += "From: " + *from + "\r\nTo: " + *to + "\r\n";
    if (!cc->isEmpty())
        mail += "Cc: " + *cc + "\r\n";
    mail += "Subject: " + *subject + "\r\nDate: " + dateLine(letter.date, letter.zoneMinutes) + "\r\nMessage-ID: <"
        + letter.messageId.toUtf8() + ">\r\n";
    if (!letter.inReplyTo.isEmpty())
        mail += "In-Reply-To: <" + letter.inReplyTo.toUtf8() + ">\r\n";
    if (!letter.references.isEmpty())
        mail += "References: " + references(letter.references) + "\r\n";
    return mail + "MIME-Version: 1.0\r\n" + *body;
}

QByteArray written(const Undeliverable &report)
{
    const QByteArray recipient = report.recipient.toUtf8();
    const QByteArray words = "Content-Type: text/plain; charset=\"us-ascii\"\r\n\r\n"
                             "This is the mail system at host mail.nordhafen.example.\r\n\r\n"
                             "I'm sorry to have to inform you that your message could not\r\n"
                             "be delivered to one or more recipients. It's attached below.\r\n\r\n<"
        + recipient + ">: " + report.diagnostic + "\r\n";
    const QByteArray status = "Content-Type: message/delivery-status\r\n\r\n"
                              "Reporting-MTA: dns; mail.nordhafen.example\r\n\r\n"
                              "Final-Recipient: rfc822; "
        + recipient + "\r\nAction: failed\r\nStatus: " + report.status + "\r\nDiagnostic-Code: smtp; "
        + report.diagnostic + "\r\n";
    const qsizetype end = report.original.indexOf("\r\n\r\n");
    const QByteArray header = "Content-Type: text/rfc822-headers\r\n\r\n" + report.original.left(end + 2);
    return "Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mail.nordhafen.example>\r\nTo: <"
        + report.to.address.toUtf8()
        + ">\r\nSubject: Undelivered Mail Returned to Sender\r\nDate: " + dateLine(report.date, 0) + "\r\nMessage-ID: <"
        + report.messageId.toUtf8() + ">\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        + multipart("multipart/report; report-type=delivery-status", {words, status, header});
}

QString strangeMessageId(const QString &domain)
{
    const quint64 a = QRandomGenerator::global()->generate64();
    const quint64 b = QRandomGenerator::global()->generate64();
    return QStringLiteral("%1%2@%3").arg(QString::number(a, 36).toUpper(), QString::number(b, 36).toUpper(), domain);
}

} // namespace liaison::demo
