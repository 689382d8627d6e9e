#pragma once

#include "core/base/on_done.h"

#include <QObject>
#include <QPromise>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// One thing asked of an adapter, over as many requests as it takes. Deletes itself when it is over; deleted earlier,
/// or stopped, it answers Cancelled at once.
template <class T> class StoppableTask : public QObject {
public:
    StoppableTask(std::stop_token stop, QObject *parent) : QObject(parent), m_stop(std::move(stop))
    {
        m_promise.start();
        // The callback runs on the thread that asks for the stop, and only posts to this one.
        m_onStop.emplace(m_stop, [this] {
            QMetaObject::invokeMethod(
                this, [this] { onStop(); }, Qt::QueuedConnection);
        });
    }
    ~StoppableTask() override
    {
        m_onStop.reset();
        finishWith<T>(m_promise, fail(ErrorKind::Cancelled));
    }

    [[nodiscard]] Future<T> future() const { return m_promise.future(); }
    virtual void start() = 0;

protected:
    /// A stop came.
    virtual void onStop() { finish(fail(ErrorKind::Cancelled)); }
    [[nodiscard]] const std::stop_token &stopToken() const { return m_stop; }

    void finish(Result<T> result)
    {
        finishWith<T>(m_promise, std::move(result));
        deleteLater();
    }
    [[nodiscard]] bool isOver() const { return m_promise.future().isFinished(); }

private:
    QPromise<Result<T>> m_promise;
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
