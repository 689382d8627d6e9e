#pragma once

#include "core/graph/batch_reply.h"
#include "core/graph/failure.h"
#include "core/graph/json_intake.h"
#include "core/graph/request.h"

#include <QJsonObject>

namespace liaison::graph {

/// Reads an answer in JSON: begin() with status and headers, feed() the body as it comes, and the operation's finish()
/// after its last byte. Each operation's class has a static request() beside it.
class JsonReader {
public:
    JsonReader() = default;
    virtual ~JsonReader() = default;
    Q_DISABLE_COPY_MOVE(JsonReader)

    void begin(const HttpHead &head);
    /// False: nothing more is taken, finish() says why.
    bool feed(QByteArrayView bytes);

protected:
    /// The answer's object, if it is good; an empty one for an empty body.
    Answer<QJsonObject> object();
    [[nodiscard]] const HttpHead &head() const { return m_head; }

private:
    HttpHead m_head;
    JsonIntake m_intake;
};

/// An operation that is answered by a JSON object.
template <class T> class Operation : public JsonReader {
public:
    using Value = T;

    /// After the last byte: the value or why there is none.
    Answer<T> finish()
    {
        const Answer<QJsonObject> body = object();
        if (!body)
            return failed(refined(body.error()));
        return read(head(), *body);
    }
    /// The answer to the same request as part of a batch.
    Answer<T> finish(const BatchReply &reply)
    {
        const Answer<QJsonObject> body = reply.object();
        if (!body)
            return failed(refined(body.error()));
        return read(reply.head, *body);
    }

protected:
    virtual Answer<T> read(const HttpHead &head, const QJsonObject &body) = 0;
    /// What a refusal means to this operation, where that is more than the code tells.
    [[nodiscard]] virtual Failure refined(Failure failure) const { return failure; }
};

/// For operations on a folder: the service says "item" of folders too.
[[nodiscard]] Failure ofFolder(Failure failure);

/// An operation that is answered by its status.
class StatusOperation : public Operation<void> {
protected:
    /// `good`: the statuses that mean that it was done. Another one of the 2xx does not say so: Graph answered 200 to
    /// mails that were too large for it and dropped them.
    explicit StatusOperation(QList<int> good) : m_good(std::move(good)) { }
    Answer<void> read(const HttpHead &head, const QJsonObject &body) override;

private:
    QList<int> m_good;
};

} // namespace liaison::graph
