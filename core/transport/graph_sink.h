#pragma once

#include "core/transport/graph_session.h"
#include "core/transport/mail_sink.h"

namespace liaison::transport {

/// Sends by a draft of our MIME and its /send, so that the Message-ID is known before anything leaves; Graph files the
/// copy in Sent Items itself. A mail that is there already, as a draft or sent, is found by its Message-ID first: a
/// draft that a try before left is sent as it is, and what was sent is not sent again. A send may be stopped until
/// /send is asked for (Cancelled); from there on it waits for the answer, and one that does not come makes it
/// SendUncertain, unless the message shows that it left.
class GraphSink final : public MailSink {
    Q_OBJECT
public:
    explicit GraphSink(std::shared_ptr<GraphAccount> account, GraphTimings timings = {}, QObject *parent = nullptr);
    ~GraphSink() override;

    Future<SendReceipt> send(Submission mail, std::stop_token stop) override;
    /// Signs in and finds Sent Items. Nothing is sent.
    Future<void> check(std::stop_token stop) override;
    /// Ends sends that are under way: Cancelled, or SendUncertain where the mail may have been accepted.
    void shutDown() override;

private:
    std::shared_ptr<GraphAccount> m_account;
    GraphSession *m_session = nullptr; ///< child
};

} // namespace liaison::transport
