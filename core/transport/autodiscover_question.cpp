#include "core/transport/autodiscover_question.h"

namespace liaison::transport {

using Kind = ews::AutodiscoverStep::Kind;

namespace {

constexpr qint64 mostBytes = 1024 * 1024;

bool isBasic(domain::SignIn signIn)
{
    return signIn == domain::SignIn::Password || signIn == domain::SignIn::PlainPassword;
}

} // namespace

HttpRequest autodiscoverQuestion(const ews::AutodiscoverStep &step, const QString &address,
                                 const domain::AutodiscoveryRequest &request, bool signedIn)
{
    HttpRequest out;
    out.url = step.url;
    out.totalMs = out.silenceMs = request.questionMs;
    out.mostBytes = mostBytes;
    out.inClear = step.kind == Kind::HttpRedirect;
    if (step.kind == Kind::Json)
        out.headers = {{"Accept", "application/json"}};
    if (step.kind != Kind::Pox)
        return out;
    out.method = "POST";
    out.headers = {{"Content-Type", "text/xml; charset=utf-8"}, {"Accept", "text/xml"}};
    out.body = ews::poxRequest(address);
    if (signedIn && isBasic(request.signIn)) {
        const QByteArray pair = request.user.toUtf8() + ':' + request.password.reveal();
        out.authorization = HttpAuthorization{"Basic", Secret(pair.toBase64()), step.url};
    } else if (signedIn) {
        out.ntlm = HttpLogin{request.user, request.password};
    }
    return out;
}

std::optional<Error> whyNotSignIn(const ews::AutodiscoverStep &step, const domain::AutodiscoveryRequest &request,
                                  const ews::HttpHead &head)
{
    const QList<QByteArray> schemes = ews::offeredSchemes(head);
    const bool ntlm = request.signIn == domain::SignIn::Ntlm;
    const bool byPassword = ntlm || isBasic(request.signIn);
    if (step.kind != Kind::Pox) // those answer everybody or nobody
        return Error{ErrorKind::NotFound, QStringLiteral("it wants a sign-in"), {}, {}};
    if (request.password.isEmpty() || !byPassword)
        return Error{ErrorKind::CredentialsMissing, QStringLiteral("it wants a sign-in"), {}, {}};
    if (!schemes.contains(ntlm ? "ntlm" : "basic"))
        return Error{ErrorKind::AuthenticationUnsupported,
                     QStringLiteral("it signs in by %1 alone").arg(QString::fromLatin1(schemes.join(", "))),
                     {},
                     {}};
    return std::nullopt;
}

} // namespace liaison::transport
