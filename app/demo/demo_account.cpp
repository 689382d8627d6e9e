#include "app/demo/demo_account.h"

#include <QRandomGenerator>
#include <QUuid>

namespace liaison::demo {

namespace {

const QString tenant = QStringLiteral("nordhafen.example");
/// The server says when there is something new: only what it never told is found by looking.
constexpr int pollSeconds = 3'600;

QString randomPassword()
{
    return QString::number(QRandomGenerator::system()->generate64(), 36)
        + QString::number(QRandomGenerator::system()->generate64(), 36);
}

void reachOverHttps(domain::Mailbox &mailbox, domain::Protocol protocol, quint16 port, const QString &clientId)
{
    domain::Endpoint &in = mailbox.inbound;
    in.protocol = mailbox.outbound.protocol = protocol;
    in.port = mailbox.outbound.port = port;
    in.signIn = domain::SignIn::OAuth2;
    in.oauth.flow = domain::OAuthFlow::Application;
    in.oauth.clientId = clientId;
    in.oauth.tenantId = tenant;
    in.oauth.loginHost = QStringLiteral("127.0.0.1:%1").arg(port);
}

} // namespace

DemoKeys DemoKeys::made()
{
    return {randomPassword(), QUuid::createUuid().toString(QUuid::WithoutBraces), randomPassword()};
}

DemoAccount demoAccount(Way way, const domain::Address &who, const DemoServer::Address &server,
                        const QString &certificateFile, const QString &clientId)
{
    DemoAccount account{way, {}};
    domain::Mailbox &mailbox = account.mailbox;
    mailbox.uuid = QUuid::createUuid();
    mailbox.address = who.address;
    mailbox.displayName = who.name;
    mailbox.pollSeconds = pollSeconds;
    mailbox.inbound.host = mailbox.outbound.host = QStringLiteral("127.0.0.1");
    mailbox.inbound.trustedCaFile = mailbox.outbound.trustedCaFile = certificateFile;
    switch (way) {
    case Way::Imap:
        mailbox.inbound.port = server.imap;
        mailbox.outbound.port = server.smtp;
        break;
    case Way::Exchange:
        reachOverHttps(mailbox, domain::Protocol::Ews, server.exchange, clientId);
        break;
    case Way::Graph:
        reachOverHttps(mailbox, domain::Protocol::Graph, server.graph, clientId);
        // Its hosts are overridden: nothing leaves the machine.
        mailbox.inbound.oauth.cloud = domain::NationalCloud::China;
        break;
    }
    return account;
}

} // namespace liaison::demo
