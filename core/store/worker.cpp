#include "core/store/worker.h"

namespace liaison::store {

Worker::Worker(const QString &name) : m_thread(QThread::create([this] { loop(); }))
{
    m_thread->setObjectName(name);
    m_thread->start();
}

Worker::~Worker()
{
    stop();
}

void Worker::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void Worker::every(std::chrono::milliseconds interval, Job tick)
{
    {
        const std::lock_guard lock(m_mutex);
        m_interval = interval;
        m_tick = std::move(tick);
        m_nextTick = Time::now() + interval;
    }
    m_wake.notify_one();
}

void Worker::poke()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_tick)
            m_nextTick = Time::now();
    }
    m_wake.notify_one();
}

void Worker::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread->wait();
}

Worker::Job Worker::next()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        // The tick goes first, so that a queue that never empties does not starve it.
        if (!m_stopping && m_tick && Time::now() >= m_nextTick) {
            m_nextTick = Time::now() + m_interval;
            return m_tick;
        }
        if (!m_jobs.empty()) {
            Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            return job;
        }
        if (m_stopping)
            return {};
        if (m_tick)
            m_wake.wait_until(lock, m_nextTick);
        else
            m_wake.wait(lock);
    }
}

void Worker::loop()
{
    while (const Job job = next())
        job();
}

} // namespace liaison::store
