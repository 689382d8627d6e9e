#include "core/mime/body.h"
#include "core/mime/parse.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace liaison;
using namespace liaison::mime;
using namespace Qt::StringLiterals;
using domain::ParseHealth;

namespace {

QByteArray mail(const QByteArray &headers, const QByteArray &body = "hello\r\n")
{
    return headers + "\r\n\r\n" + body;
}

QByteArray nested(int depth)
{
    QByteArray head = "Subject: deep\r\n";
    QByteArray tail;
    for (int i = 0; i < depth; ++i) {
        const QByteArray boundary = "b" + QByteArray::number(i);
        head += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
        tail.prepend("\r\n--" + boundary + "--\r\n");
    }
    return head + "Content-Type: text/plain\r\n\r\ninnermost" + tail;
}

} // namespace

/// Mail that is no mail, is made to break a reader, or hides what it says.
class TestParseLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attachmentNamesAreMadeSafe_data();
    void attachmentNamesAreMadeSafe();
    void bombsAreCutAndSaid_data();
    void bombsAreCutAndSaid();
    void whatIsNoMailIsQuarantined();
    void hiddenWordsAreFoundButNotQuoted();
    void manyThreadsReadTheSame();
};

void TestParseLimits::attachmentNamesAreMadeSafe_data()
{
    QTest::addColumn<QByteArray>("parameter");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *what, const QByteArray &parameter, const QString &name) {
        QTest::newRow(what) << parameter << name;
    };
    row("plain", "filename=\"a b.txt\"", u"a b.txt"_s);
    row("2231", "filename*=utf-8''gr%C3%BC%C3%9Fe.txt", u"grüße.txt"_s);
    row("2231 continued", "filename*0=\"..\"; filename*1=\"/..\"; filename*2=\"/pwn\"", u"pwn"_s);
    row("2047", "filename=\"=?utf-8?Q?=C3=A4.txt?=\"", u"ä.txt"_s);
    row("traversal", "filename=\"..\\\\..\\\\pwn.exe\"", u"pwn.exe"_s);
    row("absolute", "filename=\"/etc/cron.d/pwn\"", u"pwn"_s);
    row("device", "filename=\"NUL.txt\"", u"_NUL.txt"_s);
    row("stream", "filename=\"x.pdf:evil.exe\"", u"x_pdf_evil.exe"_s);
    row("double extension", "filename=\"invoice.pdf.exe\"", u"invoice_pdf.exe"_s);
    row("spaces", "filename=\"invoice.pdf          .exe\"", u"invoice_pdf.exe"_s);
    row("rtlo", "filename*=utf-8''invoice%E2%80%AEfdp.exe", u"invoicefdp.exe"_s);
    row("dot", "filename=\".\"", u"attachment.bin"_s);
    row("hidden", "filename=\".bashrc\"", u"bashrc"_s);
    row("trailing dot", "filename=\"x.txt.\"", u"x.txt"_s);
    row("archive keeps both", "filename=\"x.tar.gz\"", u"x.tar.gz"_s);
}

void TestParseLimits::attachmentNamesAreMadeSafe()
{
    QFETCH(QByteArray, parameter);
    QFETCH(QString, name);
    const auto parsed = parse(mail("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b",
                                   "--b\r\n\r\nsee\r\n--b\r\nContent-Type: application/octet-stream\r\n"
                                   "Content-Disposition: attachment; "
                                       + parameter + "\r\n\r\nMZabc\r\n--b--\r\n"));
    QCOMPARE(parsed.parts.size(), 2);
    QCOMPARE(parsed.parts.at(1).fileName, name);
    QVERIFY(parsed.parts.at(1).isAttachment);
}

void TestParseLimits::bombsAreCutAndSaid_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("depth 101") << nested(101);
    QTest::newRow("depth 3,000") << nested(3'000);
    QTest::newRow("depth 20,000") << nested(20'000);
    QTest::newRow("20,000 parts") << mail("Content-Type: multipart/mixed; boundary=b",
                                          QByteArray("--b\r\n\r\nx\r\n").repeated(20'000));
    QTest::newRow("30,000 headers") << QByteArray("To: a@b.example\r\n").repeated(30'000) + "\r\nbody";
    QByteArray mails = "Subject: x\r\n";
    for (int i = 0; i < 3'000; ++i)
        mails += "Content-Type: message/rfc822\r\n\r\n";
    QTest::newRow("30,000 part headers") << mail("Content-Type: multipart/mixed; boundary=b",
                                                 "--b\r\n" + QByteArray("X-A: b\r\n").repeated(30'000)
                                                     + "\r\nx\r\n--b--\r\n");
    QTest::newRow("3,000 mails in mails") << mails + "\r\nwords";
}

void TestParseLimits::bombsAreCutAndSaid()
{
    QFETCH(QByteArray, raw);
    const auto parsed = parse(raw);
    QVERIFY(parsed.parts.size() <= 10'000);
    QVERIFY(!parsed.parts.isEmpty() || !parsed.bodyText.isEmpty());
    const QByteArray row = QTest::currentDataTag();
    if (row != "30,000 part headers" && row != "3,000 mails in mails") {
        QVERIFY(parsed.health == ParseHealth::Truncated);
        QVERIFY(!parsed.healthNote.isEmpty());
    }
}

void TestParseLimits::whatIsNoMailIsQuarantined()
{
    const auto parsed = parse(QByteArray("\x01\x02 nothing of a mail\nat all\n\xff\xfe"));
    QVERIFY(parsed.health == ParseHealth::Quarantined);
    QVERIFY(parsed.facts.subject.contains(u"nothing of a mail"_s));
    QVERIFY(parsed.bodyText.contains(u"at all"_s));
    QVERIFY(parse(QByteArray()).health == ParseHealth::Quarantined);
    QCOMPARE(readBody("no mail").sections.size(), 1);
}

void TestParseLimits::hiddenWordsAreFoundButNotQuoted()
{
    const QByteArray raw
        = mail("From: a@b.example\r\nContent-Type: text/html", "<p>seen</p><p style='display:none'>secret</p>");
    const MailBody body = readBody(raw);
    QCOMPARE(body.sections.first().plain, u"seen"_s);
    QVERIFY(body.parsed.bodyText.contains(u"secret"_s));
    QCOMPARE(parse(raw).bodyText, body.parsed.bodyText);
}

void TestParseLimits::manyThreadsReadTheSame()
{
    const QByteArray raw
        = mail("From: =?iso-2022-jp?B?GyRCJDMbKEI=?= <a@b.example>\r\nContent-Type: text/html; charset=koi8-r",
               "<a href='https://evil.com'>bank.com</a> \xf0\xd2");
    const domain::ParsedMail expected = parse(raw);
    std::vector<std::thread> threads;
    std::atomic<int> equal = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 200; ++n) {
                const MailBody body = readBody(raw);
                equal += body.parsed.bodyText == expected.bodyText && body.parsed.facts.from == expected.facts.from
                        && body.sections.first().html.links.first().deceptive
                    ? 1
                    : 0;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(equal.load(), 800);
}

LIAISON_TEST(TestParseLimits)
#include "tst_parse_limits.moc"
