#pragma once

#include "app/demo/tour_moves.h"
#include "app/demo/tour_witness.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace liaison::ui {
class MainWindow;
}

namespace liaison::demo {

class Demo;
struct DemoAccount;

/// Goes through the main job and through an administrator's in the real window, with mouse and keyboard, and writes a
/// picture of each step and `tour.json`: [{"step", "ok", "ms", "picture"}]. A step is done when the store or the server
/// says so (and the window shows it, for the picture); one that is not done in time fails, and ends the tour.
class Tour : public QObject {
    Q_OBJECT
public:
    /// All outlive the tour; `stepMs` is the time a step has.
    Tour(Demo *demo, ui::MainWindow *window, store::Store *store, QString directory, int stepMs,
         QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// The step is done, or was not in time, and its picture is drawn: the window is as the picture has it.
    void stepEnded(const QString &step, bool ok);
    /// 0, or 1 where a step failed or a file could not be written.
    void ended(int exitCode);

private:
    struct Step {
        QString name; ///< also of the picture: "02-read-it"
        QList<Move> moves;
        TourWitness::Question done;  ///< asks the store or the server
        std::function<bool()> shown; ///< what the picture should have
    };

    // tour_steps.cpp
    void planSignIn(const DemoAccount &account);
    void planReading();
    void planWriting();
    void planDeciding();
    void planFinding();
    // tour_mailbox.cpp
    void planMailbox();
    void planMailboxFields();
    void planMailboxTests();
    void planMailboxFolders();
    void planMailboxStart();
    // tour_units.cpp
    void planUnits();
    void planUnitName();
    // tour_notify.cpp
    void planNotifying();
    void planReminding();

    void add(Step step) { m_steps.append(std::move(step)); }
    void tick();
    void ask();
    void finishStep(bool ok, const QString &why = {});
    bool writeReport();

    Demo *m_demo;
    ui::MainWindow *m_window;
    TourWitness m_witness;
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
};

} // namespace liaison::demo
