#pragma once

namespace liaison::app {

/// Ends the process for certain. Declared behind QApplication and before everything that keeps something, so that it
/// dies when all that is durable is closed and Qt alone is left to be taken down. A name that is still being looked up
/// cannot be interrupted, and Qt waits for it: the resolver's time-outs, many seconds after Quit. Nobody waits here
/// longer than a second for that.
class LeaveSoon {
public:
    LeaveSoon() = default;
    ~LeaveSoon();
    LeaveSoon(const LeaveSoon &) = delete;
    LeaveSoon &operator=(const LeaveSoon &) = delete;

    /// Notes the exit code and answers it.
    int with(int exitCode) { return m_exitCode = exitCode; }

private:
    int m_exitCode = 0;
};

} // namespace liaison::app
