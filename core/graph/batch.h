#pragma once

#include "core/graph/batch_reply.h"
#include "core/graph/json_intake.h"
#include "core/graph/limits.h"
#include "core/graph/request.h"

#include <QList>

#include <vector>

namespace liaison::graph {

/// $batch (concepts/json-batching.md): up to 20 requests in one. The service carries them out in any order and answers
/// likewise; each has a status of its own, and 429 hits each by itself.
class Batch {
public:
    /// At most `mostInBatch` requests, GET or with JSON bodies; those beyond are left out.
    static Request request(const QList<Request> &requests);

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
