#pragma once

#include "core/base/on_done.h"

#include <QPromise>
#include <QStringList>

#include <atomic>
#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// Somebody who waits for a hint.
class HintWaiter {
public:
    HintWaiter(QStringList folders, const std::stop_token &stop) : m_folders(std::move(folders))
    {
        m_promise.start();
        // May run on another thread, and at once; QPromise may be finished from any.
        m_onStop.emplace(stop, [this] { finish(liaison::fail(ErrorKind::Cancelled)); });
    }
    ~HintWaiter()
    {
        m_onStop.reset();
        finish(liaison::fail(ErrorKind::Cancelled));
    }
    HintWaiter(const HintWaiter &) = delete;
    HintWaiter &operator=(const HintWaiter &) = delete;

    [[nodiscard]] Future<QStringList> future() const { return m_promise.future(); }
    [[nodiscard]] const QStringList &folders() const { return m_folders; }
    [[nodiscard]] bool isOver() const { return m_done.load(); }
    void finish(Result<QStringList> result)
    {
        if (m_done.exchange(true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QStringList m_folders;
    QPromise<Result<QStringList>> m_promise;
    std::atomic_bool m_done = false;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
