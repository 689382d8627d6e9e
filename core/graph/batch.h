#pragma once

#include "core/graph/batch_reply.h"
#include "core/graph/json_intake.h"
#include "core/graph/limits.h"
#include "core/graph/request.h"

#include <QList>

#include <vector>

namespace liaison::graph {

/// How the service carries out the requests of a batch.
enum class BatchOrder {
    Any,     ///< in any order, four of them at a time (concepts/throttling-limits.md, Outlook service limits)
    OneByOne ///< each behind the one before, so that the batch takes one place; behind one that fails all do, with 424
};

/// $batch (concepts/json-batching.md): up to 20 requests in one. The answers come in any order; each has a status of
/// its own, and 429 hits each by itself.
class Batch {
public:
    /// At most `mostInBatch` requests, GET or with JSON bodies; those beyond are left out.
    static Request request(const QList<Request> &requests, BatchOrder order = BatchOrder::Any);

    /// `count`: how many were asked for. `mostBytes`: of all mails together, decoded.
    explicit Batch(int count, qsizetype mostBytes = largestMail);

    void begin(const HttpHead &head);
    bool feed(QByteArrayView bytes);
    /// The replies in the order of the requests, one for each.
    Answer<std::vector<BatchReply>> finish();

private:
    BatchReply replyFrom(const QJsonObject &part);

    int m_count;
    HttpHead m_head;
    JsonIntake m_intake;
};

} // namespace liaison::graph
