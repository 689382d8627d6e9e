#include "core/transport/ews_post.h"

#include "core/ews/http_head.h"

#include <algorithm>

namespace liaison::transport {

using domain::SignIn;
using ews::Failure;
using ews::Remedy;

namespace {

constexpr int mostCrowded = 3;

ews::HttpHead headOf(const HttpResponse &response, bool exchangeOnline)
{
    ews::HttpHead head;
    head.status = response.status;
    head.reason = response.reason;
    head.headers = response.headers;
    head.exchangeOnline = exchangeOnline;
    return head;
}

/// Whether the server takes passwords this way at all; a server that names no scheme is believed to.
bool isOffered(const ews::HttpHead &head, SignIn signIn)
{
    const QList<QByteArray> schemes = ews::offeredSchemes(head);
    if (schemes.isEmpty())
        return true;
    if (signIn == SignIn::Ntlm)
        return schemes.contains("ntlm") || schemes.contains("negotiate");
    return schemes.contains(signIn == SignIn::OAuth2 ? "bearer" : "basic");
}

} // namespace

EwsPost::EwsPost(EwsSession *session, QObject *owner, EwsCall call, EwsSession::MakeReader make,
                 EwsSession::PostDone done)
    : QObject(session), m_session(session), m_account(session->m_account), m_owner(owner), m_call(std::move(call)),
      m_make(std::move(make)), m_done(std::move(done))
{
}

EwsPost::~EwsPost()
{
    m_account->secondTry().left(this);
    leave();
}

void EwsPost::start()
{
    if (m_call.stop.stop_requested())
        return end(failureOf({ErrorKind::Cancelled, {}, {}, {}}));
    if (const auto obstacle = m_account->gate().obstacle())
        return end(failureOf(*obstacle));
    if (!m_account->url().isValid())
        return end(failureOf({ErrorKind::InvalidInput, QStringLiteral("no URL of Exchange Web Services"), {}, {}}));
    if (m_call.stream)
        return authorize();
    enter();
}

void EwsPost::enter()
{
    m_account->gate().enter(this, [this] {
        m_entered = true;
        if (m_session->m_closing)
            return leave();
        // What happened while it waited concerns it, too.
        if (const auto obstacle = m_account->gate().obstacle())
            end(failureOf(*obstacle));
        else
            authorize();
    });
}

void EwsPost::leave()
{
    if (std::exchange(m_entered, false))
        m_account->gate().leave();
}

HttpRequest EwsPost::request()
{
    const ews::RequestContext context = m_account->context();
    HttpRequest request;
    request.method = "POST";
    request.url = m_account->url();
    request.headers
        = ews::requestHeaders(context, m_account->account().mailbox.address, m_call.affinity, m_call.cookie);
    request.body = m_call.request(context);
    request.once = m_call.once;
    request.mayWrite = m_account->account().mayWrite;
    request.mostBytes = m_call.mostBytes;
    const EwsTimings &timings = m_session->m_timings;
    request.silenceMs = m_call.silenceMs > 0 ? m_call.silenceMs : timings.silenceMs;
    request.headMs = request.silenceMs; // a mailbox may need long before it begins to answer
    request.totalMs = m_call.totalMs > 0 ? m_call.totalMs : timings.totalMs;
    if (m_account->signIn().signIn == SignIn::Ntlm)
        request.ntlm = HttpLogin{m_account->user(), m_account->secret(),
                                 [this, alive = QPointer<EwsPost>(this)] { return alive && mayAnswer(); }};
    return request;
}

void EwsPost::send(const std::optional<HttpAuthorization> &authorization)
{
    m_version = m_account->version();
    m_withheld = false;
    HttpRequest out = request();
    out.authorization = authorization;
    m_reader = m_make();
    // The exchange may outlive this by a moment; it does not outlive the reader it holds.
    out.onBytes = [reader = QPointer<EwsPost>(this)](const QByteArray &bytes) {
        if (reader)
            reader->m_reader->feed(bytes);
    };
    out.onHead = [this, alive = QPointer<EwsPost>(this)](const HttpResponse &told) {
        // Exchange says its faults by 500; what else comes may be a gateway's, which knows no password.
        const int status = told.status;
        const bool signedIn = (status >= 200 && status < 300) || status == 500;
        if (alive && signedIn)
            m_account->secondTry().taken(this);
    };
    onDone<HttpResponse>(this, m_session->m_http.send(std::move(out), m_call.stop),
                         [this](const Result<HttpResponse> &response) { answered(response); });
}

void EwsPost::answered(const Result<HttpResponse> &response)
{
    if (!response)
        return networkFailed(response.error());
    if (const OnMilestone &tell = m_account->account().milestone)
        tell({Milestone::What::Connected});
    const ews::HttpHead head = headOf(*response, m_account->isExchangeOnline());
    if (head.status == 401 && !isOffered(head, m_account->signIn().signIn)) {
        const SignIn how = m_account->signIn().signIn;
        const OnMilestone &tell = m_account->account().milestone;
        const QList<QByteArray> schemes = ews::offeredSchemes(head);
        const bool otherPasswords = schemes.contains("ntlm") || schemes.contains("negotiate");
        if (tell && (how == SignIn::Password || how == SignIn::PlainPassword) && !otherPasswords)
            tell({Milestone::What::Because, {}, {}, {}, domain::TestReason::PasswordSwitchedOff});
        return end(failureOf({ErrorKind::AuthenticationUnsupported,
                              QStringLiteral("the server signs in by %1 alone")
                                  .arg(QString::fromLatin1(ews::offeredSchemes(head).join(", "))),
                              {},
                              {}}));
    }
    std::optional<Failure> failure = m_reader->finish(head);
    if (const auto server = m_reader->server())
        m_account->learn(*server);
    if (failure)
        return judge(std::move(*failure));
    m_account->gate().succeeded();
    tellSignedIn();
    if (m_call.onHead)
        m_call.onHead(head);
    end(std::nullopt);
}

/// A sign-in that goes round in circles is refused as well as one that is told so. It never came to the password.
void EwsPost::networkFailed(const Error &error)
{
    if (m_withheld && error.kind != ErrorKind::Cancelled && error.kind != ErrorKind::SendUncertain)
        return again(); // it ended because the password was not to be shown by it
    const OnMilestone &tell = m_account->account().milestone;
    if (error.kind == ErrorKind::AuthenticationFailed) {
        m_account->gate().refuse(error);
        if (tell && m_account->signIn().signIn == SignIn::Ntlm)
            tell({Milestone::What::Because, {}, {}, {}, domain::TestReason::NtlmRefused});
    }
    end(failureOf(error));
}

/// What concerns the account is done here; the rest is the caller's.
void EwsPost::judge(Failure failure)
{
    switch (failure.remedy) {
    case Remedy::BackOff:
        failure.error = m_account->gate().pause(failure.error);
        break;
    case Remedy::StepDownVersion:
        if (m_account->versionRefused(m_version))
            return again();
        break;
    case Remedy::SignIn:
        return signInRefused(std::move(failure));
    case Remedy::AccountLocked:
        m_account->gate().refuse(errorOf(failure));
        break;
    case Remedy::FewerAtATime:
        m_account->gate().fewerAtATime();
        if (++m_crowded < mostCrowded)
            return again();
        break;
    default:
        break;
    }
    end(failure);
}

/// From the start of the queue: others may have something to say meanwhile.
void EwsPost::again()
{
    leave();
    start();
}

void EwsPost::end(const std::optional<Failure> &failure)
{
    m_account->secondTry().left(this);
    leave();
    deleteLater();
    const auto done = std::exchange(m_done, nullptr);
    if (!done || !m_owner)
        return;
    if (!m_reader)
        m_reader = m_make();
    done(*m_reader, failure);
}

} // namespace liaison::transport
