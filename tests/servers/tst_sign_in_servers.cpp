#include "core/secrets/memory_vault.h"
#include "core/transport/imap_source.h"
#include "core/transport/mail_tokens.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/certificates.h"
#include "tests/support/openid_provider.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QTest>
#include <QUrl>

using namespace liaison;
using namespace liaison::test;
using domain::SignIn;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Every way to sign in, to a real Dovecot that offers no other.
class TestSignInServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scram_data();
    void scram();
    void token_data();
    void token();
    void anApplicationsTokensAreRenewed();
    void aPersonSignsIn();
    void certificate();

private:
    std::unique_ptr<MailHost> host(const QString &extra, const QHash<QString, QByteArray> &files = {}) const
    {
        return std::make_unique<MailHost>(
            MailHost::Options{m_tls, {{analysts, analystsPassword}, {finance, financePassword}}, extra, {}, files});
    }
    /// One that takes the provider's tokens alone, for the user that it names by `attribute`.
    static std::unique_ptr<MailHost> tokenHost(const TlsFiles &tls, const OpenIdProvider &provider,
                                               const QByteArray &attribute, const QString &mechanism,
                                               const QHash<QString, QString> &accounts)
    {
        const QByteArray oauth2
            = "introspection_mode = post\nintrospection_url = " + provider.introspectionUrl().toUtf8()
            + "\nusername_attribute = " + attribute + "\nactive_attribute = active\nactive_value = true\n";
        const QString extra = QStringLiteral(R"(auth_mechanisms = %1
passdb {
  driver = oauth2
  mechanisms = %1
  args = @DIR@/oauth2.conf
}
)");
        return std::make_unique<MailHost>(
            MailHost::Options{tls, accounts, extra.arg(mechanism), {}, {{QStringLiteral("oauth2.conf"), oauth2}}});
    }
    /// The mailbox at such a host, whose sign-in the provider has to do with.
    transport::Account tokenAccount(const MailHost &host, const OpenIdProvider &provider, domain::OAuthFlow flow,
                                    const QString &client) const
    {
        transport::Account account;
        account.mailbox.uuid = newUuid(SystemClock().nowMs());
        account.mailbox.address = analysts;
        domain::Endpoint &inbound = account.mailbox.inbound;
        inbound.host = QStringLiteral("localhost");
        inbound.port = host.imapsPort();
        inbound.trustedCaFile = m_tls.ca;
        inbound.signIn = SignIn::OAuth2;
        inbound.oauth.flow = flow;
        inbound.oauth.clientId = client;
        inbound.oauth.issuer = provider.issuer();
        return account;
    }
    /// What signing in gives: "success" or the error's kind, asked for twice on one source.
    QString signIn(const MailHost &host, SignIn way, const Secret &secret, const QString &certificate = {},
                   const QString &key = {})
    {
        transport::Account account;
        account.mailbox.address = analysts;
        account.mailbox.inbound.host = QStringLiteral("localhost");
        account.mailbox.inbound.port = host.imapsPort();
        account.mailbox.inbound.trustedCaFile = m_tls.ca;
        account.mailbox.inbound.signIn = way;
        account.mailbox.inbound.clientCertificateFile = certificate;
        account.mailbox.inbound.clientKeyFile = key;
        account.inboundSecret = secret;
        m_trace.clear();
        account.trace = [this](const QString &line) { m_trace << line; };
        transport::ImapSource source(account);
        const auto folders = await(source.folders({}));
        m_words = folders ? QString() : folders.error().serverWords;
        if (folders)
            return QStringLiteral("success");
        // A refusal is latched: no second attempt may lock the account.
        const qsizetype said = m_trace.size();
        const auto again = await(source.folders({}));
        if (again || again.error() != folders.error() || m_trace.size() != said)
            return QStringLiteral("tried again");
        return errorKindName(folders.error().kind);
    }

    QTemporaryDir m_dir;
    TlsFiles m_tls;
    QStringList m_trace;
    QString m_words;
};

void TestSignInServers::initTestCase()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    m_tls = serverCertificate(m_dir.path(), QStringLiteral("localhost"));
}

void TestSignInServers::scram_data()
{
    QTest::addColumn<QString>("mechanism");
    QTest::newRow("sha-256") << QStringLiteral("scram-sha-256");
    QTest::newRow("sha-1") << QStringLiteral("scram-sha-1");
}

void TestSignInServers::scram()
{
    QFETCH(const QString, mechanism);
    const auto server = host(QStringLiteral("auth_mechanisms = %1\n").arg(mechanism));
    QVERIFY2(server->startDovecot(), qPrintable(server->failure()));
    QCOMPARE(signIn(*server, SignIn::Password, Secret::fromText(analystsPassword)), QStringLiteral("success"));
    const QString all = m_trace.join(QLatin1Char('\n'));
    QVERIFY(!all.contains(analystsPassword));
    QCOMPARE(signIn(*server, SignIn::Password, Secret("not it")), QStringLiteral("AuthenticationFailed"));
    QVERIFY(signIn(*server, SignIn::PlainPassword, Secret::fromText(analystsPassword)) != QLatin1String("success"));
}

void TestSignInServers::token_data()
{
    QTest::addColumn<QString>("mechanism");
    QTest::newRow("OAUTHBEARER") << QStringLiteral("oauthbearer");
    QTest::newRow("XOAUTH2") << QStringLiteral("xoauth2");
}

void TestSignInServers::token()
{
    REQUIRE_SERVER(OpenIdProvider::missing().isEmpty(), qPrintable(OpenIdProvider::missing()));
    QFETCH(const QString, mechanism);
    OpenIdProvider provider;
    QVERIFY2(provider.start(), qPrintable(provider.failure()));
    const auto server
        = tokenHost(m_tls, provider, "sub", mechanism, {{analysts, analystsPassword}, {finance, financePassword}});
    QVERIFY2(server->startDovecot(), qPrintable(server->failure()));

    const QByteArray right = provider.tokenFor(analysts);
    QVERIFY(!right.isEmpty());
    QVERIFY(provider.isActive(right));
    const QString outcome = signIn(*server, SignIn::OAuth2, Secret(right));
    QVERIFY2(outcome == QLatin1String("success"), qPrintable(outcome + m_words + server->logs()));
    QVERIFY(!m_trace.join(QLatin1Char('\n')).contains(QString::fromLatin1(right)));

    // The token of somebody else, one that has expired, one that never was, and a password.
    QCOMPARE(signIn(*server, SignIn::OAuth2, Secret(provider.tokenFor(finance))),
             QStringLiteral("AuthenticationFailed"));
    const QByteArray shortLived = provider.tokenFor(analysts, 1);
    QTRY_VERIFY(!provider.isActive(shortLived));
    QCOMPARE(signIn(*server, SignIn::OAuth2, Secret(shortLived)), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(signIn(*server, SignIn::OAuth2, Secret("made.up-token")), QStringLiteral("AuthenticationFailed"));
    QVERIFY(signIn(*server, SignIn::Password, Secret::fromText(analystsPassword)) != QLatin1String("success"));
    // Dovecot gives its reason within the exchange (RFC 7628); it was acknowledged, and is passed on.
    signIn(*server, SignIn::OAuth2, Secret("made.up-token"));
    QVERIFY2(m_words.contains(QLatin1String("invalid_token")) || m_words.contains(QLatin1String("401")),
             qPrintable(m_words));
}

/// Client credentials whose tokens are good for three seconds: each connection signs in with one that is good, and an
/// idle connection is replaced as its token runs out.
void TestSignInServers::anApplicationsTokensAreRenewed()
{
    REQUIRE_SERVER(OpenIdProvider::missing().isEmpty(), qPrintable(OpenIdProvider::missing()));
    OpenIdProvider provider;
    QVERIFY2(provider.start(), qPrintable(provider.failure()));
    const QString client = QStringLiteral("brief");
    const auto server
        = tokenHost(m_tls, provider, "client_id", QStringLiteral("xoauth2"), {{client, QStringLiteral("unused")}});
    QVERIFY2(server->startDovecot(), qPrintable(server->failure()));
    transport::Account account = tokenAccount(*server, provider, domain::OAuthFlow::Application, client);
    account.mailbox.inbound.username = client;
    account.inboundSecret = Secret("brief-secret");
    QStringList trace;
    account.trace = [&trace](const QString &line) { trace << line; };
    const auto signIns = [&trace] { return trace.count(QStringLiteral("C: (credentials)")); };

    const SystemClock clock;
    transport::MailTokens tokens({nullptr, &clock});
    transport::ImapTimings timings;
    timings.freshTokenMs = 1;
    transport::ImapSource source(account, timings, tokens.find(account, domain::SecretUse::Inbound));
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, (why(folders) + server->logs().toUtf8()).constData());
    QVERIFY(source.signInExpiry().token > clock.nowMs());
    const auto hint = source.waitForHint({folders->first()}, {});
    QTRY_VERIFY_WITH_TIMEOUT(signIns() > 2, 30'000);
    QVERIFY(!hint.isFinished());
    const auto again = await(source.folders({}));
    QVERIFY2(again, why(again));
    for (const char *secret : {"brief-secret", "YnJpZWYtc2VjcmV0"})
        QVERIFY(!trace.join(QLatin1Char('\n')).contains(QLatin1String(secret)));

    account.inboundSecret = Secret("not it");
    transport::ImapSource refused(account, {}, tokens.find(account, domain::SecretUse::Inbound));
    QCOMPARE(await(refused.folders({})).error().kind, ErrorKind::AuthenticationFailed);
}

void TestSignInServers::aPersonSignsIn()
{
    REQUIRE_SERVER(OpenIdProvider::missing().isEmpty(), qPrintable(OpenIdProvider::missing()));
    OpenIdProvider provider;
    QVERIFY2(provider.start(), qPrintable(provider.failure()));
    const auto server
        = tokenHost(m_tls, provider, "sub", QStringLiteral("oauthbearer"), {{analysts, analystsPassword}});
    QVERIFY2(server->startDovecot(), qPrintable(server->failure()));
    secrets::MemoryVault vault;
    const auto factory = transport::networkTransport({&vault});
    const transport::Account account
        = tokenAccount(*server, provider, domain::OAuthFlow::Browser, QStringLiteral("desktop"));
    const auto nobody = std::move(*factory->source(account));
    QCOMPARE(await(nobody->folders({})).error().kind, ErrorKind::CredentialsMissing);

    std::unique_ptr<QProcess> browser;
    QObject owner;
    const auto outcome
        = await(factory->signIn({account.mailbox, domain::SecretUse::Inbound, domain::SignInWay::Browser, {}, {}},
                                [&browser](const domain::SignInPrompt &prompt) {
                                    browser
                                        = OpenIdProvider::browse(prompt.address.toString(QUrl::FullyEncoded), analysts);
                                },
                                &owner, {}));
    QVERIFY2(outcome, why(outcome));
    QVERIFY(!outcome->refusal);
    QTRY_VERIFY_WITH_TIMEOUT(browser->state() == QProcess::NotRunning, 30'000);
    const QString key = domain::vaultKey(account.mailbox, domain::SecretUse::Inbound);
    const auto first = await(vault.read(key));
    QVERIFY(first && *first);
    const auto source = std::move(*factory->source(account));
    const auto folders = await(source->folders({}));
    QVERIFY2(folders, (why(folders) + server->logs().toUtf8()).constData());
    const auto next = await(vault.read(key));
    QVERIFY(next && *next);
    QVERIFY((*next)->reveal() != (*first)->reveal()); // the provider rotates them

    provider.forget(analysts);
    const auto later = std::move(*factory->source(account));
    QCOMPARE(await(later->folders({})).error().kind, ErrorKind::AuthenticationFailed);
}

void TestSignInServers::certificate()
{
    QTemporaryDir own;
    CertificateMaker maker(own.path(), QStringLiteral("The organisation's people"));
    CertificateSpec spec;
    spec.commonName = analysts;
    spec.extendedKeyUsage = QStringLiteral("clientAuth");
    const CertificateFiles analyst = maker.leaf(QStringLiteral("analyst"), spec);
    spec.commonName = QStringLiteral("nobody@corp.test");
    const CertificateFiles stranger = maker.leaf(QStringLiteral("stranger"), spec);
    const auto server = host(QStringLiteral(R"(auth_mechanisms = external
ssl_ca = <@DIR@/people.pem
ssl_require_crl = no
ssl_verify_client_cert = yes
auth_ssl_username_from_cert = yes
passdb {
  driver = passwd-file
  mechanisms = external
  args = @DIR@/people
}
)"),
                             {{QStringLiteral("people.pem"), contents(maker.caFile())},
                              {QStringLiteral("people"), analysts.toUtf8() + ":::::::nopassword=y\n"}});
    QVERIFY2(server->startDovecot(), qPrintable(server->failure()));
    const QString outcome = signIn(*server, SignIn::Certificate, {}, analyst.certificate, analyst.key);
    QVERIFY2(outcome == QLatin1String("success"), qPrintable(outcome + m_words + server->logs()));
    QCOMPARE(signIn(*server, SignIn::Certificate, {}, stranger.certificate, stranger.key),
             QStringLiteral("AuthenticationFailed"));
}

LIAISON_TEST(TestSignInServers)
#include "tst_sign_in_servers.moc"
