#include "tests/bench/window_script.h"

#include <limits>
#include <utility>

namespace liaison::bench {

namespace {
constexpr int tickMs = 100;
}

WindowScript::WindowScript(QObject *parent) : QObject(parent)
{
    m_ticks.setInterval(tickMs);
    connect(&m_ticks, &QTimer::timeout, this, &WindowScript::tick);
}

void WindowScript::add(const QString &what, Step step, int patienceMs)
{
    m_steps.push_back({what, std::move(step), patienceMs});
}

void WindowScript::wait(const QString &what, int ms)
{
    add(
        what, [this, ms] { return m_since.hasExpired(ms); }, std::numeric_limits<int>::max());
}

void WindowScript::start()
{
    m_next = 0;
    m_since.start();
    m_ticks.start();
}

void WindowScript::tick()
{
    if (m_next == m_steps.size()) {
        m_ticks.stop();
        Q_EMIT done();
        return;
    }
    const Entry &entry = m_steps.at(m_next);
    if (entry.step()) {
        ++m_next;
        m_since.restart();
    } else if (m_since.hasExpired(entry.patienceMs)) {
        m_ticks.stop();
        Q_EMIT stuck(entry.what);
    }
}

} // namespace liaison::bench
