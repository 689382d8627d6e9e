#include "app/cli/workplace.h"

#include "app/profile.h"
#include "app/status_keeper.h"
#include "core/desk/errand_runner.h"
#include "core/desk/mailbox_secrets.h"
#include "core/secrets/vault.h"
#include "core/store/postgres_location.h"
#include "core/store/store.h"
#include "core/transport/account.h"

#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace liaison::cli {

namespace {

/// PermissionDenied where nobody may say whether it is.
Result<void> fileIsThere(const QString &store)
{
    std::error_code error;
    if (store::isPostgresLocation(store) || std::filesystem::exists(QFileInfo(store).filesystemFilePath(), error))
        return {};
    if (error == std::errc::permission_denied)
        return fail(ErrorKind::PermissionDenied, QStringLiteral("%1 (%2)").arg(store, app::systemWords(error)));
    return fail(ErrorKind::StoreUnavailable, QStringLiteral("there is no store %1").arg(store));
}

} // namespace

Workplace::Workplace(app::Options options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_vault(app::makeVault(m_options))
{
}

Workplace::~Workplace() = default;

Future<void> Workplace::open(bool mayMake)
{
    const QString &where = m_options.storeLocation;
    if (const auto there = fileIsThere(where); !there && !mayMake)
        return readyFuture<void>(there);
    if (mayMake) {
        if (const Result<void> made = app::makeProfile(m_options.profileDir); !made)
            return readyFuture<void>(made);
    }
    store::OpenOptions options;
    options.location = where;
    m_store = std::make_unique<store::Store>(options, &m_clock);
    return m_store->open();
}

desk::Context Workplace::context() const
{
    return {m_store.get(), m_engine.get(), m_vault.get(), &m_clock, app::localActor()};
}

feed::Engine *Workplace::engine(const feed::EngineOptions &options)
{
    if (!m_engine) {
        m_transport = transport::networkTransport({m_vault.get(), &m_clock});
        m_engine = std::make_unique<feed::Engine>(
            m_store.get(), m_transport.get(),
            [vault = m_vault.get()](const domain::Mailbox &mailbox) { return desk::mailboxSecrets(vault, mailbox); },
            &m_clock, options);
        m_statusKeeper = std::make_unique<app::StatusKeeper>(m_engine.get(), m_store.get());
        m_errands = std::make_unique<desk::ErrandRunner>(context());
    }
    return m_engine.get();
}

void Workplace::dropEngine()
{
    m_errands.reset();
    m_statusKeeper.reset();
    m_engine.reset();
}

} // namespace liaison::cli
