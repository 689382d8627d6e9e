#pragma once

#include "core/domain/connection_test.h"
#include "core/transport/account.h"

#include <QElapsedTimer>

#include <deque>
#include <functional>
#include <optional>

namespace liaison::transport {

/// The way in of a test: what is expected to be passed from `side`'s endpoint on until somebody is signed in, in order.
/// Steps that the configuration leaves out (TLS where it is off, the sign-in of a relay) are told as skipped or not at
/// all.
std::deque<domain::TestStep> wayIn(const domain::Mailbox &mailbox, domain::TestSide side);

/// The list of a test's steps as it grows: milestones and answers go in, steps with their times come out. The first of
/// the steps that are ahead runs, until something says that it is over.
class TestSteps {
public:
    /// `changed` runs after each change.
    TestSteps(domain::TestReport *report, std::function<void()> changed);

    /// Appends to what is ahead; the first one begins at once where nothing runs.
    void plan(std::deque<domain::TestStep> steps);
    void plan(domain::TestStepKind kind, const QString &subject);
    /// Whatever is told before an answer: steps before the one it ends were passed without being seen. A milestone that
    /// is not ahead (a second connection makes them again) says nothing new.
    void take(const Milestone &milestone);
    /// Everything ahead was passed; `found` is what the last step found.
    void passAll(const domain::TestStep &found = {});
    /// Ends the first step ahead.
    void pass(const domain::TestStep &found = {});
    void skip();
    /// The test or the step failed: the step that such an error belongs to, if that is still ahead, else the one that
    /// runs. The others ahead are dropped when `everything` is over.
    void fail(const Error &error, domain::TestReason reason = domain::TestReason::ByKind, bool everything = true);
    /// The first step ahead failed, whatever the error is; nothing was tried.
    void failToBegin(const Error &error);
    [[nodiscard]] bool isRunning() const { return !m_ahead.empty(); }
    /// Valid where isRunning().
    [[nodiscard]] domain::TestStepKind running() const { return m_ahead.front().kind; }

private:
    void begin();
    void end(domain::TestStepState state, const domain::TestStep &found);
    void endUntil(domain::TestStepKind kind, domain::TestStepState state);
    [[nodiscard]] bool isAhead(domain::TestStepKind kind) const;

    domain::TestReport *m_report;
    std::function<void()> m_changed;
    std::deque<domain::TestStep> m_ahead; ///< the front is the report's last step
    std::optional<Milestone> m_because;
    QElapsedTimer m_since;
};

} // namespace liaison::transport
