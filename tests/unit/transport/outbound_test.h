#pragma once

#include "connection_test_world.h"

namespace liaison::test {

inline const QString testId = QStringLiteral("liaison-test.1@example.org");
inline const QByteArray testMail = "Message-ID: <liaison-test.1@example.org>\r\nSubject: Test\r\n\r\nx\r\n";

/// TEST OUTBOUND of an account, which looks for its mail often.
inline transport::ConnectionTestRequest outboundTest(const transport::Account &account, bool withMail = true)
{
    transport::ConnectionTestRequest request;
    request.side = domain::TestSide::Outbound;
    request.account = account;
    if (withMail)
        request.mail = {testId, testMail};
    request.lookEveryMs = 5;
    return request;
}

/// What a test comes to whose mail nobody delivers.
inline domain::TestReport reportWithoutDelivery(transport::ConnectionTestRequest request)
{
    request.limitMs = 1'000;
    RunningTest test(std::move(request));
    return test.report();
}

/// What a test comes to that is stopped once `isWaiting` for its mail; not over where it never waited.
inline domain::TestReport reportOfAStop(transport::ConnectionTestRequest request,
                                        const std::function<bool()> &isWaiting)
{
    RunningTest test(std::move(request));
    if (!QTest::qWaitFor(isWaiting, 60'000))
        return {};
    test.stop.request_stop();
    return test.report();
}

} // namespace liaison::test
