#include "tests/support/graph_answer_book.h"

#include "tests/support/graph_description.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace liaison::test {

namespace {

const QByteArray version = "/v1.0";

QByteArray shapeOf(const QJsonValue &value)
{
    QByteArrayList parts;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            // Statuses tell how a part of a batch ended.
            const bool counts = member.key() == QLatin1String("status") || member.key() == QLatin1String("@odata.type");
            parts << member.key().toUtf8() + ':'
                    + (counts ? member.value().toVariant().toByteArray() : shapeOf(member.value()));
        }
        return '{' + parts.join(',') + '}';
    }
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &one : array)
            parts << shapeOf(one);
        std::sort(parts.begin(), parts.end());
        parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
        return '[' + parts.join(',') + ']';
    }
    return QByteArray::number(int(value.type()));
}

} // namespace

GraphAnswerBook &GraphAnswerBook::shared()
{
    static GraphAnswerBook book;
    return book;
}

QByteArray GraphAnswerBook::shapeOf(const Answer &answer)
{
    QByteArrayList path
        = answer.target.left(answer.target.indexOf('?') < 0 ? -1 : answer.target.indexOf('?')).split('/');
    for (QByteArray &segment : path) // ids and addresses
        if (segment.size() > 24 || segment.contains('@') || segment.contains('%'))
            segment = "x";
    return answer.method + ' ' + path.join('/') + ' ' + QByteArray::number(answer.status) + ' ' + answer.type + ' '
        + liaison::test::shapeOf(QJsonValue(QJsonDocument::fromJson(answer.body).object()));
}

void GraphAnswerBook::add(const QHash<QByteArray, Answer> &byShape)
{
    for (auto answer = byShape.begin(); answer != byShape.end(); ++answer)
        if (answer->target.startsWith(version + '/'))
            m_byShape.insert(answer.key(), answer.value());
}

QByteArray GraphAnswerBook::faults()
{
    m_checked = 0;
    if (m_byShape.isEmpty())
        return {};
    if (const QString missing = graph_description::missing(); !missing.isEmpty())
        return qEnvironmentVariableIsSet("CI") ? missing.toUtf8() : QByteArray();
    QJsonArray all;
    for (const Answer &answer : std::as_const(m_byShape))
        all << QJsonObject{{QStringLiteral("method"), QString::fromLatin1(answer.method)},
                           {QStringLiteral("target"), QString::fromUtf8(answer.target.mid(version.size()))},
                           {QStringLiteral("status"), answer.status},
                           {QStringLiteral("type"), QString::fromLatin1(answer.type)},
                           {QStringLiteral("body"), QString::fromUtf8(answer.body)},
                           {QStringLiteral("request"), QString::fromUtf8(answer.request)}};
    m_checked = all.size();
    return graph_description::answerFaultsOf(all);
}

} // namespace liaison::test
