#include "core/transport/autodiscover.h"

#include "core/base/log.h"
#include "core/ews/http_head.h"
#include "core/transport/autodiscover_question.h"

#include <algorithm>

namespace liaison::transport {

using domain::AutodiscoveryTrial;
using ews::AutodiscoverResult;
using ews::AutodiscoverStep;

namespace {

using Kind = AutodiscoverStep::Kind;

constexpr qsizetype mostSrvTargets = 3;

ews::HttpHead headOf(const HttpResponse &response)
{
    ews::HttpHead head;
    head.status = response.status;
    head.reason = response.reason;
    head.headers = response.headers;
    return head;
}

HttpSettings httpFor(const domain::AutodiscoveryRequest &request)
{
    HttpSettings settings;
    settings.trustedCaFile = request.trustedCaFile;
    settings.proxy = request.proxy;
    return settings;
}

} // namespace

Autodiscover::Autodiscover(domain::AutodiscoveryRequest request, AutodiscoverNetwork network, std::stop_token stop,
                           QObject *parent)
    : QObject(parent), m_request(std::move(request)), m_network(std::move(network)), m_http(httpFor(m_request)),
      m_address(m_request.address.trimmed()), m_found(m_request), m_stop(std::move(stop))
{
    m_promise.start();
    if (m_request.user.isEmpty())
        m_request.user = m_address;
    if (!m_network.ask)
        m_network.ask
            = [this](HttpRequest out, std::stop_token given) { return m_http.send(std::move(out), std::move(given)); };
    if (!m_network.lookUp)
        m_network.lookUp = [this](const QString &name) { return lookUpSrv(this, name, m_request.questionMs); };
}

Autodiscover::~Autodiscover()
{
    m_onStop.reset();
    finishWith<domain::Autodiscovery>(m_promise, fail(ErrorKind::Cancelled));
}

Future<domain::Autodiscovery> Autodiscover::run()
{
    const Future<domain::Autodiscovery> future = m_promise.future();
    const QList<AutodiscoverStep> steps = ews::autodiscoverSteps(m_address);
    if (steps.isEmpty() || m_stop.stop_requested()) {
        const bool stopped = m_stop.stop_requested();
        finishWith<domain::Autodiscovery>(
            m_promise,
            fail(stopped ? ErrorKind::Cancelled : ErrorKind::InvalidInput, QStringLiteral("no address with a domain")));
        deleteLater();
        return future;
    }
    m_steps.assign(steps.cbegin(), steps.cend());
    m_asked.insert(m_address.toLower());
    // The callback runs on the thread that asks for the stop, and only posts to this one.
    m_onStop.emplace(m_stop, [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                finishWith<domain::Autodiscovery>(m_promise, fail(ErrorKind::Cancelled));
                deleteLater();
            },
            Qt::QueuedConnection);
    });
    next();
    return future;
}

void Autodiscover::next()
{
    if (m_promise.future().isFinished())
        return;
    if (m_steps.empty())
        return m_srvAsked ? finish(m_found.whyNothing(m_address)) : askSrv();
    const Step step = m_steps.front();
    m_steps.pop_front();
    const QString name
        = QStringLiteral("%1 %2 %3").arg(int(step.kind)).arg(m_address, step.url.toString(QUrl::FullyEncoded));
    if (m_asked.contains(name))
        return failed(step, {ErrorKind::ProtocolViolation, QStringLiteral("it leads round in circles"), {}, {}});
    m_asked.insert(name);
    ask(step, false);
}

void Autodiscover::ask(const Step &step, bool signedIn)
{
    onDone<HttpResponse>(this, m_network.ask(autodiscoverQuestion(step, m_address, m_request, signedIn), m_stop),
                         [this, step, signedIn](const Result<HttpResponse> &response) {
                             if (!m_promise.future().isFinished())
                                 answered(step, signedIn, response);
                         });
}

void Autodiscover::answered(const Step &step, bool signedIn, const Result<HttpResponse> &response)
{
    if (!response && response.error().kind == ErrorKind::AuthenticationFailed)
        return refused(step, response.error());
    if (!response)
        return failed(step, response.error());
    const ews::HttpHead head = headOf(*response);
    if (const auto redirect = ews::redirectIn(head, step.url))
        return follow(step, redirect->redirectUrl, step.kind == Kind::HttpRedirect ? Kind::Pox : step.kind);
    if (step.kind == Kind::HttpRedirect)
        return failed(step, {ErrorKind::NotFound, QStringLiteral("it does not redirect"), {}, {}});
    if (response->status == 401)
        return unauthorized(step, signedIn, head);
    if (response->status != 200 && response->body.trimmed().isEmpty())
        return failed(step, {ErrorKind::NotFound, QStringLiteral("HTTP %1").arg(response->status), {}, {}});
    take(step, step.kind == Kind::Json ? ews::jsonAnswer(response->body) : ews::poxAnswer(response->body));
}

/// The password goes out here or nowhere.
void Autodiscover::unauthorized(const Step &step, bool signedIn, const ews::HttpHead &head)
{
    if (signedIn)
        return refused(
            step,
            {ErrorKind::AuthenticationFailed, QStringLiteral("%1 refused the sign-in").arg(step.url.host()), {}, {}});
    if (const auto why = whyNotSignIn(step, m_request, head))
        return failed(step, *why);
    if (!m_found.isTrusted(step.url))
        return failed(
            step,
            {ErrorKind::PermissionDenied, QStringLiteral("%1 gets no password unasked").arg(step.url.host()), {}, {}});
    ask(step, true);
}

void Autodiscover::take(const Step &step, const Result<AutodiscoverResult> &result)
{
    if (!result)
        return failed(step, result.error());
    switch (result->kind) {
    case AutodiscoverResult::Kind::Found:
        return found(step, *result);
    case AutodiscoverResult::Kind::RedirectUrl:
        return follow(step, result->redirectUrl, Kind::Pox);
    case AutodiscoverResult::Kind::RedirectAddress:
        return beginAnew(step, result->redirectAddress);
    }
}

void Autodiscover::found(const Step &step, const AutodiscoverResult &result)
{
    m_found.passed(step, result.ewsUrl.toString());
    m_found.found(result);
    // The next thing is to sign in there.
    if (m_found.isTrusted(result.ewsUrl))
        return finish(std::nullopt);
    finish(Error{ErrorKind::PermissionDenied,
                 QStringLiteral("%1 is outside the mailbox's domain").arg(result.ewsUrl.host()),
                 {},
                 {}});
}

void Autodiscover::follow(const Step &from, const QUrl &target, Step::Kind kind)
{
    if (++m_redirects > ews::mostRedirects)
        return failed(from, {ErrorKind::LimitExceeded, QStringLiteral("too many redirects"), {}, {}});
    if (!m_found.isTrusted(target)) {
        const QString where = printable(target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery).toUtf8(), 200);
        return failed(from, {ErrorKind::PermissionDenied, QStringLiteral("it leads to %1").arg(where), {}, {}});
    }
    m_found.passed(from, target.toString());
    m_steps.push_front({kind, target});
    next();
}

void Autodiscover::beginAnew(const Step &from, const QString &address)
{
    if (++m_redirects > ews::mostRedirects || m_asked.contains(address.toLower()))
        return failed(from, {ErrorKind::ProtocolViolation, QStringLiteral("it leads round in circles"), {}, {}});
    m_found.passed(from, address);
    m_asked.insert(address.toLower());
    m_address = address;
    const QList<AutodiscoverStep> steps = ews::autodiscoverSteps(address);
    m_steps.assign(steps.cbegin(), steps.cend());
    m_srvAsked = false;
    next();
}

void Autodiscover::askSrv()
{
    m_srvAsked = true;
    onDone<QList<SrvTarget>>(this, m_network.lookUp(ews::srvName(m_address)),
                             [this](const Result<QList<SrvTarget>> &targets) {
                                 if (!m_promise.future().isFinished())
                                     takeSrv(targets);
                             });
}

/// A name server's answer is no proof of anything: its hosts are taken as redirects are.
void Autodiscover::takeSrv(const Result<QList<SrvTarget>> &targets)
{
    AutodiscoveryTrial trial{AutodiscoveryTrial::What::Srv, {}, ews::srvName(m_address), {}};
    QList<SrvTarget> order = targets.value_or(QList<SrvTarget>());
    std::stable_sort(order.begin(), order.end(), [](const SrvTarget &a, const SrvTarget &b) {
        return a.priority != b.priority ? a.priority < b.priority : a.weight > b.weight;
    });
    for (const SrvTarget &target : order.mid(0, mostSrvTargets)) {
        const Step step = ews::poxStep(target.host, target.port);
        if (target.host.isEmpty() || target.host == QLatin1String("."))
            continue;
        if (m_found.isTrusted(step.url))
            m_steps.push_back(step);
        else
            trial.error
                = Error{ErrorKind::PermissionDenied, QStringLiteral("it leads to %1").arg(step.url.host()), {}, {}};
    }
    if (m_steps.empty() && !trial.error)
        trial.error = targets ? Error{ErrorKind::NotFound, QStringLiteral("no record"), {}, {}} : targets.error();
    m_found.tried(trial);
    next();
}

void Autodiscover::failed(const Step &step, Error error)
{
    m_found.failed(step, std::move(error));
    next();
}

/// The same password again could lock the account.
void Autodiscover::refused(const Step &step, const Error &error)
{
    m_found.failed(step, error);
    finish(error);
}

void Autodiscover::finish(std::optional<Error> error)
{
    finishWith<domain::Autodiscovery>(m_promise, m_found.take(m_address, std::move(error)));
    deleteLater();
}

} // namespace liaison::transport
