#include "core/graph/batch.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace liaison::graph {

namespace {

Failure askAlone(const QString &what)
{
    Failure failure = lacking(what);
    failure.remedy = Remedy::AskAlone;
    return failure;
}

HttpHeaders headersFrom(const QJsonObject &json)
{
    HttpHeaders headers;
    for (auto header = json.begin(); header != json.end(); ++header) {
        const QJsonValue value = header.value();
        if (value.isString() || value.isDouble())
            headers << qMakePair(header.key().toUtf8(), value.toVariant().toString().toUtf8());
    }
    return headers;
}

QJsonObject partFrom(const Request &request, int number)
{
    QJsonObject headers;
    for (const auto &header : request.headers)
        headers.insert(QString::fromLatin1(header.first), QString::fromLatin1(header.second));
    QJsonObject part{{QStringLiteral("id"), QString::number(number)},
                     {QStringLiteral("method"), QString::fromLatin1(methodName(request.method))},
                     {QStringLiteral("url"), QString::fromLatin1(request.target)},
                     {QStringLiteral("headers"), headers}};
    if (!request.body.isEmpty())
        part.insert(QStringLiteral("body"), QJsonDocument::fromJson(request.body).object());
    return part;
}

} // namespace

Request Batch::request(const QList<Request> &requests, BatchOrder order)
{
    QJsonArray parts;
    for (const Request &request : requests.mid(0, mostInBatch)) {
        QJsonObject part = partFrom(request, int(parts.size()) + 1);
        if (order == BatchOrder::OneByOne && !parts.isEmpty())
            part.insert(QStringLiteral("dependsOn"), QJsonArray{QString::number(parts.size())});
        parts << part;
    }
    const QJsonObject body{{QStringLiteral("requests"), parts}};
    return {Request::Method::Post,
            "/$batch",
            {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
            QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

Batch::Batch(int count, qsizetype mostBytes)
    : m_count(qBound(0, count, mostInBatch)), m_intake(JsonIntake::Cut::BatchBodies, mostBytes)
{
}

void Batch::begin(const HttpHead &head)
{
    m_head = head;
}

bool Batch::feed(QByteArrayView bytes)
{
    return m_intake.feed(bytes);
}

BatchReply Batch::replyFrom(const QJsonObject &part)
{
    BatchReply reply;
    reply.head.status = part.value(QLatin1String("status")).toInt();
    reply.head.headers = headersFrom(part.value(QLatin1String("headers")).toObject());
    if (reply.head.header("Date").isEmpty())
        reply.head.headers << qMakePair(QByteArray("Date"), m_head.header("Date"));
    if (reply.head.status < 100 || reply.head.status > 599) {
        reply.lost = askAlone(QStringLiteral("the status of a part of a batch"));
        return reply;
    }
    const QJsonObject body = part.value(QLatin1String("body")).toObject();
    const QJsonValue cut = body.value(QLatin1String("cut"));
    const bool isCut = body.size() == 1 && cut.isDouble();
    if (!isCut) {
        reply.json = body;
        return reply;
    }
    if (!reply.head.isGood()) // words instead of an error: the status counts
        return reply;
    const auto number = std::size_t(qMax(0, cut.toInt(-1)));
    auto &cuts = m_intake.cuts();
    if (number >= cuts.size() || !cuts[number].intact) {
        reply.lost = askAlone(QStringLiteral("base64 in a part of a batch"));
        return reply;
    }
    reply.mail = std::move(cuts[number].bytes);
    return reply;
}

Answer<std::vector<BatchReply>> Batch::finish()
{
    const Answer<QJsonObject> body = m_intake.finish(m_head);
    if (!m_head.isGood())
        return failed(body ? failureFrom(m_head, *body) : failureFrom(m_head, m_intake.bytes()));
    if (!body)
        return failed(body.error());
    const QJsonValue list = body->value(QLatin1String("responses"));
    if (!list.isArray())
        return failed(lacking(QStringLiteral("the list of responses")));
    auto replies = std::vector<BatchReply>(std::size_t(m_count));
    for (BatchReply &reply : replies)
        reply.lost = askAlone(QStringLiteral("a part of a batch"));
    auto seen = std::vector<bool>(replies.size());
    const QJsonArray parts = list.toArray();
    for (const auto &value : parts) {
        const QJsonObject part = value.toObject();
        // Ids are texts; a service that made numbers of ours is understood all the same.
        const int number = part.value(QLatin1String("id")).toVariant().toInt();
        if (number < 1 || number > m_count || seen[std::size_t(number) - 1])
            continue;
        seen[std::size_t(number) - 1] = true;
        replies[std::size_t(number) - 1] = replyFrom(part);
    }
    return replies;
}

} // namespace liaison::graph
