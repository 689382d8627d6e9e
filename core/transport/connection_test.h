#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/transport/delays.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "core/transport/test_steps.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// What is to be tested: the values as they are, saved or not.
struct ConnectionTestRequest {
    domain::TestSide side = domain::TestSide::Inbound;
    Account account;                     ///< its trace and milestone are the test's own
    QList<domain::RemoteFolder> folders; ///< inbound: those that are selected; empty: the inbox
    /// A mail from the account to itself.
    struct TestMail {
        QString messageIdHeader; ///< without brackets
        QByteArray raw;
    };
    std::optional<TestMail> mail; ///< outbound: to be sent and waited for; none: signs in and sends nothing
    qint64 limitMs = 60'000;      ///< the whole test is over after so long
    qint64 lookEveryMs = 1'000;   ///< whether the test mail has come back
    After after = timerDelay();
};

/// TEST INBOUND or TEST OUTBOUND, once: drives a mailbox's adapters, whatever their protocol, and tells each step as it
/// begins and ends. Reading opens the selected folders, reads one mail and asks for the rights there, and alters
/// nothing. Sending hands in one mail to the account itself and waits until it is in the inbox; nothing is deleted.
/// Lives on the adapters' thread.
class ConnectionTest : public QObject {
    Q_OBJECT
public:
    /// `factory` and `clock` outlive it. `progress` runs at each change, on this thread.
    ConnectionTest(TransportFactory *factory, const Clock *clock, ConnectionTestRequest request,
                   std::function<void(const domain::TestReport &)> progress, std::stop_token stop,
                   QObject *parent = nullptr);
    ~ConnectionTest() override;

    /// The report of the whole test; what fails is in its steps, and a stop is a step that failed with Cancelled. The
    /// object may be deleted from then on.
    Future<domain::TestReport> run();

private:
    void begin();
    [[nodiscard]] bool tokenIsGood();
    bool openSource();
    // inbound
    void listFolders();
    void openFolder(qsizetype index);
    void readMail();
    void askRights(qsizetype index, bool known);
    // outbound
    void checkSink();
    void submit();
    void findFolders();
    void lookForMail();
    void lookInto(const domain::RemoteFolder &folder, domain::TestReason whereFound);

    void fail(const Error &error);
    void timeOut();
    void stop();
    void finish();
    [[nodiscard]] Error cleaned(Error error) const;
    [[nodiscard]] QString cleaned(QString text) const;
    [[nodiscard]] domain::TestReason reasonFor(const Error &error) const;

    TransportFactory *m_factory;
    const Clock *m_clock;
    ConnectionTestRequest m_request;
    std::function<void(const domain::TestReport &)> m_progress;
    domain::TestReport m_report;
    TestSteps m_steps;
    QPromise<Result<domain::TestReport>> m_promise;
    std::unique_ptr<MailSource> m_source;
    std::unique_ptr<MailSink> m_sink;
    QList<domain::RemoteFolder> m_opened; ///< inbound: folders that are there
    std::optional<domain::RemoteFolder> m_withMail;
    domain::RemoteFolder m_inbox;
    std::optional<domain::RemoteFolder> m_junk;
    QTimer m_limit;
    std::stop_source m_work; ///< stops what the adapters do
    std::stop_token m_stopped;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
