#include "exchange_world.h"

#include "exchange_schema.h"

#include <QDateTime>

namespace liaison::test {

QByteArray mail(int number, const QByteArray &to)
{
    const QByteArray n = QByteArray::number(number);
    return "From: =?utf-8?q?J=C3=B6rg?= <a@unit.example>\r\nTo: " + to + "\r\nSubject: n" + n
        + " & more\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\nMessage-ID: <n" + n + "@unit.example>\r\n\r\nText " + n
        + ".\r\n";
}

ExchangeWorld::ExchangeWorld(const QString &version, demo::DemoServer::Options options) : m_options(std::move(options))
{
    m_options.world.team = {QStringLiteral("Incident Response"), team};
    m_options.password = teamPassword;
    m_options.unitsAnswer = !m_options.world.units.isEmpty();
    m_options.exchange.version = *demo::exchangeVersion(version);
    context.version = m_options.exchange.version.newest;
    authorization = "Basic " + (team + QLatin1Char(':') + teamPassword).toUtf8().toBase64();
}

QByteArray ExchangeWorld::start()
{
    m_server = std::make_unique<demo::DemoServer>(m_options);
    const auto address = await(m_server->start());
    if (!address)
        return why(address);
    m_address = *address;
    m_said = std::make_shared<QList<QByteArray>>();
    const bool listens = exchange([said = m_said](demo::Exchange &exchange) {
        QObject::connect(
            &exchange, &demo::Exchange::conversed, &exchange,
            [said](const QByteArray &request, int, const QByteArray &answer) { *said << request << answer; });
    });
    return listens ? QByteArray() : "no exchange";
}

QUrl ExchangeWorld::url(const QString &path) const
{
    QUrl url(QStringLiteral("https://127.0.0.1"));
    url.setScheme(m_options.plainExchange ? QStringLiteral("http") : QStringLiteral("https"));
    url.setPort(m_address.exchange);
    url.setPath(path);
    return url;
}

QNetworkRequest ExchangeWorld::request(const QString &path) const
{
    QNetworkRequest request(url(path));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({QSslCertificate(m_address.certificatePem)});
    request.setSslConfiguration(tls);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    for (const auto &header : ews::requestHeaders(context, team))
        request.setRawHeader(header.first, header.second);
    if (!authorization.isEmpty())
        request.setRawHeader("Authorization", authorization);
    return request;
}

HttpAnswer ExchangeWorld::post(const QByteArray &body)
{
    return send(request(), "POST", body);
}

QNetworkReply *ExchangeWorld::open(const QByteArray &body)
{
    return m_network.post(request(), body);
}

HttpAnswer ExchangeWorld::send(const QNetworkRequest &request, const QByteArray &method, const QByteArray &body)
{
    // Of a HEAD by any other way Qt would wait for the body.
    const std::unique_ptr<QNetworkReply> reply(method == "HEAD" ? m_network.head(request)
                                                                : m_network.sendCustomRequest(request, method, body));
    HttpAnswer answer;
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 60'000)) {
        answer.broken = true;
        return answer;
    }
    answer.head.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.head.headers = reply->rawHeaderPairs();
    answer.body = reply->readAll();
    answer.broken = reply->error() == QNetworkReply::RemoteHostClosedError
        || reply->error() == QNetworkReply::UnknownNetworkError;
    return answer;
}

void ExchangeWorld::drop(int number)
{
    m_server->deliver(mail(number), QDateTime::currentMSecsSinceEpoch());
}

QByteArray ExchangeWorld::schemaFaults(int *checked)
{
    QList<QByteArray> said;
    exchange([&said, all = m_said](demo::Exchange &) { said = *all; });
    return test::schemaFaults(said, m_options.exchange.version.name, checked);
}

ews::Answer<ews::ItemsPage> ExchangeWorld::sync(const QString &state, int most)
{
    ews::ItemsRequest request{ews::FolderRef::named(QStringLiteral("inbox"))};
    request.syncState = state;
    request.maxChanges = most;
    return ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(context, request));
}

void addVersions()
{
    QTest::addColumn<QString>("version");
    for (const QString &name : demo::exchangeVersionNames())
        QTest::newRow(qPrintable(name)) << name;
}

} // namespace liaison::test
