#pragma once

#include "app/command_line.h"
#include "app/composition_root.h"
#include "app/demo/demo_account.h"
#include "app/demo/seeding.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

namespace liaison::demo {

class Tour;

/// `liaison --demo`: a throw-away profile with the sample world in it, the server that it is connected to, and what
/// happens there while somebody looks. The profile's folder is removed with this object, so this outlives the
/// CompositionRoot that works on it.
class Demo : public QObject {
    Q_OBJECT
public:
    struct Options {
        /// How the team's mailboxes are reached, the first one first: there are as many mailboxes as ways, at most
        /// three.
        QList<Way> ways = {Way::Exchange, Way::Graph, Way::Imap};
        QString exchangeVersion = QStringLiteral("Exchange2019"); ///< as which the server poses
        bool unitsAnswer = true;                                  ///< see DemoServer::Options
        qint64 answerMs = 3'500;
        int stepMs = 30'000; ///< how long a step of the tour may take
    };
    explicit Demo(Options options, QObject *parent = nullptr);
    ~Demo() override;

    /// `options` with the demo's own profile, store and vault.
    [[nodiscard]] app::Options applied(app::Options options) const;
    [[nodiscard]] app::Guest guest() const;
    /// Has `root` start once the world is made, and lets life go on in it; with a folder the tour is made, and its
    /// end ends the program.
    void attach(app::CompositionRoot *root, const QString &tourDir);
    /// Makes the world: root->start() or root's failed() follows.
    void prepare();

    /// The team's mailboxes, the first one first; none before the server is there.
    [[nodiscard]] const QList<DemoAccount> &accounts() const { return m_accounts; }
    [[nodiscard]] const QList<Way> &ways() const { return m_options.ways; }
    /// A mailbox on Exchange that is on the server and waits to be connected, as its administrator would enter it.
    [[nodiscard]] const DemoAccount &spare() const { return m_spare; }
    [[nodiscard]] const DemoKeys &keys() const { return m_keys; }
    [[nodiscard]] DemoServer *server() { return m_server.get(); }
    [[nodiscard]] const Afterwards &story() const { return m_after; }
    [[nodiscard]] QString teamAddress() const { return m_world.team.address; } ///< of the first mailbox
    /// Whether the mail of the past is in the store, and everything is as it was left.
    [[nodiscard]] bool isSettled() const { return m_settled; }
    /// A mail of the story that waited for its time arrives now; false: it has arrived before.
    bool arrive(const QString &id);
    [[nodiscard]] QString profileDir() const { return m_dir.path(); }

Q_SIGNALS:
    /// The mail of the past is in the store, and everything is as it was left.
    void settled();
    void tourStepEnded(const QString &step, bool ok); ///< see Tour
    void tourEnded(int exitCode);

private:
    [[nodiscard]] DemoServer::Options serverOptions() const;
    void onServer(const DemoServer::Address &address);
    void onStarted();
    void answerSearches();
    void settle();
    void closeTheClosed(qsizetype index);
    void startLife();
    void giveUp(const Error &error);

    Options m_options;
    QTemporaryDir m_dir;
    QString m_tourDir;
    World m_world;
    DemoKeys m_keys;
    QList<DemoAccount> m_accounts;
    DemoAccount m_spare;
    std::unique_ptr<DemoServer> m_server;
    std::unique_ptr<Seeding> m_seeding;
    Afterwards m_after;
    app::CompositionRoot *m_root = nullptr;
    QTimer m_settleSoon;
    bool m_settling = false;
    bool m_settled = false;
    QStringList m_unread; ///< of m_after.readIds, those not marked yet
    QStringList m_arrived;
    std::unique_ptr<Tour> m_tour;
};

} // namespace liaison::demo
