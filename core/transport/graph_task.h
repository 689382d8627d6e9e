#pragma once

#include "core/transport/graph_session.h"
#include "core/transport/stoppable_task.h"

#include <stop_token>

namespace liaison::transport {

/// One thing asked of a Graph adapter.
template <class T> class GraphTask : public StoppableTask<T> {
public:
    GraphTask(GraphSession *session, std::stop_token stop, QObject *parent)
        : StoppableTask<T>(std::move(stop), parent), m_session(session)
    {
    }

protected:
    [[nodiscard]] GraphSession &session() { return *m_session; }
    [[nodiscard]] GraphAccount &account() { return m_session->account(); }
    [[nodiscard]] graph::MailboxRef mailbox() { return account().mailbox(); }

    void end(const graph::Failure &failure)
    {
        tellWhy(account(), failure);
        this->finish(fail(errorOf(failure)));
    }

    /// Asks; `next(Answer)` runs unless the task is over. `args` make the operation.
    template <class Op, class Next, class... Args> void ask(GraphCall call, Next next, const Args &...args)
    {
        call.stop = this->stopToken();
        using Answer = typename GraphReaderOf<Op>::Answer;
        m_session->template ask<Op>(
            this, std::move(call),
            [this, next = std::move(next)](Answer answer) mutable {
                if (!this->isOver())
                    next(std::move(answer));
            },
            args...);
    }

private:
    GraphSession *m_session;
};

} // namespace liaison::transport
