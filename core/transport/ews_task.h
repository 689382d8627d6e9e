#pragma once

#include "core/transport/ews_session.h"

#include <QPromise>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// One thing asked of an EWS adapter, over as many requests as it takes. Deletes itself when it is over; deleted
/// earlier, or stopped, it answers Cancelled at once.
template <class T> class EwsTask : public QObject {
public:
    EwsTask(EwsSession *session, std::stop_token stop, QObject *parent)
        : QObject(parent), m_session(session), m_stop(std::move(stop))
    {
        m_promise.start();
        // The callback runs on the thread that asks for the stop, and only posts to this one.
        m_onStop.emplace(m_stop, [this] {
            QMetaObject::invokeMethod(
                this, [this] { onStop(); }, Qt::QueuedConnection);
        });
    }
    ~EwsTask() override
    {
        m_onStop.reset();
        finishWith<T>(m_promise, fail(ErrorKind::Cancelled));
    }

    [[nodiscard]] Future<T> future() const { return m_promise.future(); }
    virtual void start() = 0;

protected:
    /// A stop came.
    virtual void onStop() { finish(fail(ErrorKind::Cancelled)); }
    [[nodiscard]] EwsSession &session() { return *m_session; }
    [[nodiscard]] EwsAccount &account() { return m_session->account(); }
    [[nodiscard]] const std::stop_token &stopToken() const { return m_stop; }

    void finish(Result<T> result)
    {
        finishWith<T>(m_promise, std::move(result));
        deleteLater();
    }
    void end(const ews::Failure &failure)
    {
        tellWhy(account(), failure);
        finish(fail(errorOf(failure)));
    }
    [[nodiscard]] bool isOver() const { return m_promise.future().isFinished(); }

    /// Asks; `next(Answer<Value>)` runs unless the task is over.
    template <class Op, class Next>
    void ask(std::function<QByteArray(const ews::RequestContext &)> request, Next next, EwsCall call = {})
    {
        call.request = std::move(request);
        call.stop = m_stop;
        m_session->template ask<Op>(this, std::move(call),
                                    [this, next = std::move(next)](ews::Answer<typename Op::Value> answer) mutable {
                                        if (!isOver())
                                            next(std::move(answer));
                                    });
    }

private:
    EwsSession *m_session;
    QPromise<Result<T>> m_promise;
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
