#include "app/composition_root.h"

#include "app/profile.h"
#include "app/status_keeper.h"
#include "core/desk/errand_runner.h"
#include "core/desk/feed_desk.h"
#include "core/desk/mailbox_secrets.h"
#include "core/desk/pending_secrets.h"
#include "core/feed/engine.h"
#include "core/secrets/vault.h"
#include "core/store/role_rights.h"
#include "core/store/store.h"
#include "core/transport/account.h"
#include "ui/common/theme.h"
#include "ui/shell/main_window.h"

#include <QGuiApplication>
#include <QSettings>

#include <atomic>
#include <memory>

namespace liaison::app {

CompositionRoot::CompositionRoot(Options options, Guest guest, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_guest(std::move(guest))
{
}

CompositionRoot::~CompositionRoot() = default;

void CompositionRoot::start()
{
    const Result<void> profile = makeProfile(m_options.profileDir);
    if (!profile) {
        Q_EMIT failed(profile.error());
        return;
    }
    m_settings
        = std::make_unique<QSettings>(m_options.profileDir + QStringLiteral("/liaison.ini"), QSettings::IniFormat);
    store::OpenOptions where;
    where.location = m_options.storeLocation;
    m_store = std::make_unique<store::Store>(where, &m_clock);
    onDone(this, m_store->open(), [this](Result<void> opened) {
        if (!opened) {
            Q_EMIT failed(opened.error());
            return;
        }
        askPermissions();
    });
}

void CompositionRoot::askPermissions()
{
    const auto ask = [](store::Session &session) { return store::RoleRights(session).permissions(); };
    onDone<domain::Permissions>(this, m_store->read(ask), [this](const Result<domain::Permissions> &permissions) {
        if (!permissions) {
            Q_EMIT failed(permissions.error());
            return;
        }
        compose(*permissions);
        Q_EMIT started();
    });
}

void CompositionRoot::compose(domain::Permissions permissions)
{
    m_vault = makeVault(m_options);
    const auto secrets = m_guest.secrets ? m_guest.secrets() : QList<QPair<QString, Secret>>();
    for (const auto &[key, secret] : secrets)
        m_vault->write(key, secret);
    // Read on the engine thread.
    const auto inFront
        = std::make_shared<std::atomic_bool>(QGuiApplication::applicationState() == Qt::ApplicationActive);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this,
            [inFront](Qt::ApplicationState state) { inFront->store(state == Qt::ApplicationActive); });
    m_transport = transport::networkTransport({m_vault.get(), &m_clock, [inFront] { return inFront->load(); }});
    // In a team only some may hold mailboxes; another's window writes into the outbox that they deliver.
    if (permissions.testFlag(domain::Permission::RunFeeds)) {
        m_engine = std::make_unique<feed::Engine>(
            m_store.get(), m_transport.get(),
            [vault = m_vault.get()](const domain::Mailbox &mailbox) { return desk::mailboxSecrets(vault, mailbox); },
            &m_clock, feed::EngineOptions{});
        m_statusKeeper = std::make_unique<StatusKeeper>(m_engine.get(), m_store.get());
    }
    m_feeds = std::make_unique<desk::FeedDesk>(m_engine.get());
    m_theme = std::make_unique<ui::Theme>();

    ui::UiContext context;
    context.store = m_store.get();
    domain::Actor actor = localActor();
    if (!m_guest.person.isEmpty())
        actor.person = m_guest.person;
    context.desk = {m_store.get(), m_engine.get(), m_vault.get(), &m_clock, std::move(actor)};
    // What a process left that ended before it had saved a mailbox; who connects none has none.
    if (permissions.testFlag(domain::Permission::UpdateConfigurations))
        desk::sweepSecrets(context.desk);
    if (m_engine)
        m_errands = std::make_unique<desk::ErrandRunner>(context.desk);
    context.feeds = m_feeds.get();
    context.clock = &m_clock;
    context.person = context.desk.actor.person;
    context.gate = ui::PermissionGate(permissions);
    context.profileDir = m_options.profileDir;
    context.storeLocation = m_options.storeLocation;
    m_window = std::make_unique<ui::MainWindow>(context, m_theme.get(), m_settings.get());
    if (m_guest.banner)
        m_window->showDemoBanner();
    m_window->show();
    if (m_engine)
        m_engine->startWanted();
}

} // namespace liaison::app
