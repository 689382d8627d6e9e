#include "core/transport/test_steps.h"

#include "core/domain/sign_in_advice.h"
#include "core/transport/ews_account.h"
#include "core/transport/graph_account.h"

#include <algorithm>

namespace liaison::transport {

using domain::SecretUse;
using domain::Security;
using domain::SignIn;
using domain::TestReason;
using domain::TestSide;
using domain::TestStep;
using domain::TestStepKind;
using domain::TestStepState;

namespace {

TestStep step(TestStepKind kind, const QString &subject = {}, TestStepState state = TestStepState::Running)
{
    TestStep out;
    out.kind = kind;
    out.subject = subject;
    out.state = state;
    return out;
}

struct Place {
    QString host;
    int port = 0;
    Security security = Security::None;
};

/// Where requests over HTTP go; invalid for other protocols, and where the host is none.
QUrl urlOf(const domain::Endpoint &server)
{
    if (server.protocol == domain::Protocol::Ews)
        return ewsUrlOf(server);
    if (server.protocol != domain::Protocol::Graph)
        return {};
    const Result<graph::ServiceRoot> root = graphRootOf(server);
    return root ? root->origin() : QUrl();
}

/// Who is asked for access tokens; empty: nobody is.
QString providerHost(const domain::Endpoint &signIn)
{
    const domain::OAuthSettings &oauth = signIn.oauth;
    if (oauth.flow == domain::OAuthFlow::AccessToken)
        return {};
    oauth::CloudHosts hosts;
    hosts.login = oauth.loginHost;
    const QString provider = oauth.issuer.isEmpty() ? oauth::hostsOf(oauth.cloud, hosts).login : oauth.issuer;
    return provider.contains(QLatin1String("://")) ? QUrl(provider).authority() : provider;
}

/// Where an endpoint's connections go. The host of Exchange may be a whole URL, which then says more than the fields;
/// Graph's follows from the cloud where there is none.
Place placeOf(const domain::Endpoint &server)
{
    const QUrl url = urlOf(server);
    if (!url.isValid())
        return {server.host, server.port, server.security};
    const bool tls = url.scheme() == QLatin1String("https");
    return {url.host(), url.port(tls ? 443 : 80), tls ? Security::Tls : Security::None};
}

/// The step that an error belongs to whatever was seen before it; nullopt: the one that runs.
std::optional<TestStepKind> stepOf(const Error &error, TestReason reason)
{
    const bool onTheWayToTheToken = !domain::signInServiceOf(error).isEmpty();
    if (onTheWayToTheToken || reason == TestReason::NoToken || reason == TestReason::TokenExpired
        || reason == TestReason::TokenLacksPermission)
        return TestStepKind::Token;
    if (reason == TestReason::NtlmRefused || reason == TestReason::ImpersonationDenied
        || reason == TestReason::MailboxMissing || reason == TestReason::BlockedForApp
        || reason == TestReason::NoExchange || reason == TestReason::NoGraph || reason == TestReason::WrongCloud
        || reason == TestReason::ConsentMissing || reason == TestReason::AccessPolicy
        || reason == TestReason::MailboxDenied || reason == TestReason::MailboxNotOnline)
        return TestStepKind::SignIn;
    if (reason == TestReason::VersionUnknown)
        return TestStepKind::Version;
    switch (error.kind) {
    case ErrorKind::NameNotFound:
        return TestStepKind::Resolve;
    case ErrorKind::ConnectionRefused:
    case ErrorKind::ProxyFailed:
        return TestStepKind::Connect;
    case ErrorKind::InvalidInput: // a CA file or client certificate that cannot be used
    case ErrorKind::TlsRequired:
    case ErrorKind::TlsInjection:
    case ErrorKind::TlsFailed:
    case ErrorKind::CertificateUntrusted:
    case ErrorKind::CertificateExpired:
    case ErrorKind::CertificateWrongHost:
        return TestStepKind::Tls;
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::AuthenticationUnsupported:
    case ErrorKind::CredentialsMissing:
        return TestStepKind::SignIn;
    case ErrorKind::SenderRefused:
    case ErrorKind::RecipientRefused:
    case ErrorKind::MessageTooLarge:
    case ErrorKind::SendUncertain:
        return TestStepKind::Submit;
    default:
        return std::nullopt;
    }
}

std::optional<TestStepKind> stepOf(Milestone::What what)
{
    switch (what) {
    case Milestone::What::Resolved:
        return TestStepKind::Resolve;
    case Milestone::What::Connected:
        return TestStepKind::Connect;
    case Milestone::What::Encrypted:
        return TestStepKind::Tls;
    case Milestone::What::Greeted:
        return TestStepKind::Greeting;
    case Milestone::What::Token:
        return TestStepKind::Token;
    case Milestone::What::SignedIn:
        return TestStepKind::SignIn;
    case Milestone::What::Identified:
        return TestStepKind::Version;
    case Milestone::What::Because:
        break;
    }
    return std::nullopt;
}

} // namespace

std::deque<TestStep> wayIn(const domain::Mailbox &mailbox, TestSide side)
{
    const SecretUse use = side == TestSide::Inbound ? SecretUse::Inbound : SecretUse::Outbound;
    const domain::Endpoint &own = side == TestSide::Inbound ? mailbox.inbound : mailbox.outbound;
    const domain::Endpoint server = own.protocol == domain::Protocol::Graph ? graphServerOf(mailbox, use) : own;
    const domain::Endpoint &identity = domain::signInEndpoint(mailbox, use);
    const SignIn signIn = identity.signIn;
    const bool greets = server.protocol == domain::Protocol::Imap || server.protocol == domain::Protocol::Smtp;
    const Place place = placeOf(server);
    std::deque<TestStep> steps;
    if (signIn == SignIn::OAuth2)
        steps.push_back(step(TestStepKind::Token, providerHost(identity)));
    steps.push_back(step(TestStepKind::Resolve, place.host));
    steps.push_back(step(TestStepKind::Connect, QStringLiteral("%1:%2").arg(place.host).arg(place.port)));
    if (place.security == Security::Tls)
        steps.push_back(step(TestStepKind::Tls, place.host));
    if (place.security == Security::None)
        steps.push_back(step(TestStepKind::Tls, place.host, TestStepState::Skipped));
    if (greets)
        steps.push_back(step(TestStepKind::Greeting));
    if (place.security == Security::StartTls)
        steps.push_back(step(TestStepKind::Tls, place.host));
    if (signIn != SignIn::None)
        steps.push_back(step(TestStepKind::SignIn, domain::signInName(mailbox, use)));
    steps.push_back(step(TestStepKind::Version));
    return steps;
}

TestSteps::TestSteps(domain::TestReport *report, std::function<void()> changed)
    : m_report(report), m_changed(std::move(changed))
{
}

void TestSteps::plan(std::deque<TestStep> steps)
{
    const bool wasIdle = m_ahead.empty();
    m_ahead.insert(m_ahead.end(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
    if (wasIdle)
        begin();
}

void TestSteps::plan(TestStepKind kind, const QString &subject)
{
    plan({step(kind, subject)});
}

void TestSteps::begin()
{
    while (!m_ahead.empty() && m_ahead.front().state == TestStepState::Skipped) {
        m_report->steps << m_ahead.front();
        m_ahead.pop_front();
    }
    if (!m_ahead.empty())
        m_report->steps << m_ahead.front();
    m_since.start();
    m_changed();
}

void TestSteps::end(TestStepState state, const TestStep &found)
{
    TestStep &last = m_report->steps.last();
    const TestStep planned = last;
    last = found;
    last.kind = planned.kind;
    last.subject = planned.subject;
    last.state = state;
    last.ms = m_since.elapsed();
    m_ahead.pop_front();
    begin();
}

bool TestSteps::isAhead(TestStepKind kind) const
{
    return std::any_of(m_ahead.cbegin(), m_ahead.cend(), [kind](const TestStep &each) {
        return each.kind == kind && each.state != TestStepState::Skipped;
    });
}

void TestSteps::endUntil(TestStepKind kind, TestStepState state)
{
    while (running() != kind)
        end(state, {});
}

void TestSteps::take(const Milestone &milestone)
{
    if (milestone.what == Milestone::What::Because) {
        m_because = milestone;
        return;
    }
    const auto kind = stepOf(milestone.what);
    if (!kind || !isAhead(*kind))
        return;
    endUntil(*kind, TestStepState::Passed);
    TestStep found;
    found.detail = milestone.words;
    found.certificate = milestone.certificate;
    found.token = milestone.token;
    end(TestStepState::Passed, found);
}

void TestSteps::passAll(const TestStep &found)
{
    while (m_ahead.size() > 1)
        end(TestStepState::Passed, {});
    pass(found);
}

void TestSteps::pass(const TestStep &found)
{
    if (isRunning())
        end(TestStepState::Passed, found);
}

void TestSteps::skip()
{
    if (isRunning())
        end(TestStepState::Skipped, {});
}

void TestSteps::fail(const Error &error, TestReason reason, bool everything)
{
    if (!isRunning())
        return;
    TestStep found;
    found.error = error;
    found.reason = reason;
    // What the adapter told is more exact than what follows from the kind.
    const bool vague = reason == TestReason::ByKind || reason == TestReason::TokenRefused
        || reason == TestReason::TokenLacksPermission;
    if (vague && m_because && error.kind != ErrorKind::Cancelled) {
        found.reason = m_because->reason;
        found.problem = m_because->words;
        found.advice = m_because->advice;
        found.token = m_because->token;
    }
    m_because.reset();
    found.certificate = error.certificate;
    // A file that cannot be read is found before anything is looked up; all else comes of an answer.
    const TestStepState before = error.kind == ErrorKind::InvalidInput ? TestStepState::Skipped : TestStepState::Passed;
    if (const auto kind = stepOf(error, found.reason); kind && isAhead(*kind))
        endUntil(*kind, before);
    if (everything)
        m_ahead.resize(1);
    end(TestStepState::Failed, found);
}

void TestSteps::failToBegin(const Error &error)
{
    if (!isRunning())
        return;
    TestStep found;
    found.error = error;
    m_ahead.resize(1);
    end(TestStepState::Failed, found);
}

} // namespace liaison::transport
