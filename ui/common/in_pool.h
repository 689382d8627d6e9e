#pragma once

#include "core/base/on_done.h"

#include <QThreadPool>

#include <memory>
#include <utility>

namespace liaison::ui {

/// Runs a pure function on values in the pool; take the answer with onDone().
template <class T, class F> Future<T> inPool(F work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    QThreadPool::globalInstance()->start(
        [promise, work = std::move(work)]() mutable { finishWith<T>(*promise, Result<T>(work())); });
    return future;
}

} // namespace liaison::ui
