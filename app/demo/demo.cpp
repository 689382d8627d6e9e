#include "app/demo/demo.h"

#include "app/demo/tour.h"
#include "core/desk/incident_desk.h"
#include "core/domain/address.h"
#include "core/store/incidents.h"
#include "core/store/messages.h"
#include "core/store/store.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace liaison::demo {

namespace {

const QString analyst = QStringLiteral("Mara Jensen");

} // namespace

Demo::Demo(Options options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_dir(QDir::tempPath() + QStringLiteral("/liaison-demo-XXXXXX")),
      m_keys(DemoKeys::made())
{
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
        QList<QPair<QString, Secret>> all;
        for (const DemoAccount &account : m_accounts) {
            const QString &secret = account.way == Way::Imap ? m_keys.password : m_keys.clientSecret;
            all.append({domain::vaultKey(account.mailbox, domain::SecretUse::Inbound), Secret::fromText(secret)});
        }
        return all;
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
    const auto world = World::load(QDateTime::currentMSecsSinceEpoch(), static_cast<int>(m_options.ways.size()));
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
    DemoServer::Options options{m_world, m_keys.password, m_options.unitsAnswer, m_options.answerMs};
    options.exchange.version
        = exchangeVersion(m_options.exchangeVersion).value_or(options.exchange.version); // ours, or a test's
    options.exchange.clientId = m_keys.clientId;
    options.exchange.clientSecret = m_keys.clientSecret;
    options.exchange.directory = m_world.people();
    return options;
}

void Demo::onServer(const DemoServer::Address &address)
{
    QFile trusted(m_dir.filePath(QStringLiteral("server.pem")));
    if (!trusted.open(QIODevice::WriteOnly) || trusted.write(address.certificatePem) != address.certificatePem.size())
        return giveUp({ErrorKind::StoreUnavailable, trusted.errorString(), {}, {}});
    trusted.close();
    const domain::Addresses team = m_world.mailboxes();
    QList<domain::Mailbox> mailboxes;
    for (qsizetype i = 0; i < std::min(team.size(), m_options.ways.size()); ++i) {
        m_accounts << demoAccount(m_options.ways.at(i), team.at(i), address, trusted.fileName(), m_keys.clientId);
        mailboxes << m_accounts.last().mailbox;
    }
    m_spare = demoAccount(Way::Exchange, m_world.spare.address, address, trusted.fileName(), m_keys.clientId);
    const domain::Actor actor{analyst, analyst, QStringLiteral("demo")};
    m_seeding = std::make_unique<Seeding>(m_world, m_server.get(), mailboxes, actor);
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

void Demo::onStarted()
{
    connect(m_root->store(), &store::Store::changed, &m_settleSoon, qOverload<>(&QTimer::start));
    m_settleSoon.start();
    answerSearches();
    if (m_tourDir.isEmpty())
        return;
    m_tour = std::make_unique<Tour>(this, m_root->window(), m_root->store(), m_tourDir, m_options.stepMs);
    connect(m_tour.get(), &Tour::stepEnded, this, &Demo::tourStepEnded);
    connect(m_tour.get(), &Tour::ended, this, &Demo::tourEnded);
    m_tour->start();
}

/// Where an Exchange is of addresses of the demo's organisation, its own server tells: nobody outside is asked.
void Demo::answerSearches()
{
    const QUrl ews(QStringLiteral("https://127.0.0.1:%1/EWS/Exchange.asmx").arg(m_spare.mailbox.inbound.port));
    const auto look = [this, ews](const domain::AutodiscoveryRequest &request, const std::stop_token &) {
        return m_server->ask([ews, address = request.address](PostOffice &office) {
            domain::Autodiscovery answer;
            answer.address = address;
            domain::AutodiscoveryTrial trial;
            trial.url = ews;
            if (office.mailbox(address))
                answer.ewsUrl = ews;
            else
                trial.error = answer.error = Error{ErrorKind::NotFound, QStringLiteral("no such mailbox"), {}, {}};
            trial.detail = answer.ewsUrl.toString();
            answer.trials << trial;
            return answer;
        });
    };
    m_root->window()->mailboxes()->setOwnExchange(domain::domainOf(teamAddress()), look);
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
    const WorldMail *mail = m_world.mail(id);
    if (!mail || m_arrived.contains(id) || !m_after.live.contains(id))
        return false;
    m_arrived << id;
    m_server->deliver(m_after.live.value(id), QDateTime::currentMSecsSinceEpoch(), {}, QStringLiteral("INBOX"),
                      mail->mailbox.address);
    return true;
}

} // namespace liaison::demo
