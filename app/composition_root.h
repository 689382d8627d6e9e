#pragma once

#include "app/command_line.h"
#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/domain/permission.h"
#include "ui/common/ui_context.h"

#include <QObject>

#include <functional>
#include <memory>

class QSettings;

namespace liaison::desk {
class ErrandRunner;
class FeedDesk;
} // namespace liaison::desk
namespace liaison::feed {
class Engine;
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
namespace liaison::ui {
class MainWindow;
class Theme;
} // namespace liaison::ui

namespace liaison::app {

class StatusKeeper;

/// What the demo brings along, instead of what a person's own profile has.
struct Guest {
    bool banner = false; ///< the window says that it is the demo
    QString person;      ///< who works here; empty: the account of the system
    /// For the vault in memory; asked when that is made, since a secret's name has the servers in it that it is for.
    std::function<QList<QPair<QString, Secret>>()> secrets = {};
};

/// Makes everything, in order, and takes it down in the reverse order: the one place that knows all rooms.
class CompositionRoot : public QObject {
    Q_OBJECT
public:
    explicit CompositionRoot(Options options, Guest guest = {}, QObject *parent = nullptr);
    ~CompositionRoot() override;

    /// Makes the profile, opens the store, starts the feeds that should run, shows the window; or emits failed().
    void start();
    [[nodiscard]] ui::MainWindow *window() const { return m_window.get(); }
    [[nodiscard]] store::Store *store() const { return m_store.get(); }

Q_SIGNALS:
    void started();
    /// The store (or its folder) cannot be used; `error.log` has the particulars.
    void failed(const liaison::Error &error);

private:
    void askPermissions();
    void compose(domain::Permissions permissions);

    Options m_options;
    Guest m_guest;
    // Declared in the order of making: the last one dies first.
    SystemClock m_clock;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<secrets::Vault> m_vault;
    std::unique_ptr<transport::TransportFactory> m_transport;
    std::unique_ptr<feed::Engine> m_engine;
    std::unique_ptr<StatusKeeper> m_statusKeeper;
    std::unique_ptr<desk::ErrandRunner> m_errands;
    std::unique_ptr<desk::FeedDesk> m_feeds;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace liaison::app
