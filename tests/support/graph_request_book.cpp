#include "tests/support/graph_request_book.h"

#include "tests/support/graph_description.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace liaison::test {

namespace {

const QByteArray version = "/v1.0";

/// The request with ids, tokens and contents made equal.
QByteArray shapeOf(const GraphRequestBook::Request &request)
{
    static const QRegularExpression contents(QStringLiteral("[A-Za-z0-9+/=_-]{30,}"));
    static const QRegularExpression addresses(QStringLiteral("%3C[^'\"]*%3E|<[^'\"]*>"));
    const QByteArray whole = request.method + ' ' + request.target + ' ' + request.contentType + ' ' + request.body;
    return QString::fromUtf8(whole)
        .replace(contents, QStringLiteral("x"))
        .replace(addresses, QStringLiteral("y"))
        .toUtf8();
}

} // namespace

GraphRequestBook &GraphRequestBook::shared()
{
    static GraphRequestBook book;
    return book;
}

void GraphRequestBook::add(const QList<Request> &requests)
{
    for (const Request &request : requests)
        if (request.target.startsWith(version + '/'))
            m_byShape.insert(shapeOf(request), request);
}

QByteArray GraphRequestBook::faults()
{
    m_checked = 0;
    if (m_byShape.isEmpty())
        return {};
    if (const QString missing = graph_description::missing(); !missing.isEmpty())
        return qEnvironmentVariableIsSet("CI") ? missing.toUtf8() : QByteArray();
    QJsonArray all;
    for (const Request &request : std::as_const(m_byShape)) {
        const QString target = QString::fromUtf8(request.target.mid(version.size()));
        QJsonObject headers;
        if (!request.contentType.isEmpty())
            headers.insert(QStringLiteral("Content-Type"), QString::fromLatin1(request.contentType));
        all << QJsonObject{{QStringLiteral("name"), QString::fromLatin1(request.method) + QLatin1Char(' ') + target},
                           {QStringLiteral("method"), QString::fromLatin1(request.method)},
                           {QStringLiteral("target"), target},
                           {QStringLiteral("headers"), headers},
                           {QStringLiteral("body"), QString::fromUtf8(request.body)}};
    }
    m_checked = all.size();
    return graph_description::faultsOf(all);
}

} // namespace liaison::test
