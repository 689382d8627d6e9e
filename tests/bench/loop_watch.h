#pragma once

#include <QObject>
#include <QString>

#include <atomic>
#include <chrono>
#include <semaphore>
#include <thread>
#include <vector>

#include <pthread.h>
#include <sys/types.h>

namespace liaison::bench {

/// One wait for an event loop: how long an event stood in its queue, and what the loop's thread did meanwhile.
struct LoopBlock {
    double wallMs = 0;
    double cpuMs = 0;      ///< of the loop's thread
    double runnableMs = 0; ///< the loop's thread could have run, and no processor was free (0 where nobody says)
    QString during;        ///< what LoopWatch::note() said last when the event was served
    /// Where the loop's thread was, innermost first, a list for each look: return addresses. Empty where nobody looked.
    std::vector<std::vector<void *>> places;
};

/// What was seen of a loop between start() and stop().
struct LoopTally {
    double seconds = 0;
    int events = 0;
    int overLimit = 0;             ///< waits longer than LoopWatch::Options::limitMs
    LoopBlock longest;             ///< by the wall's clock
    LoopBlock busiest;             ///< by the CPU's
    std::vector<LoopBlock> blocks; ///< over the limit, the longest first, a few of them
    double p95Ms = 0;
    double p99Ms = 0; ///< so long, at most, 99 % of all instants waited
};

/// The wait that a `part` of all instants does not exceed. Each value of `waits` (ms) is of one event, and the next one
/// was posted only when it was served: who came a while later waited for the rest of it, and is counted so, once a
/// `stepMs`. (Without that a loop that stands still for a second had one event wait in that second, and looks quick.)
double waitOf(const std::vector<float> &waits, double stepMs, double part);

/// Watches the event loop of the thread it lives on: a thread of its own posts an event, waits until it is served,
/// pauses a millisecond, and posts the next one.
class LoopWatch : public QObject {
    Q_OBJECT
public:
    struct Options {
        double limitMs = 50;
        /// At where the thread is while an event waits longer than the limit, by a signal (SIGPROF).
        bool looks = false;
    };
    explicit LoopWatch(Options options, QObject *parent = nullptr);
    ~LoopWatch() override;

    void start();
    /// What was seen since start(); an event that waits is not counted any more.
    LoopTally stop();
    /// What the loop's thread begins now, for LoopBlock::during.
    void note(const QString &what) { m_during = what; }
    /// Whether an event waits to be served.
    [[nodiscard]] bool isAsking() const { return m_asking; }

    bool event(QEvent *event) override;

private:
    using Time = std::chrono::steady_clock;
    struct Usage {
        double cpuMs = 0;
        double runnableMs = 0;
    };

    void watch();
    void look();
    [[nodiscard]] Usage usage() const;
    void served();
    void keep(LoopBlock block);

    Options m_options;
    pthread_t m_loop; ///< the thread that is watched
    clockid_t m_cpu = 0;
    int m_schedstat = -1;
    Time::time_point m_begin;
    std::atomic_bool m_ends = false;
    std::thread m_watcher;
    // Handed to the loop's thread by setting m_asking, and back by clearing it: nobody waits for a lock that the other
    // one holds.
    std::atomic_bool m_asking = false;
    std::binary_semaphore m_answered{0};
    Time::time_point m_askedAt;
    Usage m_usedBefore;
    LoopBlock m_answer;
    // Of the watching thread alone, while there is one:
    std::vector<std::vector<void *>> m_places;
    std::vector<float> m_waits;
    LoopTally m_tally;
    // Of the loop's thread alone:
    QString m_during;
};

} // namespace liaison::bench
