#include "tests/bench/mail_writer.h"

#include <QDateTime>
#include <QLocale>
#include <QStringConverter>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace liaison::bench {

quint64 Dice::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    quint64 z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

int Dice::exponential(double mean)
{
    return static_cast<int>(-mean * std::log(1.0 - unit()));
}

namespace {

constexpr int vocabularySize = 6'000;
const QByteArray teamAddress = QByteArrayLiteral("incidents@desk.example");

struct Language {
    std::array<const char *, 6> sentences; ///< UTF-8
    std::array<const char *, 3> names;
    bool blanks; ///< words stand apart
};
const std::array<Language, 5> languages{{
    {{"The laptop %1 was taken off the network and is being examined",
      "We see logins of user %2 from an unknown country", "Please send the proxy logs of last night for %1",
      "The attachment was opened on %1 before the alert came in", "The account of %2 is locked until we hear from you",
      "No further traces were found, we keep watching"},
     {"Ruth Ellis", "Sam O'Connor", "Maria Lopez"},
     true},
    {{"Der Rechner %1 wurde vom Netz getrennt und wird untersucht", "Wir haben das Kennwort von %2 zurückgesetzt",
      "Bitte prüfen Sie die Protokolle der Außenstelle München", "Die Überprüfung auf %1 läuft noch bis morgen früh",
      "Für Rückfragen stehe ich Ihnen gern zur Verfügung", "Es wurden keine Daten übertragen, soweit wir sehen"},
     {"Jörg Bäcker", "Sabine Größl", "Uwe Ködel"},
     true},
    {{"Le poste %1 a été isolé du réseau ce matin", "L'employé %2 a signalé un message suspect",
      "Nous vérifions les journaux du serveur de messagerie", "La pièce jointe a été ouverte à 9 h sur %1",
      "Merci de confirmer la réception de ce courriel", "Aucune fuite de données n'a été constatée"},
     {"Hélène Faugère", "Noël Pérez", "Chloé Gaçon"},
     true},
    {{"端末 %1 をネットワークから切り離しました。", "利用者 %2 のパスワードを変更しました。",
      "昨夜の通信記録を確認してください。", "不審なメールの報告を受けました。", "調査結果は明日お送りします。",
      "情報の流出は確認されていません。"},
     {"高橋 健", "中村 由美", "小林 誠"},
     false},
    {{"主机 %1 已经从网络中隔离。", "用户 %2 报告了一封可疑邮件。", "请检查昨晚的代理日志。",
      "附件在报警之前已被打开。", "我们将在明天提交调查报告。", "目前没有发现数据泄露。"},
     {"陈晓明", "刘芳", "赵磊"},
     false},
}};

QString fromUtf8(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray host(Dice &dice)
{
    static const std::array<const char *, 4> kinds{"ws", "srv", "nb", "db"};
    return QByteArray(kinds.at(static_cast<size_t>(dice.below(4)))) + '-' + QByteArray::number(dice.below(900));
}

/// Words come as often as in a language: the n-th about 1/n times as often as the first.
int rank(Dice &dice)
{
    const double r = std::exp(dice.unit() * std::log(vocabularySize + 1.0)) - 1.0;
    return std::min(static_cast<int>(r), vocabularySize - 1);
}

QString sentence(Dice &dice, const Language &language)
{
    QString text = fromUtf8(language.sentences.at(static_cast<size_t>(dice.below(6))));
    text.replace(QStringLiteral("%1"), QString::fromLatin1(host(dice)));
    text.replace(QStringLiteral("%2"), QStringLiteral("p%1").arg(dice.below(7'000)));
    if (!language.blanks)
        return text;
    for (int words = dice.below(14); words > 0; --words)
        text += QLatin1Char(' ') + QString::fromLatin1(vocabularyWord(rank(dice)));
    return text + QLatin1Char('.');
}

QByteArray wrapped64(const QByteArray &bytes)
{
    const QByteArray all = bytes.toBase64();
    QByteArray lines;
    lines.reserve(all.size() + all.size() / 76 + 1);
    for (qsizetype at = 0; at < all.size(); at += 76)
        lines += all.mid(at, 76) + '\n';
    return lines;
}

QByteArray quotedPrintable(const QByteArray &bytes)
{
    QByteArray out;
    int column = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto c = static_cast<unsigned char>(bytes.at(i));
        if (c == '\n') {
            out += '\n';
            column = 0;
            continue;
        }
        const bool atEnd = i + 1 == bytes.size() || bytes.at(i + 1) == '\n';
        const bool plain = (c >= 33 && c <= 126 && c != '=') || (c == ' ' && !atEnd);
        if (column > 71) {
            out += "=\n";
            column = 0;
        }
        if (plain)
            out += static_cast<char>(c);
        else
            out += '=' + QByteArray(1, static_cast<char>(c)).toHex().toUpper();
        column += plain ? 1 : 3;
    }
    return out;
}

/// A text in the charset and encoding that one program or another would choose.
struct Encoded {
    QByteArray headers;
    QByteArray body;
};
Encoded encoded(Dice &dice, const QString &text, const QByteArray &type)
{
    const bool ascii = std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 128; });
    const bool latin = std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 256; });
    if (ascii && dice.chance(0.4))
        return {"Content-Type: " + type + "; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n", text.toLatin1()};
    if (latin && dice.chance(0.4))
        return {"Content-Type: " + type + "; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n",
                quotedPrintable(text.toLatin1())};
    if (dice.chance(latin ? 0.25 : 0.8))
        return {"Content-Type: " + type + "; charset=utf-8\nContent-Transfer-Encoding: base64\n",
                wrapped64(text.toUtf8())};
    return {"Content-Type: " + type + "; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
            quotedPrintable(text.toUtf8())};
}

/// A header's text, in words of at most 40 bytes each (RFC 2047).
QByteArray headerText(const QString &text)
{
    if (std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 128; }))
        return text.toLatin1();
    QByteArray out;
    for (qsizetype at = 0; at < text.size(); at += 12)
        out += (out.isEmpty() ? "" : "\n ") + ("=?utf-8?B?" + text.mid(at, 12).toUtf8().toBase64() + "?=");
    return out;
}

QByteArray mailDate(qint64 at)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(at, Qt::UTC);
    return QLocale::c().toString(time, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
}

QByteArray asHtml(const QString &text)
{
    static const QByteArray style = "<style>\n"
        + QByteArray("p.Body, li.Body, div.Body {margin:0cm; font-size:11.0pt; font-family:\"Calibri\",sans-serif;}\n")
              .repeated(9)
        + "</style>\n";
    QByteArray page
        = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head>\n" + style + "</head>\n<body>\n";
    const QStringList lines = text.toHtmlEscaped().split(QLatin1Char('\n'));
    for (const QString &line : lines)
        page += "<p class=Body><span lang=EN-GB style='mso-fareast-language:EN-US'>" + line.toUtf8()
            + "<o:p></o:p></span></p>\n";
    return page + "</body></html>\n";
}

QByteArray randomBytes(Dice &dice, int size)
{
    QByteArray bytes;
    bytes.reserve(size + 8);
    while (bytes.size() < size) {
        const quint64 n = dice.next();
        bytes.append(reinterpret_cast<const char *>(&n), sizeof n);
    }
    bytes.truncate(size);
    return bytes;
}

QByteArray logLines(Dice &dice, int size)
{
    QByteArray lines;
    while (lines.size() < size)
        lines += mailDate(1'700'000'000 + dice.below(9'000'000)) + ',' + host(dice) + ",10."
            + QByteArray::number(dice.below(64)) + '.' + QByteArray::number(dice.below(256)) + ','
            + (dice.chance(0.2) ? "DENY" : "ALLOW") + ',' + vocabularyWord(rank(dice)) + '\n';
    return lines;
}

QByteArray attachment(Dice &dice)
{
    const int size = 2'000 + dice.exponential(dice.chance(0.01) ? 1'500'000 : 56'000);
    const QByteArray stem = host(dice);
    if (dice.chance(0.35))
        return "Content-Type: text/csv; name=\"" + stem
            + ".csv\"\nContent-Transfer-Encoding: base64\n"
              "Content-Disposition: attachment; filename=\""
            + stem + ".csv\"\n\n" + wrapped64(logLines(dice, size));
    const bool pdf = dice.chance(0.5);
    const QByteArray name = pdf ? stem + ".pdf" : stem + ".png";
    return QByteArray("Content-Type: ") + (pdf ? "application/pdf" : "image/png")
        + "\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"" + name + "\"\n\n"
        + wrapped64((pdf ? QByteArray("%PDF-1.6\n") : QByteArray("\x89PNG\r\n\x1a\n")) + randomBytes(dice, size));
}

QByteArray multipart(const QByteArray &kind, const QByteArray &boundary, const QByteArrayList &parts)
{
    QByteArray out = "Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"\n\n";
    for (const QByteArray &part : parts)
        out += "--" + boundary + '\n' + part + (part.endsWith('\n') ? "" : "\n");
    return out + "--" + boundary + "--\n";
}

QByteArray traceHeaders(Dice &dice, const MailPlan &plan, const QByteArray &from, const QByteArray &to)
{
    QByteArray out = "Return-Path: <" + (plan.bounce ? QByteArray() : from) + ">\n";
    for (int hop = 0; hop < 3; ++hop)
        out += "Received: from relay" + QByteArray::number(hop) + ".example (relay" + QByteArray::number(hop)
            + ".example [192.0.2." + QByteArray::number(dice.below(250)) + "])\n\tby mx" + QByteArray::number(hop)
            + ".example (Postfix) with ESMTPS id " + QByteArray::number(dice.next(), 16).toUpper() + "\n\tfor <" + to
            + ">; " + mailDate(plan.at + 3 - hop) + '\n';
    out += "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example; s=k1;\n\th=from:to:subject:date;\n\tbh="
        + randomBytes(dice, 32).toBase64() + ";\n\tb=" + randomBytes(dice, 54).toBase64() + "\n\t "
        + randomBytes(dice, 54).toBase64() + "\n\t " + randomBytes(dice, 54).toBase64() + '\n';
    return out + "Authentication-Results: mx0.example; dkim=pass header.d=example;\n\tspf=pass; dmarc=pass\n";
}

QByteArray bounceBody(const MailPlan &plan, const QByteArray &boundary)
{
    const QByteArray about = plan.references.isEmpty() ? plan.messageId : plan.references.last();
    return multipart(
        "report; report-type=delivery-status", boundary,
        {"Content-Type: text/plain; charset=us-ascii\n\nYour mail could not be delivered.\n",
         "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx0.example\n\nFinal-Recipient: rfc822; "
             + unitAddress(plan.unit)
             + "\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\n",
         "Content-Type: text/rfc822-headers\n\nMessage-ID: " + about + "\nSubject: " + headerText(plan.subject)
             + '\n'});
}

QString textOf(Dice &dice, const MailPlan &plan, const Language &language, const QString &author)
{
    if (plan.absent)
        return QStringLiteral("I am out of the office and back next week.\n");
    QString text;
    for (int lines = 3 + dice.below(14); lines > 0; --lines)
        text += sentence(dice, language) + QLatin1Char('\n');
    text += QStringLiteral("\n-- \n") + author + QLatin1Char('\n');
    if (!plan.quoted.isEmpty()) {
        text += QLatin1Char('\n');
        const QStringList lines = QString::fromUtf8(plan.quoted).split(QLatin1Char('\n'));
        for (const QString &line : lines.mid(0, 150))
            text += (QStringLiteral("> ") + line).left(800) + QLatin1Char('\n');
    }
    return text;
}

QByteArray body(Dice &dice, const QString &text, const QByteArray &boundary)
{
    const Encoded plain = encoded(dice, text, "text/plain");
    QByteArray main = plain.headers + '\n' + plain.body;
    if (dice.chance(0.3)) {
        const Encoded page = encoded(dice, QString::fromUtf8(asHtml(text)), "text/html");
        main = multipart("alternative", "alt" + boundary, {main, page.headers + '\n' + page.body});
    }
    if (!dice.chance(0.21))
        return main;
    QByteArrayList parts{main, attachment(dice)};
    if (dice.chance(0.2))
        parts << attachment(dice);
    return multipart("mixed", boundary, parts);
}

} // namespace

QByteArray vocabularyWord(int n)
{
    static const std::array<const char *, 20> syllables{"ba",  "der", "fi",  "gor", "hen", "jul", "ka",
                                                        "lom", "mi",  "nor", "pe",  "qua", "ris", "sol",
                                                        "tan", "ul",  "ve",  "wen", "xor", "zi"};
    // Mixed, so that frequent words do not resemble each other; 7919 has no factor in common with 8000.
    int code = (n * 7'919) % 8'000;
    QByteArray word;
    for (int i = 0; i < 3; ++i) {
        word += syllables.at(static_cast<size_t>(code % 20));
        code /= 20;
    }
    return word;
}

QByteArray unitAddress(int unit)
{
    return "contact" + QByteArray::number(unit) + "@unit" + QByteArray::number(unit % 40) + ".example";
}

WrittenMail writeMail(const MailPlan &plan)
{
    Dice dice(plan.seed);
    const int tongue = plan.unit % 10; // six in ten units write English
    const Language &language = languages.at(tongue < 6 ? 0 : static_cast<size_t>(tongue - 5));
    const QString name = fromUtf8(language.names.at(static_cast<size_t>(plan.unit / 10 % 3)));
    const QByteArray unit = headerText(name) + " <" + unitAddress(plan.unit) + '>';
    const QByteArray team = "Incident Desk <" + teamAddress + '>';
    const QByteArray from = plan.bounce ? QByteArray("MAILER-DAEMON@mx0.example") : plan.fromUnit ? unit : team;

    WrittenMail mail;
    const QByteArray &envelopeFrom = plan.fromUnit ? unitAddress(plan.unit) : teamAddress;
    mail.bytes = traceHeaders(dice, plan, envelopeFrom, plan.fromUnit ? teamAddress : unitAddress(plan.unit));
    mail.bytes += "From: " + from + "\nTo: " + (plan.fromUnit ? team : unit) + '\n';
    if (dice.chance(0.3))
        mail.bytes += "Cc: " + unitAddress(dice.below(200)) + ", " + unitAddress(dice.below(200)) + '\n';
    mail.bytes += "Subject: " + headerText(plan.subject) + "\nDate: " + mailDate(plan.at)
        + "\nMessage-ID: " + plan.messageId + '\n';
    if (!plan.references.isEmpty() && !plan.bounce)
        mail.bytes += "In-Reply-To: " + plan.references.last() + "\nReferences: " + plan.references.join("\n ") + '\n';
    if (plan.bounce || plan.absent)
        mail.bytes += plan.bounce ? "Auto-Submitted: auto-generated\n" : "Auto-Submitted: auto-replied\n";
    mail.bytes += "MIME-Version: 1.0\nX-Mailer: Example Mail 16.0\n";
    const QByteArray boundary = "=_" + QByteArray::number(dice.next(), 16) + "_=";
    if (plan.bounce) {
        mail.bytes += bounceBody(plan, boundary);
        return mail;
    }
    const QString text = textOf(dice, plan, language, name);
    mail.text = text.toUtf8();
    mail.bytes += body(dice, text, boundary);
    return mail;
}

} // namespace liaison::bench
