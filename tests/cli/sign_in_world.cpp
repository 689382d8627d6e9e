#include "tests/cli/sign_in_world.h"

#include "tests/support/await.h"

#include <QDateTime>
#include <QJsonDocument>

namespace liaison::test {

namespace {

/// Waits for a process with the event loop running.
Called ended(QProcess &process)
{
    const bool over = QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 120'000);
    const bool normal = over && process.exitStatus() == QProcess::NormalExit;
    return {normal ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

/// The permissions are the last segments of the scopes.
std::optional<demo::GraphHolder> holderOf(const OpenIdProvider &provider, const QByteArray &token)
{
    const QJsonObject said = provider.introspect(token);
    if (!said.value(QLatin1String("active")).toBool())
        return std::nullopt;
    demo::GraphHolder holder{said.value(QLatin1String("sub")).toString(), {}};
    for (const QString &scope : said.value(QLatin1String("scope")).toString().split(QLatin1Char(' ')))
        holder.permissions << scope.section(QLatin1Char('/'), -1);
    return holder;
}

} // namespace

QStringList SignInWorld::graphScopes(quint16 port)
{
    QStringList scopes;
    for (const char *permission : {"Mail.ReadWrite", "Mail.Send", "Mail.ReadWrite.Shared", "Mail.Send.Shared"})
        scopes << QStringLiteral("https://127.0.0.1:%1/").arg(port) + QLatin1String(permission);
    return scopes;
}

SignInWorld::~SignInWorld()
{
    if (exchange)
        m_heard.note(*exchange);
}

QByteArray SignInWorld::start(int mails)
{
    if (!keyring.startBus() || !keyring.start(true))
        return "no keyring";
    cli.vault = QStringLiteral("keychain");
    cli.variables = keyring.environment();
    demo::DemoServer::Options options;
    options.world.team = {QStringLiteral("Incident Response"), team};
    options.password = QStringLiteral("unused");
    options.unitsAnswer = false;
    options.exchange.basic = false;
    options.exchange.delegates = {{team, delegates}};
    (m_service == Service::Graph ? options.graphPort : options.exchangePort) = m_port;
    // Asked on the server's thread; what was good a moment ago is not asked for again and again.
    options.exchange.foreignToken
        = [provider = m_provider](const QByteArray &token) { return provider->ownerOf(token); };
    options.graph.foreignToken
        = [provider = m_provider](const QByteArray &token) { return holderOf(*provider, token); };
    exchange = std::make_unique<demo::DemoServer>(options);
    const auto address = await(exchange->start());
    if (!address)
        return why(address);
    m_heard.listenTo(*exchange);
    m_address = *address;
    for (int i = 1; i <= mails; ++i)
        deliver(i);
    return {};
}

void SignInWorld::deliver(int number)
{
    const QByteArray n = QByteArray::number(number);
    exchange->deliver("From: Ann <ann@unit.test>\r\nTo: ir@corp.test\r\nSubject: mail " + n
                          + "\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <m" + n
                          + "@unit.test>\r\n\r\nText " + n + ".\r\n",
                      QDateTime::currentMSecsSinceEpoch());
}

QJsonObject SignInWorld::person(const QString &flow) const
{
    return {{QStringLiteral("flow"), flow},
            {QStringLiteral("clientId"), QStringLiteral("desktop")},
            {QStringLiteral("issuer"), m_provider->issuer()}};
}

QJsonObject SignInWorld::application(const QString &client) const
{
    return {{QStringLiteral("flow"), QStringLiteral("application")},
            {QStringLiteral("clientId"), client},
            {QStringLiteral("issuer"), m_provider->issuer()}};
}

QByteArray SignInWorld::connect(const QJsonObject &oauth, const QString &certificate, const QString &user)
{
    const bool graph = m_service == Service::Graph;
    const QString ca = cli.file(QStringLiteral("exchange.pem"), m_address.certificatePem);
    QJsonObject inbound{{QStringLiteral("protocol"), graph ? QStringLiteral("graph") : QStringLiteral("ews")},
                        {QStringLiteral("host"), QStringLiteral("127.0.0.1")},
                        {QStringLiteral("port"), graph ? m_address.graph : m_address.exchange},
                        {QStringLiteral("trustedCaFile"), ca},
                        {QStringLiteral("signIn"), QStringLiteral("oauth2")},
                        {QStringLiteral("clientCertificateFile"), certificate},
                        {QStringLiteral("username"), user},
                        {QStringLiteral("oauth"), oauth}};
    QJsonObject outbound = inbound;
    outbound.remove(QStringLiteral("oauth"));
    outbound.insert(QStringLiteral("clientCertificateFile"), QString());
    outbound.insert(QStringLiteral("signIn"), QStringLiteral("asinbound"));
    const QJsonObject mailbox{{QStringLiteral("uuid"), cli.uuid},
                              {QStringLiteral("address"), team},
                              {QStringLiteral("fetchSince"), QStringLiteral("2020-01-01T00:00:00Z")},
                              {QStringLiteral("inbound"), inbound},
                              {QStringLiteral("outbound"), outbound}};
    const Called imported
        = call({QStringLiteral("settings"), QStringLiteral("import"), QStringLiteral("-")},
               QJsonDocument(QJsonObject{{QStringLiteral("format"), QStringLiteral("liaison-settings")},
                                         {QStringLiteral("version"), 1},
                                         {QStringLiteral("mailboxes"), QJsonArray{mailbox}}})
                   .toJson());
    return imported.exitCode == 0 ? QByteArray() : imported.err;
}

Called SignInWorld::call(const QStringList &arguments, const QByteArray &input)
{
    const auto process = cli.start(arguments);
    process->write(input);
    process->closeWriteChannel();
    return ended(*process);
}

Called SignInWorld::signIn(const QString &person, bool declines, const QStringList &options)
{
    const auto process = cli.start(QStringList{QStringLiteral("sign-in"), team, QStringLiteral("--json")} + options);
    if (!QTest::qWaitFor([&] { return process->canReadLine() || process->state() == QProcess::NotRunning; }, 60'000)
        || !process->canReadLine())
        return ended(*process);
    const QByteArray first = process->readLine();
    const QJsonObject prompt = QJsonDocument::fromJson(first).object();
    QString address = prompt.value(QLatin1String("address")).toString();
    // On another device a person types the code; the address that has it says the same.
    if (const QString code = prompt.value(QLatin1String("code")).toString(); !code.isEmpty())
        address += QStringLiteral("?user_code=") + code;
    const auto browser = OpenIdProvider::browse(address, person, declines);
    Called called = ended(*process);
    const bool left = QTest::qWaitFor([&browser] { return browser->state() == QProcess::NotRunning; }, 60'000);
    called.err += left ? "" : "the browser does not end";
    if (called.exitCode != 0)
        called.out += first + browser->readAll(); // what the person saw
    return called;
}

int SignInWorld::stored()
{
    const Called listed = call(
        {QStringLiteral("mails"), QStringLiteral("list"), QStringLiteral("--unmatched"), QStringLiteral("--json")});
    return listed.exitCode == 0 ? int(listed.json().value(QLatin1String("mails")).toArray().size()) : -1;
}

QByteArray SignInWorld::settings()
{
    return call({QStringLiteral("settings"), QStringLiteral("export"), QStringLiteral("-"), QStringLiteral("--json")})
        .out;
}

} // namespace liaison::test
