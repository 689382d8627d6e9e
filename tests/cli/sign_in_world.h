#pragma once

#include "app/demo/demo_server.h"
#include "tests/cli/cli_world.h"
#include "tests/support/heard_requests.h"
#include "tests/support/keyring.h"
#include "tests/support/openid_provider.h"

#include <QHash>
#include <QJsonArray>

#include <memory>

namespace liaison::test {

/// A mailbox on the demo's Exchange or Graph that takes the tokens of somebody else's OpenID provider and nothing else,
/// a keyring, and the program that is called by the command line.
class SignInWorld {
public:
    static inline const QString team = QStringLiteral("ir@corp.test");

    enum class Service { Exchange, Graph };
    /// The service will be at `port`, which what people are asked for names.
    SignInWorld(const OpenIdProvider *provider, quint16 port, Service service = Service::Exchange)
        : m_provider(provider), m_port(port), m_service(service)
    {
    }
    ~SignInWorld();
    Q_DISABLE_COPY_MOVE(SignInWorld)

    /// What people are asked for, for an Exchange at `port`.
    static QString scope(quint16 port) { return QStringLiteral("https://127.0.0.1:%1/EWS.AccessAsUser.All").arg(port); }

    /// The same for a Graph at `port`, of one's own mailbox and of a shared one.
    static QStringList graphScopes(quint16 port);

    /// Empty, or why it did not start. The inbox holds `mails`.
    QByteArray start(int mails = 3);
    /// Imports the mailbox with `oauth`, and `certificate` as the application's; the exit code's words where it failed.
    /// `user`: who signs in, where that is not whose mailbox it is.
    QByteArray connect(const QJsonObject &oauth, const QString &certificate = {}, const QString &user = {});
    /// Somebody has signed in by hand: the way of a "browser" with a person before it, to the end of the command.
    Called signIn(const QString &person, bool declines = false, const QStringList &options = {});
    /// Calls the program while the event loop of the test runs.
    Called call(const QStringList &arguments, const QByteArray &input = {});
    Called runOnce()
    {
        return call(
            {QStringLiteral("feed"), QStringLiteral("run"), QStringLiteral("--once"), QStringLiteral("--json")});
    }
    /// How many mails are stored.
    int stored();
    /// What is configured.
    QByteArray settings();
    void deliver(int number);

    /// Oauth settings of a person at the provider.
    [[nodiscard]] QJsonObject person(const QString &flow = QStringLiteral("browser")) const;
    [[nodiscard]] QJsonObject application(const QString &client) const;

    CliWorld cli;
    Keyring keyring;
    std::unique_ptr<demo::DemoServer> exchange;
    QStringList delegates; ///< who may open the mailbox, too; to be set before start()

private:
    HeardRequests m_heard; ///< for the books of requests
    const OpenIdProvider *m_provider;
    quint16 m_port;
    Service m_service;
    demo::DemoServer::Address m_address;
};

} // namespace liaison::test
