#pragma once

#include <QString>
#include <QStringList>

namespace liaison {

/// The last lines of the program's log, without secrets, kept in memory for people to read. From any thread.
class LogBook {
public:
    static constexpr int mostLines = 5'000;

    /// From now on what is logged is kept, and goes on to where it went before.
    static void install();
    /// Oldest first: "2026-11-21T09:44:00.000Z warning liaison.net: …".
    static QStringList lines();
    /// How many were written so far, those included that are kept no more.
    static qint64 written();
};

} // namespace liaison
