#pragma once

#include "core/base/on_done.h"

#include <memory>
#include <utility>

namespace liaison::desk {

/// Runs `effect()` on the owner's thread once `future` gave a value, and then answers the same result: for what
/// follows a commit, such as waking the engine. When the owner dies first the answer is Error{Cancelled}.
template <class T, class Effect> Future<T> afterSuccess(QObject *owner, Future<T> future, Effect effect)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    onDone<T>(owner, std::move(future), [promise, effect = std::move(effect)](Result<T> result) mutable {
        if (result.has_value())
            effect();
        finishWith<T>(*promise, std::move(result));
    });
    return promise->future();
}

} // namespace liaison::desk
