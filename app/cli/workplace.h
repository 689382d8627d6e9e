#pragma once

#include "app/command_line.h"
#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/feed/engine.h"

#include <QObject>

#include <memory>

namespace liaison::app {
class StatusKeeper;
}
namespace liaison::desk {
class ErrandRunner;
}
namespace liaison::secrets {
class Vault;
}
namespace liaison::store {
class Store;
}
namespace liaison::transport {
class TransportFactory;
}

namespace liaison::cli {

/// What a command works with: the store, opened, the vault, and an engine where it asks for one. Commands use the
/// store beside a running window; only feeds are exclusive, by their mailbox's lease.
class Workplace : public QObject {
    Q_OBJECT
public:
    explicit Workplace(app::Options options, QObject *parent = nullptr);
    ~Workplace() override;

    /// Opens the store. StoreUnavailable where there is none and `mayMake` is false.
    Future<void> open(bool mayMake);

    [[nodiscard]] const app::Options &options() const { return m_options; }
    [[nodiscard]] store::Store *store() const { return m_store.get(); }
    [[nodiscard]] secrets::Vault *vault() const { return m_vault.get(); }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// For the use cases; its engine is null unless engine() was called.
    [[nodiscard]] desk::Context context() const;

    /// Makes the engine when first asked; no feed runs by itself.
    feed::Engine *engine(const feed::EngineOptions &options = {});
    /// Ends every feed and joins the engine's thread.
    void dropEngine();

private:
    app::Options m_options;
    // Declared in the order of making: the last one dies first.
    SystemClock m_clock;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<secrets::Vault> m_vault;
    std::unique_ptr<transport::TransportFactory> m_transport;
    std::unique_ptr<feed::Engine> m_engine;
    std::unique_ptr<app::StatusKeeper> m_statusKeeper;
    std::unique_ptr<desk::ErrandRunner> m_errands;
};

} // namespace liaison::cli
