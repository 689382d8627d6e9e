#pragma once

#include "core/base/on_done.h"
#include "core/transport/imap_session.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// One thing asked of an ImapSource: waits in its queue, then has the connection for itself until it is settled.
class ImapTask : public std::enable_shared_from_this<ImapTask> {
public:
    ImapTask() = default;
    virtual ~ImapTask() = default;
    ImapTask(const ImapTask &) = delete;
    ImapTask &operator=(const ImapTask &) = delete;

    /// Works on a usable session; calls `finished` once, after settling.
    void run(ImapSession &session, std::function<void()> finished)
    {
        m_session = &session;
        m_finished = std::move(finished);
        work();
    }
    /// Settles with an error, wherever it is. `finished` is not called any more.
    virtual void fail(const Error &error) = 0;
    [[nodiscard]] virtual bool settled() const = 0;
    /// Whether it can run while the session still reads what ImapReading asked for ahead.
    [[nodiscard]] virtual bool joins(const ImapSession &) const { return false; }
    /// Others want the connection: what only waits ends soon, also where its wait has not begun yet.
    virtual void makeWay() { }

protected:
    virtual void work() = 0;
    [[nodiscard]] ImapSession &session() { return *m_session; }
    [[nodiscard]] const ImapSession &session() const { return *m_session; }
    [[nodiscard]] bool hasSession() const { return m_session != nullptr; }
    void finished()
    {
        if (const auto call = std::exchange(m_finished, nullptr))
            call();
    }
    void forgetFinished() { m_finished = nullptr; }
    /// `this` kept alive, for callbacks of the session.
    template <class Task> std::shared_ptr<Task> self() { return std::static_pointer_cast<Task>(shared_from_this()); }

    /// Runs a machine; `next` sees its value. Its error settles the task.
    template <class M, class Next> void ask(std::unique_ptr<M> machine, Next next)
    {
        m_session->run<M>(std::move(machine),
                          [this, keep = shared_from_this(), next = std::move(next)](Result<typename M::Value> result) {
                              if (settled())
                                  return;
                              if (!result)
                                  return end(result.error());
                              if constexpr (std::is_void_v<typename M::Value>)
                                  next();
                              else
                                  next(std::move(*result));
                          });
    }
    /// Makes `folder` the selected one, unless it is.
    template <class Next> void inFolder(const QString &folder, Next next)
    {
        if (m_session->selectedFolder() == folder)
            return next();
        reselect(folder, std::move(next));
    }
    /// SELECT in any case; `next` finds what changed since `from` in resynced().
    template <class Next> void reselect(const QString &folder, Next next, imap::ResyncFrom from = {})
    {
        m_session->select(
            folder, std::move(from),
            [this, keep = shared_from_this(), next = std::move(next)](const Result<imap::SelectedMailbox> &result) {
                if (settled())
                    return;
                if (!result)
                    return end(result.error());
                m_resynced = result->resynced;
                next();
            });
    }
    /// What the last reselect() told of changes; nullopt: the server did not.
    [[nodiscard]] const std::optional<imap::Resynced> &resynced() const { return m_resynced; }
    /// Settles with an error and gives the connection back.
    void end(const Error &error)
    {
        const auto keep = shared_from_this();
        const auto call = std::exchange(m_finished, nullptr);
        fail(error);
        if (call)
            call();
    }

private:
    ImapSession *m_session = nullptr;
    std::function<void()> m_finished;
    std::optional<imap::Resynced> m_resynced;
};

/// A task with a future and a stop token.
template <class T> class ImapTaskOf : public ImapTask {
public:
    /// `onStop` is called, from any thread, when the stop is asked for; it posts to the engine.
    Future<T> arm(const std::stop_token &stop, std::function<void()> onStop)
    {
        m_promise.start();
        m_stop.emplace(stop, std::move(onStop));
        return m_promise.future();
    }
    void fail(const Error &error) override
    {
        forgetFinished();
        settle(tl::unexpected<Error>(error));
    }
    [[nodiscard]] bool settled() const override { return m_settled; }

protected:
    /// The answer; then the connection is free.
    void succeed(Result<T> result)
    {
        const auto keep = shared_from_this();
        settle(std::move(result));
        finished();
    }

private:
    void settle(Result<T> result)
    {
        if (std::exchange(m_settled, true))
            return;
        m_stop.reset();
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    QPromise<Result<T>> m_promise;
    std::optional<std::stop_callback<std::function<void()>>> m_stop;
    bool m_settled = false;
};

} // namespace liaison::transport
