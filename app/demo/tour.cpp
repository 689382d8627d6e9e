#include "app/demo/tour.h"

#include "app/demo/demo.h"
#include "app/demo/hands.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTextStream>

#include <cstdio>

namespace liaison::demo {

namespace {

constexpr int tickMs = 40;

} // namespace

Tour::Tour(Demo *demo, ui::MainWindow *window, store::Store *store, QString directory, int stepMs, QObject *parent)
    : QObject(parent), m_demo(demo), m_window(window), m_witness(demo, store), m_directory(std::move(directory)),
      m_stepMs(stepMs)
{
    m_ticks.setInterval(tickMs);
    connect(&m_ticks, &QTimer::timeout, this, &Tour::tick);
    for (const DemoAccount &account : m_demo->accounts())
        planSignIn(account);
    planReading();
    planWriting();
    planDeciding();
    planFinding();
    planMailbox();
    planUnits();
    planNotifying();
}

void Tour::start()
{
    if (!QDir().mkpath(m_directory)) {
        QTextStream(stderr) << "tour: cannot make the folder " << m_directory << '\n';
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT ended(1); }, Qt::QueuedConnection);
        return;
    }
    m_time.start();
    m_ticks.start();
}

void Tour::tick()
{
    const Step &step = m_steps.at(m_step);
    if (m_time.hasExpired(m_stepMs)) {
        const QString why = m_move < step.moves.size() ? QStringLiteral("move %1 could not be made").arg(m_move + 1)
            : m_done                                   ? QStringLiteral("the window does not show it")
                                                       : QStringLiteral("it did not happen");
        return finishStep(false, why);
    }
    if (m_move < step.moves.size()) {
        if (step.moves.at(m_move)())
            ++m_move;
        return;
    }
    if (!m_done)
        return ask();
    if (!step.shown || step.shown())
        finishStep(true);
}

void Tour::ask()
{
    if (m_asking)
        return;
    m_asking = true;
    onDone(this, m_steps.at(m_step).done(), [this, asked = m_step](const Result<bool> &answer) {
        m_asking = false;
        if (asked == m_step)
            m_done = answer.value_or(false);
    });
}

void Tour::finishStep(bool ok, const QString &why)
{
    const Step &step = m_steps.at(m_step);
    const QString picture = QStringLiteral("%1-%2.png")
                                .arg(m_step + 1, 2, 10, QLatin1Char('0'))
                                .arg(step.name)
                                .replace(u' ', u'-')
                                .remove(u',')
                                .remove(u':');
    const qint64 ms = m_time.elapsed();
    const bool drawn = pictureOf(m_window).save(QDir(m_directory).filePath(picture));
    m_report.append(QJsonObject{{QStringLiteral("step"), step.name},
                                {QStringLiteral("ok"), ok},
                                {QStringLiteral("ms"), ms},
                                {QStringLiteral("picture"), picture}});
    QTextStream out(stdout);
    out << (ok ? "ok   " : "FAIL ") << step.name << " (" << ms << " ms)" << (why.isEmpty() ? "" : ": ") << why << '\n';
    const bool written = writeReport();
    if (!drawn || !written)
        QTextStream(stderr) << "tour: cannot write into " << m_directory << '\n';
    Q_EMIT stepEnded(step.name, ok);
    if (!ok || !drawn || !written || ++m_step == m_steps.size()) {
        m_ticks.stop();
        Q_EMIT ended(ok && drawn && written ? 0 : 1);
        return;
    }
    m_move = 0;
    m_done = false;
    m_time.restart();
}

bool Tour::writeReport()
{
    QSaveFile file(QDir(m_directory).filePath(QStringLiteral("tour.json")));
    const QByteArray json = QJsonDocument(m_report).toJson();
    return file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
}

} // namespace liaison::demo
