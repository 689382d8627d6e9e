#pragma once

#include "core/graph/operation.h"
#include "core/graph/service_root.h"

#include <QTest>

namespace liaison::graph::test {

/// How the server's bytes arrive.
enum class Arrival { Whole, ByteByByte };
inline constexpr Arrival arrivals[] = {Arrival::Whole, Arrival::ByteByByte};

inline ServiceRoot root()
{
    return *ServiceRoot::make(QStringLiteral("graph.microsoft.com"));
}

template <class Reader> void feed(Reader &reader, const QByteArray &bytes, Arrival arrival)
{
    if (arrival == Arrival::Whole) {
        reader.feed(bytes);
        return;
    }
    for (qsizetype i = 0; i < bytes.size(); ++i)
        if (!reader.feed(QByteArrayView(bytes).sliced(i, 1)))
            return;
}

inline HttpHead jsonHead(int status = 200, HttpHeaders more = {})
{
    more.prepend({"Content-Type", "application/json"});
    return {status, more};
}

/// What an operation makes of an answer.
template <class Op>
auto read(Op &&operation, const QByteArray &body, const HttpHead &head = jsonHead(), Arrival arrival = Arrival::Whole)
{
    operation.begin(head);
    feed(operation, body, arrival);
    return operation.finish();
}

inline QByteArray wordsOf(const Failure &failure)
{
    return (failure.code + QLatin1Char(' ') + errorKindName(failure.error.kind) + QLatin1Char(' ') + failure.error.log
            + QLatin1Char(' ') + failure.error.serverWords)
        .toUtf8();
}

template <class T> QByteArray why(const Answer<T> &answer)
{
    return answer ? QByteArray("a value") : wordsOf(answer.error());
}

} // namespace liaison::graph::test
