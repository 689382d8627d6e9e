#include "core/transport/connection_test.h"

#include "core/oauth/access_token.h"

#include <QPointer>

#include <chrono>

namespace liaison::transport {

using domain::SecretUse;
using domain::TestReason;
using domain::TestReport;
using domain::TestSide;
using domain::TestStepKind;

namespace {

constexpr qsizetype mostTraceLines = 5'000;
/// Shorter ones stand in too many words to be taken out of them.
constexpr qsizetype shortestSecret = 3;

SecretUse useOf(TestSide side)
{
    return side == TestSide::Inbound ? SecretUse::Inbound : SecretUse::Outbound;
}

oauth::Service serviceOf(domain::Protocol protocol)
{
    switch (protocol) {
    case domain::Protocol::Imap:
        break;
    case domain::Protocol::Smtp:
        return oauth::Service::Smtp;
    case domain::Protocol::Ews:
        return oauth::Service::Ews;
    case domain::Protocol::Graph:
        return oauth::Service::Graph;
    }
    return oauth::Service::Imap;
}

/// Exchange's words for passwords that an administrator switched off: SMTP AUTH of the tenant or mailbox, or basic
/// authentication altogether.
bool saysSwitchedOff(const QString &serverWords)
{
    return serverWords.contains(QLatin1String("5.7.139")) || serverWords.contains(QLatin1String("BasicAuthBlocked"))
        || serverWords.contains(QLatin1String("SmtpClientAuthentication is disabled"));
}

/// Exchange's words (x-ms-diagnostics 2000008) for a token of the right application without the right permission.
bool saysNoPermission(const QString &serverWords)
{
    return serverWords.contains(QLatin1String("contains not enough scope"))
        || serverWords.contains(QLatin1String("contains no permissions"));
}

} // namespace

ConnectionTest::ConnectionTest(TransportFactory *factory, const Clock *clock, ConnectionTestRequest request,
                               std::function<void(const TestReport &)> progress, std::stop_token stop, QObject *parent)
    : QObject(parent), m_factory(factory), m_clock(clock), m_request(std::move(request)),
      m_progress(std::move(progress)), m_steps(&m_report,
                                               [this] {
                                                   if (m_progress)
                                                       m_progress(m_report);
                                               }),
      m_stopped(std::move(stop))
{
    m_report.side = m_request.side;
    m_report.mailbox = m_request.account.mailbox.address;
    // Adapters may say a last word when the test is over.
    const QPointer<ConnectionTest> self(this);
    m_request.account.trace = [self](const QString &line) {
        if (self && self->m_report.trace.size() < mostTraceLines)
            self->m_report.trace << self->cleaned(line);
    };
    m_request.account.milestone = [self](const Milestone &milestone) {
        if (!self || self->m_report.over)
            return;
        Milestone clean = milestone;
        clean.words = self->cleaned(milestone.words);
        self->m_steps.take(clean);
    };
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &ConnectionTest::timeOut);
}

ConnectionTest::~ConnectionTest()
{
    m_onStop.reset();
    finishWith<TestReport>(m_promise, liaison::fail(ErrorKind::Cancelled));
}

Future<TestReport> ConnectionTest::run()
{
    m_promise.start();
    Future<TestReport> future = m_promise.future();
    m_limit.start(std::chrono::milliseconds(m_request.limitMs));
    m_steps.plan(wayIn(m_request.account.mailbox, m_request.side));
    m_onStop.emplace(m_stopped,
                     [this] { QMetaObject::invokeMethod(this, &ConnectionTest::stop, Qt::QueuedConnection); });
    // Queued, so that nothing is over before this has returned.
    QMetaObject::invokeMethod(this, &ConnectionTest::begin, Qt::QueuedConnection);
    return future;
}

void ConnectionTest::begin()
{
    if (m_report.over || !tokenIsGood())
        return;
    if (m_request.side == TestSide::Inbound)
        return listFolders();
    auto sink = m_factory->sink(m_request.account);
    if (!sink) {
        m_steps.failToBegin(sink.error());
        return finish();
    }
    m_sink = std::move(*sink);
    if (m_request.mail)
        submit();
    else
        checkSink();
}

/// Looks at an access token that somebody else renews. Other tokens are told of by the adapter that gets them.
bool ConnectionTest::tokenIsGood()
{
    const domain::Mailbox &mailbox = m_request.account.mailbox;
    const domain::Endpoint &signIn = domain::signInEndpoint(mailbox, useOf(m_request.side));
    if (signIn.signIn != domain::SignIn::OAuth2 || signIn.oauth.flow != domain::OAuthFlow::AccessToken)
        return true;
    Milestone seen = tokenMilestone(signInSecret(m_request.account, useOf(m_request.side)), 0);
    const auto protocol = m_request.side == TestSide::Inbound ? mailbox.inbound.protocol : mailbox.outbound.protocol;
    const bool expired = seen.token->expiresAt != 0 && seen.token->expiresAt <= m_clock->nowMs();
    if (expired || oauth::lacksPermission(*seen.token, serviceOf(protocol))) {
        seen.what = Milestone::What::Because;
        seen.reason = expired ? TestReason::TokenExpired : TestReason::TokenLacksPermission;
        m_steps.take(seen);
        fail(Error{ErrorKind::AuthenticationFailed, {}, {}, {}});
        return false;
    }
    m_steps.take(seen);
    return true;
}

bool ConnectionTest::openSource()
{
    auto source = m_factory->source(m_request.account);
    if (!source) {
        m_steps.failToBegin(source.error());
        finish();
        return false;
    }
    m_source = std::move(*source);
    return true;
}

void ConnectionTest::fail(const Error &error)
{
    if (m_report.over)
        return;
    m_steps.fail(cleaned(error), reasonFor(error));
    finish();
}

TestReason ConnectionTest::reasonFor(const Error &error) const
{
    if (error.kind != ErrorKind::AuthenticationFailed && error.kind != ErrorKind::AuthenticationUnsupported)
        return TestReason::ByKind;
    if (saysSwitchedOff(error.serverWords))
        return TestReason::PasswordSwitchedOff;
    const bool inbound
        = m_request.side == TestSide::Inbound || (m_steps.isRunning() && m_steps.running() == TestStepKind::RoundTrip);
    const auto signIn
        = domain::signInEndpoint(m_request.account.mailbox, inbound ? SecretUse::Inbound : SecretUse::Outbound);
    const bool byToken = signIn.signIn == domain::SignIn::OAuth2 && error.kind == ErrorKind::AuthenticationFailed;
    // An adapter that got no token says so itself.
    const domain::TestStep *token = m_report.find(TestStepKind::Token);
    if (!byToken || !token || token->state != domain::TestStepState::Passed)
        return TestReason::ByKind;
    // Asked only now: an application may have its right from the server (Exchange's RBAC), and a token that is silent.
    const domain::Mailbox &mailbox = m_request.account.mailbox;
    const auto protocol = inbound ? mailbox.inbound.protocol : mailbox.outbound.protocol;
    const bool lacks = saysNoPermission(error.serverWords)
        || (token->token && oauth::lacksPermission(*token->token, serviceOf(protocol)));
    return lacks ? TestReason::TokenLacksPermission : TestReason::TokenRefused;
}

void ConnectionTest::timeOut()
{
    const bool waited = m_steps.isRunning() && m_steps.running() == TestStepKind::RoundTrip;
    m_steps.fail({ErrorKind::TimedOut, QStringLiteral("the test's time was over"), {}, {}},
                 waited ? TestReason::NotBackInTime : TestReason::ByKind);
    finish();
}

void ConnectionTest::stop()
{
    if (m_report.over)
        return;
    m_steps.fail({ErrorKind::Cancelled, {}, {}, {}});
    finish();
}

void ConnectionTest::finish()
{
    if (std::exchange(m_report.over, true))
        return;
    m_limit.stop();
    m_work.request_stop();
    if (m_source)
        m_source->shutDown();
    if (m_sink)
        m_sink->shutDown();
    if (m_progress)
        m_progress(m_report);
    finishWith<TestReport>(m_promise, m_report);
}

/// Servers may say what they were told: neither a secret nor its usual disguise goes on from here.
QString ConnectionTest::cleaned(QString text) const
{
    const Account &account = m_request.account;
    for (const Secret &secret : {account.inboundSecret, account.outboundSecret}) {
        if (secret.reveal().size() < shortestSecret)
            continue;
        text.replace(QString::fromUtf8(secret.reveal()), QStringLiteral("(redacted)"));
        text.replace(QString::fromLatin1(secret.reveal().toBase64()), QStringLiteral("(redacted)"));
    }
    return text;
}

Error ConnectionTest::cleaned(Error error) const
{
    error.log = cleaned(error.log);
    error.serverWords = cleaned(error.serverWords);
    return error;
}

} // namespace liaison::transport
