#include "tests/support/test_registry.h"
#include "tests/unit/smtp/smtp_script.h"

#include <QTest>

using namespace liaison;
using namespace liaison::smtp;
using namespace liaison::test;

/// Whole dialogues, each also in pieces of one, two and seven bytes.
class TestSmtpDialogues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dialogues_data();
    void dialogues();
};

void TestSmtpDialogues::dialogues_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<OpeningOptions>("options");
    QTest::addColumn<std::optional<ErrorKind>>("error");
    const auto row = [](const char *name, const Script &script, const OpeningOptions &options,
                        std::optional<ErrorKind> error) { QTest::newRow(name) << script << options << error; };
    const Turn data{"DATA", "354 go\r\n"};
    const Turn ok{from, "250 2.1.0 ok\r\n"};
    const Turn rcpt{to, "250 2.1.5 ok\r\n"};

    row("accepted", {greeting, ehlo, ok, rcpt, data, {body, "250 2.0.0 queued\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(),
        {});
    row("signed in",
        {greeting,
         {"EHLO c", "250-mail\r\n250 AUTH LOGIN PLAIN\r\n"},
         {plain, "235 ok\r\n"},
         {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"},
         rcpt,
         data,
         {body, "250 queued\r\n"}},
        signedIn(), {});
    row("LOGIN",
        {greeting,
         {"EHLO c", "250-mail\r\n250 AUTH LOGIN\r\n"},
         {"AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"},
         {"dXNlcg==", "334 UGFzc3dvcmQ6\r\n"},
         {"Y2FuYXJ5LXB3", "535 5.7.8 wrong\r\n"}},
        signedIn(), ErrorKind::AuthenticationFailed);
    row("STARTTLS",
        {greeting,
         {"EHLO c", "250-mail\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"},
         {"STARTTLS", "220 go\r\n"},
         {tls, {}},
         {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"},
         {plain, "235 ok\r\n"},
         {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"},
         rcpt,
         data,
         {body, "250 queued\r\n"}},
        signedIn(true), {});
    row("no STARTTLS", {greeting, {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"}, {"QUIT", "221 bye\r\n"}},
        signedIn(true), ErrorKind::TlsRequired);
    row("STARTTLS refused",
        {greeting, {"EHLO c", "250-mail\r\n250 STARTTLS\r\n"}, {"STARTTLS", "502 no\r\n"}, {"QUIT", "221 bye\r\n"}},
        signedIn(true), ErrorKind::TlsRequired);
    row("STARTTLS not now",
        {greeting, {"EHLO c", "250-mail\r\n250 STARTTLS\r\n"}, {"STARTTLS", "454 later\r\n"}, {"QUIT", "221 bye\r\n"}},
        signedIn(true), ErrorKind::ServerBusy);
    OpeningOptions clear = signedIn();
    clear.secure = false;
    row("no password in clear", {greeting, {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"}, {"QUIT", "221 bye\r\n"}},
        clear, ErrorKind::TlsRequired);
    row("wrong password",
        {greeting,
         {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"},
         {plain, "535 5.7.8 wrong\r\n"},
         {"QUIT", "221 bye\r\n"}},
        signedIn(), ErrorKind::AuthenticationFailed);
    row("sign-in not now", {greeting, {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"}, {plain, "454 4.7.0 later\r\n"}},
        signedIn(), ErrorKind::ServerBusy);
    row("no AUTH", {greeting, ehlo, {"QUIT", "221 bye\r\n"}}, signedIn(), ErrorKind::AuthenticationUnsupported);
    row("unknown AUTH", {greeting, {"EHLO c", "250-mail\r\n250 AUTH NTLM GSSAPI\r\n"}, {"QUIT", "221 bye\r\n"}},
        signedIn(), ErrorKind::AuthenticationUnsupported);
    row("senseless challenge",
        {greeting, {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"}, {plain, "334 !!!\r\n"}, {"*", "501 cancelled\r\n"}},
        signedIn(), ErrorKind::ProtocolViolation);
    row("one challenge more",
        {greeting, {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"}, {plain, "334 \r\n"}, {"*", "501 cancelled\r\n"}},
        signedIn(), ErrorKind::ProtocolViolation);
    row("HELO will do",
        {greeting,
         {"EHLO c", "500 what\r\n"},
         {"HELO c", "250 mail\r\n"},
         {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"},
         rcpt,
         data,
         {body, "250 queued\r\n"}},
        relay(), {});
    row("no HELO with a password", {greeting, {"EHLO c", "500 what\r\n"}, {"QUIT", "221 bye\r\n"}}, signedIn(),
        ErrorKind::ServerRefused);
    row("no HELO before STARTTLS", {greeting, {"EHLO c", "502 what\r\n"}, {"QUIT", {}}}, signedIn(true),
        ErrorKind::ServerRefused);
    row("no service", {{{}, "554 no service\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(), ErrorKind::ServerRefused);
    row("busy", {{{}, "421 too many connections\r\n"}}, relay(), ErrorKind::ServerBusy);
    row("odd greeting", {{{}, "221 not ready\r\n"}}, relay(), ErrorKind::ProtocolViolation);
    row("sender refused", {greeting, ehlo, {from, "553 5.7.1 not yours\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(),
        ErrorKind::SenderRefused);
    row("all refused", {greeting, ehlo, ok, {to, "550 5.1.1 unknown\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(),
        ErrorKind::RecipientRefused);
    row("all refused for now", {greeting, ehlo, ok, {to, "451 greylisted\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(),
        ErrorKind::ServerBusy);
    row("DATA refused", {greeting, ehlo, ok, rcpt, {"DATA", "554 5.5.1 no\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(),
        ErrorKind::ServerRefused);
    row("mail refused", {greeting, ehlo, ok, rcpt, data, {body, "550 5.7.1 spam\r\n"}, {"QUIT", "221 bye\r\n"}},
        relay(), ErrorKind::ServerRefused);
    row("mail refused for now", {greeting, ehlo, ok, rcpt, data, {body, "451 4.3.0 later\r\n"}, {"QUIT", {}}}, relay(),
        ErrorKind::ServerBusy);
    row("mail too large", {greeting, ehlo, ok, rcpt, data, {body, "552 5.3.4 too big\r\n"}, {"QUIT", {}}}, relay(),
        ErrorKind::MessageTooLarge);
    row("421 for an answer", {greeting, ehlo, ok, rcpt, data, {body, "421 4.3.2 going down\r\n"}}, relay(),
        ErrorKind::ServerBusy);
    row("nonsense for an answer", {greeting, ehlo, ok, rcpt, data, {body, "hello\r\n"}}, relay(),
        ErrorKind::SendUncertain);
    row("354 for an answer", {greeting, ehlo, ok, rcpt, data, {body, "354 more\r\n"}}, relay(),
        ErrorKind::SendUncertain);

    const QByteArray group = "MAIL FROM:<ir@corp.example>\r\n" + to + "\r\nDATA";
    row("pipelined",
        {greeting,
         ehloPipelining,
         {group, "250 ok\r\n250 ok\r\n354 go\r\n"},
         {body, "250 queued\r\n"},
         {"QUIT", "221 bye\r\n"}},
        relay(), {});
    row("pipelined, refused",
        {greeting, ehloPipelining, {group, "250 ok\r\n550 no\r\n554 none\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(),
        ErrorKind::RecipientRefused);
    row("pipelined, refused, 354",
        {greeting,
         ehloPipelining,
         {group, "250 ok\r\n550 no\r\n354 go\r\n"},
         {".", "554 none\r\n"},
         {"QUIT", "221 bye\r\n"}},
        relay(), ErrorKind::RecipientRefused);
    row("pipelined, sender refused",
        {greeting, ehloPipelining, {group, "550 no\r\n503 no\r\n503 no\r\n"}, {"QUIT", {}}}, relay(),
        ErrorKind::SenderRefused);
    row("pipelined, no empty mail", {greeting, ehloPipelining, {group, "550 no\r\n250 ok\r\n354 go\r\n"}, {{}, {}}},
        relay(), ErrorKind::SenderRefused);
    // CHUNKING (RFC 3030): BDAT takes the place of DATA, after the recipients' answers.
    const Turn ehloChunking{"EHLO c", "250-mail\r\n250-PIPELINING\r\n250 CHUNKING\r\n"};
    const QByteArray opened = "MAIL FROM:<ir@corp.example>\r\n" + to;
    const QByteArray chunk = "BDAT 18 LAST\r\nSubject: x\r\n\r\nhi"; // the turn ends with the mail's last CRLF
    row("chunk",
        {greeting,
         {"EHLO c", "250-mail\r\n250 CHUNKING\r\n"},
         {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"},
         rcpt,
         {chunk, "250 2.0.0 queued\r\n"},
         {"QUIT", "221 bye\r\n"}},
        relay(), {});
    row("chunk, pipelined",
        {greeting, ehloChunking, {opened, "250 ok\r\n250 ok\r\n"}, {chunk, "250 queued\r\n"}, {"QUIT", {}}}, relay(),
        {});
    row("chunk, nobody to get it",
        {greeting, ehloChunking, {opened, "250 ok\r\n550 5.1.1 no\r\n"}, {"QUIT", "221 bye\r\n"}}, relay(),
        ErrorKind::RecipientRefused);
    row("chunk, sender refused", {greeting, ehloChunking, {opened, "550 no\r\n503 no\r\n"}, {"QUIT", {}}}, relay(),
        ErrorKind::SenderRefused);
    row("chunk refused",
        {greeting, ehloChunking, {opened, "250 ok\r\n250 ok\r\n"}, {chunk, "554 5.7.1 spam\r\n"}, {"QUIT", {}}},
        relay(), ErrorKind::ServerRefused);
    row("chunk refused for now",
        {greeting, ehloChunking, {opened, "250 ok\r\n250 ok\r\n"}, {chunk, "452 4.3.1 full\r\n"}, {"QUIT", {}}},
        relay(), ErrorKind::ServerBusy);
    row("chunk, nonsense for an answer",
        {greeting, ehloChunking, {opened, "250 ok\r\n250 ok\r\n"}, {chunk, "what?\r\n"}}, relay(),
        ErrorKind::SendUncertain);
    row("pipelined, 421", {greeting, ehloPipelining, {group, "250 ok\r\n421 bye\r\n"}, {{}, {}}}, relay(),
        ErrorKind::ServerBusy);
}

void TestSmtpDialogues::dialogues()
{
    QFETCH(const Script, script);
    QFETCH(const OpeningOptions, options);
    QFETCH(const std::optional<ErrorKind>, error);
    for (const qsizetype piece : {0, 1, 2, 7}) {
        const Played played = play(script, options, mail(), piece);
        QCOMPARE(played.mismatch, QString());
        QVERIFY(played.result.has_value());
        QCOMPARE(played.result->has_value(), !error.has_value());
        if (error)
            QCOMPARE(errorKindName(played.result->error().kind), errorKindName(*error));
        else
            QVERIFY(played.result->value().serverWords.startsWith(u"250"_qs));
    }
}

LIAISON_TEST(TestSmtpDialogues)
#include "tst_smtp_dialogues.moc"
