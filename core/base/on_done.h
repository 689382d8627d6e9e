#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <utility>

namespace liaison {

/// What a port answers: one Result, later.
template <class T> using Future = QFuture<Result<T>>;

/// Runs `handler(Result<T>)` on the owner's thread once `future` is finished; never after the owner died.
/// A future that finished without a result (its promise was dropped) gives Error{Cancelled}.
/// `future.then(context, …)` is not used anywhere: Qt 6.4 aborts in debug when the context dies first.
template <class T, class Handler> void onDone(QObject *owner, QFuture<Result<T>> future, Handler handler)
{
    auto *watcher = new QFutureWatcher<Result<T>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, handler = std::move(handler)]() mutable {
        const QFuture<Result<T>> done = watcher->future();
        watcher->deleteLater();
        if (done.resultCount() > 0)
            handler(done.result());
        else
            handler(Result<T>(fail(ErrorKind::Cancelled)));
    });
    watcher->setFuture(future);
}

/// A future that is finished already.
template <class T> Future<T> readyFuture(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// Finishes `promise` with `result`; a promise finished before is left alone.
template <class T> void finishWith(QPromise<Result<T>> &promise, Result<T> result)
{
    if (promise.future().isFinished())
        return;
    promise.addResult(std::move(result));
    promise.finish();
}

} // namespace liaison
