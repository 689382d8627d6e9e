#include "core/graph/batch_reply.h"

#include "core/graph/get_mime.h"

namespace liaison::graph {

Answer<QJsonObject> BatchReply::object() const
{
    if (lost)
        return failed(*lost);
    if (!head.isGood() || json.value(QLatin1String("error")).isObject())
        return failed(failureFrom(head, json));
    return json;
}

Answer<QByteArray> BatchReply::mime() const
{
    if (lost)
        return failed(*lost);
    if (!head.isGood())
        return failed(failureFrom(head, json));
    if (mail.isEmpty() || !mayBeMail(mediaType(head))) {
        Failure failure = lacking(QStringLiteral("the mail of a part of a batch"));
        failure.remedy = Remedy::AskAlone;
        return failed(std::move(failure));
    }
    return mail;
}

} // namespace liaison::graph
