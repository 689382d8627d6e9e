#include "app/demo/demo.h"

#include "app/demo/tour.h"
#include "core/desk/incident_desk.h"
#include "core/store/incidents.h"
#include "core/store/messages.h"
#include "core/store/store.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

namespace liaison::demo {

namespace {

const QString analyst = QStringLiteral("Mara Jensen");
const QString tenant = QStringLiteral("nordhafen.example");
/// The server says when there is something new: only what it never told is found by looking.
constexpr int pollSeconds = 3'600;

QString randomPassword()
{
    return QString::number(QRandomGenerator::system()->generate64(), 36)
        + QString::number(QRandomGenerator::system()->generate64(), 36);
}

} // namespace

Demo::Demo(Options options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_dir(QDir::tempPath() + QStringLiteral("/liaison-demo-XXXXXX")),
      m_password(randomPassword()), m_clientId(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_clientSecret(randomPassword())
{
    m_mailbox.uuid = QUuid::createUuid();
    m_settleSoon.setSingleShot(true);
    m_settleSoon.setInterval(200);
    connect(&m_settleSoon, &QTimer::timeout, this, &Demo::settle);
}

Demo::~Demo() = default;

app::Options Demo::applied(app::Options options) const
{
    options.profileDir = m_dir.path();
    options.storeLocation = m_dir.filePath(QStringLiteral("liaison.sqlite"));
    options.memoryVault = true;
    return options;
}

app::Guest Demo::guest() const
{
    const auto secrets = [this]() -> QList<QPair<QString, Secret>> {
        const QString &secret = m_options.way == Way::Imap ? m_password : m_clientSecret;
        return {{domain::vaultKey(m_mailbox, domain::SecretUse::Inbound), Secret::fromText(secret)}};
    };
    return {true, analyst, secrets};
}

void Demo::attach(app::CompositionRoot *root, const QString &tourDir)
{
    m_root = root;
    m_tourDir = tourDir;
    connect(root, &app::CompositionRoot::started, this, &Demo::onStarted);
}

void Demo::giveUp(const Error &error)
{
    Q_EMIT m_root->failed(error);
}

void Demo::prepare()
{
    if (!m_dir.isValid())
        return giveUp({ErrorKind::StoreUnavailable, m_dir.errorString(), {}, {}});
    const auto world = World::load(QDateTime::currentMSecsSinceEpoch());
    if (!world)
        return giveUp(world.error());
    m_world = *world;
    m_server = std::make_unique<DemoServer>(serverOptions());
    onDone(this, m_server->start(), [this](const Result<DemoServer::Address> &address) {
        if (!address)
            return giveUp(address.error());
        onServer(*address);
    });
}

DemoServer::Options Demo::serverOptions() const
{
    DemoServer::Options options{m_world, m_password, m_options.unitsAnswer, m_options.answerMs};
    options.exchange.version
        = exchangeVersion(m_options.exchangeVersion).value_or(options.exchange.version); // ours, or a test's
    options.exchange.clientId = m_clientId;
    options.exchange.clientSecret = m_clientSecret;
    options.exchange.directory = m_world.people();
    return options;
}

void Demo::onServer(const DemoServer::Address &address)
{
    QFile trusted(m_dir.filePath(QStringLiteral("server.pem")));
    if (!trusted.open(QIODevice::WriteOnly) || trusted.write(address.certificatePem) != address.certificatePem.size())
        return giveUp({ErrorKind::StoreUnavailable, trusted.errorString(), {}, {}});
    trusted.close();
    setUpMailbox(address, trusted.fileName());
    const domain::Actor actor{analyst, analyst, QStringLiteral("demo")};
    m_seeding = std::make_unique<Seeding>(m_world, m_server.get(), m_mailbox, actor);
    onDone(this, m_seeding->run(m_dir.filePath(QStringLiteral("liaison.sqlite"))), [this](Result<Afterwards> after) {
        m_seeding.release()->deleteLater(); // it may be what calls us
        if (!after)
            return giveUp(after.error());
        m_after = *after;
        m_unread = m_after.readIds;
        m_server->setIncidentTypes(m_after.typeByKey);
        m_root->start();
    });
}

void Demo::setUpMailbox(const DemoServer::Address &address, const QString &certificateFile)
{
    m_mailbox.address = m_world.team.address;
    m_mailbox.displayName = m_world.team.name;
    m_mailbox.pollSeconds = pollSeconds;
    domain::Endpoint &in = m_mailbox.inbound;
    domain::Endpoint &out = m_mailbox.outbound;
    in.host = out.host = QStringLiteral("127.0.0.1");
    in.trustedCaFile = out.trustedCaFile = certificateFile;
    if (m_options.way == Way::Imap) {
        in.port = address.imap;
        out.port = address.smtp;
        return;
    }
    const bool graph = m_options.way == Way::Graph;
    in.protocol = out.protocol = graph ? domain::Protocol::Graph : domain::Protocol::Ews;
    in.port = out.port = graph ? address.graph : address.exchange;
    if (graph)
        in.oauth.cloud = domain::NationalCloud::China; // whose hosts are overridden: nothing leaves the machine
    in.signIn = domain::SignIn::OAuth2;
    in.oauth.flow = domain::OAuthFlow::Application;
    in.oauth.clientId = m_clientId;
    in.oauth.tenantId = tenant;
    in.oauth.loginHost = QStringLiteral("127.0.0.1:%1").arg(in.port);
}

void Demo::onStarted()
{
    connect(m_root->store(), &store::Store::changed, &m_settleSoon, qOverload<>(&QTimer::start));
    m_settleSoon.start();
    if (m_tourDir.isEmpty())
        return;
    m_tour = std::make_unique<Tour>(this, m_root->window(), m_root->store(), m_tourDir, m_options.stepMs);
    connect(m_tour.get(), &Tour::ended, this, &Demo::tourEnded);
    m_tour->start();
}

/// Marks as read what was read before, as its mails arrive in the store; then closes what was closed.
void Demo::settle()
{
    if (m_settling)
        return;
    m_settling = true;
    const auto mark = [ids = m_unread](store::Session &session) -> Result<QStringList> {
        store::Messages messages(session);
        QStringList missing;
        QList<MessageId> found;
        for (const QString &id : ids) {
            const auto message = messages.findByMessageId(id);
            if (!message)
                return fail(message.error());
            if (*message)
                found << **message;
            else
                missing << id;
        }
        return messages.setRead(found, analyst, true).map([&] { return missing; });
    };
    onDone(this, m_root->store()->write(mark, store::Durability::Refetchable), [this](Result<QStringList> missing) {
        m_settling = false;
        if (missing)
            m_unread = *missing;
        if (!m_unread.isEmpty())
            return;
        m_root->store()->disconnect(&m_settleSoon);
        m_settleSoon.stop();
        closeTheClosed(0);
    });
}

void Demo::closeTheClosed(qsizetype index)
{
    if (index == m_after.closed.size())
        return startLife();
    const IncidentId id = m_after.closed.at(index);
    const auto close = [id](store::Session &session) -> Result<domain::Incident> {
        store::Incidents incidents(session);
        auto incident = incidents.find(id);
        if (!incident)
            return incident;
        incident->status = domain::IncidentStatus::Closed;
        return incidents.update(*incident);
    };
    onDone(this, m_root->store()->write(close),
           [this, index](const Result<domain::Incident> &) { closeTheClosed(index + 1); });
}

void Demo::startLife()
{
    m_settled = true;
    Q_EMIT settled();
    if (m_tour)
        return; // it says itself when what arrives
    for (const WorldMail &mail : std::as_const(m_world.mails)) {
        if (mail.liveAfterMs >= 0)
            QTimer::singleShot(mail.liveAfterMs, this, [this, id = mail.id] { arrive(id); });
    }
}

bool Demo::arrive(const QString &id)
{
    if (m_arrived.contains(id) || !m_after.live.contains(id))
        return false;
    m_arrived << id;
    m_server->deliver(m_after.live.value(id), QDateTime::currentMSecsSinceEpoch());
    return true;
}

} // namespace liaison::demo
