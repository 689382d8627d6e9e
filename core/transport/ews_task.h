#pragma once

#include "core/transport/ews_session.h"
#include "core/transport/stoppable_task.h"

#include <functional>
#include <stop_token>

namespace liaison::transport {

/// One thing asked of an EWS adapter.
template <class T> class EwsTask : public StoppableTask<T> {
public:
    EwsTask(EwsSession *session, std::stop_token stop, QObject *parent)
        : StoppableTask<T>(std::move(stop), parent), m_session(session)
    {
    }

protected:
    [[nodiscard]] EwsSession &session() { return *m_session; }
    [[nodiscard]] EwsAccount &account() { return m_session->account(); }

    void end(const ews::Failure &failure)
    {
        tellWhy(account(), failure);
        this->finish(fail(errorOf(failure)));
    }

    /// Asks; `next(Answer<Value>)` runs unless the task is over.
    template <class Op, class Next>
    void ask(std::function<QByteArray(const ews::RequestContext &)> request, Next next, EwsCall call = {})
    {
        call.request = std::move(request);
        call.stop = this->stopToken();
        m_session->template ask<Op>(this, std::move(call),
                                    [this, next = std::move(next)](ews::Answer<typename Op::Value> answer) mutable {
                                        if (!this->isOver())
                                            next(std::move(answer));
                                    });
    }

private:
    EwsSession *m_session;
};

} // namespace liaison::transport
