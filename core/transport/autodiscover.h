#pragma once

#include "core/domain/autodiscovery.h"
#include "core/ews/autodiscover.h"
#include "core/transport/autodiscover_findings.h"
#include "core/transport/http_client.h"
#include "core/transport/srv_lookup.h"

#include <QList>
#include <QObject>
#include <QPromise>
#include <QSet>
#include <QString>

#include <deque>
#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// How Autodiscover reaches others; what is empty is the real thing.
struct AutodiscoverNetwork {
    std::function<Future<HttpResponse>(HttpRequest, std::stop_token)> ask = {};
    std::function<Future<QList<SrvTarget>>(QString name)> lookUp = {};
};

/// Finds the Exchange Web Services of an address: JSON, POX at the domain's two hosts, the redirect over http, the SRV
/// record ([MS-OXDSCLI], [MS-OXWSADISC]). One question after the other until one is answered. A password goes over TLS
/// only, only after a 401 that asks for it, only to hosts of the mailbox's domain, of Exchange Online or that a person
/// agreed to; refused once it goes nowhere any more. At most ews::mostRedirects are followed, none twice. Deletes
/// itself when it is over; deleted earlier, or stopped, it answers Cancelled at once. Lives on one thread.
class Autodiscover : public QObject {
    Q_OBJECT
public:
    Autodiscover(domain::AutodiscoveryRequest request, AutodiscoverNetwork network, std::stop_token stop,
                 QObject *parent = nullptr);
    ~Autodiscover() override;

    /// What was found or why there is nothing; the Result's own error is Cancelled, or InvalidInput for an address
    /// without a domain. Call it once.
    Future<domain::Autodiscovery> run();

private:
    using Step = ews::AutodiscoverStep;

    void next();
    void ask(const Step &step, bool signedIn);
    void answered(const Step &step, bool signedIn, const Result<HttpResponse> &response);
    void unauthorized(const Step &step, bool signedIn, const ews::HttpHead &head);
    void take(const Step &step, const Result<ews::AutodiscoverResult> &result);
    void found(const Step &step, const ews::AutodiscoverResult &result);
    void follow(const Step &from, const QUrl &target, Step::Kind kind);
    void beginAnew(const Step &from, const QString &address);
    void askSrv();
    void takeSrv(const Result<QList<SrvTarget>> &targets);
    void failed(const Step &step, Error error);
    void refused(const Step &step, const Error &error);
    void finish(std::optional<Error> error);

    domain::AutodiscoveryRequest m_request;
    AutodiscoverNetwork m_network;
    HttpClient m_http;
    QString m_address; ///< the one asked for now
    std::deque<Step> m_steps;
    QSet<QString> m_asked; ///< addresses and URLs that were asked, against circles
    AutodiscoverFindings m_found;
    QPromise<Result<domain::Autodiscovery>> m_promise;
    int m_redirects = 0;
    bool m_srvAsked = false;
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
