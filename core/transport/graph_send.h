#pragma once

#include "core/graph/message.h"
#include "core/transport/graph_task.h"
#include "core/transport/mail_sink.h"

namespace liaison::transport {

/// One mail on its way out; see GraphSink.
class GraphSend final : public GraphTask<SendReceipt> {
public:
    GraphSend(GraphSession *session, Submission mail, std::stop_token stop, QObject *parent);
    ~GraphSend() override;
    void start() override;

private:
    void onStop() override;
    void found(const QList<graph::Message> &messages);
    void dropDraft(QList<graph::Message> drafts);
    void createDraft();
    void createLarge();
    void nameHidden();
    void send();
    void answered(const graph::Answer<void> &sent);
    void lookAfter(const Error &error);
    void takeBack(const graph::Failure &failure);
    void accepted(const QString &words);
    [[nodiscard]] bool isLarge() const { return m_mail.raw.size() > graph::largestMimeUpload; }

    Submission m_mail;
    QString m_messageId;
    QString m_draft; ///< its immutable id
    bool m_handedOver = false;
};

} // namespace liaison::transport
