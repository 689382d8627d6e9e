#pragma once

#include "core/imap/dialogue.h"

#include <QTest>

#include <functional>
#include <memory>

namespace liaison::imap::test {

/// A dialogue with what the client has to say ("C: ") and what the server says ("S: "), each line ended by CRLF.
/// "S< " and "C< " stand for bytes without CRLF behind them.
struct Script {
    QList<QByteArray> lines;
};

/// How the server's bytes arrive.
enum class Arrival { Whole, ByteByByte };

inline QByteArray bytesOf(const QByteArray &line)
{
    return line.mid(3) + (line.at(1) == ':' ? "\r\n" : "");
}

template <class M> struct Played {
    std::unique_ptr<Dialogue> dialogue;
    std::unique_ptr<M> machine;
    QByteArray mismatch; ///< empty: the client said exactly what the script has
    bool done = false;
};

/// Plays a script once. Consecutive server lines arrive as one piece, or byte by byte.
template <class M>
Played<M> play(const Script &script, Arrival arrival, const std::function<void(Context &)> &prepare,
               const std::function<std::unique_ptr<M>(Context &)> &make)
{
    Played<M> played{std::make_unique<Dialogue>(), nullptr, {}, false};
    prepare(played.dialogue->context());
    played.machine = make(played.dialogue->context());
    QByteArray said;
    const auto take = [&](const Step &step) {
        said += step.send;
        played.done |= step.done;
    };
    take(played.dialogue->start(*played.machine));
    QByteArray pending;
    const auto deliver = [&] {
        for (qsizetype i = 0; arrival == Arrival::ByteByByte && i < pending.size(); ++i)
            take(played.dialogue->feed(QByteArrayView(pending).sliced(i, 1)));
        if (arrival == Arrival::Whole && !pending.isEmpty())
            take(played.dialogue->feed(pending));
        pending.clear();
    };
    for (const QByteArray &line : script.lines) {
        if (line.startsWith('S')) {
            pending += bytesOf(line);
            continue;
        }
        deliver();
        if (line == "C!") {
            take(played.dialogue->interrupt());
            continue;
        }
        const QByteArray expected = bytesOf(line);
        if (!said.startsWith(expected))
            played.mismatch = "expected: " + expected + " said: " + said;
        said = said.mid(expected.size());
    }
    deliver();
    if (!said.isEmpty())
        played.mismatch += " left over: " + said;
    return played;
}

/// Plays a script whole and byte by byte; `check` sees dialogue and result of each.
template <class M, class Make, class Check>
void playBothWays(const Script &script, const std::function<void(Context &)> &prepare, Make make, Check check)
{
    for (const Arrival arrival : {Arrival::Whole, Arrival::ByteByByte}) {
        Played<M> played = play<M>(script, arrival, prepare, make);
        QVERIFY2(played.mismatch.isEmpty(), played.mismatch.constData());
        QVERIFY2(played.done, "the machine did not come to an end");
        check(*played.dialogue, played.machine->takeResult());
    }
}

/// TLS is on and the server offers `capabilities`.
inline std::function<void(Context &)> secureWith(const QByteArray &capabilities)
{
    return [capabilities](Context &context) {
        context.secure = true;
        context.capabilities = Capabilities(capabilities.split(' '));
    };
}

} // namespace liaison::imap::test
