#include "core/transport/imap_source.h"
#include "core/transport/smtp_sink.h"
#include "tests/support/starttls_server.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/tls_server.h"

#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Bytes that somebody in the middle puts between the answer to STARTTLS and the TLS handshake, at 500 different
/// moments and cuts: none of them is ever read as if it had come encrypted, and nobody signs in behind them.
class TestStartTlsInjection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void imap();
    void smtp();

private:
    void attack(bool imap, const QList<QByteArray> &payloads);
    transport::Account account(quint16 port, bool imap) const;

    QTemporaryDir m_dir;
    std::unique_ptr<CertificateMaker> m_maker;
    QSslConfiguration m_tls;
};

namespace {

constexpr int attacks = 250; // for each protocol
constexpr int atOnce = 25;
constexpr int everyFourteenthIsHonest = 14;

/// A client at work and how it ended; empty while it works.
struct Attempt {
    std::unique_ptr<transport::ImapSource> source;
    std::unique_ptr<transport::SmtpSink> sink;
    Injection injection;
    QString ending;
};

template <class T> void follow(Attempt &attempt, QObject *owner, Future<T> future)
{
    onDone<T>(owner, std::move(future), [&attempt](const Result<T> &result) {
        attempt.ending = result ? QStringLiteral("success") : errorKindName(result.error().kind);
    });
}

Injection planned(int number, const QList<QByteArray> &payloads)
{
    if (number % everyFourteenthIsHonest == 0)
        return {};
    Injection out;
    out.bytes = payloads.at(number % payloads.size());
    constexpr int wholeAnswer = 1'000;
    const int place = number / static_cast<int>(payloads.size()) % 5;
    out.cut = place == 4 ? wholeAnswer : place; // behind the answer, inside of it, in one piece with it
    out.delayMs = out.cut > 0 ? number % 3 : number % 23;
    // Behind the answer the client has its handshake under way: less than a TLS record's head would only make it wait
    // for more until its time is up, which is right and takes long.
    constexpr int recordHead = 5;
    while (out.cut == 0 && out.bytes.size() < recordHead)
        out.bytes += out.bytes;
    return out;
}

} // namespace

void TestStartTlsInjection::initTestCase()
{
    m_maker = std::make_unique<CertificateMaker>(m_dir.path());
    m_tls = serverConfiguration(m_maker->leaf(QStringLiteral("server")));
}

transport::Account TestStartTlsInjection::account(quint16 port, bool imap) const
{
    transport::Account out;
    out.mailbox.address = u"ir@corp.example"_qs;
    domain::Endpoint &endpoint = imap ? out.mailbox.inbound : out.mailbox.outbound;
    endpoint.host = u"localhost"_qs;
    endpoint.port = port;
    endpoint.security = domain::Security::StartTls;
    endpoint.trustedCaFile = m_maker->caFile();
    endpoint.username = u"ir"_qs;
    endpoint.signIn = domain::SignIn::Password;
    out.inboundSecret = out.outboundSecret = Secret("canary-password");
    return out;
}

void TestStartTlsInjection::attack(bool imap, const QList<QByteArray> &payloads)
{
    StartTlsScript script;
    script.imap = imap;
    script.greeting = imap ? "* OK ready\r\n" : "220 mail ESMTP\r\n";
    const QByteArray login = imap ? "AUTH=PLAIN" : "AUTH PLAIN";
    script.inClear = {imap ? "IMAP4rev1" : "8BITMIME", "STARTTLS", login};
    script.underTls = {imap ? "IMAP4rev1 SASL-IR" : "8BITMIME", login};
    StartTlsServer server(script, m_tls);
    Injector middle(server.serverPort());
    int honest = 0;
    QHash<QString, int> endings;
    for (int number = 0; number < attacks; number += atOnce) {
        std::vector<Attempt> attempts(atOnce);
        for (int i = 0; i < atOnce; ++i) {
            Attempt &attempt = attempts.at(static_cast<size_t>(i));
            attempt.injection = planned(number + i, payloads);
            middle.plan(attempt.injection);
            const transport::Account with = account(middle.serverPort(), imap);
            if (imap) {
                attempt.source = std::make_unique<transport::ImapSource>(with);
                follow(attempt, attempt.source.get(), attempt.source->folders({}));
            } else {
                attempt.sink = std::make_unique<transport::SmtpSink>(with);
                follow(attempt, attempt.sink.get(), attempt.sink->check({}));
            }
        }
        const auto unfinished = [&attempts, number] {
            QStringList out;
            for (size_t i = 0; i < attempts.size(); ++i)
                if (attempts.at(i).ending.isEmpty())
                    out << QString::number(number + static_cast<int>(i));
            return out;
        };
        const bool ended = QTest::qWaitFor([&unfinished] { return unfinished().isEmpty(); }, 45'000);
        QVERIFY2(ended, qPrintable(u"no end of attempts "_qs + unfinished().join(u' ')));
        // Connections come in any order, so it counts how many ended well, not which.
        for (const Attempt &attempt : attempts) {
            ++endings[attempt.ending];
            honest += attempt.injection.bytes.isEmpty() ? 1 : 0;
        }
    }
    QVERIFY(honest > 10); // or the test would prove nothing
    QCOMPARE(endings.value(u"success"_qs), honest);
    QCOMPARE(endings.value(u"TlsInjection"_qs) + endings.value(u"TlsFailed"_qs), attacks - honest);
    QVERIFY2(endings.value(u"TlsInjection"_qs) > attacks / 4, qPrintable(QString::number(endings.size())));
    QVERIFY(!server.heardInClear.toUpper().contains("AUTH"));
    QVERIFY(!server.heardInClear.contains("canary"));
    QCOMPARE(int(server.heardUnderTls.count(" PLAIN")), honest);
}

void TestStartTlsInjection::imap()
{
    attack(true,
           {"* OK injected\r\n", "* PREAUTH injected\r\n", "* CAPABILITY IMAP4rev1 AUTH=LOGIN\r\n", "* BYE\r\n",
            "A0 OK injected\r\n", "+ \r\n", "* LIST () \"/\" injected\r\n", "*", "\r\n", QByteArray(1, '\0')});
}

void TestStartTlsInjection::smtp()
{
    attack(false,
           {"250 injected\r\n", "250-mail\r\n250 AUTH LOGIN\r\n", "235 2.7.0 signed in\r\n", "421 bye\r\n", "334 \r\n",
            "354 go\r\n", "2", "\r\n", "220 again\r\n", "250-mail\r\n250-SIZE 1\r\n250 HELP\r\n"});
}

LIAISON_TEST(TestStartTlsInjection)
#include "tst_starttls_injection.moc"
