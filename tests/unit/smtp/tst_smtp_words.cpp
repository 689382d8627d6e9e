#include "core/smtp/capabilities.h"
#include "core/smtp/dot_stuffer.h"
#include "core/smtp/path.h"
#include "core/smtp/reply.h"
#include "core/smtp/reply_error.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::smtp;

/// Replies, capabilities, paths and dots: what the lines of SMTP are made of.
class TestSmtpWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replies_data();
    void replies();
    void brokenReplies_data();
    void brokenReplies();
    void anEndlessReplyIsBounded();
    void enhancedCodesMustFitTheCode();
    void capabilities();
    void paths_data();
    void paths();
    void noCharacterEndsAPath();
    void dots_data();
    void dots();
    void dotsAtEveryChunkBorder();
    void errorKinds_data();
    void errorKinds();

private:
    static Result<std::optional<Reply>> parsed(const QByteArray &bytes)
    {
        ReplyParser parser;
        parser.feed(bytes);
        return parser.next();
    }
};

void TestSmtpWords::replies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::newRow("one line") << QByteArray("250 ok\r\n") << 250 << QList<QByteArray>{"ok"};
    QTest::newRow("no text") << QByteArray("250\r\n") << 250 << QList<QByteArray>{""};
    QTest::newRow("bare LF") << QByteArray("250 ok\n") << 250 << QList<QByteArray>{"ok"};
    QTest::newRow("three lines") << QByteArray("250-a\r\n250-\r\n250 c\r\n") << 250 << QList<QByteArray>{"a", "", "c"};
    QTest::newRow("enhanced") << QByteArray("550-5.1.1 no\r\n550 5.1.1 user\r\n") << 550
                              << QList<QByteArray>{"no", "user"};
}

void TestSmtpWords::replies()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, code);
    QFETCH(const QList<QByteArray>, lines);
    const auto whole = parsed(bytes);
    QVERIFY(whole && *whole);
    QCOMPARE((*whole)->code, code);
    QCOMPARE((*whole)->lines, lines);

    ReplyParser parser;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto early = parser.next();
        QVERIFY(early && !*early);
        parser.feed(bytes.mid(i, 1));
    }
    const auto late = parser.next();
    QVERIFY(late && *late);
    QCOMPARE((*late)->lines, lines);
    QCOMPARE(parser.heldBytes(), 0);
}

void TestSmtpWords::brokenReplies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("two digits") << QByteArray("25\r\n");
    QTest::newRow("no code") << QByteArray("hello\r\n");
    QTest::newRow("code 999") << QByteArray("999 x\r\n");
    QTest::newRow("code 150") << QByteArray("150 x\r\n");
    QTest::newRow("another code within") << QByteArray("250-a\r\n251 b\r\n");
    QTest::newRow("no space") << QByteArray("250ok\r\n");
    QTest::newRow("NUL") << QByteArray("250 o\0k\r\n", 9);
    QTest::newRow("CR within") << QByteArray("250 o\rk\r\n");
    QTest::newRow("empty line") << QByteArray("\r\n");
}

void TestSmtpWords::brokenReplies()
{
    QFETCH(const QByteArray, bytes);
    ReplyParser parser;
    parser.feed(bytes);
    const auto first = parser.next();
    QVERIFY(!first);
    QCOMPARE(first.error().kind, ErrorKind::ProtocolViolation);
    parser.feed("250 ok\r\n");
    QVERIFY(!parser.next()); // no way back into step
}

void TestSmtpWords::anEndlessReplyIsBounded()
{
    QCOMPARE(parsed("220 " + QByteArray(20'000, 'x')).error().kind, ErrorKind::LimitExceeded);
    QCOMPARE(parsed(QByteArray("250-x\r\n").repeated(1'000)).error().kind, ErrorKind::LimitExceeded);
    QCOMPARE(parsed(("250-" + QByteArray(10'000, 'x') + "\r\n").repeated(10)).error().kind, ErrorKind::LimitExceeded);
}

void TestSmtpWords::enhancedCodesMustFitTheCode()
{
    QCOMPARE((*parsed("550 5.1.1 no\r\n"))->enhanced.value(), (EnhancedCode{5, 1, 1}));
    QCOMPARE((*parsed("550 5.7.606 no\r\n"))->enhanced.value(), (EnhancedCode{5, 7, 606}));
    QVERIFY(!(*parsed("550 2.1.1 no\r\n"))->enhanced);
    QVERIFY(!(*parsed("550 5.1 no\r\n"))->enhanced);
    QVERIFY(!(*parsed("550 5.1.1111 no\r\n"))->enhanced);
    QVERIFY(!(*parsed("550 5.1.1no\r\n"))->enhanced);
    QCOMPARE((*parsed("550 5.1.1\r\n"))->lines, QList<QByteArray>{""});
    QCOMPARE((*parsed("550-5.1.1 no\r\n550 5.1.1 user\r\n"))->words(), u"550 5.1.1 no user"_qs);
}

void TestSmtpWords::capabilities()
{
    const Capabilities c
        = capabilitiesFrom(**parsed("250-mail.corp.example hello\r\n250-PIPELINING\r\n"
                                    "250-size 36700160\r\n250-AUTH plain LOGIN\r\n250-AUTH=LOGIN NTLM\r\n"
                                    "250-8BITMIME\r\n250-X-UNKNOWN foo\r\n250-STARTTLS\r\n250 SMTPUTF8\r\n"));
    QCOMPARE(c.serverName, QByteArray("mail.corp.example"));
    QCOMPARE(c.maxBytes, 36'700'160);
    QCOMPARE(c.authentication, (QList<QByteArray>{"PLAIN", "LOGIN", "NTLM"}));
    QVERIFY(c.pipelining && c.eightBitMime && c.startTls && c.smtpUtf8);

    const Capabilities bare
        = capabilitiesFrom(**parsed("250-STARTTLS\r\n250-SIZE\r\n250 SIZE 99999999999999999999\r\n"));
    QVERIFY(!bare.startTls); // the first line is the server's name
    QCOMPARE(bare.maxBytes, 0);
}

void TestSmtpWords::paths_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("utf8");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("plain") << u"a.b+c@corp.example"_qs << false << QByteArray("<a.b+c@corp.example>");
    QTest::newRow("domain in A-labels") << u"a@bücher.example"_qs << false << QByteArray("<a@xn--bcher-kva.example>");
    QTest::newRow("domain kept") << u"ä@bücher.example"_qs << true << u"<ä@bücher.example>"_qs.toUtf8();
    QTest::newRow("local part needs UTF-8") << u"ä@corp.example"_qs << false << QByteArray();
    QTest::newRow("no domain") << u"root"_qs << false << QByteArray();
    QTest::newRow("empty") << QString() << false << QByteArray();
    QTest::newRow("two paths") << u"a@b.example> <c@d.example"_qs << false << QByteArray();
    QTest::newRow("parameters") << u"a@b.example> SIZE=1"_qs << false << QByteArray();
    QTest::newRow("quoted bracket") << u"\"a>b\"@c.example"_qs << false << QByteArray();
}

void TestSmtpWords::paths()
{
    QFETCH(const QString, address);
    QFETCH(const bool, utf8);
    QFETCH(const QByteArray, line);
    const Result<QByteArray> out = path(address, utf8);
    QCOMPARE(out.has_value(), !line.isEmpty());
    if (out)
        QCOMPARE(*out, line);
    else
        QCOMPARE(out.error().kind, ErrorKind::InvalidInput);
}

void TestSmtpWords::noCharacterEndsAPath()
{
    for (const bool utf8 : {false, true})
        for (const bool quoted : {false, true})
            for (char16_t c = 0; c < 0x3000; ++c) {
                const QString local = quoted ? u"\"a"_qs + QChar(c) + u"b\""_qs : u"a"_qs + QChar(c) + u"b"_qs;
                for (const QString &address : {local + u"@corp.example"_qs, u"a@corp"_qs + QChar(c) + u".example"_qs}) {
                    const Result<QByteArray> out = path(address, utf8);
                    if (!out)
                        continue;
                    QVERIFY2(!out->contains('\r') && !out->contains('\n') && !out->contains('\0'), qPrintable(address));
                    QCOMPARE(out->count('<'), 1);
                    QCOMPARE(out->count('>'), 1);
                }
            }
}

void TestSmtpWords::dots_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("plain") << QByteArray("a\r\nb\r\n") << QByteArray("a\r\nb\r\n.\r\n");
    QTest::newRow("no last line end") << QByteArray("a") << QByteArray("a\r\n.\r\n");
    QTest::newRow("begins with a dot") << QByteArray(".a\r\n") << QByteArray("..a\r\n.\r\n");
    QTest::newRow("a dot alone") << QByteArray("a\r\n.\r\nb\r\n") << QByteArray("a\r\n..\r\nb\r\n.\r\n");
    QTest::newRow("two dots") << QByteArray("..\r\n") << QByteArray("...\r\n.\r\n");
    QTest::newRow("dots elsewhere") << QByteArray("a.\r\nb.c\r\n") << QByteArray("a.\r\nb.c\r\n.\r\n");
    QTest::newRow("empty") << QByteArray() << QByteArray(".\r\n");
    QTest::newRow("ends in a dot") << QByteArray("a\r\n.") << QByteArray("a\r\n..\r\n.\r\n");
    QTest::newRow("bare LF and dot") << QByteArray("a\n.\nb") << QByteArray("a\r\n..\r\nb\r\n.\r\n");
    QTest::newRow("bare CR and dot") << QByteArray("a\r.\rb") << QByteArray("a\r\n..\r\nb\r\n.\r\n");
    QTest::newRow("CR CR LF") << QByteArray("a\r\r\n.") << QByteArray("a\r\n\r\n..\r\n.\r\n");
    QTest::newRow("LF CR") << QByteArray("a\n\r.\r\n") << QByteArray("a\r\n\r\n..\r\n.\r\n");
    QTest::newRow("CR at the end") << QByteArray("a\r") << QByteArray("a\r\n.\r\n");
}

void TestSmtpWords::dots()
{
    QFETCH(const QByteArray, raw);
    QFETCH(const QByteArray, wire);
    DotStuffer whole;
    QByteArray once = whole.stuff(raw);
    once += whole.finish();
    QCOMPARE(once, wire);
    DotStuffer bytewise;
    QByteArray out;
    for (qsizetype i = 0; i < raw.size(); ++i)
        out += bytewise.stuff(QByteArrayView(raw).sliced(i, 1));
    out += bytewise.finish();
    QCOMPARE(out, wire);
    QCOMPARE(wire.indexOf("\r\n.\r\n"), raw.isEmpty() ? -1 : wire.size() - 5); // one end of data, at the end
}

void TestSmtpWords::dotsAtEveryChunkBorder()
{
    const QByteArray raw = ".\r\n..\r\n\r\n.x\r\n\n.\n\r.\ry\r\n.";
    DotStuffer whole;
    QByteArray wire = whole.stuff(raw);
    wire += whole.finish();
    for (qsizetype i = 0; i <= raw.size(); ++i)
        for (qsizetype j = i; j <= raw.size(); ++j) {
            DotStuffer cut;
            const QByteArrayView view(raw);
            QByteArray out = cut.stuff(view.first(i));
            out += cut.stuff(view.sliced(i, j - i));
            out += cut.stuff(view.sliced(j));
            out += cut.finish();
            QCOMPARE(out, wire);
        }
}

void TestSmtpWords::errorKinds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("4xx") << QByteArray("450 4.2.0 greylisted\r\n") << ErrorKind::ServerBusy;
    QTest::newRow("5xx") << QByteArray("550 5.1.1 no such user\r\n") << ErrorKind::RecipientRefused;
    QTest::newRow("552 bare") << QByteArray("552 too big\r\n") << ErrorKind::MessageTooLarge;
    QTest::newRow("too big") << QByteArray("550 5.3.4 too big\r\n") << ErrorKind::MessageTooLarge;
    QTest::newRow("mailbox full") << QByteArray("552 5.2.2 over quota\r\n") << ErrorKind::RecipientRefused;
    QTest::newRow("sign in first") << QByteArray("530 5.7.0 Authentication required\r\n")
                                   << ErrorKind::CredentialsMissing;
    QTest::newRow("STARTTLS first") << QByteArray("530 5.7.0 Must issue a STARTTLS command first\r\n")
                                    << ErrorKind::TlsRequired;
    QTest::newRow("no refusal") << QByteArray("250 ok\r\n") << ErrorKind::ProtocolViolation;
}

void TestSmtpWords::errorKinds()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorKind, kind);
    const Error error = errorFrom(**parsed(bytes), ErrorKind::RecipientRefused);
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.retryAfterMs.has_value(), kind == ErrorKind::ServerBusy);
    QVERIFY(error.serverWords.startsWith(QString::fromLatin1(bytes.left(3))));
}

LIAISON_TEST(TestSmtpWords)
#include "tst_smtp_words.moc"
