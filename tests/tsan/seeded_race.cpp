// A program with a race on purpose, and the same without it: shows that the sanitizer still sees what it should behind
// tests/tsan/qt_order.cpp and tests/tsan.supp. It is built like our engine: an object on a thread of its own that is
// called by queued calls, hands work to a pool, and takes the answers by onDone().
//
//   seeded_race racy    the pool and the object's thread count in one place, without a lock
//   seeded_race late    the caller counts in the object's place after it posted its call; a child process that was
//                       started beside the thread must not have blinded the sanitizer
//   seeded_race clean   the pool counts for itself and hands its number over; the caller counts before it posts
#include "core/base/in_pool.h"
#include "tests/tsan/qt_order.h"

#include <QProcess>
#include <QThread>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <thread>

using namespace liaison;

namespace {

struct Tally {
    int seen = 0;
    void add() { ++seen; }
};

class SmallEngine : public QObject {
public:
    explicit SmallEngine(bool racy) : m_racy(racy) { }

    Tally &tally() { return m_tally; }

    void work(QThread *home)
    {
        Tally *const shared = m_racy ? &m_tally : nullptr;
        const auto job = [this, shared]() -> Result<int> {
            Tally own;
            (shared ? shared : &own)->add();
            while (!m_counted.load(std::memory_order_relaxed))
                std::this_thread::yield();
            return own.seen;
        };
        onDone<int>(this, inPool(&m_pool, job), [this, home](const Result<int> &counted) {
            m_tally.seen += counted.value_or(0);
            std::printf("%d counted\n", m_tally.seen);
            home->quit();
        });
        m_tally.add();
        m_counted.store(true, std::memory_order_relaxed);
    }

private:
    bool m_racy;
    Tally m_tally;
    /// Keeps the pool's answer, which does order the two, behind both counts. Relaxed: it orders nothing itself.
    std::atomic<bool> m_counted{false};
    QThreadPool m_pool;
};

} // namespace

int main(int argc, char **argv)
{
    const test::OrderedApplication app(argc, argv);
    if (argc != 2)
        return 2;
    const auto mode = [mode = argv[1]](const char *name) { return std::strcmp(mode, name) == 0; };
    SmallEngine engine(mode("racy"));
    QThread thread;
    engine.moveToThread(&thread);
    thread.start();
    if (mode("late") && QProcess::execute(QStringLiteral("true"), {}) != 0)
        return 2;
    if (!mode("late"))
        engine.tally().add();
    QMetaObject::invokeMethod(
        &engine, [&engine, &thread] { engine.work(&thread); }, Qt::QueuedConnection);
    if (mode("late"))
        engine.tally().add();
    thread.wait();
    return 0;
}
