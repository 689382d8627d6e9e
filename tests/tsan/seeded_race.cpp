// A program with a race on purpose, and the same without it: shows that the sanitizer still sees what it should behind
// tests/tsan/qt_order.cpp and tests/tsan.supp. It is built like our engine: an object on a thread of its own that is
// called by queued calls, hands work to a pool, and takes the answers by onDone().
//
//   seeded_race racy    both threads count in one place, without a lock
//   seeded_race clean   the pool counts for itself and hands its number over
#include "core/base/in_pool.h"
#include "tests/tsan/qt_order.h"

#include <QThread>

#include <cstdio>
#include <cstring>

using namespace liaison;

namespace {

struct Tally {
    int seen = 0;
    void add() { ++seen; }
};

class SmallEngine : public QObject {
public:
    explicit SmallEngine(bool racy) : m_racy(racy) { }

    void work(QThread *home)
    {
        Tally *const shared = m_racy ? &m_tally : nullptr;
        const auto job = [shared]() -> Result<int> {
            Tally own;
            (shared ? shared : &own)->add();
            return own.seen;
        };
        onDone<int>(this, inPool(&m_pool, job), [this, home](const Result<int> &counted) {
            m_tally.seen += counted.value_or(0);
            std::printf("%d counted\n", m_tally.seen);
            home->quit();
        });
        m_tally.add(); // beside the pool's, before its answer
    }

private:
    bool m_racy;
    Tally m_tally;
    QThreadPool m_pool;
};

} // namespace

int main(int argc, char **argv)
{
    const test::OrderedApplication app(argc, argv);
    if (argc != 2)
        return 2;
    SmallEngine engine(std::strcmp(argv[1], "racy") == 0);
    QThread thread;
    engine.moveToThread(&thread);
    thread.start();
    QMetaObject::invokeMethod(
        &engine, [&engine, &thread] { engine.work(&thread); }, Qt::QueuedConnection);
    thread.wait();
    return 0;
}
