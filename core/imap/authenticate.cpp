#include "core/imap/authenticate.h"

#include "core/imap/login.h"

namespace liaison::imap {

namespace {
/// RFC 4959 section 3: an empty initial response is "=".
QByteArray encoded(const QByteArray &response)
{
    return response.isEmpty() ? QByteArrayLiteral("=") : response.toBase64();
}
} // namespace

Authenticate::Authenticate(Context &context, std::unique_ptr<sasl::Mechanism> mechanism)
    : m_context(context), m_mechanism(std::move(mechanism))
{
}

Step Authenticate::start()
{
    if (!m_context.secure)
        return finish(fail(ErrorKind::TlsRequired, QStringLiteral("no credentials without TLS")));
    m_tag = m_context.nextTag();
    QByteArray line = m_tag + " AUTHENTICATE " + m_mechanism->name();
    m_held = m_mechanism->initialResponse();
    if (m_held && m_context.capabilities.saslIr()) {
        line += ' ' + encoded(*m_held);
        m_held.reset();
    }
    return {line + "\r\n", false, true};
}

Step Authenticate::feed(const Response &response)
{
    if (const auto *go = std::get_if<Continuation>(&response))
        return onChallenge(go->text);
    const auto *status = std::get_if<StatusResponse>(&response);
    if (!status || status->tag.isEmpty())
        return {};
    if (status->tag != m_tag)
        return finish(fail(unexpected("AUTHENTICATE")));
    return onTagged(*status);
}

Step Authenticate::onChallenge(const QByteArray &base64)
{
    if (m_cancelled)
        return finish(fail(*m_cancelled));
    const auto challenge = QByteArray::fromBase64Encoding(
        base64.trimmed(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!challenge)
        return cancel(unexpected("AUTHENTICATE"));
    if (m_held) {
        const QByteArray first = *m_held;
        m_held.reset();
        return {first.toBase64() + "\r\n", false, true};
    }
    const Result<QByteArray> answer = m_mechanism->respond(*challenge);
    if (!answer)
        return cancel(answer.error());
    return {answer->toBase64() + "\r\n", false, true};
}

Step Authenticate::cancel(Error why)
{
    m_cancelled = std::move(why);
    return {"*\r\n", false, false};
}

Step Authenticate::onTagged(const StatusResponse &status)
{
    if (m_cancelled)
        return finish(fail(*m_cancelled));
    if (status.status != Status::Ok) {
        Error refused = errorFrom(status, ErrorKind::AuthenticationFailed);
        if (const QString words = m_mechanism->serverWords(); !words.isEmpty())
            refused.serverWords = words + QStringLiteral(": ") + refused.serverWords;
        return finish(fail(std::move(refused)));
    }
    if (const Result<void> proven = m_mechanism->succeeded(); !proven)
        return finish(fail(proven.error()));
    renewCapabilities(m_context, status);
    return finish({});
}

} // namespace liaison::imap
