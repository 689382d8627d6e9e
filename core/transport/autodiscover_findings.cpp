#include "core/transport/autodiscover_findings.h"

namespace liaison::transport {

using domain::AutodiscoveryTrial;
using ews::Follow;
using Kind = ews::AutodiscoverStep::Kind;

namespace {

AutodiscoveryTrial::What whatOf(Kind kind)
{
    switch (kind) {
    case Kind::Json:
        return AutodiscoveryTrial::What::Json;
    case Kind::Pox:
        return AutodiscoveryTrial::What::Pox;
    case Kind::HttpRedirect:
        break;
    }
    return AutodiscoveryTrial::What::HttpRedirect;
}

} // namespace

AutodiscoverFindings::AutodiscoverFindings(const domain::AutodiscoveryRequest &request)
    : m_address(request.address.trimmed()), m_trustedHosts(request.trustedHosts)
{
}

bool AutodiscoverFindings::isTrusted(const QUrl &url)
{
    const Follow may = ews::mayFollow(url, m_address);
    if (may != Follow::AskPerson)
        return may == Follow::Yes;
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    if (m_trustedHosts.contains(host, Qt::CaseInsensitive))
        return true;
    if (!m_found.hostsToTrust.contains(host))
        m_found.hostsToTrust << host;
    return false;
}

void AutodiscoverFindings::passed(const ews::AutodiscoverStep &step, const QString &detail)
{
    m_found.trials << AutodiscoveryTrial{whatOf(step.kind), step.url, detail, {}};
}

void AutodiscoverFindings::failed(const ews::AutodiscoverStep &step, Error error)
{
    m_found.trials << AutodiscoveryTrial{whatOf(step.kind), step.url, {}, std::move(error)};
}

void AutodiscoverFindings::found(const ews::AutodiscoverResult &result)
{
    m_found.ewsUrl = result.ewsUrl;
    m_found.internalEwsUrl = result.internalEwsUrl;
    m_found.serverVersion = result.serverVersion;
}

Error AutodiscoverFindings::whyNothing(const QString &address) const
{
    for (const ErrorKind kind :
         {ErrorKind::PermissionDenied, ErrorKind::CredentialsMissing, ErrorKind::AuthenticationUnsupported})
        for (const AutodiscoveryTrial &trial : m_found.trials)
            if (trial.error && trial.error->kind == kind)
                return *trial.error;
    return {ErrorKind::NotFound, QStringLiteral("nobody tells where the Exchange of %1 is").arg(address), {}, {}};
}

domain::Autodiscovery AutodiscoverFindings::take(const QString &address, std::optional<Error> error)
{
    m_found.address = address;
    m_found.error = std::move(error);
    return std::move(m_found);
}

} // namespace liaison::transport
