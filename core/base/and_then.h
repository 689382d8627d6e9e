#pragma once

#include "core/base/on_done.h"

#include <memory>
#include <type_traits>
#include <utility>

namespace liaison {

/// Step after step: once `first` answers a value, `next(value) -> Future<T>` runs on the owner's thread, and the
/// answer is its answer; an error of `first` is passed on. When the owner dies first, the answer is Cancelled.
template <class T, class A, class Next> Future<T> andThen(QObject *owner, Future<A> first, Next next)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    Future<T> answer = promise->future();
    onDone<A>(owner, first, [owner, promise, next = std::move(next)](Result<A> value) mutable {
        if (!value) {
            finishWith<T>(*promise, fail(value.error()));
            return;
        }
        const auto pass = [promise](Result<T> last) { finishWith<T>(*promise, std::move(last)); };
        if constexpr (std::is_void_v<A>)
            onDone<T>(owner, next(), pass);
        else
            onDone<T>(owner, next(std::move(*value)), pass);
    });
    return answer;
}

} // namespace liaison
