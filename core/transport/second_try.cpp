#include "core/transport/second_try.h"

#include <utility>

namespace liaison::transport {

bool SecondTry::mayGo(QObject *who, std::function<void()> later)
{
    if (isSomebodyElses(who)) {
        m_waiting.push_back({who, std::move(later)});
        return false;
    }
    if (m_doubted)
        m_prober = who;
    return true;
}

bool SecondTry::mayAnswer(QObject *who)
{
    if (isSomebodyElses(who))
        return false;
    m_doubted = true;
    m_prober = who;
    return true;
}

bool SecondTry::refused(const QObject *who)
{
    return std::exchange(m_doubted, true) && m_prober == who;
}

void SecondTry::taken(const QObject *who)
{
    if (m_prober != who)
        return; // it had left before the doubt came up, and says nothing of the password as it is now
    m_doubted = false;
    settle();
}

void SecondTry::left(const QObject *who)
{
    if (m_prober == who)
        settle();
}

void SecondTry::settle()
{
    m_prober = nullptr;
    for (Waiting &next : std::exchange(m_waiting, {}))
        if (next.owner)
            QMetaObject::invokeMethod(next.owner, std::move(next.go), Qt::QueuedConnection);
}

} // namespace liaison::transport
