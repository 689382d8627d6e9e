#include "app/demo/demo_server_command.h"

#include "app/cli/console.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/demo/demo_server.h"
#include "app/demo/kept_secrets.h"
#include "app/quit_signals.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>

namespace liaison::demo {

namespace {

using cli::Answer;
using cli::Command;

constexpr int mostMails = 1'000'000;

/// A mail of the mailbox's past, the same for the same number; about 3 KB.
QByteArray mailNumber(int number, const World &world)
{
    const Unit &unit = world.units.at(number % world.units.size());
    const QByteArray n = QByteArray::number(number);
    QByteArray text;
    for (int line = 0; line < 40; ++line)
        text += "Line " + QByteArray::number(line) + " of mail " + n + ": nothing unusual was seen on host "
            + QByteArray::number((number * 31 + line * 7) % 997) + ".\r\n";
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + qint64(number) * 60'000, Qt::UTC);
    return "From: " + unit.people.first().address.toUtf8() + "\r\nTo: " + world.team.address.toUtf8()
        + "\r\nSubject: Report " + n + "\r\nDate: " + date.toString(Qt::RFC2822Date).toLatin1()
        + "\r\nMessage-ID: <report-" + n
        + "@demo.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text;
}

/// The server while it runs, until a signal.
class DemoServerRun : public QObject {
public:
    DemoServerRun(const cli::Invocation &call, QObject *parent) : QObject(parent), m_json(call.json)
    {
        connect(&m_signals, &app::QuitSignals::asked, this, [this] {
            m_server.reset();
            finishWith<Answer>(m_promise, Answer());
        });
    }

    /// `folder`: where its secrets stay; empty: a temporary one.
    Future<Answer> run(DemoServer::Options options, const QString &folder, int mails, const ExchangeFaults &faults,
                       const GraphFaults &graphFaults)
    {
        m_promise.start();
        m_options = std::move(options);
        m_faults = faults;
        m_graphFaults = graphFaults;
        if (auto refusal = occupy(folder)) {
            finishWith<Answer>(m_promise, std::move(*refusal));
            return m_promise.future();
        }
        m_server = std::make_unique<DemoServer>(m_options);
        onDone(this, m_server->start(), [this, mails](const Result<DemoServer::Address> &address) {
            if (!address)
                return finishWith<Answer>(m_promise, noServer(address.error()));
            fill(*address, mails);
        });
        return m_promise.future();
    }

private:
    /// Takes the folder and what is in it; else why not.
    std::optional<Answer> occupy(QString folder)
    {
        if (folder.isEmpty()) {
            m_temporary = std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/liaison-demo-XXXXXX"));
            folder = m_temporary->path();
        }
        m_kept = std::make_unique<KeptSecrets>(folder);
        const auto unusable = [&folder](const Error &error) {
            Answer answer;
            answer.exitCode = app::ExitConfiguration;
            answer.error = Error{ErrorKind::InvalidInput, error.log, {}, {}};
            answer.sentence = cli::withDetail(cli::Cli::tr("the directory %1 cannot be used").arg(folder), error.log);
            return answer;
        };
        const auto taken = m_kept->lock();
        if (!taken && taken.error().kind == ErrorKind::Busy) {
            Answer answer;
            answer.exitCode = app::ExitOther;
            answer.error = taken.error();
            answer.sentence = cli::Cli::tr("the directory %1 is held by another demo server: host %2, process %3")
                                  .arg(folder, m_kept->holder().host, QString::number(m_kept->holder().process));
            return answer;
        }
        if (!taken)
            return unusable(taken.error());
        const auto known = recall();
        return known ? std::nullopt : std::optional(unusable(known.error()));
    }

    Result<void> recall()
    {
        const auto secrets = m_kept->load(QDateTime::currentMSecsSinceEpoch());
        if (!secrets)
            return fail(secrets.error());
        m_options.password = secrets->password;
        m_options.certificate = secrets->server;
        m_options.exchange.clientId = secrets->clientId;
        m_options.exchange.clientSecret = secrets->clientSecret;
        m_options.exchange.clientCertificatePem = secrets->application.certificatePem;
        return {};
    }

    /// A port that cannot be had is the network's, and is named.
    [[nodiscard]] Result<Answer> noServer(const Error &error) const
    {
        const bool taken = error.kind == ErrorKind::Busy;
        if (!taken && error.kind != ErrorKind::PermissionDenied)
            return fail(error);
        const QString words = taken ? cli::Cli::tr("port %1 of 127.0.0.1 is in use; --port takes another")
                                    : cli::Cli::tr("port %1 of 127.0.0.1 is the system's; --port takes another");
        Answer answer;
        answer.exitCode = app::ExitNetwork;
        answer.error = Error{error.kind, words.arg(m_options.exchangePort), {}, {}};
        return answer;
    }

    void fill(const DemoServer::Address &address, int mails)
    {
        const auto put = [world = m_options.world, mails](PostOffice &office) {
            for (int i = 1; i <= mails; ++i)
                office.mailboxes().first()->append(QStringLiteral("INBOX"), mailNumber(i, world),
                                                   1'700'000'000'000 + qint64(i) * 60'000, {});
            return true;
        };
        onDone(this, m_server->ask(put), [this, address](const Result<bool> &) { spoil(address); });
    }

    void spoil(const DemoServer::Address &address)
    {
        const auto spoil = [faults = m_faults](Exchange &exchange) {
            exchange.faults = faults;
            return true;
        };
        onDone(this, m_server->askExchange(spoil), [this, address](const Result<bool> &) { spoilGraph(address); });
    }

    void spoilGraph(const DemoServer::Address &address)
    {
        const auto spoil = [faults = m_graphFaults](Graph &graph) {
            graph.faults = faults;
            return true;
        };
        onDone(this, m_server->askGraph(spoil), [this, address](const Result<bool> &) { tell(address); });
    }

    void tell(const DemoServer::Address &address)
    {
        const QString host = QStringLiteral("https://127.0.0.1:%1").arg(address.exchange);
        const QString graph = QStringLiteral("https://127.0.0.1:%1").arg(address.graph);
        const QString tenant = m_options.world.team.address.section(QLatin1Char('@'), 1);
        const QString login = host + QLatin1Char('/') + tenant + QStringLiteral("/oauth2/v2.0/");
        const QList<QPair<QString, QString>> rows{
            {QStringLiteral("exchange"), host + QStringLiteral("/EWS/Exchange.asmx")},
            {QStringLiteral("exchangeScope"), host + QStringLiteral("/.default")},
            {QStringLiteral("graph"), graph + QStringLiteral("/v1.0")},
            {QStringLiteral("graphScope"), graph + QStringLiteral("/.default")},
            {QStringLiteral("imaps"), QStringLiteral("127.0.0.1:%1").arg(address.imap)},
            {QStringLiteral("smtps"), QStringLiteral("127.0.0.1:%1").arg(address.smtp)},
            {QStringLiteral("user"), m_options.world.team.address},
            {QStringLiteral("password"), m_options.password},
            {QStringLiteral("certificate"), m_kept->certificateFile()},
            {QStringLiteral("tenant"), tenant},
            {QStringLiteral("authorize"), login + QStringLiteral("authorize")},
            {QStringLiteral("token"), login + QStringLiteral("token")},
            {QStringLiteral("deviceCode"), login + QStringLiteral("devicecode")},
            {QStringLiteral("clientId"), m_options.exchange.clientId},
            {QStringLiteral("clientSecret"), m_options.exchange.clientSecret},
            {QStringLiteral("clientCertificate"), m_kept->applicationFile()}};
        Answer answer;
        QStringList lines;
        for (const auto &row : rows) {
            answer.json.insert(row.first, row.second);
            lines << QStringLiteral("%1 %2").arg(row.first, -17).arg(row.second);
        }
        answer.text = lines.join(QLatin1Char('\n'));
        answer.notes = {cli::Cli::tr("the demo's mail server runs until Ctrl+C; nothing leaves this machine")};
        cli::print(answer, m_json);
    }

    bool m_json;
    std::unique_ptr<QTemporaryDir> m_temporary; ///< removed at the end, with what is in it
    std::unique_ptr<KeptSecrets> m_kept;
    DemoServer::Options m_options;
    ExchangeFaults m_faults;
    GraphFaults m_graphFaults;
    std::unique_ptr<DemoServer> m_server;
    app::QuitSignals m_signals;
    QPromise<Result<Answer>> m_promise;
};

/// A whole number within bounds; none where it is something else.
std::optional<int> numberIn(const QString &text, int most)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok && number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

/// Exchange's faults and those of Graph.
QStringList faultWords()
{
    QStringList words = exchangeFaultWords() + graphFaultWords();
    words.removeDuplicates();
    return words;
}

QString wrongFault(FaultText text, const QString &fault)
{
    switch (text) {
    case FaultText::NoNumber:
        return cli::Cli::tr("--fault is WHAT=N with a number up to 1000000, from 1 for item-error, not “%1”")
            .arg(fault);
    case FaultText::NoCode:
        return cli::Cli::tr("--fault item-error=N:CODE wants a code such as ErrorItemCorrupt, not “%1”").arg(fault);
    case FaultText::NoOperation:
        return cli::Cli::tr("--fault cut-answer=N:OPERATION wants an operation such as GetItem, not “%1”").arg(fault);
    default:
        return cli::Cli::tr("--fault is WHAT=N with one of %1, not “%2”")
            .arg(faultWords().join(QStringLiteral(", ")), fault);
    }
}

Future<Answer> runDemoServer(cli::Workplace &place, const cli::Invocation &call)
{
    const auto given = [&call](const char *name, const char *otherwise) {
        return call.has(QLatin1String(name)) ? call.value(QLatin1String(name)) : QLatin1String(otherwise);
    };
    const auto port = numberIn(given("port", "0"), 65'535);
    const auto mails = numberIn(given("mails", "0"), mostMails);
    const auto version = exchangeVersion(given("exchange-version", "Exchange2019"));
    if (!port)
        return cli::wrongUse(
            cli::Cli::tr("--port is a number up to 65535, not “%1”").arg(call.value(QStringLiteral("port"))));
    if (!mails)
        return cli::wrongUse(
            cli::Cli::tr("--mails is a number up to 1000000, not “%1”").arg(call.value(QStringLiteral("mails"))));
    if (!version)
        return cli::wrongUse(cli::Cli::tr("--exchange-version is one of %1, not “%2”")
                                 .arg(exchangeVersionNames().join(QStringLiteral(", ")),
                                      call.value(QStringLiteral("exchange-version"))));
    ExchangeFaults faults;
    GraphFaults graphFaults;
    const QStringList wanted = call.options.value(QStringLiteral("fault"));
    for (const QString &fault : wanted) {
        const FaultText ofExchange = setExchangeFault(faults, fault);
        const FaultText ofGraph = setGraphFault(graphFaults, fault); // what both have a word for hits both
        const FaultText text = ofExchange == FaultText::NoSuchFault ? ofGraph : ofExchange;
        if (ofExchange != FaultText::Good && ofGraph != FaultText::Good)
            return cli::wrongUse(wrongFault(text, fault));
    }
    const auto world = World::load(QDateTime::currentMSecsSinceEpoch());
    if (!world)
        return readyFuture<Answer>(fail(world.error()));
    DemoServer::Options options;
    options.world = *world;
    options.exchangePort = static_cast<quint16>(*port);
    options.exchange.version = *version;
    options.exchange.directory = world->people();
    return (new DemoServerRun(call, &place))
        ->run(std::move(options), call.value(QStringLiteral("directory")), *mails, faults, graphFaults);
}

} // namespace

Command demoServerCommand()
{
    Command command;
    command.words = QStringLiteral("demo-server");
    command.summary
        = cli::Cli::tr("runs the demo's mail server alone: Exchange, Graph, IMAP and SMTP for other programs");
    command.options = {
        {QStringLiteral("port"), QStringLiteral("N"),
         cli::Cli::tr("The port of Exchange Web Services; a free one without.")},
        {QStringLiteral("directory"), QStringLiteral("DIR"),
         cli::Cli::tr("Where certificates and passwords stay for the next start; without, they are new each time.")},
        {QStringLiteral("exchange-version"), QStringLiteral("NAME"),
         cli::Cli::tr("Which Exchange it is: %1.").arg(exchangeVersionNames().join(QStringLiteral(", ")))},
        {QStringLiteral("mails"), QStringLiteral("N"), cli::Cli::tr("How many mails are in the inbox; none without.")},
        {QStringLiteral("fault"), QStringLiteral("WHAT=N"),
         cli::Cli::tr(
             "What goes wrong on purpose; it may be given several times. The next N requests to Exchange and Graph end "
             "so: busy, unavailable, unauthorised, wrong-xml, wrong-json, html, sync-state (the state is no longer "
             "good); those to Graph alone: proxy, deep-json, long-id, foreign-link (the next page is at another host). "
             "The server's clock is N minutes wrong: clock-ahead, clock-behind. Answers are slow by N ms a KiB: slow; "
             "those of Graph by N ms each: latency. The connection ends "
             "once after N bytes of an answer or of a request: cut-answer, cut-request; of an answer to one operation: "
             "cut-answer=N:OPERATION. The Nth item that is asked for is not there, or fails by a code of Exchange's: "
             "item-error=N, item-error=N:CODE. The next N tokens are refused, for a secret that has expired or for a "
             "consent that is missing: secret-expired, consent-missing. The next N requests to Graph are refused as "
             "these reasons have it: no-consent, access-policy, no-licence, other-cloud, send-as; the next N to "
             "Exchange, because EWS is closed to the application: blocked.")}};
    command.storeless = true;
    command.run = runDemoServer;
    return command;
}

} // namespace liaison::demo
