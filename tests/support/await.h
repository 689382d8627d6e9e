#pragma once

#include "core/base/on_done.h"

#include <QTest>

namespace liaison::test {

/// The answer of a future, with the event loop running meanwhile; TimedOut where none came. For tests alone.
template <class T> Result<T> await(const Future<T> &future, int timeoutMs = 20'000)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, timeoutMs))
        return fail(ErrorKind::TimedOut, QStringLiteral("no answer"));
    return future.resultCount() > 0 ? future.result() : Result<T>(fail(ErrorKind::Cancelled));
}

} // namespace liaison::test
