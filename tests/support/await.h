#pragma once

#include "core/base/on_done.h"

#include <QTest>

namespace liaison::test {

/// The answer of a future, with the event loop running meanwhile; TimedOut where none came. For tests alone.
template <class T> Result<T> await(const QFuture<Result<T>> &future, int timeoutMs = 60'000)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, timeoutMs))
        return fail(ErrorKind::TimedOut, QStringLiteral("no answer"));
    return future.resultCount() > 0 ? future.result() : Result<T>(fail(ErrorKind::Cancelled));
}

/// What an error says, for QVERIFY2; empty where there is none.
template <class T> QByteArray why(const Result<T> &result)
{
    if (result.has_value())
        return {};
    return (errorKindName(result.error().kind) + QStringLiteral(": ") + result.error().log + QLatin1Char(' ')
            + result.error().serverWords)
        .toUtf8();
}

} // namespace liaison::test
