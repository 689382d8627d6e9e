#pragma once

#include "core/base/on_done.h"
#include "core/store/messages.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace liaison::store {
class Store;
}
namespace liaison::ui {
class MainWindow;
}

namespace liaison::demo {

class Demo;
struct DemoAccount;

/// Goes through the main job in the real window, with mouse and keyboard, and writes a picture of each step and
/// `tour.json`: [{"step", "ok", "ms", "picture"}]. A step is done when the store or the server says so (and the window
/// shows it, for the picture); one that is not done in time fails, and ends the tour.
class Tour : public QObject {
    Q_OBJECT
public:
    /// All outlive the tour; `stepMs` is the time a step has.
    Tour(Demo *demo, ui::MainWindow *window, store::Store *store, QString directory, int stepMs,
         QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// 0, or 1 where a step failed or a file could not be written.
    void ended(int exitCode);

private:
    using Question = std::function<Future<bool>()>;
    /// Both have to be true; the second is asked once the first is.
    Future<bool> both(const Question &first, const Question &second);
    /// Something to do with mouse or keyboard; false: it cannot be done yet.
    using Move = std::function<bool()>;
    struct Step {
        QString name; ///< also of the picture: "02-read-it"
        QList<Move> moves;
        std::function<Future<bool>()> done; ///< asks the store or the server
        std::function<bool()> shown;        ///< what the picture should have
    };

    void planSignIn(const DemoAccount &account);
    void planReading();
    void planWriting();
    void planDeciding();
    void planFinding();
    void add(Step step) { m_steps.append(std::move(step)); }
    void tick();
    void ask();
    void finishStep(bool ok, const QString &why = {});
    bool writeReport();

    /// Whether a mail is in the store under `wanted` conditions.
    Future<bool> storeHas(const QString &messageId, std::function<bool(const store::MailRow &)> wanted);
    Future<bool> serverSaysSeen(const QString &messageId);
    /// Whether the mail has all of the flags on the server.
    Future<bool> serverHasFlags(const QString &messageId, QSet<QByteArray> flags);
    /// Whether the mailbox on Exchange is read by tokens of the demo's endpoint and a stream of notifications is open
    /// now; nobody ever showed a password.
    Future<bool> exchangeListens();
    /// Whether the mailbox on Graph is read by tokens of the demo's endpoint, and by Graph.
    Future<bool> graphAnswers();
    /// Whether the mail's arrival was told through a stream, and nobody had to look for it; where there are none, true.
    Future<bool> cameByStream(const QString &messageId);
    Future<bool> newMailStored();
    Future<bool> haveArrived(const QStringList &messageIds);
    Future<bool> draftSaved(QByteArray words);
    Future<bool> replyHandedIn();
    Future<bool> answerStored();
    /// Whether a mail's text shows `words`.
    [[nodiscard]] bool reads(const QString &words) const;

    Demo *m_demo;
    ui::MainWindow *m_window;
    store::Store *m_store;
    QString m_directory;
    int m_stepMs;
    QList<Step> m_steps;
    qsizetype m_step = 0;
    qsizetype m_move = 0;
    bool m_asking = false;
    bool m_done = false;
    QElapsedTimer m_time;
    QTimer m_ticks;
    QJsonArray m_report;
    QString m_replyId;  ///< Message-ID of what the tour sent
    QString m_answerId; ///< … and of the answer to it
};

} // namespace liaison::demo
