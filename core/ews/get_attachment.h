#pragma once

#include "core/ews/cut_sink.h"
#include "core/ews/operation.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace liaison::ews {

struct Attachment {
    QString id;
    QString name;
    QString contentType;
    QString contentId;
    bool isItem = false; ///< an attached mail or appointment: the content is its MIME, where the server makes it
    int cut = -1;        ///< number of the content in the CutSink
    QByteArray content;  ///< empty where a sink of the caller's took it
};

/// GetAttachment: an answer for each one, contents cut out of the byte stream as in GetItem.
class GetAttachment final : public Operation<std::vector<Answer<Attachment>>> {
public:
    static QByteArray request(const RequestContext &context, const QStringList &attachmentIds);

    /// `sink`: where contents go; it must outlive this. None: into Attachment::content.
    explicit GetAttachment(CutSink *sink = nullptr);

private:
    GetAttachment(CutSink *sink, std::unique_ptr<CutBuffers> buffers);
    void onMessage(const ResponseMessage &message) override;
    Answer<Value> result() override { return std::move(m_attachments); }

    std::unique_ptr<CutBuffers> m_buffers;
    Value m_attachments;
};

} // namespace liaison::ews
