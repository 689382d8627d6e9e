#pragma once

#include "core/transport/connection_test.h"
#include "imap_copy.h"
#include "scripted_smtp_server.h"

#include <memory>

namespace liaison::test {

/// A test that runs: what it told on its way, and what it came to.
class RunningTest {
public:
    explicit RunningTest(transport::ConnectionTestRequest request, transport::TransportFactory *factory = nullptr)
        : m_factory(transport::networkTransport())
    {
        if (!factory)
            factory = m_factory.get();
        test = std::make_unique<transport::ConnectionTest>(
            factory, &m_clock, std::move(request), [this](const domain::TestReport &report) { told << report; },
            stop.get_token());
        future = test->run();
    }
    /// The whole report; an empty one that is not over, where none came in a minute.
    domain::TestReport report()
    {
        const bool came = QTest::qWaitFor([this] { return future.isFinished(); }, 60'000) && future.resultCount() > 0;
        return came && future.result() ? *future.result() : domain::TestReport();
    }

    QList<domain::TestReport> told;
    std::stop_source stop;
    std::unique_ptr<transport::ConnectionTest> test;
    Future<domain::TestReport> future;

private:
    ManualClock m_clock{1'700'000'000'000};
    std::unique_ptr<transport::TransportFactory> m_factory;
};

inline transport::ConnectionTestRequest inboundTest(const transport::Account &account,
                                                    const QList<domain::RemoteFolder> &folders = {})
{
    transport::ConnectionTestRequest request;
    request.account = account;
    request.folders = folders;
    return request;
}

/// "resolve passed", … as they were done.
inline QStringList outline(const domain::TestReport &report)
{
    QStringList lines;
    for (const domain::TestStep &step : report.steps)
        lines << domain::toString(step.kind) + QLatin1Char(' ') + domain::toString(step.state);
    return lines;
}

/// "passed"; empty where the step was not come to.
inline QString stateOf(const domain::TestReport &report, domain::TestStepKind kind)
{
    const domain::TestStep *step = report.find(kind);
    return step ? domain::toString(step->state) : QString();
}

/// "tls: CertificateExpired" for the step that failed; empty: none did.
inline QString failureOf(const domain::TestReport &report)
{
    const domain::TestStep *failed = report.failure();
    return failed ? domain::toString(failed->kind) + QStringLiteral(": ") + domain::reasonName(*failed) : QString();
}

inline domain::RemoteFolder folderNamed(const QString &name)
{
    domain::RemoteFolder folder;
    folder.remoteId = name;
    folder.path = name;
    return folder;
}

} // namespace liaison::test
