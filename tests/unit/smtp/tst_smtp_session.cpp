#include "core/smtp/line_ends.h"
#include "tests/support/test_registry.h"
#include "tests/unit/smtp/smtp_script.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace liaison;
using namespace liaison::smtp;
using namespace liaison::test;

/// What the session does beside the words of the dialogue: secrets, limits, cuts, hostile answers.
class TestSmtpSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPartialRefusalIsToldWithTheReceipt();
    void theInitialResponseMustFitTheLine();
    void passwordsAreInNoTrace();
    void injectionBehindStartTls_data();
    void injectionBehindStartTls();
    void capabilitiesSaidInClearAreForgotten();
    void pipeliningSendsOnePiece();
    void limitsAreLookedAtFirst_data();
    void limitsAreLookedAtFirst();
    void aLinkLostAtEveryByte();
    void theMailIsHeldBackUntilFlushed();
    void aChunkIsUncertainOnlyOnceItIsWhole();
    void aChunkHasCanonicalLines();
    void reportsAreAskedForWhereOffered();
    void internationalMailSaysSo();
    void tokensAndCertificatesSignIn();
    void scramMustProveTheServer();
    void hostileLines();
    void signInWithoutMail();
};

void TestSmtpSession::aPartialRefusalIsToldWithTheReceipt()
{
    const QStringList people{u"a@corp.example"_qs, u"b@corp.example"_qs, u"c@corp.example"_qs};
    const Script single{greeting,
                        {"EHLO c", "250 mail\r\n"},
                        {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"},
                        {"RCPT TO:<a@corp.example>", "550 5.1.1 gone\r\n"},
                        {"RCPT TO:<b@corp.example>", "250 ok\r\n"},
                        {"RCPT TO:<c@corp.example>", "452 4.5.3 too many\r\n"},
                        {"DATA", "354 go\r\n"},
                        {body, "250 2.0.0 queued as 42\r\n"}};
    const Script pipelined{greeting,
                           ehloPipelining,
                           {"MAIL FROM:<ir@corp.example>\r\nRCPT TO:<a@corp.example>\r\nRCPT TO:<b@corp.example>\r\n"
                            "RCPT TO:<c@corp.example>\r\nDATA",
                            "250 ok\r\n550 5.1.1 gone\r\n250 ok\r\n452 4.5.3 too many\r\n354 go\r\n"},
                           {body, "250 2.0.0 queued as 42\r\n"}};
    for (const Script &script : {single, pipelined}) {
        const Played played = play(script, relay(), mail(people), 1);
        QCOMPARE(played.mismatch, QString());
        QVERIFY(played.result && played.result->has_value());
        const Accepted accepted = played.result->value();
        QCOMPARE(accepted.serverWords, u"250 2.0.0 queued as 42"_qs);
        QCOMPARE(accepted.refused,
                 (QList<Refusal>{{people.at(0), u"550 5.1.1 gone"_qs, true},
                                 {people.at(2), u"452 4.5.3 too many"_qs, false}}));
    }
}

void TestSmtpSession::theInitialResponseMustFitTheLine()
{
    OpeningOptions options = signedIn();
    options.credentials->password = Secret(QByteArray(600, 'p'));
    const QByteArray response = ('\0' + QByteArray("user") + '\0' + QByteArray(600, 'p')).toBase64();
    const Script script{greeting,
                        {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"},
                        {"AUTH PLAIN", "334 \r\n"},
                        {response, "535 no\r\n"},
                        {"QUIT", "221 bye\r\n"}};
    QCOMPARE(play(script, options, mail(), 0).mismatch, QString());
}

void TestSmtpSession::passwordsAreInNoTrace()
{
    const QList<Script> scripts{
        {greeting, {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"}, {plain, "535 no\r\n"}, {"QUIT", {}}},
        {greeting,
         {"EHLO c", "250-mail\r\n250 AUTH LOGIN\r\n"},
         {"AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"},
         {"dXNlcg==", "334 UGFzc3dvcmQ6\r\n"},
         {"Y2FuYXJ5LXB3", "535 no\r\n"},
         {"QUIT", {}}}};
    for (const Script &script : scripts) {
        const Played played = play(script, signedIn(), mail(), 0);
        QCOMPARE(played.mismatch, QString());
        const QString trace = played.trace.join(QLatin1Char('\n'));
        QVERIFY(trace.contains(u"AUTH"_qs));
        for (const QString &secret : {u"canary"_qs, u"Y2FuYXJ5"_qs, u"AHVzZXIA"_qs})
            QVERIFY(!trace.contains(secret));
    }
}

void TestSmtpSession::injectionBehindStartTls_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("later"); ///< comes before TLS is established
    QTest::newRow("whole reply") << QByteArray("220 go\r\n250 injected\r\n") << QByteArray();
    QTest::newRow("part of one") << QByteArray("220 go\r\n2") << QByteArray();
    QTest::newRow("multiline") << QByteArray("220-go\r\n220 on\r\n250-AUTH PLAIN\r\n250 ok\r\n") << QByteArray();
    QTest::newRow("a moment later") << QByteArray("220 go\r\n") << QByteArray("250-AUTH PLAIN\r\n");
}

void TestSmtpSession::injectionBehindStartTls()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QByteArray, later);
    Session session(signedIn(true), mail());
    session.receive("220 mail\r\n");
    spoken(session);
    session.receive("250-mail\r\n250 STARTTLS\r\n");
    QCOMPARE(spoken(session), QByteArray("STARTTLS\r\n"));
    session.receive(answer);
    session.receive(later);
    QVERIFY(session.result().has_value());
    QCOMPARE(session.result()->error().kind, ErrorKind::TlsInjection);
    QCOMPARE(spoken(session), QByteArray()); // neither TLS nor QUIT
}

void TestSmtpSession::capabilitiesSaidInClearAreForgotten()
{
    // In clear AUTH PLAIN and a huge SIZE, under TLS neither: what counts is the second answer.
    const Script script{greeting,
                        {"EHLO c", "250-mail\r\n250-AUTH PLAIN\r\n250-PIPELINING\r\n250 STARTTLS\r\n"},
                        {"STARTTLS", "220 go\r\n"},
                        {tls, {}},
                        {"EHLO c", "250 mail\r\n"},
                        {"QUIT", {}}};
    const Played played = play(script, signedIn(true), mail(), 0);
    QCOMPARE(played.mismatch, QString());
    QCOMPARE(played.result->error().kind, ErrorKind::AuthenticationUnsupported);
}

void TestSmtpSession::pipeliningSendsOnePiece()
{
    Session session(relay(), mail());
    session.receive("220 mail\r\n");
    spoken(session);
    session.receive("250-mail\r\n250 PIPELINING\r\n");
    const Action action = session.next();
    QCOMPARE(action.bytes, "MAIL FROM:<ir@corp.example>\r\n" + to + "\r\nDATA\r\n");
    QCOMPARE(session.next().kind, Action::Kind::Wait); // the mail itself waits for 354
}

void TestSmtpSession::limitsAreLookedAtFirst_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QString>("recipient");
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("mailLine"); ///< empty: nothing is sent
    QTest::addColumn<ErrorKind>("kind");
    const QString bu = u"bu@corp.example"_qs;
    const QByteArray small = "Subject: x\r\n\r\nhi\r\n";
    const QByteArray eightBits = "Subject: x\r\n\r\nh\xC3\xA4\r\n";
    const QByteArray eightBitHeader = "Subject: \xC3\xA4\r\n\r\nhi\r\n";
    const ErrorKind none = ErrorKind::Internal;
    QTest::newRow("over SIZE") << QByteArray("SIZE 17") << bu << small << QByteArray() << ErrorKind::MessageTooLarge;
    QTest::newRow("at SIZE") << QByteArray("SIZE 18") << bu << small
                             << QByteArray("MAIL FROM:<ir@corp.example> SIZE=18") << none;
    QTest::newRow("8 bits") << QByteArray("8BITMIME") << bu << eightBits
                            << QByteArray("MAIL FROM:<ir@corp.example> BODY=8BITMIME") << none;
    QTest::newRow("no 8 bits") << QByteArray("HELP") << bu << eightBits << QByteArray() << ErrorKind::InvalidInput;
    QTest::newRow("7 bits") << QByteArray("8BITMIME") << bu << small << QByteArray("MAIL FROM:<ir@corp.example>")
                            << none;
    QTest::newRow("international header") << QByteArray("SMTPUTF8\r\n250 8BITMIME") << bu << eightBitHeader
                                          << QByteArray("MAIL FROM:<ir@corp.example> BODY=8BITMIME SMTPUTF8") << none;
    QTest::newRow("international header, no SMTPUTF8")
        << QByteArray("8BITMIME") << bu << eightBitHeader << QByteArray() << ErrorKind::InvalidInput;
    QTest::newRow("international address, no SMTPUTF8")
        << QByteArray("8BITMIME") << u"jörg@corp.example"_qs << small << QByteArray() << ErrorKind::InvalidInput;
    QTest::newRow("not used unless needed")
        << QByteArray("SMTPUTF8\r\n250 8BITMIME") << bu << small << QByteArray("MAIL FROM:<ir@corp.example>") << none;
    QTest::newRow("line in an address") << QByteArray("HELP") << u"a@b.example\r\nDATA"_qs << small << QByteArray()
                                        << ErrorKind::InvalidInput;
}

void TestSmtpSession::limitsAreLookedAtFirst()
{
    QFETCH(const QByteArray, capabilities);
    QFETCH(const QString, recipient);
    QFETCH(const QByteArray, raw);
    QFETCH(const QByteArray, mailLine);
    QFETCH(const ErrorKind, kind);
    Session session(relay(), mail({recipient}, raw));
    session.receive("220 mail\r\n");
    spoken(session);
    QByteArray offered = capabilities;
    offered.replace("\r\n250 ", "\r\n250-");
    session.receive("250-mail\r\n250-" + offered + "\r\n250 HELP\r\n");
    if (!mailLine.isEmpty()) {
        QCOMPARE(spoken(session), mailLine + "\r\n");
        return;
    }
    QVERIFY(session.result().has_value());
    QCOMPARE(session.result()->error().kind, kind);
    QCOMPARE(spoken(session), QByteArray("QUIT\r\n"));
}

void TestSmtpSession::aLinkLostAtEveryByte()
{
    // The link is cut after each byte the client has given out and each byte it has received. The server has
    // the whole mail exactly when the end of data was given out: from there on, and not before, it is uncertain.
    const Script script{
        greeting, ehlo, {from, "250 ok\r\n"}, {to, "250 ok\r\n"}, {"DATA", "354 go\r\n"}, {body, "250 queued\r\n"}};
    int before = 0;
    int uncertain = 0;
    int after = 0;
    const auto cut = [&](Session &session, bool endGivenOut) {
        const bool known = session.result().has_value();
        session.interrupt({ErrorKind::ConnectionLost, u"cut"_qs, {}, {}});
        QVERIFY(session.result().has_value());
        if (known) {
            QVERIFY(session.result()->has_value());
            ++after;
        } else if (endGivenOut) {
            QCOMPARE(session.result()->error().kind, ErrorKind::SendUncertain);
            ++uncertain;
        } else {
            QCOMPARE(session.result()->error().kind, ErrorKind::ConnectionLost);
            ++before;
        }
    };
    QByteArray serverBytes;
    for (const Turn &turn : script)
        serverBytes += turn.server;
    for (qsizetype n = 0; n <= serverBytes.size(); ++n) {
        Session session(relay(), mail());
        qsizetype given = 0;
        bool end = false;
        // The server answers as the client speaks, until `n` bytes are used up.
        for (const Turn &turn : script) {
            end = end || spoken(session).endsWith("\r\n.\r\n");
            for (const char byte : turn.server)
                if (given < n) {
                    session.receive(QByteArray(1, byte));
                    ++given;
                }
            if (given >= n)
                break;
        }
        end = end || spoken(session).endsWith("\r\n.\r\n");
        cut(session, end);
    }
    QCOMPARE(uncertain, static_cast<int>(script.last().server.size()));
    QCOMPARE(after, 1);
    QVERIFY(before > 50);
}

void TestSmtpSession::theMailIsHeldBackUntilFlushed()
{
    const QByteArray raw = "Subject: x\r\n\r\n" + QByteArray("0123456789\r\n").repeated(20'000);
    Session session(relay(), mail({u"bu@corp.example"_qs}, raw));
    session.receive("220 mail\r\n");
    spoken(session);
    session.receive("250-mail\r\n250 PIPELINING\r\n");
    session.next();
    session.receive("250 ok\r\n250 ok\r\n354 go\r\n");
    QByteArray wire;
    for (int pieces = 0; pieces < 1'000; ++pieces) {
        QCOMPARE(session.next(false).kind, Action::Kind::Wait);
        QVERIFY(!session.uncertain());
        const Action piece = session.next(true);
        QVERIFY(piece.bytes.size() <= 80'000);
        wire += piece.bytes;
        if (session.uncertain())
            break;
    }
    QCOMPARE(wire, raw + ".\r\n");
    session.receive("250 queued\r\n");
    QVERIFY(session.result()->has_value());
}

void TestSmtpSession::aChunkIsUncertainOnlyOnceItIsWhole()
{
    const QByteArray raw = "Subject: x\r\n\r\n" + QByteArray(".123456789\r\n").repeated(20'000);
    Session session(relay(), mail({u"bu@corp.example"_qs}, raw));
    session.receive("220 mail\r\n");
    spoken(session);
    session.receive("250-mail\r\n250-PIPELINING\r\n250 CHUNKING\r\n");
    spoken(session);
    session.receive("250 ok\r\n250 ok\r\n");
    QByteArray wire;
    while (wire.size() < raw.size()) {
        QVERIFY(!session.uncertain());
        QCOMPARE(session.next(false).kind, Action::Kind::Wait); // the last piece has not left yet
        const Action piece = session.next(true);
        QVERIFY(!piece.bytes.isEmpty() && piece.bytes.size() <= 80'000);
        wire += piece.bytes;
    }
    wire += session.uncertain() ? QByteArray() : session.next(true).bytes;
    QVERIFY(session.uncertain());
    QCOMPARE(wire, "BDAT " + QByteArray::number(raw.size()) + " LAST\r\n" + raw); // no dot is doubled
    session.interrupt({ErrorKind::ConnectionLost, u"cut"_qs, {}, {}});
    QCOMPARE(session.result()->error().kind, ErrorKind::SendUncertain);
}

void TestSmtpSession::aChunkHasCanonicalLines()
{
    const QList<QPair<QByteArray, QByteArray>> cases{
        {"a\r\nb\r\n", "a\r\nb\r\n"}, {"a\nb", "a\r\nb\r\n"}, {"a\rb\r\n", "a\r\nb\r\n"},
        {"a\r\r\n", "a\r\n\r\n"},     {"\n\r", "\r\n\r\n"},   {"", "\r\n"},
    };
    for (const auto &[given, wanted] : cases)
        QCOMPARE(withCrLf(given), wanted);
}

void TestSmtpSession::reportsAreAskedForWhereOffered()
{
    Mail asked = mail({u"bu@corp.example"_qs, u"a+b=c@corp.example"_qs});
    asked.envelopeId = u"liaison-1 +"_qs;
    const Script script{
        greeting,
        {"EHLO c", "250-mail\r\n250 DSN\r\n"},
        {"MAIL FROM:<ir@corp.example> RET=HDRS ENVID=liaison-1+20+2B", "250 ok\r\n"},
        {to + " NOTIFY=FAILURE,DELAY ORCPT=rfc822;bu@corp.example", "250 ok\r\n"},
        {"RCPT TO:<a+b=c@corp.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@corp.example", "250 ok\r\n"},
        {"DATA", "354 go\r\n"}};
    QCOMPARE(play(script, relay(), asked, 1).mismatch, QString());
    const Script without{
        greeting, {"EHLO c", "250 mail\r\n"}, {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"}, {to, "250 ok\r\n"}};
    QCOMPARE(play(without, relay(), asked, 1).mismatch, QString());
    asked.envelopeId = QString(101, u'x'); // longer than any server must take: left out rather than cut
    const Script tooLong{
        greeting, {"EHLO c", "250-mail\r\n250 DSN\r\n"}, {"MAIL FROM:<ir@corp.example> RET=HDRS", "250 ok\r\n"}};
    QCOMPARE(play(tooLong, relay(), asked, 1).mismatch, QString());
}

void TestSmtpSession::internationalMailSaysSo()
{
    const QByteArray raw = QStringLiteral("To: jörg@bü.example\r\n\r\nhi\r\n").toUtf8();
    const Mail international = mail({u"jörg@bü.example"_qs, u"bu@corp.example"_qs}, raw);
    const QByteArray address = QStringLiteral("jörg@bü.example").toUtf8();
    const Script offered{greeting,
                         {"EHLO c", "250-mail\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 DSN\r\n"},
                         {"MAIL FROM:<ir@corp.example> BODY=8BITMIME SMTPUTF8 RET=HDRS", "250 ok\r\n"},
                         {"RCPT TO:<" + address + "> NOTIFY=FAILURE,DELAY ORCPT=utf-8;" + address, "250 ok\r\n"},
                         {to + " NOTIFY=FAILURE,DELAY ORCPT=rfc822;bu@corp.example", "250 ok\r\n"},
                         {"DATA", "354 go\r\n"}};
    QCOMPARE(play(offered, relay(), international, 1).mismatch, QString());
    // A domain has an ASCII form: no extension is needed for it.
    const Script domainOnly{greeting,
                            {"EHLO c", "250-mail\r\n250 SMTPUTF8\r\n"},
                            {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"},
                            {"RCPT TO:<bu@xn--b-eha.example>", "250 ok\r\n"}};
    QCOMPARE(play(domainOnly, relay(), mail({u"bu@bü.example"_qs}), 1).mismatch, QString());
    const Script notOffered{greeting, {"EHLO c", "250-mail\r\n250 8BITMIME\r\n"}, {"QUIT", "221 bye\r\n"}};
    const Played refused = play(notOffered, relay(), international, 1);
    QCOMPARE(refused.mismatch, QString());
    QCOMPARE(refused.result->error().kind, ErrorKind::InvalidInput);
    QVERIFY(refused.result->error().serverWords.startsWith(u"5.6.7"_qs)); // what people are told hangs on it
}

void TestSmtpSession::tokensAndCertificatesSignIn()
{
    OpeningOptions token = signedIn();
    token.credentials = sasl::Credentials{u"user"_qs, Secret("canary-token"), sasl::Proof::BearerToken};
    const QByteArray xoauth2 = QByteArray("user=user\1auth=Bearer canary-token\1\1").toBase64();
    const QByteArray bearer = QByteArray("n,a=user,\1auth=Bearer canary-token\1\1").toBase64();
    const QByteArray why = QByteArray(R"({"status":"invalid_token"})").toBase64();
    const Turn offersBoth{"EHLO c", "250-mail\r\n250 AUTH PLAIN XOAUTH2 OAUTHBEARER\r\n"};
    const Script right{
        greeting, offersBoth, {"AUTH OAUTHBEARER " + bearer, "235 ok\r\n"}, {"MAIL FROM:<ir@corp.example>", {}}};
    const Script expired{greeting,
                         offersBoth,
                         {"AUTH OAUTHBEARER " + bearer, "334 " + why + "\r\n"},
                         {"AQ==", "535 5.7.8 no\r\n"}, // RFC 7628 section 3.2.3
                         {"QUIT", "221 bye\r\n"}};
    const Script expiredAtMicrosoft{greeting,
                                    {"EHLO c", "250-mail\r\n250 AUTH LOGIN XOAUTH2\r\n"},
                                    {"AUTH XOAUTH2 " + xoauth2, "334 " + why + "\r\n"},
                                    {"", "535 5.7.3 unsuccessful\r\n"},
                                    {"QUIT", "221 bye\r\n"}};
    const Played good = play(right, token, mail(), 1);
    QCOMPARE(good.mismatch, QString());
    for (const QString &line : good.trace)
        QVERIFY2(!line.contains(QString::fromLatin1(bearer.left(12))), qPrintable(line));
    const Played refused = play(expired, token, mail(), 1);
    QCOMPARE(refused.mismatch, QString());
    QCOMPARE(refused.result->error().kind, ErrorKind::AuthenticationFailed);
    QVERIFY(refused.result->error().serverWords.contains(u"invalid_token"_qs));
    // An empty line answers Microsoft's challenge; play() cannot say that, so it is said by hand.
    Session session(token, mail());
    session.receive(expiredAtMicrosoft.at(0).server);
    spoken(session);
    session.receive(expiredAtMicrosoft.at(1).server);
    QCOMPARE(spoken(session), expiredAtMicrosoft.at(2).client + "\r\n");
    session.receive(expiredAtMicrosoft.at(2).server);
    QCOMPARE(spoken(session), QByteArray("\r\n"));
    session.receive(expiredAtMicrosoft.at(3).server);
    QCOMPARE(session.result()->error().kind, ErrorKind::AuthenticationFailed);

    OpeningOptions certificate = signedIn();
    certificate.credentials = sasl::Credentials{u"user"_qs, Secret(), sasl::Proof::Certificate};
    const Script external{greeting,
                          {"EHLO c", "250-mail\r\n250 AUTH PLAIN EXTERNAL\r\n"},
                          {"AUTH EXTERNAL =", "235 ok\r\n"}, // nobody else than the certificate says
                          {"MAIL FROM:<ir@corp.example>", {}}};
    QCOMPARE(play(external, certificate, mail(), 1).mismatch, QString());
    OpeningOptions clear = token;
    clear.secure = false;
    const Script nothing{greeting, offersBoth, {"QUIT", {}}};
    QCOMPARE(play(nothing, clear, mail(), 1).mismatch, QString());
}

void TestSmtpSession::scramMustProveTheServer()
{
    Session session(signedIn(), mail());
    session.receive("220 mail\r\n");
    spoken(session);
    session.receive("250-mail\r\n250 AUTH PLAIN SCRAM-SHA-256\r\n");
    QVERIFY(spoken(session).startsWith("AUTH SCRAM-SHA-256 ")); // a server that offers it sees no password
    session.receive("235 ok\r\n");                              // from one that does not know it either
    QVERIFY(session.result().has_value());
    QCOMPARE(session.result()->error().kind, ErrorKind::ProtocolViolation);
    QCOMPARE(spoken(session), QByteArray());
}

void TestSmtpSession::hostileLines()
{
    const QString dir = test::testDataDir();
    if (dir.isEmpty() && !qEnvironmentVariableIsSet("CI"))
        QSKIP("test data not present");
    QFile file(dir + u"/mail/generated-hostile/HOSTILE-SERVER-LINES.json"_qs);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray lines = QJsonDocument::fromJson(file.readAll()).object().value(u"smtp_lines"_qs).toArray();
    QVERIFY(lines.size() >= 15);
    const Script good{greeting,
                      {"EHLO c", "250-mail\r\n250 STARTTLS\r\n"},
                      {"STARTTLS", "220 go\r\n"},
                      {tls, {}},
                      {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"},
                      {plain, "235 ok\r\n"},
                      {"MAIL FROM:<ir@corp.example>", "250 ok\r\n"},
                      {to, "250 ok\r\n"},
                      {"DATA", "354 go\r\n"},
                      {body, "250 queued\r\n"}};
    int played = 0;
    // Each line stands once in the place of each good answer, whole and in pieces; then the link ends.
    for (const QJsonValue &line : lines)
        for (qsizetype place = 0; place < good.size(); ++place)
            for (const qsizetype piece : {0, 1}) {
                const QByteArray hostile = line.toString().toUtf8() + "\r\n";
                Session session(signedIn(true), mail());
                QByteArray inClear;
                bool underTls = false;
                for (qsizetype turn = 0; turn <= place; ++turn) {
                    const QByteArray said = spoken(session);
                    if (!underTls)
                        inClear += said;
                    if (said.contains(tls)) {
                        underTls = true;
                        if (place != turn)
                            session.tlsStarted();
                    }
                    const QByteArray answer = turn == place ? hostile : good.at(turn).server;
                    for (qsizetype i = 0; i<answer.size(); i += piece> 0 ? piece : answer.size())
                        session.receive(answer.mid(i, piece > 0 ? piece : -1));
                }
                spoken(session);
                session.interrupt({ErrorKind::ConnectionLost, u"over"_qs, {}, {}});
                QVERIFY(session.result().has_value());
                const bool accepted = session.result()->has_value();
                QVERIFY2(!accepted || place == good.size() - 1, qPrintable(line.toString().left(60)));
                QVERIFY(!inClear.contains("AUTH"));
                ++played;
            }
    qInfo("%d dialogues with hostile answers", played);
}

void TestSmtpSession::signInWithoutMail()
{
    const Script script{
        greeting, {"EHLO c", "250-mail\r\n250 AUTH PLAIN\r\n"}, {plain, "235 ok\r\n"}, {"QUIT", "221 bye\r\n"}};
    const Played played = play(script, signedIn(), std::nullopt, 1);
    QCOMPARE(played.mismatch, QString());
    QVERIFY(played.result && played.result->has_value());
}

LIAISON_TEST(TestSmtpSession)
#include "tst_smtp_session.moc"
