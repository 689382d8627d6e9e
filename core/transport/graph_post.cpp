#include "core/transport/graph_post.h"

namespace liaison::transport {

using domain::SignIn;
using graph::Failure;
using graph::Remedy;

namespace {

graph::HttpHead headOf(const HttpResponse &response)
{
    return {response.status, response.headers};
}

} // namespace

GraphPost::GraphPost(GraphSession *session, QObject *owner, GraphCall call, GraphSession::MakeReader make,
                     GraphSession::PostDone done)
    : QObject(session), m_session(session), m_account(session->m_account), m_owner(owner), m_call(std::move(call)),
      m_make(std::move(make)), m_done(std::move(done))
{
}

GraphPost::~GraphPost()
{
    leave();
}

void GraphPost::start()
{
    if (m_call.stop.stop_requested())
        return end(graphFailure({ErrorKind::Cancelled, {}, {}, {}}));
    if (!m_account->root())
        return end(graphFailure(m_account->root().error()));
    if (m_account->signIn().signIn != SignIn::OAuth2)
        return end(graphFailure({ErrorKind::AuthenticationUnsupported,
                                 QStringLiteral("Microsoft Graph takes access tokens alone"),
                                 {},
                                 {}}));
    if (!m_account->tokens())
        return end(graphFailure({ErrorKind::CredentialsMissing, QStringLiteral("nobody hands out tokens"), {}, {}}));
    if (const auto obstacle = m_account->gate().obstacle(m_call.urgent))
        return end(graphFailure(*obstacle));
    m_account->gate().enter(
        this,
        [this] {
            m_entered = true;
            if (m_session->m_closing)
                return leave();
            // What happened while it waited concerns it, too.
            if (const auto obstacle = m_account->gate().obstacle(m_call.urgent))
                end(graphFailure(*obstacle));
            else
                authorize();
        },
        m_call.places);
}

void GraphPost::leave()
{
    if (std::exchange(m_entered, false))
        m_account->gate().leave(m_call.places);
}

void GraphPost::authorize()
{
    onDone<AccessToken>(this, m_account->tokens()->token(m_call.stop), [this](const Result<AccessToken> &token) {
        const OnMilestone &tell = m_account->account().milestone;
        if (!token) {
            const auto why = m_account->tokens()->lastFailure();
            if (tell && why)
                tell(noTokenMilestone(*why));
            return end(graphFailure(token.error()));
        }
        if (tell)
            tell(tokenMilestone(token->value, token->expiresAt));
        send(token->value);
    });
}

void GraphPost::send(const Secret &token)
{
    m_token = token;
    m_account->tokenCame(token);
    HttpRequest out;
    out.method = graph::methodName(m_call.request.method);
    out.url = m_account->root()->url(m_call.request);
    out.headers = m_call.request.headers;
    out.body = m_call.request.body;
    out.authorization = HttpAuthorization{"Bearer", token, m_account->root()->origin()};
    out.once = m_call.once;
    out.mayWrite = m_account->account().mayWrite;
    out.mostBytes = m_call.mostBytes;
    const GraphTimings &timings = m_session->m_timings;
    out.silenceMs = m_call.silenceMs > 0 ? m_call.silenceMs : timings.silenceMs;
    out.headMs = out.silenceMs; // a mailbox may need long before it begins to answer
    out.totalMs = timings.totalMs;
    m_reader = m_make();
    // The exchange may outlive this by a moment; it does not outlive the reader it holds.
    out.onHead = [self = QPointer<GraphPost>(this)](const HttpResponse &head) {
        if (self)
            self->m_reader->begin(headOf(head));
    };
    out.onBytes = [self = QPointer<GraphPost>(this)](const QByteArray &bytes) {
        if (self)
            self->m_reader->feed(bytes);
    };
    m_account->gate().spend(m_call.requests);
    onDone<HttpResponse>(this, m_session->m_http.send(std::move(out), m_call.stop),
                         [this](const Result<HttpResponse> &response) { answered(response); });
}

void GraphPost::answered(const Result<HttpResponse> &response)
{
    if (!response)
        return end(graphFailure(response.error()));
    if (const OnMilestone &tell = m_account->account().milestone)
        tell({Milestone::What::Connected});
    const std::optional<Failure> failure = m_reader->finish();
    if (failure)
        return judge(*failure);
    m_account->gate().succeeded();
    tellSignedIn();
    end(std::nullopt);
}

/// What concerns the account is done here; the rest is the caller's.
void GraphPost::judge(Failure failure)
{
    // That too many mails were sent today is no reason not to read.
    if (failure.remedy == Remedy::BackOff && failure.reason != graph::Reason::SendQuotaUsedUp)
        failure.error = m_account->gate().pause(failure.error);
    else if (failure.remedy == Remedy::SignIn)
        return signInRefused(failure);
    // The same words stand for a mailbox that is somebody else's: the token tells, where it can be read.
    if (failure.reason == graph::Reason::AccessDenied && !m_account->missingPermissions().isEmpty())
        failure.reason = graph::Reason::ConsentMissing;
    end(failure);
}

void GraphPost::signInRefused(const Failure &failure)
{
    m_account->tokens()->refused(m_token);
    const bool onlyToken = m_account->signIn().oauth.flow == domain::OAuthFlow::AccessToken;
    if (!onlyToken && m_signIns++ == 0)
        return again();
    if (onlyToken)
        m_account->gate().refuse(errorOf(failure));
    end(failure);
}

void GraphPost::tellSignedIn() const
{
    const OnMilestone &tell = m_account->account().milestone;
    // A batch is answered with 200 whatever its parts are refused with.
    if (!tell || m_call.request.target.endsWith("$batch"))
        return;
    tell({Milestone::What::SignedIn, QStringLiteral("OAUTH2.0")});
    tell({Milestone::What::Identified, QStringLiteral("Microsoft Graph v1.0")});
}

/// From the start of the queue: others may have something to say meanwhile.
void GraphPost::again()
{
    leave();
    start();
}

void GraphPost::end(const std::optional<Failure> &failure)
{
    leave();
    deleteLater();
    const auto done = std::exchange(m_done, nullptr);
    if (done && m_owner)
        done(m_reader.get(), failure);
}

} // namespace liaison::transport
