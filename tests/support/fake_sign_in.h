#pragma once

#include "tests/support/fake_transport.h"

#include <QMutex>
#include <QMutexLocker>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::test {

/// A FakeTransport whose people sign in when the test says so, from its own thread.
class FakeSignIn final : public transport::TransportFactory {
public:
    explicit FakeSignIn(std::shared_ptr<FakeServer> server) : m_transport(std::move(server)) { }

    Result<std::unique_ptr<transport::MailSource>> source(transport::Account account) override
    {
        return m_transport.source(std::move(account));
    }
    Result<std::unique_ptr<transport::MailSink>> sink(transport::Account account) override
    {
        return m_transport.sink(std::move(account));
    }
    Future<domain::SignInOutcome> signIn(transport::MailboxSignInRequest request, transport::ShowSignIn show, QObject *,
                                         std::stop_token stop) override
    {
        const QMutexLocker lock(&m_mutex);
        m_requests << request;
        m_promise = std::make_shared<QPromise<Result<domain::SignInOutcome>>>();
        m_promise->start();
        const bool browser = request.way == domain::SignInWay::Browser;
        show({request.way,
              QUrl(browser ? QStringLiteral("https://login.example/authorize?client_id=6731de76&state=s4")
                           : QStringLiteral("https://login.example/device")),
              browser ? QString() : QStringLiteral("WDJB-MJHT"), 1'795'255'560'000});
        m_onStop.emplace(std::move(stop), [promise = m_promise] {
            finishWith<domain::SignInOutcome>(*promise, fail(ErrorKind::Cancelled));
        });
        return m_promise->future();
    }

    /// The end of the sign-in that was begun last.
    void answer(Result<domain::SignInOutcome> outcome)
    {
        const QMutexLocker lock(&m_mutex);
        finishWith<domain::SignInOutcome>(*m_promise, std::move(outcome));
    }
    [[nodiscard]] QList<transport::MailboxSignInRequest> requests() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_requests;
    }
    [[nodiscard]] bool isOver() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_promise && m_promise->future().isFinished();
    }

private:
    mutable QMutex m_mutex;
    FakeTransport m_transport;
    QList<transport::MailboxSignInRequest> m_requests;
    std::shared_ptr<QPromise<Result<domain::SignInOutcome>>> m_promise;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

/// A provider's no.
inline domain::SignInOutcome refusedSignIn()
{
    domain::SignInOutcome outcome;
    outcome.refusal = domain::SignInRefusal{
        QStringLiteral("ConsentMissing"),
        QStringLiteral("AADSTS65001"),
        QStringLiteral("Nobody has agreed yet to what the application asks for. Open the consent link, or ask an "
                       "administrator to grant consent."),
        {ErrorKind::PermissionDenied, {}, QStringLiteral("AADSTS65001: has not consented"), {}}};
    return outcome;
}

/// `mailbox` as one that a person signs in to.
inline domain::Mailbox withPerson(domain::Mailbox mailbox, domain::OAuthFlow flow = domain::OAuthFlow::Browser)
{
    mailbox.inbound.protocol = mailbox.outbound.protocol = domain::Protocol::Ews;
    mailbox.inbound.signIn = domain::SignIn::OAuth2;
    mailbox.outbound.signIn = domain::SignIn::AsInbound;
    mailbox.inbound.host = mailbox.outbound.host = QStringLiteral("outlook.office365.com");
    mailbox.inbound.port = mailbox.outbound.port = 443;
    mailbox.inbound.oauth.flow = flow;
    mailbox.inbound.oauth.clientId = QStringLiteral("6731de76-14a6-49ae-97bc-6eba6914391e");
    mailbox.inbound.oauth.tenantId = QStringLiteral("corp.example");
    return mailbox;
}

} // namespace liaison::test
