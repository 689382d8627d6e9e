#include "graph_world.h"

#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QStandardPaths>

namespace liaison::test {

QByteArray GraphAnswer::header(const char *name) const
{
    for (const auto &one : headers)
        if (one.first.compare(name, Qt::CaseInsensitive) == 0)
            return one.second;
    return {};
}

QStringList GraphAnswer::column(const char *name) const
{
    QStringList all;
    const QJsonArray items = value();
    for (const QJsonValue &item : items)
        all << item[QLatin1String(name)].toString();
    return all;
}

QByteArray GraphAnswer::next() const
{
    return (*this)["@odata.nextLink"].toString().toUtf8();
}

QByteArray GraphAnswer::delta() const
{
    return (*this)["@odata.deltaLink"].toString().toUtf8();
}

const GraphFields &immutable()
{
    static const GraphFields fields{{"Prefer", "IdType=\"ImmutableId\""}};
    return fields;
}

QByteArray graphMail(int number, const QByteArray &from, const QByteArray &to)
{
    const QByteArray n = QByteArray::number(number);
    return "From: =?utf-8?q?J=C3=B6rg?= <" + from + ">\r\nTo: " + to + "\r\nSubject: n" + n
        + "\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\nMessage-ID: <n" + n + "@unit.example>\r\n\r\nText " + n
        + ".\r\n";
}

GraphWorld::GraphWorld(demo::DemoServer::Options options) : m_options(std::move(options))
{
    m_options.world.team = {QStringLiteral("Incident Response"), soc};
    m_options.password = socPassword;
    m_options.unitsAnswer = false;
    m_options.exchange.clientId = QStringLiteral("8a1f0d52-3f6e-4f3c-9a44-1f6a6f1f5d10");
    m_options.exchange.clientSecret = QStringLiteral("application's own");
    m_options.exchange.deviceApprovalMs = 0;
}

QByteArray GraphWorld::start()
{
    m_server = std::make_unique<demo::DemoServer>(m_options);
    const auto address = await(m_server->start());
    if (!address)
        return why(address);
    m_address = *address;
    m_said = std::make_shared<QJsonArray>();
    const auto listen = [said = m_said](demo::Graph &graph) {
        graph.post()->addMailbox(colleague, socPassword);
        QObject::connect(&graph, &demo::Graph::conversed, &graph,
                         [said](const QByteArray &method, const QByteArray &target, int status, const QByteArray &type,
                                const QByteArray &body, const QByteArray &request) {
                             if (!target.startsWith("/v1.0"))
                                 return; // an upload's address
                             *said << QJsonObject{{QStringLiteral("method"), QString::fromLatin1(method)},
                                                  {QStringLiteral("target"), QString::fromUtf8(target.mid(5))},
                                                  {QStringLiteral("status"), status},
                                                  {QStringLiteral("type"), QString::fromLatin1(type)},
                                                  {QStringLiteral("body"), QString::fromUtf8(body)},
                                                  {QStringLiteral("request"), QString::fromUtf8(request)}};
                         });
    };
    if (!graph(listen))
        return "no graph";
    const GraphAnswer token = signInApplication("https://" + graphHost() + "/.default");
    authorization = bearer(token);
    return token.status == 200 ? QByteArray() : token.body;
}

QByteArray GraphWorld::bearer(const GraphAnswer &answer)
{
    return "Bearer " + answer["access_token"].toString().toLatin1();
}

GraphAnswer GraphWorld::signInApplication(const QByteArray &scope)
{
    const QByteArray form = "grant_type=client_credentials&client_id=" + m_options.exchange.clientId.toUtf8()
        + "&client_secret=" + QUrl::toPercentEncoding(m_options.exchange.clientSecret)
        + "&scope=" + scope.toPercentEncoding();
    return send("POST", "https://" + graphHost() + "/nordhafen.example/oauth2/v2.0/token", form,
                {{"Content-Type", "application/x-www-form-urlencoded"}});
}

GraphAnswer GraphWorld::signInPerson(const QByteArray &scope)
{
    const GraphFields form{{"Content-Type", "application/x-www-form-urlencoded"}};
    const QByteArray login = "https://" + graphHost() + "/nordhafen.example/oauth2/v2.0/";
    const QByteArray client = "client_id=" + m_options.exchange.clientId.toUtf8();
    const GraphAnswer code = send("POST", login + "devicecode", client + "&scope=" + scope.toPercentEncoding(), form);
    return send("POST", login + "token",
                client + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code="
                    + code["device_code"].toString().toLatin1(),
                form);
}

GraphAnswer GraphWorld::send(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                             const GraphFields &fields)
{
    const bool whole = target.startsWith("https://");
    QNetworkRequest request(QUrl::fromEncoded(whole ? target : "https://" + graphHost() + "/v1.0" + target));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({QSslCertificate(m_address.certificatePem)});
    request.setSslConfiguration(tls);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!authorization.isEmpty() && !target.contains("/oauth2/") && !target.contains("authtoken="))
        request.setRawHeader("Authorization", authorization);
    for (const auto &field : fields)
        request.setRawHeader(field.first, field.second);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    GraphAnswer answer;
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 60'000)) {
        answer.broken = true;
        return answer;
    }
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.headers = reply->rawHeaderPairs();
    answer.body = reply->readAll();
    answer.broken = reply->error() == QNetworkReply::RemoteHostClosedError
        || reply->error() == QNetworkReply::UnknownNetworkError;
    return answer;
}

GraphAnswer GraphWorld::post(const QByteArray &target, const QByteArray &json, const GraphFields &fields)
{
    return send("POST", target, json, GraphFields{{"Content-Type", "application/json"}} + fields);
}

GraphAnswer GraphWorld::patch(const QByteArray &target, const QByteArray &json)
{
    return send("PATCH", target, json, {{"Content-Type", "application/json"}});
}

QByteArray GraphWorld::askOnce(const QByteArray &method, const QByteArray &target, const QByteArray &json)
{
    QSslSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({QSslCertificate(m_address.certificatePem)});
    socket.setSslConfiguration(tls);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_address.graph);
    if (!QTest::qWaitFor([&socket] { return socket.isEncrypted(); }, 30'000))
        return "no connection";
    socket.write(method + " /v1.0" + target + " HTTP/1.1\r\nHost: " + graphHost() + "\r\nAuthorization: "
                 + authorization + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                 + QByteArray::number(json.size()) + "\r\n\r\n" + json);
    if (!QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }, 30'000))
        return "no end";
    return socket.readAll();
}

void GraphWorld::drop(int from, int to)
{
    office([from, to](demo::PostOffice &office) {
        for (int i = from; i <= to; ++i)
            office.mailbox(soc)->append(QStringLiteral("INBOX"), graphMail(i), 1'780'000'000'000 + i * 1'000, {});
    });
}

QByteArray GraphWorld::idOf(int number, const GraphFields &fields)
{
    const QByteArray filter
        = QByteArray("internetMessageId eq '<n" + QByteArray::number(number) + "@unit.example>'").toPercentEncoding();
    return get(mine("/messages?$filter=" + filter), fields).value().first()[QStringLiteral("id")].toString().toLatin1();
}

int GraphWorld::count(const QString &folder)
{
    int found = -1;
    office([&found, folder](demo::PostOffice &office) {
        found = static_cast<int>(office.mailbox(soc)->folder(folder)->mails.size());
    });
    return found;
}

QByteArray GraphWorld::descriptionFaults(int *checked)
{
    const QString description = testDataDir() + QStringLiteral("/graph/openapi-mail.json");
    const bool can = !testDataDir().isEmpty() && QFile::exists(description)
        && !QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty()
        && QFile::exists(QStringLiteral("/usr/share/nodejs/ajv"));
    if (checked)
        *checked = 0;
    if (!can)
        return qEnvironmentVariableIsSet("CI") ? "no description, or node or ajv is missing" : QByteArray();
    QJsonArray said;
    graph([&said, all = m_said](demo::Graph &) { said = *all; });
    QProcess node;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs"));
    node.setProcessEnvironment(environment);
    node.start(QStringLiteral("node"),
               {QStringLiteral(LIAISON_SOURCE_DIR "/tests/support/validate_answers.mjs"), description});
    node.write(QJsonDocument(said).toJson(QJsonDocument::Compact));
    node.closeWriteChannel();
    if (!node.waitForFinished(60'000) || node.exitStatus() != QProcess::NormalExit)
        return "node does not end";
    if (checked)
        *checked = static_cast<int>(said.size());
    const QByteArray faults = node.readAllStandardOutput();
    return node.exitCode() == 0 ? QByteArray() : (faults + node.readAllStandardError()).left(4'000);
}

} // namespace liaison::test
