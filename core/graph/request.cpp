#include "core/graph/request.h"

namespace liaison::graph {

QByteArray methodName(Request::Method method)
{
    switch (method) {
    case Request::Method::Get:
        return "GET";
    case Request::Method::Post:
        return "POST";
    case Request::Method::Patch:
        return "PATCH";
    case Request::Method::Delete:
        return "DELETE";
    }
    return {};
}

MailboxRef MailboxRef::of(const QString &user)
{
    MailboxRef mailbox;
    mailbox.m_user = user.trimmed();
    return mailbox;
}

QByteArray MailboxRef::path() const
{
    return m_user.isEmpty() ? QByteArray("/me") : "/users/" + segment(m_user);
}

QByteArray segment(const QString &text)
{
    // "." and ".." would climb, encoded or not, and no id is one of them.
    if (text == QLatin1String(".") || text == QLatin1String(".."))
        return QByteArray(text.toLatin1()).replace('.', "%252E");
    return text.toUtf8().toPercentEncoding();
}

QByteArray queryValue(const QString &text)
{
    return text.toUtf8().toPercentEncoding();
}

QString quoted(const QString &text)
{
    QString inner = text;
    inner.replace(QLatin1Char('\''), QLatin1String("''"));
    return QLatin1Char('\'') + inner + QLatin1Char('\'');
}

QPair<QByteArray, QByteArray> prefer(int pageSize, const QByteArray &more)
{
    QByteArray value = "IdType=\"ImmutableId\"";
    if (pageSize > 0)
        value += ", odata.maxpagesize=" + QByteArray::number(pageSize);
    if (!more.isEmpty())
        value += ", " + more;
    return {"Prefer", value};
}

Request get(const QByteArray &target, int pageSize)
{
    return {Request::Method::Get, target, {{"Accept", "application/json"}, prefer(pageSize)}, {}};
}

Request withJson(Request::Method method, const QByteArray &target, const QByteArray &json)
{
    return {method, target, {{"Accept", "application/json"}, prefer(), {"Content-Type", "application/json"}}, json};
}

Request withMime(const QByteArray &target, const QByteArray &mime)
{
    return {Request::Method::Post,
            target,
            {{"Accept", "application/json"}, prefer(), {"Content-Type", "text/plain"}},
            mime.toBase64()};
}

} // namespace liaison::graph
