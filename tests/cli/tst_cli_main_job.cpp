#include "tests/cli/cli_world.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// The main job by script: the real program against a real Dovecot and Exim.
class TestCliMainJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void mailComesInIsAnsweredAndTheAnswerArrives();
    void theSecondFeedSaysWhoHoldsTheMailbox();
    void aRunningFeedFollowsTheSettings();
    void refusedPassword();
    void refusedConnectionAndUntrustedCertificate();
    void aRefusedRecipientIsReported();
    void aFailedTryIsToldAndOnceTriesAgain();

private:
    std::unique_ptr<ServerWorld> m_servers;
    std::unique_ptr<CliWorld> m_cli;
};

void TestCliMainJob::initTestCase()
{
    const QString missing = MailHost::missing();
    if (!missing.isEmpty()) {
        if (qEnvironmentVariableIsSet("CI"))
            QFAIL(qPrintable(missing));
        QSKIP(qPrintable(missing));
    }
    m_servers = std::make_unique<ServerWorld>();
    m_servers->tls = serverCertificate(m_servers->certificates.path(), u"localhost"_s);
    const QByteArray failure = m_servers->start();
    QVERIFY2(failure.isEmpty(), failure);
}

void TestCliMainJob::init()
{
    m_cli = std::make_unique<CliWorld>();
}

void TestCliMainJob::mailComesInIsAnsweredAndTheAnswerArrives()
{
    const QByteArray failure = m_cli->connectMailbox(*m_servers, analysts, analystsPassword);
    QVERIFY2(failure.isEmpty(), failure);
    const Called created = m_cli->call(
        {u"incidents"_s, u"create"_s, u"--title"_s, u"Phishing wave"_s, u"--unit"_s, u"finance"_s, u"--json"_s});
    QCOMPARE(created.exitCode, 0);
    const QString tag = created.json().value("tag"_L1).toString();
    QVERIFY2(tag.startsWith(u"[INC-"_s), created.out);

    m_servers->host->drop(analysts,
                          mailToAnalysts(finance, u"We were hit "_s + tag, "hit@bu.test", {},
                                         "Gr\xc3\xbc\xc3\x9f"
                                         "e\r\n"));
    m_servers->host->drop(analysts,
                          mailToAnalysts(u"stranger@far.test"_s, u"Offer"_s, "offer@far.test", {}, "Buy\r\n"));
    const Called run = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s, u"--json"_s});
    QVERIFY2(run.exitCode == 0, run.err);
    const QJsonObject told = run.json().value("mailboxes"_L1).toArray().first().toObject();
    QCOMPARE(told.value("matched"_L1).toInt(), 1);
    QCOMPARE(told.value("unmatched"_L1).toInt(), 1);
    QVERIFY(!run.err.contains(analystsPassword.toUtf8()));

    const Called unmatched = m_cli->call({u"mails"_s, u"list"_s, u"--unmatched"_s, u"--json"_s});
    QCOMPARE(unmatched.json().value("mails"_L1).toArray().first().toObject().value("subject"_L1).toString(),
             u"Offer"_s);
    const Called list
        = m_cli->call({u"mails"_s, u"list"_s, u"--incident"_s, created.json().value("key"_L1).toString(), u"--json"_s});
    const QJsonArray mails = list.json().value("mails"_L1).toArray();
    QCOMPARE(mails.size(), 1);
    QCOMPARE(mails.first().toObject().value("why"_L1).toObject().value("reason"_L1).toString().isEmpty(), false);
    const QString id = QString::number(mails.first().toObject().value("id"_L1).toInteger());
    const Called shown = m_cli->call({u"mails"_s, u"show"_s, id});
    QVERIFY2(shown.out.contains("Gr\xc3\xbc\xc3\x9f"
                                "e"),
             shown.out);
    QVERIFY(m_cli->call({u"mails"_s, u"show"_s, id, u"--source"_s}).out.contains("Message-ID: <hit@bu.test>"));
    QVERIFY(m_cli->call({u"mails"_s, u"show"_s, id, u"--html"_s}).out.contains("<pre>"));

    const QString attachment = m_cli->file(u"steps.txt"_s, "1. pull the plug\n");
    const Called reply = m_cli->call({u"reply"_s, id, u"--text"_s, u"-"_s, u"--attach"_s, attachment, u"--json"_s},
                                     "Thank you, see the steps.\n");
    QVERIFY2(reply.exitCode == 0, reply.err);
    QCOMPARE(reply.json().value("state"_L1).toString(), u"queued"_s);
    QVERIFY(m_servers->host->delivered(finance).isEmpty());
    const Called sent = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s, u"--mailbox"_s, analysts});
    QVERIFY2(sent.exitCode == 0, sent.err);
    QTRY_COMPARE_WITH_TIMEOUT(m_servers->host->delivered(finance).size(), 1, 30'000);
    const QJsonObject arrived = readIndependently(m_servers->host->delivered(finance).first());
    QVERIFY(arrived.value("text"_L1).toString().contains(u"see the steps"_s));
    QVERIFY(arrived.value("text"_L1).toString().contains(u"> Grüße"_s));
    QCOMPARE(headerValues(arrived, "In-Reply-To"), QStringList{u"<hit@bu.test>"_s});
    QVERIFY(headerValues(arrived, "Subject").first().contains(tag));
    QVERIFY(m_servers->host->delivered(finance).first().contains("steps.txt"));
    // Once more sends nothing twice.
    QCOMPARE(m_cli->call({u"feed"_s, u"run"_s, u"--once"_s}).exitCode, 0);
    QCOMPARE(m_servers->host->delivered(finance).size(), 1);
}

void TestCliMainJob::theSecondFeedSaysWhoHoldsTheMailbox()
{
    QVERIFY(m_cli->connectMailbox(*m_servers, analysts, analystsPassword).isEmpty());
    const auto first = m_cli->start({u"feed"_s, u"run"_s, u"--json"_s});
    const auto feed = [this] {
        return m_cli->call({u"feed"_s, u"status"_s, u"--json"_s}).json().value("feeds"_L1).toArray().first().toObject();
    };
    QTRY_COMPARE_WITH_TIMEOUT(feed().value("state"_L1).toString(), u"running"_s, 60'000);
    const QJsonObject holder = feed().value("holder"_L1).toObject();
    QCOMPARE(holder.value("pid"_L1).toInteger(), first->processId());
    for (const QStringList &options : {QStringList(), QStringList{u"--once"_s}}) {
        const Called second = m_cli->call(QStringList{u"feed"_s, u"run"_s} + options);
        QCOMPARE(second.exitCode, 1);
        QVERIFY2(second.err.contains("held by host"), second.err);
        QVERIFY2(second.err.contains(QByteArray::number(first->processId())), second.err);
        QVERIFY2(second.err.contains(holder.value("since"_L1).toString().toUtf8()), second.err);
        // Who tried in vain has nothing to say of how the feed is.
        const QJsonObject after = feed();
        QCOMPARE(after.value("state"_L1).toString(), u"running"_s);
        QVERIFY(!after.value("lastSuccessAt"_L1).toString().isEmpty());
    }
    // Every other command works beside it.
    QCOMPARE(m_cli->call({u"incidents"_s, u"create"_s, u"--title"_s, u"Beside"_s}).exitCode, 0);
    QCOMPARE(m_cli->call({u"doctor"_s}).exitCode, 0);
    ::kill(static_cast<pid_t>(first->processId()), SIGTERM);
    QVERIFY(first->waitForFinished(30'000));
    QCOMPARE(first->exitStatus(), QProcess::NormalExit);
    QCOMPARE(first->exitCode(), 0);
    QCOMPARE(feed().value("state"_L1).toString(), u"stopped"_s);
    QVERIFY(!feed().contains("holder"_L1));
}

void TestCliMainJob::aRunningFeedFollowsTheSettings()
{
    const auto feeds = m_cli->start({u"feed"_s, u"run"_s});
    const auto states = [this] {
        const Called status = m_cli->call({u"feed"_s, u"status"_s, u"--json"_s});
        return status.json().value("feeds"_L1).toArray().first().toObject().value("state"_L1).toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(m_cli->call({u"feed"_s, u"status"_s}).exitCode, 0, 30'000);
    QVERIFY(m_cli->connectMailbox(*m_servers, analysts, analystsPassword).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"running"_s, 60'000);
    QCOMPARE(m_cli->call({u"mailbox"_s, u"remove"_s, analysts}).exitCode, 0);
    ::kill(static_cast<pid_t>(feeds->processId()), SIGINT);
    QVERIFY(feeds->waitForFinished(30'000));
    QCOMPARE(feeds->exitCode(), 0);
}

void TestCliMainJob::refusedPassword()
{
    QVERIFY(m_cli->connectMailbox(*m_servers, analysts, u"wrong password"_s).isEmpty());
    const Called run = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s});
    QCOMPARE(run.exitCode, 4);
    QVERIFY(!run.err.contains("wrong password"));
    // A feed that speaks German tells scripts in English.
    m_cli->language = u"de"_s;
    QCOMPARE(m_cli->call({u"feed"_s, u"run"_s, u"--once"_s}).exitCode, 4);
    const QJsonObject told = m_cli->call({u"feed"_s, u"status"_s, u"--json"_s}).json();
    const QJsonObject error = told.value("feeds"_L1).toArray().first().toObject().value("error"_L1).toObject();
    QCOMPARE(error.value("kind"_L1).toString(), u"AuthenticationFailed"_s);
    QCOMPARE(error.value("message"_L1).toString(), u"the server refused the user name or the password"_s);
    const Called status = m_cli->call({u"feed"_s, u"status"_s});
    QVERIFY2(status.out.contains("Passwort abgelehnt"), status.out);
}

void TestCliMainJob::refusedConnectionAndUntrustedCertificate()
{
    QVERIFY(m_cli->connectMailbox(*m_servers, analysts, analystsPassword).isEmpty());
    QJsonObject mailbox = CliWorld::mailboxSettings(1, 1, m_servers->tls.ca, analysts);
    mailbox.insert(u"uuid"_s, m_cli->uuid);
    QJsonObject settings{{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}};
    settings.insert(u"mailboxes"_s, QJsonArray{mailbox});
    QCOMPARE(m_cli->importSettings(settings).exitCode, 0);
    QCOMPARE(m_cli->call({u"feed"_s, u"run"_s, u"--once"_s}).exitCode, 5);
    mailbox = CliWorld::mailboxSettings(m_servers->host->imapsPort(), m_servers->host->smtpsPort(), {}, analysts);
    mailbox.insert(u"uuid"_s, m_cli->uuid);
    settings.insert(u"mailboxes"_s, QJsonArray{mailbox});
    QCOMPARE(m_cli->importSettings(settings).exitCode, 0);
    const Called run = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s, u"--json"_s});
    QCOMPARE(run.exitCode, 5);
    const QJsonObject row = run.json().value("mailboxes"_L1).toArray().first().toObject();
    QCOMPARE(row.value("error"_L1).toObject().value("kind"_L1).toString(), u"CertificateUntrusted"_s);
}

void TestCliMainJob::aRefusedRecipientIsReported()
{
    QVERIFY(m_cli->connectMailbox(*m_servers, analysts, analystsPassword).isEmpty());
    const Called created = m_cli->call({u"incidents"_s, u"create"_s, u"--title"_s, u"Refused"_s, u"--json"_s});
    const QString eml
        = m_cli->file(u"in.eml"_s,
                      mailToAnalysts(u"nobody@bu.test"_s, u"Hit "_s + created.json().value("tag"_L1).toString(),
                                     "nobody@bu.test", {}, "Words\r\n"));
    QCOMPARE(m_cli->call({u"mails"_s, u"import"_s, eml}).exitCode, 0);
    const QString text = m_cli->file(u"text"_s, "Answer\n");
    const Called listed = m_cli->call({u"mails"_s, u"list"_s, u"--json"_s});
    const QString id
        = QString::number(listed.json().value("mails"_L1).toArray().first().toObject().value("id"_L1).toInteger());
    // A stranger is in the thread, yet nobody of the business unit.
    const Called reply = m_cli->call({u"reply"_s, id, u"--text"_s, text, u"--accept-outsiders"_s});
    QVERIFY2(reply.exitCode == 0, reply.err);
    const Called run = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s, u"--json"_s});
    QVERIFY2(run.exitCode == 1, run.err);
    QCOMPARE(run.error().value("kind"_L1).toString(), u"RecipientRefused"_s);
}

/// The mailbox is read well, the server to send by is away: whoever runs the feed sees it, and --once does not wait.
void TestCliMainJob::aFailedTryIsToldAndOnceTriesAgain()
{
    QVERIFY(m_cli->connectMailbox(*m_servers, analysts, analystsPassword).isEmpty());
    const auto sendBy = [this](quint16 smtpPort) {
        QJsonObject mailbox
            = CliWorld::mailboxSettings(m_servers->host->imapsPort(), smtpPort, m_servers->tls.ca, analysts);
        mailbox.insert(u"uuid"_s, m_cli->uuid);
        return m_cli
            ->importSettings(
                {{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}, {u"mailboxes"_s, QJsonArray{mailbox}}})
            .exitCode;
    };
    QCOMPARE(sendBy(1), 0);
    const Called created = m_cli->call({u"incidents"_s, u"create"_s, u"--title"_s, u"Away"_s, u"--json"_s});
    const QString eml = m_cli->file(u"in.eml"_s,
                                    mailToAnalysts(finance, u"Hit "_s + created.json().value("tag"_L1).toString(),
                                                   "away@bu.test", {}, "Words\r\n"));
    QCOMPARE(m_cli->call({u"mails"_s, u"import"_s, eml}).exitCode, 0);
    const Called listed = m_cli->call({u"mails"_s, u"list"_s, u"--json"_s});
    const QString id
        = QString::number(listed.json().value("mails"_L1).toArray().first().toObject().value("id"_L1).toInteger());
    const auto feeds = m_cli->start({u"feed"_s, u"run"_s});
    const Called reply = m_cli->call({u"reply"_s, id, u"--accept-outsiders"_s, u"--text"_s, u"-"_s}, "Try again\n");
    QVERIFY2(reply.exitCode == 0, reply.err);
    const auto sending = [this] {
        const QJsonObject told = m_cli->call({u"feed"_s, u"status"_s, u"--json"_s}).json();
        return told.value("feeds"_L1).toArray().first().toObject().value("sending"_L1).toObject();
    };
    QTRY_VERIFY_WITH_TIMEOUT(sending().contains("nextTryAt"_L1), 60'000);
    feeds->terminate();
    QVERIFY(feeds->waitForFinished(20'000));
    const QByteArray log = feeds->readAllStandardError();
    QVERIFY2(log.contains("failed (try 1): ConnectionRefused, next try "), log);
    QCOMPARE(sending().value("attempts"_L1).toInt(), 1);
    QCOMPARE(sending().value("error"_L1).toObject().value("kind"_L1).toString(), u"ConnectionRefused"_s);
    const Called status = m_cli->call({u"feed"_s, u"status"_s});
    QVERIFY2(status.out.contains("sending failed: the server refused the connection"), status.out);
    QVERIFY2(status.out.contains(", next try 20"), status.out);
    const Called doctor = m_cli->call({u"doctor"_s});
    QVERIFY2(doctor.exitCode == 5 && doctor.out.contains("-- outbox " + analysts.toUtf8()), doctor.out);
    // Tried once more, in vain; then with a server that is there, although the next try is later by itself.
    const Called vain = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s});
    QVERIFY2(vain.exitCode == 5 && vain.err.contains("was not sent"), vain.err);
    QCOMPARE(sending().value("attempts"_L1).toInt(), 2);
    QCOMPARE(sendBy(m_servers->host->smtpsPort()), 0);
    const Called once = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s});
    QVERIFY2(once.exitCode == 0, once.err);
    QVERIFY(m_servers->host->delivered(finance).last().contains("Try again"));
    QVERIFY(sending().isEmpty());
    QCOMPARE(m_cli->call({u"doctor"_s}).exitCode, 0);
}

LIAISON_TEST(TestCliMainJob)
#include "tst_cli_main_job.moc"
