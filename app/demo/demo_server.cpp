#include "app/demo/demo_server.h"

#include "app/demo/answering.h"
#include "app/demo/exchange_tokens.h"
#include "app/demo/exchange_wire.h"
#include "app/demo/graph_wire.h"
#include "app/demo/imap_wire.h"
#include "app/demo/loopback_listener.h"
#include "app/demo/smtp_wire.h"

#include <QSslCertificate>
#include <QSslKey>

namespace liaison::demo {

/// What lives on the server's thread.
struct DemoServer::Core : QObject {
    PostOffice office;
    Answering *answering = nullptr;
    Exchange *exchange = nullptr;
    Graph *graph = nullptr;

    Result<Address> open(const Options &options);
    Result<quint16> listen(const QSslConfiguration &tls, const WireMaker &make, quint16 port = 0);
    Result<Address> listenAll(const Options &options, const QSslConfiguration &tls);
};

Result<quint16> DemoServer::Core::listen(const QSslConfiguration &tls, const WireMaker &make, quint16 port)
{
    auto *listener = new LoopbackListener(tls, make, this);
    if (listener->listenOnLoopback(port))
        return listener->serverPort();
    const auto problem = listener->serverError();
    const ErrorKind kind = problem == QAbstractSocket::AddressInUseError ? ErrorKind::Busy
        : problem == QAbstractSocket::SocketAccessError                  ? ErrorKind::PermissionDenied
                                                                         : ErrorKind::Internal;
    return fail(kind, QStringLiteral("port %1 of 127.0.0.1: %2").arg(port).arg(listener->errorString()));
}

Result<DemoServer::Address> DemoServer::Core::listenAll(const Options &options, const QSslConfiguration &tls)
{
    const auto imap = listen(tls, [this] { return std::make_unique<ImapWire>(&office); });
    const auto smtp = listen(tls, [this] { return std::make_unique<SmtpWire>(&office); });
    const auto ews = listen(
        options.plainExchange ? QSslConfiguration() : tls, [this] { return std::make_unique<ExchangeWire>(exchange); },
        options.exchangePort);
    const auto graphPort = listen(
        options.plainExchange ? QSslConfiguration() : tls, [this] { return std::make_unique<GraphWire>(graph); },
        options.graphPort);
    for (const auto &port : {imap, smtp, ews, graphPort})
        if (!port)
            return fail(port.error());
    return Address{*imap, *smtp, *ews, *graphPort, {}};
}

Result<DemoServer::Address> DemoServer::Core::open(const Options &options)
{
    const auto book = AnswerBook::load();
    if (!book)
        return fail(book.error());
    const auto made = options.certificate ? *options.certificate : makeCertificate();
    if (!made)
        return fail(made.error());
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(made->certificatePem));
    tls.setPrivateKey(QSslKey(made->keyPem, QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone); // nobody has a client certificate
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    const domain::Addresses mailboxes = options.world.mailboxes();
    for (const domain::Address &mailbox : mailboxes)
        office.addMailbox(mailbox.address, options.password);
    if (!options.world.spare.address.address.isEmpty())
        office.addMailbox(options.world.spare.address.address, options.password);
    if (options.unitsAnswer)
        answering = new Answering(options.world, *book, &office, options.answerMs, this);
    ExchangeOptions wanted = options.exchange;
    wanted.scheme = options.plainExchange ? "http" : "https";
    exchange = new Exchange(&office, std::move(wanted), this);
    graph = new Graph(exchange, options.graph, this);
    auto address = listenAll(options, tls);
    if (!address)
        return address;
    exchange->tokens().serveGraph(QStringLiteral("127.0.0.1:%1").arg(address->graph), options.graph.roles);
    address->certificatePem = made->certificatePem;
    return address;
}

DemoServer::DemoServer(Options options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_core(new Core)
{
    m_core->moveToThread(&m_thread);
    m_core->office.moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_core, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("demo server"));
}

DemoServer::~DemoServer()
{
    if (!m_thread.isRunning()) {
        delete m_core;
        return;
    }
    m_thread.quit();
    m_thread.wait();
}

Future<DemoServer::Address> DemoServer::start()
{
    m_thread.start();
    auto promise = std::make_shared<QPromise<Result<Address>>>();
    promise->start();
    QMetaObject::invokeMethod(
        m_core, [core = m_core, options = m_options, promise] { finishWith<Address>(*promise, core->open(options)); },
        Qt::QueuedConnection);
    return promise->future();
}

void DemoServer::post(std::function<void(PostOffice &)> work)
{
    QMetaObject::invokeMethod(
        m_core, [core = m_core, work = std::move(work)] { work(core->office); }, Qt::QueuedConnection);
}

void DemoServer::postExchange(std::function<void(Exchange &)> work)
{
    QMetaObject::invokeMethod(
        m_core, [core = m_core, work = std::move(work)] { work(*core->exchange); }, Qt::QueuedConnection);
}

void DemoServer::postGraph(std::function<void(Graph &)> work)
{
    QMetaObject::invokeMethod(
        m_core, [core = m_core, work = std::move(work)] { work(*core->graph); }, Qt::QueuedConnection);
}

void DemoServer::deliver(const QByteArray &raw, UtcMs when, const QByteArrayList &flags, const QString &folder,
                         const QString &address)
{
    const QString to = address.isEmpty() ? m_options.world.team.address : address;
    post([to, raw, when, flags, folder](PostOffice &office) {
        office.mailbox(to)->append(folder, raw, when, QSet<QByteArray>(flags.cbegin(), flags.cend()));
    });
}

void DemoServer::setIncidentTypes(const QHash<QString, QString> &typeByKey)
{
    QMetaObject::invokeMethod(
        m_core,
        [core = m_core, typeByKey] {
            if (core->answering)
                core->answering->setTypes(typeByKey);
        },
        Qt::QueuedConnection);
}

} // namespace liaison::demo
