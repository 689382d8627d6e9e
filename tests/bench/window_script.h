#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <vector>

namespace liaison::bench {

/// Steps one after another, each tried again and again until it says that it is done: what stands in a window comes
/// when it comes.
class WindowScript : public QObject {
    Q_OBJECT
public:
    using Step = std::function<bool()>;

    explicit WindowScript(QObject *parent = nullptr);
    void add(const QString &what, Step step, int patienceMs = 60'000);
    /// A step that lasts so long.
    void wait(const QString &what, int ms);
    void start();

Q_SIGNALS:
    void done();
    /// A step was not done within its patience.
    void stuck(const QString &what);

private:
    struct Entry {
        QString what;
        Step step;
        int patienceMs;
    };
    void tick();

    std::vector<Entry> m_steps;
    std::size_t m_next = 0;
    QElapsedTimer m_since;
    QTimer m_ticks;
};

} // namespace liaison::bench
