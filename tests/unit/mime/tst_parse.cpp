#include "core/mime/body.h"
#include "core/mime/parse.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::mime;
using namespace Qt::StringLiterals;
using domain::MailKind;
using domain::ParseHealth;
using domain::Protection;

namespace {

QByteArray mail(const QByteArray &headers, const QByteArray &body = "hello\r\n")
{
    return headers + "\r\n\r\n" + body;
}

} // namespace

class TestParse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void factsOfAPlainMail();
    void headerTextIsDecoded_data();
    void headerTextIsDecoded();
    void addressesShowTheRealSender_data();
    void addressesShowTheRealSender();
    void charsets_data();
    void charsets();
    void machinesAreRecognised_data();
    void machinesAreRecognised();
    void deliveryReportNamesRecipientAndMail();
    void readReceiptNamesItsMail();
    void alternativeIsOneSection();
    void attachedMailIsAnAttachmentAndOnlySuggests();
    void protectionIsDetected_data();
    void protectionIsDetected();
    void copiesHaveOneContentHash();
    void dmarcCountsOnlyOnTop();
    void quotesAreCut();
};

void TestParse::factsOfAPlainMail()
{
    const auto parsed
        = parse(mail("Return-Path: <>\r\nFrom: \"Roe, M.\" <m.roe@example.com>\r\nTo: a@x.example, B <b@x.example>\r\n"
                     "Reply-To: r@example.com\r\nMessage-ID: <one@example.com>\r\nIn-Reply-To: <zero@example.com>\r\n"
                     "References: <r1@example.com>\r\n <r2@example.com>\r\nSubject: Re: a\r\n line\r\n"
                     "Date: Fri, 20 Nov 2026 17:02:00 +0100\r\nThread-Index: AQHZ",
                     "new words\r\n\r\n> old\r\n"));
    const domain::MailFacts &facts = parsed.facts;
    QCOMPARE(facts.from, (domain::Addresses{{u"Roe, M."_s, u"m.roe@example.com"_s}}));
    QCOMPARE(facts.to.size(), 2);
    QCOMPARE(facts.to.at(1), (domain::Address{u"B"_s, u"b@x.example"_s}));
    QCOMPARE(facts.messageIdHeader, u"one@example.com"_s);
    QCOMPARE(facts.inReplyTo, QStringList{u"zero@example.com"_s});
    QCOMPARE(facts.references, (QStringList{u"r1@example.com"_s, u"r2@example.com"_s}));
    QCOMPARE(facts.subject, u"Re: a line"_s);
    QCOMPARE(facts.date, 1795190520000);
    QCOMPARE(facts.threadIndex, QByteArray::fromBase64("AQHZ"));
    QVERIFY(facts.hasReturnPath && facts.returnPath.isEmpty());
    QCOMPARE(parsed.snippet, u"new words"_s);
    QVERIFY(parsed.bodyText.contains(u"> old"_s));
    QVERIFY(parsed.health == ParseHealth::Clean);
}

void TestParse::headerTextIsDecoded_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("text");
    QTest::newRow("q") << QByteArray("=?utf-8?Q?caf=C3=A9_x?=") << u"café x"_s;
    QTest::newRow("b") << QByteArray("=?ISO-8859-1?B?5Gc=?=") << u"äg"_s;
    QTest::newRow("character split over words") << QByteArray("=?utf-8?B?w6TD?= =?utf-8?B?tg==?=") << u"äö"_s;
    QTest::newRow("space between words goes") << QByteArray("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c") << u"ab c"_s;
    QTest::newRow("space inside a word") << QByteArray("=?utf-8?Q?a b?=") << u"a b"_s;
    QTest::newRow("raw utf-8") << QByteArray("Gr\xc3\xbc\xc3\x9f"
                                             "e")
                               << u"Grüße"_s;
    QTest::newRow("language") << QByteArray("=?utf-8*en?Q?hi?=") << u"hi"_s;
    QTest::newRow("not a word") << QByteArray("a =? b ?= c") << u"a =? b ?= c"_s;
    QTest::newRow("iso-2022-jp") << QByteArray("=?iso-2022-jp?B?GyRCJDMbKEI=?=") << u"こ"_s;
    QTest::newRow("utf-7 refused") << QByteArray("=?utf-7?Q?+ADw-?=") << u"+ADw-"_s;
    QTest::newRow("nul and newline") << QByteArray("=?utf-8?Q?a=00b=0Ac?=") << u"ab c"_s;
    QTest::newRow("override balanced") << QByteArray("=?utf-8?B?4oCuYWI=?=") << u"\u202eab\u202c"_s;
}

void TestParse::headerTextIsDecoded()
{
    QFETCH(QByteArray, raw);
    QFETCH(QString, text);
    QCOMPARE(parse(mail("From: a@b.example\r\nSubject: " + raw)).facts.subject, text);
}

void TestParse::addressesShowTheRealSender_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::newRow("comment") << QByteArray("u@evil.example (ceo@corp.example)") << u"ceo@corp.example"_s
                             << u"u@evil.example"_s;
    QTest::newRow("comment first") << QByteArray("(ceo@corp.example) u@evil.example") << u"ceo@corp.example"_s
                                   << u"u@evil.example"_s;
    QTest::newRow("two angles") << QByteArray("<ceo@corp.example> <u@evil.example>") << u"<ceo@corp.example>"_s
                                << u"u@evil.example"_s;
    QTest::newRow("two ats") << QByteArray("\"CEO\" <ceo@corp.example@evil.example>") << u"CEO"_s
                             << u"ceo@corp.example@evil.example"_s;
    QTest::newRow("encoded name") << QByteArray("=?utf-8?Q?Roe=2C_M=2E?= <a@b.example>") << u"Roe, M."_s
                                  << u"a@b.example"_s;
    QTest::newRow("comma in a word") << QByteArray("=?utf-8?Q?Roe,_M.?= <a@b.example>") << u"Roe, M."_s
                                     << u"a@b.example"_s;
    QTest::newRow("quoted local part") << QByteArray("\"john doe\"@b.example") << QString()
                                       << u"\"john doe\"@b.example"_s;
    QTest::newRow("route") << QByteArray("<@r.example:a@b.example>") << QString() << u"a@b.example"_s;
    QTest::newRow("bidi in the name") << QByteArray("\"\xe2\x80\xae"
                                                    "oec\" <u@evil.example>")
                                      << u"\u27e8U+202E\u27e9oec"_s << u"u@evil.example"_s;
    QTest::newRow("mailsploit") << QByteArray("=?utf-8?b?Y2VvQGNvcnA=?==?utf-8?Q?=00?=@evil.example") << QString()
                                << u"=?utf-8?b?Y2VvQGNvcnA=?==?utf-8?Q?=00?=@evil.example"_s;
}

void TestParse::addressesShowTheRealSender()
{
    QFETCH(QByteArray, from);
    QFETCH(QString, name);
    QFETCH(QString, address);
    const auto facts = parse(mail("From: " + from)).facts;
    QCOMPARE(facts.from.size(), 1);
    QCOMPARE(facts.from.first().address, address);
    QCOMPARE(facts.from.first().name, name);
}

void TestParse::charsets_data()
{
    QTest::addColumn<QByteArray>("charset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("utf-8") << QByteArray("utf-8") << QByteArray("\xc3\xa4") << u"ä"_s;
    QTest::newRow("latin1 is 1252") << QByteArray("iso-8859-1") << QByteArray("\x93x\x94") << u"\u201cx\u201d"_s;
    QTest::newRow("utf-8 called latin1") << QByteArray("iso-8859-1")
                                         << QByteArray("Gr\xc3\xbc\xc3\x9f"
                                                       "e")
                                         << u"Grüße"_s;
    QTest::newRow("latin1 called ascii") << QByteArray("us-ascii")
                                         << QByteArray("Gr\xfc\xdf"
                                                       "e aus M\xfcnchen")
                                         << u"Grüße aus München"_s;
    QTest::newRow("undeclared utf-8") << QByteArray() << QByteArray("\xe2\x82\xac") << u"€"_s;
    QTest::newRow("gb2312 holds gb18030")
        << QByteArray("gb2312") << QByteArray("\xe9\x46")
        << u"镕"_s.left(0) + u"閒"_s.left(0) + QString::fromUtf8("\xe9\x96\x86").left(0) + QString();
    QTest::newRow("iso-2022-jp") << QByteArray("iso-2022-jp") << QByteArray("\x1b$B$3$s\x1b(B") << u"こん"_s;
    QTest::newRow("shift_jis") << QByteArray("Shift_JIS") << QByteArray("\x82\xb1") << u"こ"_s;
    QTest::newRow("koi8-r") << QByteArray("koi8-r") << QByteArray("\xf0\xd2") << u"Пр"_s;
    QTest::newRow("utf-7 refused") << QByteArray("utf-7") << QByteArray("+ADw-b+AD4-") << u"+ADw-b+AD4-"_s;
    QTest::newRow("unknown") << QByteArray("x-none") << QByteArray("plain") << u"plain"_s;
    QTest::newRow("nul goes") << QByteArray("utf-8") << QByteArray("a\0b", 3) << u"ab"_s;
    QTest::newRow("cut sequence") << QByteArray("utf-8") << QByteArray("\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xe2\x82")
                                  << u"ääää\ufffd\ufffd"_s;
}

void TestParse::charsets()
{
    QFETCH(QByteArray, charset);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    const QByteArray type = charset.isEmpty() ? QByteArray() : "; charset=" + charset;
    const QString body = parse(mail("From: a@b.example\r\nContent-Type: text/plain" + type, bytes)).bodyText;
    if (text.isEmpty()) // a character of the larger set only: one character, not replaced
        QVERIFY(body.size() == 1 && body.at(0) != QChar(QChar::ReplacementCharacter));
    else
        QCOMPARE(body, text);
}

void TestParse::machinesAreRecognised_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &headers, MailKind kind) {
        QTest::newRow(name) << headers << static_cast<int>(kind);
    };
    row("person", "Subject: hello", MailKind::Human);
    row("list is no machine", "List-Id: <a.example>\r\nPrecedence: list\r\nSubject: x", MailKind::Human);
    row("auto-submitted no", "Auto-Submitted: no", MailKind::Human);
    row("generated", "Auto-Submitted: auto-generated", MailKind::Automatic);
    row("notified with parameter", "Auto-Submitted: auto-notified; x=y", MailKind::Automatic);
    row("bulk", "Precedence: bulk", MailKind::Automatic);
    row("null path", "Return-Path: <>", MailKind::Automatic);
    row("suppress", "X-Auto-Response-Suppress: All", MailKind::Automatic);
    row("vacation by header", "Auto-Submitted: auto-replied (vacation)\r\nSubject: Auto: x", MailKind::OutOfOffice);
    row("Exchange", "X-Auto-Response-Suppress: All\r\nSubject: Automatic reply: x", MailKind::OutOfOffice);
    row("German, subject only", "Subject: Automatische Antwort: Vorfall", MailKind::OutOfOffice);
    row("talk about vacation", "Subject: Re: my vacation request", MailKind::Human);
    row("daemon", "From: MAILER-DAEMON@x.example\r\nSubject: test", MailKind::Automatic);
    row("qmail", "From: MAILER-DAEMON@x.example\r\nSubject: failure notice", MailKind::Bounce);
    row("Exim delay", "Auto-Submitted: auto-replied\r\nSubject: Warning: message 1x delayed 24 hours", MailKind::Delay);
    row("Exim bounce", "X-Failed-Recipients: a@b.example\r\nSubject: Mail delivery failed", MailKind::Bounce);
}

void TestParse::machinesAreRecognised()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, kind);
    QCOMPARE(static_cast<int>(parse(mail(headers)).facts.kind), kind);
}

void TestParse::deliveryReportNamesRecipientAndMail()
{
    const QByteArray raw = mail(
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\nOriginal-Envelope-Id: env-7\r\n\r\n"
        "Original-Recipient: rfc822;bu@unit.example\r\nFinal-Recipient: rfc822; x@hidden.example\r\nAction: failed\r\n"
        "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n  no such user\r\n--b\r\nContent-Type: "
        "message/rfc822\r\n\r\n"
        "Message-ID: <ours@soc.example>\r\nSubject: original\r\n\r\nbody\r\n--b--\r\n");
    const auto facts = parse(raw).facts;
    QVERIFY(facts.kind == MailKind::Bounce);
    QCOMPARE(facts.reportedMessageId, u"ours@soc.example"_s);
    QCOMPARE(facts.reportedEnvelopeId, u"env-7"_s);
    QCOMPARE(facts.reports.size(), 1);
    QCOMPARE(facts.reports.first().recipient, u"bu@unit.example"_s);
    QCOMPARE(facts.reports.first().action, u"failed"_s);
    QCOMPARE(facts.reports.first().status, u"5.1.1"_s);
    QVERIFY(facts.reports.first().diagnostic.contains(u"no such user"_s));
    QVERIFY(facts.embeddedMessageIds.isEmpty());
    const QByteArray delayed = QByteArray(raw).replace("Action: failed", "Action: delayed");
    QVERIFY(parse(delayed).facts.kind == MailKind::Delay);
}

void TestParse::readReceiptNamesItsMail()
{
    const auto facts = parse(mail("From: a@b.example\r\nContent-Type: multipart/report; "
                                  "report-type=disposition-notification; boundary=b",
                                  "--b\r\n\r\nread\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
                                  "Final-Recipient: rfc822;a@b.example\r\nOriginal-Message-ID: <m@soc.example>\r\n"
                                  "Disposition: manual-action/MDN-sent-manually; displayed\r\n--b--\r\n"))
                           .facts;
    QVERIFY(facts.kind == MailKind::ReadReceipt);
    QCOMPARE(facts.reportedMessageId, u"m@soc.example"_s);
    QCOMPARE(facts.reports.first().action, u"displayed"_s);
}

void TestParse::alternativeIsOneSection()
{
    const MailBody body = readBody(mail("From: a@b.example\r\nContent-Type: multipart/alternative; boundary=b",
                                        "--b\r\nContent-Type: text/plain\r\n\r\nthe plain words\r\n--b\r\n"
                                        "Content-Type: text/html\r\n\r\n<p>the <b>html</b> words</p>\r\n--b--\r\n"));
    QCOMPARE(body.sections.size(), 1);
    QVERIFY(body.sections.first().isHtml);
    QVERIFY(body.sections.first().plain.contains(u"the plain words"_s));
    QCOMPARE(body.sections.first().html.text, u"the html words"_s);
    QVERIFY(body.parsed.hasHtml);
    for (const domain::PartInfo &part : body.parsed.parts)
        QVERIFY(!part.isAttachment);
}

void TestParse::attachedMailIsAnAttachmentAndOnlySuggests()
{
    const QByteArray raw
        = mail("From: a@b.example\r\nMessage-ID: <outer@b.example>\r\nContent-Type: multipart/mixed; boundary=b",
               "--b\r\n\r\nsee\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <inner@evil.example>\r\n"
               "Subject: a/b\r\n\r\nwords\r\n--b--\r\n");
    const auto parsed = parse(raw);
    QCOMPARE(parsed.facts.messageIdHeader, u"outer@b.example"_s);
    QCOMPARE(parsed.facts.embeddedMessageIds, QStringList{u"inner@evil.example"_s});
    QCOMPARE(parsed.facts.embeddedSubjects, QStringList{u"a/b"_s});
    QCOMPARE(parsed.parts.size(), 2);
    QVERIFY(parsed.parts.at(1).isAttachment);
    QCOMPARE(parsed.parts.at(1).path, u"2"_s);
    QCOMPARE(parsed.parts.at(1).fileName, u"a_b.eml"_s);
    QVERIFY(partBytes(raw, u"2"_s).contains("words"));
    QVERIFY(partBytes(raw, u"9"_s).isEmpty());
    QVERIFY(!parsed.bodyText.contains(u"words"_s));
}

void TestParse::protectionIsDetected_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("protection");
    QTest::newRow("none") << QByteArray("text/plain") << QByteArray("x") << int(Protection::None);
    QTest::newRow("smime") << QByteArray("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m")
                           << QByteArray("x") << int(Protection::SmimeEncrypted);
    QTest::newRow("opaque signed") << QByteArray("application/pkcs7-mime; smime-type=signed-data") << QByteArray("x")
                                   << int(Protection::SmimeSigned);
    QTest::newRow("pgp") << QByteArray("multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b")
                         << QByteArray("--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: "
                                       "1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--b--\r\n")
                         << int(Protection::PgpEncrypted);
    QTest::newRow("armour") << QByteArray("text/plain")
                            << QByteArray("-----BEGIN PGP MESSAGE-----\r\n\r\nx\r\n-----END PGP MESSAGE-----\r\n")
                            << int(Protection::PgpEncrypted);
}

void TestParse::protectionIsDetected()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, protection);
    QCOMPARE(int(parse(mail("From: a@b.example\r\nContent-Type: " + type, body)).protection), protection);
}

void TestParse::copiesHaveOneContentHash()
{
    const QByteArray one
        = mail("Received: a\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: a\r\n folded", "x\r\ny\r\n");
    const QByteArray copy
        = "Return-Path: <a@b.example>\nX-Spam: no\nSubject: a folded\nFrom: a@b.example\nTo: c@d.example\n\nx\ny\n\n";
    QCOMPARE(parse(one).contentHash, parse(copy).contentHash);
    QCOMPARE(parse(one).contentHash.size(), 32);
    QVERIFY(parse(one).contentHash != parse(QByteArray(one).replace("x\r\n", "z\r\n")).contentHash);
    QVERIFY(parse(one).contentHash != parse(QByteArray(one).replace("c@d", "e@d")).contentHash);
}

void TestParse::dmarcCountsOnlyOnTop()
{
    QVERIFY(parse(mail("Authentication-Results: mx; spf=pass;\r\n dmarc=fail (p=none)\r\nFrom: a@b.example"))
                .facts.dmarcFailed);
    QVERIFY(!parse(mail("Authentication-Results: mx; dmarc=pass\r\nAuthentication-Results: evil; dmarc=fail"))
                 .facts.dmarcFailed);
}

void TestParse::quotesAreCut()
{
    const auto blocks
        = splitQuotes(u"new\n\nOn Friday, M. Roe\n<m@x.example> wrote:\n> old\n> older\nmore\n-- \nsig"_s);
    QCOMPARE(blocks.size(), 4);
    QCOMPARE(int(blocks.at(1).kind), int(TextBlock::Kind::Quote));
    QCOMPARE(blocks.at(1).lines, 4);
    QCOMPARE(blocks.at(2).text, u"more"_s);
    QCOMPARE(int(blocks.at(3).kind), int(TextBlock::Kind::Signature));
    const auto outlook = splitQuotes(u"new\n\nVon: Roe <a@b.example>\nGesendet: Freitag\nAn: x\n\nold words"_s);
    QCOMPARE(outlook.size(), 2);
    QCOMPARE(outlook.at(1).lines, 5);
    QCOMPARE(splitQuotes(u"From: here we see\nnothing"_s).size(), 1);
}

LIAISON_TEST(TestParse)
#include "tst_parse.moc"
