#pragma once

#include "connection_test_world.h"
#include "core/secrets/memory_vault.h"
#include "core/transport/account.h"
#include "fake_provider.h"
#include "tests/support/await.h"

#include <memory>

namespace liaison::test {

inline constexpr qint64 hourMs = 3'600'000;

/// What XOAUTH2 says with this token, as it is on the wire.
inline QByteArray xoauth2(const QByteArray &token)
{
    const QByteArray message = QByteArray("user=ann@example.org\x01") + "auth=Bearer " + token + "\x01\x01";
    return message.toBase64();
}

/// A sign-in service, a server for reading and one for sending that take its tokens, and a feed's adapters for both.
struct TokenWorld {
    FakeProvider provider;
    secrets::MemoryVault vault;
    FakeImapServer imap;
    ScriptedServer smtp;
    std::unique_ptr<transport::TransportFactory> factory = transport::networkTransport({&vault, &provider.clock});
    transport::Account mailbox;

    explicit TokenWorld(domain::OAuthFlow flow = domain::OAuthFlow::Application)
    {
        imap.capabilities = "IMAP4rev1 AUTH=XOAUTH2 SASL-IR CONDSTORE IDLE UIDPLUS LITERAL+ ESEARCH";
        imap.token = "first";
        smtp.extensions = "250-AUTH XOAUTH2\r\n";
        mailbox = accountFor(imap, "s3cret");
        mailbox.mayWrite = [] { return true; };
        mailbox.mailbox.uuid = newUuid(provider.clock.nowMs());
        domain::Endpoint &inbound = mailbox.mailbox.inbound;
        inbound.signIn = domain::SignIn::OAuth2;
        inbound.oauth.flow = flow;
        inbound.oauth.clientId = QStringLiteral("6731de76-14a6-49ae-97bc-6eba6914391e");
        inbound.oauth.tenantId = QStringLiteral("contoso.example");
        inbound.oauth.loginHost = provider.server.url(QString()).toString();
        domain::Endpoint &outbound = mailbox.mailbox.outbound;
        outbound.host = QStringLiteral("127.0.0.1");
        outbound.port = smtp.serverPort();
        outbound.security = domain::Security::None;
    }
    std::unique_ptr<transport::MailSource> source() { return std::move(*factory->source(mailbox)); }
    std::unique_ptr<transport::MailSink> sink() { return std::move(*factory->sink(mailbox)); }
    [[nodiscard]] QString key() const { return domain::vaultKey(mailbox.mailbox, domain::SecretUse::Inbound); }
    QByteArray kept()
    {
        const auto secret = await(vault.read(key()));
        return secret && *secret ? (*secret)->reveal() : QByteArray("nothing");
    }
    [[nodiscard]] QByteArray asked(int request, const QByteArray &field) const
    {
        return provider.server.requests.at(request).field(field).replace('+', ' ');
    }
};

} // namespace liaison::test
