#pragma once

#include "core/base/on_done.h"

#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace liaison {

/// Runs `f() -> Result<T>` on a thread of `pool` and answers its result later. For pure work on values
/// (parsing, packing, hashing, files): `f` must touch no object of another thread.
template <class F> auto inPool(QThreadPool *pool, F f) -> QFuture<std::invoke_result_t<F>>
{
    using R = std::invoke_result_t<F>;
    auto promise = std::make_shared<QPromise<R>>();
    promise->start();
    pool->start([promise, f = std::move(f)]() mutable { finishWith<typename R::value_type>(*promise, f()); });
    return promise->future();
}

} // namespace liaison
