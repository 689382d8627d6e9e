#pragma once

#include "core/transport/ews_session.h"
#include "core/transport/mail_sink.h"

namespace liaison::transport {

/// Sends by CreateItem SendAndSaveCopy: Exchange files the copy in Sent Items itself. A send may be stopped until its
/// last byte is given out (Cancelled); from there on it waits for the answer, and one that does not come makes it
/// SendUncertain. Whether it arrived MailSource::contains() tells, for Sent Items.
class EwsSink final : public MailSink {
    Q_OBJECT
public:
    explicit EwsSink(std::shared_ptr<EwsAccount> account, EwsTimings timings = {}, QObject *parent = nullptr);
    ~EwsSink() override;

    Future<SendReceipt> send(Submission mail, std::stop_token stop) override;
    /// Signs in and finds Sent Items. Nothing is sent.
    Future<void> check(std::stop_token stop) override;
    /// ResolveNames, as whoever sends: contacts and directory.
    Future<domain::Addresses> resolve(QString typed, std::stop_token stop) override;
    /// Ends sends that are under way: Cancelled, or SendUncertain where the mail may have been accepted.
    void shutDown() override;

private:
    std::shared_ptr<EwsAccount> m_account;
    EwsTimings m_timings;
    EwsSession *m_session = nullptr; ///< child
};

} // namespace liaison::transport
