#pragma once

#include "core/transport/autodiscover.h"
#include "fake_http_server.h"
#include "tests/support/await.h"

namespace liaison::test {

using namespace liaison::transport;

inline const auto address = QStringLiteral("ann@corp.example");
inline const auto prefixed = QStringLiteral("autodiscover.corp.example");
inline const auto poxPath = QStringLiteral("/autodiscover/autodiscover.xml");
inline const auto ewsAddress = QStringLiteral("https://mail.corp.example/EWS/Exchange.asmx");

inline QByteArray pox(const QByteArray &account)
{
    return httpAnswer(
        200,
        "<?xml version=\"1.0\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
        "responseschema/2006\"><Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/"
        "responseschema/2006a\"><Account>"
            + account + "</Account></Response></Autodiscover>");
}

inline QByteArray settings(const QString &url)
{
    return pox("<AccountType>email</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>"
               + url.toUtf8() + "</EwsUrl></Protocol>");
}

inline QByteArray json(const QString &url)
{
    return httpAnswer(200, "{\"Protocol\":\"EWS\",\"Url\":\"" + url.toUtf8() + "\"}",
                      "Content-Type: application/json\r\n");
}

inline QByteArray redirect(const QString &to)
{
    return httpAnswer(302, {}, "Location: " + to.toUtf8() + "\r\n");
}

inline QByteArray unauthorized(const QByteArray &schemes)
{
    return httpAnswer(401, "no", "WWW-Authenticate: " + schemes + "\r\n");
}

/// The hosts of the internet, all of them behind one server on this machine: what is asked of https://HOST/PATH goes to
/// http://127.0.0.1/HOST/PATH. A host that is not there has no name.
class Internet {
public:
    Internet()
    {
        server.handler = [this](const SeenRequest &request) -> std::optional<QByteArray> {
            const QString target = QString::fromUtf8(request.head.split(' ').value(1));
            const QString host = target.section(QLatin1Char('/'), 1, 1);
            return hosts.value(host)(QLatin1Char('/') + target.section(QLatin1Char('/'), 2), request);
        };
    }

    using Host = std::function<std::optional<QByteArray>(const QString &path, const SeenRequest &request)>;
    FakeHttpServer server;
    QHash<QString, Host> hosts;
    QList<SrvTarget> srv;
    QStringList asked;    ///< "scheme://host" in their order
    QStringList signedIn; ///< hosts that got something to sign in with
    QStringList srvNames;

    Future<domain::Autodiscovery> find(domain::AutodiscoveryRequest request, std::stop_token stop = {})
    {
        if (request.address.isEmpty())
            request.address = address;
        AutodiscoverNetwork network;
        network.ask = [this](HttpRequest out, std::stop_token given) { return pass(std::move(out), std::move(given)); };
        network.lookUp = [this](const QString &name) {
            srvNames << name;
            return readyFuture<QList<SrvTarget>>(srv);
        };
        auto *search = new Autodiscover(std::move(request), std::move(network), std::move(stop), &m_owner);
        return search->run();
    }
    domain::Autodiscovery found(domain::AutodiscoveryRequest request)
    {
        return await(find(std::move(request))).value_or(domain::Autodiscovery());
    }

private:
    Future<HttpResponse> pass(HttpRequest request, std::stop_token stop)
    {
        const QUrl url = request.url;
        asked << url.scheme() + QStringLiteral("://") + url.host();
        if (request.authorization || request.ntlm)
            signedIn << url.host();
        const bool wellOff = url.scheme() == QLatin1String("https") || (request.inClear && !request.authorization);
        if (!wellOff || !hosts.contains(url.host()))
            return readyFuture<HttpResponse>(fail(wellOff ? ErrorKind::NameNotFound : ErrorKind::InvalidInput));
        request.url = server.url(QLatin1Char('/') + url.host() + url.path());
        if (request.authorization && request.authorization->origin.host() == url.host())
            request.authorization->origin = request.url;
        return m_http.send(std::move(request), std::move(stop));
    }

    HttpClient m_http{HttpSettings()};
    QObject m_owner;
};

inline domain::AutodiscoveryRequest withPassword(domain::SignIn signIn = domain::SignIn::PlainPassword)
{
    domain::AutodiscoveryRequest request;
    request.address = address;
    request.signIn = signIn;
    request.password = Secret::fromText(QStringLiteral("hünter2"));
    return request;
}

inline QString kindOf(const domain::Autodiscovery &answer)
{
    return answer.error ? errorKindName(answer.error->kind) : QStringLiteral("ok");
}

} // namespace liaison::test
