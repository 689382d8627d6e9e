#pragma once

#include "app/composition_root.h"
#include "core/base/result.h"
#include "core/domain/mailbox.h"
#include "tests/bench/analyst.h"
#include "tests/bench/loop_watch.h"
#include "tests/bench/server_arguments.h"
#include "tests/bench/silent_keychain.h"
#include "tests/bench/silent_server.h"
#include "tests/bench/window_script.h"

#include <QElapsedTimer>
#include <QJsonObject>

#include <memory>

namespace liaison::bench {

/// What is measured: the program's window in one situation.
struct WindowJob {
    QString situation; ///< idle, sync, test, keychain
    QString profile;   ///< a folder; its store is made where there is none, with what the mail is about
    int mails = 0;     ///< in the mailbox, and in the store where the situation is not the sync
    int seconds = 10;  ///< each part, but for the sync
    bool looks = false;
    ServerArguments server;
    QString incidents; ///< see prepareDesk()
};

/// Makes the window as the program does (app::CompositionRoot), brings the situation about by pressing its buttons, has
/// an analyst use it meanwhile, and watches its event loop. That the situation is there is asked of the window, the
/// server, the keychain or the store, before and after; where it is not, failed() says so.
class WindowRun : public QObject {
    Q_OBJECT
public:
    explicit WindowRun(WindowJob job);
    ~WindowRun() override;

    /// Saves the mailboxes and shows the window; done() or failed() follows.
    Result<void> start();
    [[nodiscard]] const QJsonObject &answer() const { return m_answer; }

Q_SIGNALS:
    void done();
    void failed(const QString &why);

private:
    Result<void> prepare();
    [[nodiscard]] app::Guest guest() const;
    void plan();
    void planIdle();
    void planSync();
    void planTest();
    void planKeychain();
    void addShowing(const QString &mailbox);
    void addBeginning(Analyst::Work work);
    bool end(const QString &part);
    bool allStored();
    bool fails(const QString &why);

    WindowJob m_job;
    SilentServer m_silent;
    std::unique_ptr<SilentKeychain> m_keychain; ///< where it is the situation
    QList<domain::Mailbox> m_mailboxes;         ///< the desk's, and the one of the silent server
    std::unique_ptr<app::CompositionRoot> m_root;
    std::unique_ptr<LoopWatch> m_watch;
    std::unique_ptr<Analyst> m_analyst;
    WindowScript m_script;
    QElapsedTimer m_since;
    qint64 m_stored = -1;
    bool m_counting = false;
    bool m_failed = false;
    QJsonObject m_answer;
};

} // namespace liaison::bench
