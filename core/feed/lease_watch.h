#pragma once

#include <QtGlobal>

namespace liaison::feed {

/// Until when this process may work a mailbox. By a clock of its own that goes on while the process stands still and
/// while the machine sleeps: whoever wakes past the end knows at once, before any timer ran, that somebody else may
/// have the mailbox by now. Used on the engine thread alone.
class LeaseWatch {
public:
    /// Milliseconds since the machine's start, sleep included.
    static qint64 nowMs();

    void holdUntil(qint64 ms) { m_until = ms; }
    void lose() { m_until = 0; }
    [[nodiscard]] bool held() const { return nowMs() < m_until; }

private:
    qint64 m_until = 0;
};

} // namespace liaison::feed
