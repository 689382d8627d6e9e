#include "tests/bench/loop_watch.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <ctime>

#include <execinfo.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace liaison::bench {

namespace {

constexpr std::chrono::milliseconds pause{1};
constexpr std::chrono::milliseconds betweenLooks{10};
constexpr int mostFrames = 60;
constexpr std::size_t mostLooks = 20;
constexpr std::size_t mostBlocks = 5;

const QEvent::Type askedType = QEvent::Type(QEvent::registerEventType());

// What the signal's handler finds; it may touch nothing else.
std::array<void *, mostFrames> frames;
std::atomic_int frameCount = -1; // -1: not looked yet

void onLook(int)
{
    const int saved = errno;
    frameCount = backtrace(frames.data(), mostFrames);
    errno = saved;
}

double milliseconds(std::chrono::steady_clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

double waitOf(const std::vector<float> &waits, double stepMs, double part)
{
    std::vector<double> all;
    for (const float wait : waits) {
        for (double rest = double(wait); rest > 0; rest -= stepMs)
            all.push_back(rest);
    }
    if (all.empty())
        return 0;
    const auto last = double(all.size() - 1);
    const auto at = std::min(last, std::max(0.0, std::ceil(part * double(all.size())) - 1));
    const auto place = all.begin() + std::ptrdiff_t(at);
    std::nth_element(all.begin(), place, all.end());
    return *place;
}

LoopWatch::LoopWatch(Options options, QObject *parent) : QObject(parent), m_options(options), m_loop(pthread_self())
{
    pthread_getcpuclockid(m_loop, &m_cpu);
    const QByteArray path = "/proc/self/task/" + QByteArray::number(qint64(syscall(SYS_gettid))) + "/schedstat";
    m_schedstat = open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (m_options.looks) {
        void *first[1];
        backtrace(first, 1); // loads what it needs now, not in the handler
        struct sigaction action = {};
        action.sa_handler = onLook;
        action.sa_flags = SA_RESTART;
        sigaction(SIGPROF, &action, nullptr);
    }
}

LoopWatch::~LoopWatch()
{
    if (m_watcher.joinable())
        stop();
    if (m_schedstat >= 0)
        close(m_schedstat);
}

void LoopWatch::start()
{
    m_waits.clear();
    m_tally = {};
    m_ends = false;
    m_asking = false;
    m_begin = Time::now();
    m_watcher = std::thread([this] { watch(); });
}

LoopTally LoopWatch::stop()
{
    m_ends = true;
    m_watcher.join();
    QCoreApplication::removePostedEvents(this, askedType);
    m_asking = false;
    while (m_answered.try_acquire()) { }
    m_tally.seconds = milliseconds(Time::now() - m_begin) / 1e3;
    m_tally.events = int(m_waits.size());
    m_tally.p95Ms = waitOf(m_waits, double(pause.count()), 0.95);
    m_tally.p99Ms = waitOf(m_waits, double(pause.count()), 0.99);
    return std::move(m_tally);
}

void LoopWatch::watch()
{
    while (!m_ends) {
        m_places.clear();
        m_usedBefore = usage();
        m_askedAt = Time::now();
        m_asking = true;
        QCoreApplication::postEvent(this, new QEvent(askedType));
        bool answered = false;
        while (!(answered = m_answered.try_acquire_for(betweenLooks)) && !m_ends)
            look();
        if (!answered && !m_answered.try_acquire())
            return;
        m_answer.places = std::move(m_places);
        keep(std::move(m_answer));
        std::this_thread::sleep_for(pause);
    }
}

/// Has the loop's thread say where it is, where the event has waited for long.
void LoopWatch::look()
{
    if (!m_options.looks || m_places.size() >= mostLooks || milliseconds(Time::now() - m_askedAt) < m_options.limitMs)
        return;
    frameCount = -1;
    if (pthread_kill(m_loop, SIGPROF) != 0)
        return;
    const auto patience = Time::now() + betweenLooks;
    while (frameCount < 0 && Time::now() < patience)
        std::this_thread::yield();
    if (const int count = frameCount; count > 0)
        m_places.emplace_back(frames.begin(), frames.begin() + count);
}

/// Of the loop's thread, whoever asks.
LoopWatch::Usage LoopWatch::usage() const
{
    Usage usage;
    timespec cpu = {};
    if (clock_gettime(m_cpu, &cpu) == 0)
        usage.cpuMs = double(cpu.tv_sec) * 1e3 + double(cpu.tv_nsec) / 1e6;
    // proc(5): time on the processor, time waiting for one (both ns), slices.
    std::array<char, 96> text = {};
    if (m_schedstat >= 0 && pread(m_schedstat, text.data(), text.size() - 1, 0) > 0) {
        char *behind = nullptr;
        std::strtoull(text.data(), &behind, 10);
        usage.runnableMs = double(std::strtoull(behind, nullptr, 10)) / 1e6;
    }
    return usage;
}

bool LoopWatch::event(QEvent *event)
{
    if (event->type() != askedType)
        return QObject::event(event);
    served();
    return true;
}

void LoopWatch::served()
{
    if (!m_asking)
        return;
    const Time::time_point now = Time::now();
    const Usage used = usage();
    m_answer.wallMs = milliseconds(now - m_askedAt);
    m_answer.cpuMs = used.cpuMs - m_usedBefore.cpuMs;
    m_answer.runnableMs = used.runnableMs - m_usedBefore.runnableMs;
    m_answer.during = m_during;
    m_asking = false;
    m_answered.release();
}

void LoopWatch::keep(LoopBlock block)
{
    m_waits.push_back(float(block.wallMs));
    if (block.cpuMs > m_tally.busiest.cpuMs)
        m_tally.busiest = block;
    if (block.wallMs > m_tally.longest.wallMs)
        m_tally.longest = block;
    if (block.wallMs <= m_options.limitMs)
        return;
    ++m_tally.overLimit;
    std::vector<LoopBlock> &blocks = m_tally.blocks;
    const auto place = std::find_if(blocks.begin(), blocks.end(),
                                    [&block](const LoopBlock &other) { return other.wallMs < block.wallMs; });
    blocks.insert(place, std::move(block));
    if (blocks.size() > mostBlocks)
        blocks.pop_back();
}

} // namespace liaison::bench
