#pragma once

#include "core/graph/message_parts.h"
#include "core/graph/upload_session.h"
#include "core/transport/graph_task.h"

#include <optional>

namespace liaison::transport {

/// The draft of a mail that is too large for a request: its properties, then file by file, large ones in ranges by an
/// upload session. The answer is the draft's id. A draft that was not finished is deleted, as far as that can be done.
class GraphLargeDraft final : public GraphTask<QString> {
public:
    /// `hidden`: recipients that no header names.
    GraphLargeDraft(GraphSession *session, const QByteArray &raw, const QStringList &hidden, std::stop_token stop,
                    QObject *parent);
    void start() override;

private:
    void nextFile();
    void attach(const graph::PartFile &file);
    void openSession(const graph::PartFile &file);
    void putRange();
    void rangeTaken(const Result<HttpResponse> &response);
    void failed(const graph::Failure &failure);
    [[nodiscard]] bool fits();

    graph::MessageParts m_parts;
    HttpClient m_http; ///< to where the service wants large files, which is another host: no token, no pin
    QString m_draft;
    qsizetype m_file = 0;
    std::optional<graph::UploadSession> m_upload;
    std::optional<graph::Upload> m_progress;
    int m_lost = 0;
};

} // namespace liaison::transport
