#pragma once

#include "core/ews/cut_sink.h"
#include "core/ews/item.h"
#include "core/ews/operation.h"

#include <QList>

#include <memory>
#include <vector>

namespace liaison::ews {

/// GetItem: an answer for each item, in the order of the request. The mail itself never becomes text: its base64 is cut
/// out of the byte stream and decoded as it comes, so that a mail of 40 MB takes little more than that.
class GetItem final : public Operation<std::vector<Answer<Item>>> {
public:
    /// Batches of headers are best at ten.
    static constexpr int headersBatch = 10;
    static QByteArray request(const RequestContext &context, const QList<ItemId> &items, ItemShape shape);

    /// `sink`: where mails go; it must outlive this and learns by end() whether each was base64. None: into Item::mime,
    /// and a mail that was no base64 is a failure (RebuildFromProperties).
    /// `expectedBytes`: how large the mail is likely to be where one is asked for, 0 where that is not known.
    explicit GetItem(CutSink *sink = nullptr, qsizetype expectedBytes = 0);

private:
    GetItem(CutSink *sink, std::unique_ptr<CutBuffers> buffers);
    void onMessage(const ResponseMessage &message) override;
    Answer<Value> result() override { return std::move(m_items); }

    std::unique_ptr<CutBuffers> m_buffers; ///< none where the caller's sink takes the mails
    Value m_items;
};

} // namespace liaison::ews
