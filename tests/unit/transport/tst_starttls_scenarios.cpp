#include "core/transport/imap_source.h"
#include "core/transport/smtp_sink.h"
#include "tests/support/starttls_server.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/tls_server.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// The attack scripts that were written to test mail clients with STARTTLS ("Why TLS is better without STARTTLS",
/// USENIX Security 2021), as far as they are data: greetings, capabilities and answers of a hostile server.
class TestStartTlsScenarios : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_maker = std::make_unique<CertificateMaker>(m_dir.path()); }
    void everyScenario_data();
    void everyScenario();

private:
    QTemporaryDir m_dir;
    std::unique_ptr<CertificateMaker> m_maker;
};

namespace {

/// "…" of a RON text, unescaped.
QByteArray unescaped(QString text)
{
    return text.replace(u"\\r"_qs, u"\r"_qs)
        .replace(u"\\n"_qs, u"\n"_qs)
        .replace(u"\\\""_qs, u"\""_qs)
        .replace(u"\\\\"_qs, u"\\"_qs)
        .toUtf8();
}

const QString stringPattern = QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\"");

std::optional<QByteArray> stringOf(const QString &ron, const QString &field)
{
    const QRegularExpression pattern(field + QStringLiteral("\\s*:\\s*(?:Some\\()?") + stringPattern);
    const auto match = pattern.match(ron);
    return match.hasMatch() ? std::optional(unescaped(match.captured(1))) : std::nullopt;
}

/// The list behind `field`, in brackets that nest.
QString listOf(const QString &ron, const QString &field)
{
    const QRegularExpression pattern(QStringLiteral("\\b") + field + QStringLiteral("\\s*:\\s*[\\[{]"));
    const auto match = pattern.match(ron);
    int depth = 1;
    qsizetype at = match.capturedEnd();
    for (; match.hasMatch() && at < ron.size() && depth > 0; ++at)
        depth += QStringView(u"[{(").contains(ron.at(at)) ? 1 : QStringView(u"]})").contains(ron.at(at)) ? -1 : 0;
    return match.hasMatch() ? ron.mid(match.capturedEnd(), at - match.capturedEnd() - 1) : QString();
}

/// "Imap4Rev1, Auth(Plain), Other(…Atom("X"))" as servers write them.
QList<QByteArray> capabilities(const QString &list, bool imap)
{
    static const QHash<QString, QByteArray> names{{u"Imap4Rev1"_qs, "IMAP4rev1"},
                                                  {u"StartTls"_qs, "STARTTLS"},
                                                  {u"StartTLS"_qs, "STARTTLS"},
                                                  {u"LoginDisabled"_qs, "LOGINDISABLED"},
                                                  {u"Idle"_qs, "IDLE"},
                                                  {u"LoginReferrals"_qs, "LOGIN-REFERRALS"},
                                                  {u"MailboxReferrals"_qs, "MAILBOX-REFERRALS"}};
    static const QRegularExpression entry(QStringLiteral(
        "Auth\\(((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*)\\)|Other\\([^\"]*\"([^\"]*)\"|(\\b[A-Z]\\w+)"));
    static const QRegularExpression mechanism(QStringLiteral("Other\\([^\"]*\"([^\"]*)\"|(\\b[A-Z]\\w+)"));
    QList<QByteArray> out;
    auto entries = entry.globalMatch(list);
    while (entries.hasNext()) {
        const auto match = entries.next();
        if (match.capturedLength(1) > 0) {
            QList<QByteArray> mechanisms;
            auto all = mechanism.globalMatch(match.captured(1));
            while (all.hasNext()) {
                const auto one = all.next();
                mechanisms << (one.captured(1) + one.captured(2)).toUpper().toUtf8();
            }
            for (const QByteArray &name : std::as_const(mechanisms))
                if (imap)
                    out << "AUTH=" + name;
            if (!imap)
                out << "AUTH " + mechanisms.join(' ');
        } else {
            const QString name = match.captured(2) + match.captured(3);
            out << names.value(name, name.toUpper().toUtf8());
        }
    }
    return out;
}

QByteArray imapGreeting(const QString &ron)
{
    static const QRegularExpression kind(QStringLiteral("greeting\\s*:\\s*\\(\\s*kind\\s*:\\s*(\\w+)"));
    static const QRegularExpression code(QStringLiteral("code\\s*:\\s*Some\\((\\w+)"));
    static const QRegularExpression text(QStringLiteral("text\\s*:\\s*Text\\(") + stringPattern);
    QByteArray out = "* " + kind.match(ron).captured(1).toUpper().toUtf8() + ' ';
    const QString codeName = code.match(ron).captured(1);
    if (codeName == u"Capability"_qs)
        out += "[CAPABILITY "
            + capabilities(ron.section(u"NonEmptyVec(["_qs, 1).section(u"])"_qs, 0, 0), true).join(' ') + "] ";
    else if (!codeName.isEmpty())
        out += '[' + codeName.toUpper().toUtf8() + "] ";
    return out + unescaped(text.match(ron).captured(1)) + "\r\n";
}

StartTlsScript scriptOf(QString ron, bool imap)
{
    static const QRegularExpression comment(QStringLiteral("^\\s*//.*$"), QRegularExpression::MultilineOption);
    ron.remove(comment);
    StartTlsScript script;
    script.imap = imap;
    script.inClear = capabilities(listOf(ron, imap ? u"caps"_qs : u"capabilities"_qs), imap);
    script.underTls = capabilities(listOf(ron, imap ? u"caps_tls"_qs : u"capabilities_tls"_qs), imap);
    const auto raw = stringOf(ron, u"greeting"_qs);
    if (raw)
        script.greeting = *raw;
    else if (imap)
        script.greeting = ron.contains(u"kind:"_qs) ? imapGreeting(ron) : "* OK ready\r\n";
    script.afterGreeting = stringOf(ron, u"response_after_greeting"_qs).value_or(QByteArray());
    if (const auto answer = stringOf(ron, imap ? u"starttls_response"_qs : u"stls_response"_qs))
        script.answers["starttls"] = *answer;
    script.startsTls = !ron.contains(QRegularExpression(QStringLiteral("tls_(make_)?transition:\\s*false")));
    static const QRegularExpression pair(stringPattern + QStringLiteral("\\s*:\\s*") + stringPattern);
    auto overridden = pair.globalMatch(listOf(ron, u"override_response"_qs));
    while (overridden.hasNext()) {
        const auto match = overridden.next();
        script.answers[match.captured(1).toLower().toUtf8()] = unescaped(match.captured(2));
    }
    static const QRegularExpression word(stringPattern);
    auto hidden = word.globalMatch(listOf(ron, u"hide_commands"_qs) + listOf(ron, u"ignore_commands"_qs));
    while (hidden.hasNext())
        script.answers[hidden.next().captured(1).toUtf8()] = imap ? "<tag> BAD what\r\n" : "500 what\r\n";
    return script;
}

} // namespace

void TestStartTlsScenarios::everyScenario_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("imap");
    const QString folder = testDataDir() + u"/mail/east-fake-mail-server-testcases/testcases"_qs;
    if (!testDataDir().isEmpty()) {
        for (const QString &protocol : {u"imap"_qs, u"smtp"_qs}) {
            QDirIterator files(folder + u'/' + protocol, {u"*.ron"_qs}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString file = files.next();
                QTest::newRow(qPrintable(file.mid(folder.size() + 1))) << file << (protocol == u"imap"_qs);
            }
        }
    }
    QTest::newRow("none") << QString() << false;
}

void TestStartTlsScenarios::everyScenario()
{
    QFETCH(const QString, file);
    QFETCH(const bool, imap);
    if (file.isEmpty()) {
        if (testDataDir().isEmpty() && !qEnvironmentVariableIsSet("CI"))
            QSKIP("test data not present");
        QVERIFY2(!testDataDir().isEmpty(), "test data not present");
        return;
    }
    QFile ron(file);
    QVERIFY(ron.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(ron.readAll());
    if (text.contains(u"implicit_tls: true"_qs))
        QSKIP("no STARTTLS in it");
    StartTlsServer server(scriptOf(text, imap), serverConfiguration(m_maker->leaf(QStringLiteral("server"))));
    transport::Account account;
    account.mailbox.address = u"ir@corp.example"_qs;
    domain::Endpoint &endpoint = imap ? account.mailbox.inbound : account.mailbox.outbound;
    endpoint.host = u"localhost"_qs;
    endpoint.port = server.serverPort();
    endpoint.security = domain::Security::StartTls;
    endpoint.trustedCaFile = m_maker->caFile();
    endpoint.username = u"ir"_qs;
    endpoint.signIn = domain::SignIn::Password;
    account.inboundSecret = account.outboundSecret = Secret("canary-password");
    QString listed;
    if (imap) {
        transport::ImapTimings timings;
        timings.inactivityMs = 3'000;
        transport::ImapSource source(account, timings);
        auto future = source.folders({});
        QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }, 20'000) && future.resultCount() > 0);
        const auto folders = future.result();
        if (folders)
            for (const domain::RemoteFolder &folder : *folders)
                listed += folder.remoteId + u' ';
    } else {
        transport::SmtpTimeouts timeouts;
        timeouts.replyMs = timeouts.farewellMs = 3'000;
        transport::SmtpSink sink(account, timeouts);
        auto future = sink.check({});
        QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }, 20'000) && future.resultCount() > 0);
    }
    // Whatever the server says: in clear nobody signs in, asks for mail or gives any, and what it told there is not
    // believed afterwards.
    QCOMPARE(listed, QString());
    static const QList<QByteArray> harmless{"capability", "starttls", "logout", "ehlo", "helo", "quit", "noop"};
    for (const QByteArray &line : server.heardInClear.split('\n')) {
        const QList<QByteArray> words = line.trimmed().toLower().split(' ');
        const QByteArray command = words.value(imap ? 1 : 0);
        QVERIFY2(line.trimmed().isEmpty() || harmless.contains(command), line.constData());
    }
}

LIAISON_TEST(TestStartTlsScenarios)
#include "tst_starttls_scenarios.moc"
