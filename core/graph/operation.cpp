#include "core/graph/operation.h"

namespace liaison::graph {

void JsonReader::begin(const HttpHead &head)
{
    m_head = head;
}

bool JsonReader::feed(QByteArrayView bytes)
{
    return m_intake.feed(bytes);
}

Answer<QJsonObject> JsonReader::object()
{
    Answer<QJsonObject> body = m_intake.finish(m_head);
    // What breaks while an answer is streamed is told within it, under a status that was sent before.
    const bool streamed = body && body->value(QLatin1String("error")).isObject();
    if (m_head.isGood() && !streamed)
        return body;
    return failed(body ? failureFrom(m_head, *body) : failureFrom(m_head, m_intake.bytes()));
}

Failure ofFolder(Failure failure)
{
    if (failure.remedy == Remedy::DropItem) {
        failure.remedy = Remedy::FolderGone;
        failure.error.kind = ErrorKind::FolderMissing;
    }
    return failure;
}

Answer<void> StatusOperation::read(const HttpHead &head, const QJsonObject &)
{
    if (!m_good.contains(head.status))
        return failed(failureFrom(head));
    return {};
}

} // namespace liaison::graph
