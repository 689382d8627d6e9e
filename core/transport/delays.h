#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace liaison::transport {

/// How to wait: runs `then` on the owner's thread after so many milliseconds, unless the owner died. Tests put their
/// own in its place.
using After = std::function<void(QObject *owner, qint64 ms, std::function<void()> then)>;

/// By a timer.
inline After timerDelay()
{
    return [](QObject *owner, qint64 ms, std::function<void()> then) {
        QTimer::singleShot(std::chrono::milliseconds(ms), owner, std::move(then));
    };
}

} // namespace liaison::transport
