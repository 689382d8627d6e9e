#pragma once

#include "core/domain/connection_test.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"

namespace liaison::test {

/// A mail host and the tests of a mailbox there, with fields that were never saved.
struct CheckWorld : ServerWorld {
    [[nodiscard]] desk::MailboxDesk::SaveRequest request(domain::Security security = domain::Security::Tls) const;

    domain::TestReport inbound(const desk::MailboxDesk::SaveRequest &fields) { return run(fields, {}); }
    domain::TestReport outbound(const desk::MailboxDesk::SaveRequest &fields, bool sendsMail = false,
                                qint64 limitMs = 0)
    {
        return run(fields, {domain::TestSide::Outbound, sendsMail, limitMs});
    }

private:
    /// One that is not over where the test could not begin.
    domain::TestReport run(const desk::MailboxDesk::SaveRequest &fields, const desk::MailboxDesk::TestOptions &options)
    {
        desk::MailboxDesk mailboxes(office->context());
        return await(mailboxes.test(fields, options, nullptr, {}, {})).value_or(domain::TestReport());
    }
};

inline desk::MailboxDesk::SaveRequest CheckWorld::request(domain::Security security) const
{
    const bool implicit = security == domain::Security::Tls;
    desk::MailboxDesk::SaveRequest request;
    request.mailbox.address = analysts;
    for (domain::Endpoint *side : {&request.mailbox.inbound, &request.mailbox.outbound}) {
        side->host = QStringLiteral("localhost");
        side->security = security;
        side->trustedCaFile = tls.ca;
    }
    request.mailbox.inbound.port = implicit ? host->imapsPort() : host->imapPort();
    request.mailbox.outbound.port = implicit ? host->smtpsPort() : host->smtpPort();
    request.inboundSecret = Secret::fromText(analystsPassword);
    return request;
}

/// A fresh host with this certificate, for localhost unless another one is given.
inline std::unique_ptr<CheckWorld> checkWorld(const QString &dovecotExtra = {}, const QString &eximExtra = {},
                                              const std::optional<TlsFiles> &tls = std::nullopt)
{
    auto world = std::make_unique<CheckWorld>();
    world->tls = tls ? *tls : serverCertificate(world->certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world->start({}, dovecotExtra, eximExtra);
    if (failure.isEmpty())
        return world;
    qWarning("%s", failure.constData());
    return nullptr;
}

/// "sign-in: AuthenticationFailed" for the step that failed; "passed", or "not over".
inline QString endOf(const domain::TestReport &report)
{
    if (const domain::TestStep *failed = report.failure())
        return domain::toString(failed->kind) + QStringLiteral(": ") + domain::reasonName(*failed);
    return report.over ? QStringLiteral("passed") : QStringLiteral("not over");
}

} // namespace liaison::test
