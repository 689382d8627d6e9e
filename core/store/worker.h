#pragma once

#include <QString>
#include <QThread>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace liaison::store {

/// A thread that runs jobs one after the other, and a tick at an interval between them. Jobs that are queued when it
/// is stopped still run: what a person did is not dropped.
class Worker {
public:
    using Job = std::function<void()>;

    explicit Worker(const QString &name);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    void post(Job job);
    /// Calls `tick` on the thread every `interval`, and soon after each poke().
    void every(std::chrono::milliseconds interval, Job tick);
    void poke();
    /// Runs what is queued, then ends the thread. Nothing may be posted afterwards.
    void stop();

private:
    using Time = std::chrono::steady_clock;

    void loop();
    /// The next job or tick; empty when the thread is to end.
    Job next();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    Job m_tick;
    std::chrono::milliseconds m_interval{0};
    Time::time_point m_nextTick = Time::time_point::max();
    bool m_stopping = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace liaison::store
