#include "tests/unit/transport/fake_graph.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

const QByteArray user = "/v1.0/users/ir%40corp.example";

QString timeOf(const QString &id)
{
    const int number = id.section(u'/', 1).remove(u'=').toInt();
    return QDateTime::fromSecsSinceEpoch(1'600'000'000 + number, Qt::UTC).toString(Qt::ISODate);
}

QByteArray messageIdOf(const QByteArray &raw)
{
    const qsizetype at = raw.indexOf("Message-ID: ") + 12;
    return raw.mid(at, raw.indexOf('\r', at) - at);
}

} // namespace

FakeGraph::FakeGraph()
{
    server.handler = [this](const SeenRequest &request) -> std::optional<QByteArray> {
        const QByteArray target = targetOf(request);
        std::optional<QByteArray> other;
        if (intercept && intercept(operationOf(methodOf(request), target), request, other))
            return cut(other);
        if (target.startsWith("/upload/"))
            return cut(http(upload(request)));
        return cut(http(answer(methodOf(request), target, request.body)));
    };
}

std::optional<QByteArray> FakeGraph::cut(std::optional<QByteArray> answer)
{
    server.closeAfter = false;
    if (cutAfter < 0 || !answer)
        return answer;
    if (answer->size() <= cutAfter) {
        cutAfter -= answer->size();
        return answer;
    }
    server.closeAfter = true;
    return answer->left(std::exchange(cutAfter, -1));
}

QByteArray FakeGraph::targetOf(const SeenRequest &request)
{
    const qsizetype from = request.head.indexOf(' ') + 1;
    return request.head.mid(from, request.head.indexOf(' ', from) - from);
}

QByteArray FakeGraph::operationOf(const QByteArray &method, const QByteArray &target)
{
    const QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    if (path.startsWith("/upload/"))
        return "upload";
    if (path.endsWith("/attachments"))
        return "attach";
    if (path.endsWith("/createUploadSession"))
        return "session";
    if (path.endsWith("/$batch"))
        return "batch";
    if (path.endsWith("/messages/delta"))
        return "delta";
    if (path.endsWith("/mailFolders/delta"))
        return "folders";
    if (path.endsWith("/$value"))
        return "value";
    if (path.endsWith("/send"))
        return "send";
    if (path.endsWith("/messages"))
        return method == "POST" ? "create" : "list";
    if (method == "PATCH")
        return "update";
    if (method == "DELETE")
        return "delete";
    return path.contains("/messages/") ? "get" : "folder";
}

QByteArray FakeGraph::mailbox() const
{
    return "http://127.0.0.1:" + QByteArray::number(server.serverPort()) + user;
}

QByteArray FakeGraph::http(const Reply &reply)
{
    return httpAnswer(reply.status, reply.body,
                      (reply.type.isEmpty() ? QByteArray() : "Content-Type: " + reply.type + "\r\n") + reply.headers);
}

FakeGraph::Reply FakeGraph::error(int status, const QByteArray &code, const QByteArray &headers)
{
    return {status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"No: " + code + "\"}}", "application/json",
            headers};
}

FakeGraph::Reply FakeGraph::answer(const QByteArray &method, const QByteArray &target, const QByteArray &body)
{
    const QByteArray operation = operationOf(method, target);
    ++m_counts[operation];
    if (reply)
        if (const auto other = reply(operation, target))
            return *other;
    return operate(operation, target, body);
}

FakeGraph::Reply FakeGraph::operate(const QByteArray &operation, const QByteArray &target, const QByteArray &body)
{
    if (operation == "batch")
        return batch(body);
    if (!target.startsWith(user))
        return error(404, "ErrorInvalidUser");
    if (operation == "delta")
        return delta(target);
    if (operation == "folders")
        return folders(target);
    if (operation == "folder")
        return folder(segmentAfter(target, "mailFolders").toUtf8());
    if (operation == "create")
        return create(body, target);
    if (operation == "list")
        return list(target);
    Mail *mail = find(target);
    if (!mail)
        return error(404, "ErrorItemNotFound");
    if (operation == "value" && !mail->error.isEmpty())
        return error(mail->status, mail->error);
    if (operation == "value")
        return {200, mail->raw, "text/plain"};
    if (operation == "get")
        return {200, toJson(messageJson(*mail, target.contains("$expand")))};
    if (operation == "attach")
        return attach(*mail, body);
    if (operation == "session") {
        m_uploadTo = mail->id;
        m_uploadName = QJsonDocument::fromJson(body).object().value(u"AttachmentItem"_s)[u"name"_s].toString();
        m_uploaded.clear();
        return {201, toJson({{u"uploadUrl"_s, server.url(u"/upload/1"_s).toString() + u"?authtoken=secret"_s}})};
    }
    if (operation == "update")
        return update(target, body);
    if (operation == "send")
        return send(target);
    mails.removeIf([id = mail->id](const Mail &each) { return each.id == id; });
    return {204, {}, {}};
}

FakeGraph::Reply FakeGraph::batch(const QByteArray &body)
{
    QJsonArray responses;
    QHash<QString, int> statuses;
    const QJsonArray requests = QJsonDocument::fromJson(body).object().value(u"requests"_s).toArray();
    for (const auto &value : requests) {
        const QJsonObject request = value.toObject();
        const QByteArray target = "/v1.0" + request.value(u"url"_s).toString().toUtf8();
        const QByteArray method = request.value(u"method"_s).toString().toLatin1();
        const QByteArray operation = operationOf(method, target);
        const QString before = request.value(u"dependsOn"_s)[0].toString();
        const bool lost = !before.isEmpty() && statuses.value(before) >= 400;
        const auto other = lost ? error(424, "FailedDependency") : part ? part(operation, target) : std::nullopt;
        const Reply done = other ? *other : answer(method, target, toJson(request.value(u"body"_s).toObject()));
        statuses.insert(request.value(u"id"_s).toString(), done.status);
        QJsonObject headers{{u"Content-Type"_s, QString::fromLatin1(done.type)}};
        for (const QByteArray &line : done.headers.split('\n'))
            if (line.contains(':'))
                headers.insert(QString::fromLatin1(line.left(line.indexOf(':'))),
                               QString::fromLatin1(line.mid(line.indexOf(':') + 1).trimmed()));
        QJsonObject response{{u"id"_s, request.value(u"id"_s)}, {u"status"_s, done.status}, {u"headers"_s, headers}};
        if (done.type == "application/json")
            response.insert(u"body"_s, QJsonDocument::fromJson(done.body).object());
        else if (!done.body.isEmpty())
            response.insert(u"body"_s, QString::fromLatin1(done.body.toBase64()));
        responses.prepend(response); // in any order
    }
    return {200, toJson({{u"responses"_s, responses}})};
}

QJsonObject FakeGraph::messageJson(const Mail &mail, bool marks) const
{
    QJsonObject json{{u"id"_s, mail.id},
                     {u"parentFolderId"_s, mail.folder},
                     {u"internetMessageId"_s, QString::fromUtf8(messageIdOf(mail.raw))},
                     {u"receivedDateTime"_s, timeOf(mail.id)},
                     {u"isRead"_s, mail.read},
                     {u"isDraft"_s, mail.draft}};
    if (marks) {
        const qint64 size = toldSize >= 0 ? toldSize : mail.raw.size();
        QJsonArray properties{QJsonObject{{u"id"_s, u"Long 0xe08"_s}, {u"value"_s, QString::number(size)}}};
        if (mail.verb != 0)
            properties << QJsonObject{{u"id"_s, u"Integer 0x1081"_s}, {u"value"_s, QString::number(mail.verb)}};
        json.insert(u"singleValueExtendedProperties"_s, properties);
    }
    return json;
}

/// From the start everything newest first; then the log. Tokens are "era-position", pages "era-s-position".
FakeGraph::Reply FakeGraph::delta(const QByteArray &target) const
{
    const qsizetype at = target.indexOf("token=");
    const QList<QByteArray> parts = at < 0 ? QList<QByteArray>() : target.mid(at + 6).split('-');
    if (!parts.isEmpty() && parts.at(0).toInt() != m_era)
        return error(410, "SyncStateNotFound");
    const bool first = parts.isEmpty() || parts.at(1) == "s";
    QList<Mail> all = in(inbox().remoteId);
    std::reverse(all.begin(), all.end());
    const qsizetype from = parts.isEmpty() ? 0 : parts.last().toInt();
    QJsonArray values;
    qsizetype end = from;
    const qsizetype count = first ? all.size() : m_log.size();
    for (; end < count && end - from < changesAPage; ++end) {
        if (first) {
            values << messageJson(all.at(end), false);
            continue;
        }
        const Change &change = m_log.at(end);
        const auto mail
            = std::find_if(all.cbegin(), all.cend(), [&](const Mail &each) { return each.id == change.id; });
        if (change.removed || mail == all.cend())
            values << QJsonObject{{u"id"_s, change.id}, {u"@removed"_s, QJsonObject{{u"reason"_s, u"deleted"_s}}}};
        else
            values << messageJson(*mail, false);
    }
    const QByteArray base = mailbox() + "/mailFolders/inbox%3D%3D/messages/delta?$";
    const QByteArray era = QByteArray::number(m_era);
    QJsonObject body{{u"value"_s, values}};
    if (end < count)
        body.insert(u"@odata.nextLink"_s,
                    QString::fromLatin1(base + "skiptoken=" + era + (first ? "-s-" : "-") + QByteArray::number(end)));
    else
        body.insert(u"@odata.deltaLink"_s,
                    QString::fromLatin1(base + "deltatoken=" + era + '-' + QByteArray::number(m_log.size())));
    return {200, toJson(body)};
}

FakeGraph::Reply FakeGraph::folder(const QByteArray &id) const
{
    const QHash<QByteArray, QByteArray> names{{"inbox", "inbox=="},   {"sentitems", "sent=="},
                                              {"drafts", "drafts=="}, {"msgfolderroot", "root=="},
                                              {"inbox==", "inbox=="}, {"sent==", "sent=="}};
    if (!names.contains(id))
        return error(404, "ErrorItemNotFound");
    return {200,
            "{\"id\":\"" + names.value(id)
                + "\",\"displayName\":\"Posteingang\",\"totalItemCount\":3,\"unreadItemCount\":1}"};
}

FakeGraph::Reply FakeGraph::folders(const QByteArray &target) const
{
    const bool first = !target.contains("deltatoken");
    const QByteArray values = first
        ? QByteArray("{\"id\":\"inbox==\",\"displayName\":\"Posteingang\",\"parentFolderId\":\"root==\","
                     "\"totalItemCount\":3,\"unreadItemCount\":1},"
                     "{\"id\":\"sub==\",\"displayName\":\"Fälle\",\"parentFolderId\":\"inbox==\"},"
                     "{\"id\":\"sent==\",\"displayName\":\"Gesendet\",\"parentFolderId\":\"root==\"},"
                     "{\"id\":\"hidden==\",\"displayName\":\"h\",\"parentFolderId\":\"root==\","
                     "\"isHidden\":true}")
        : QByteArray("{\"id\":\"sub==\",\"displayName\":\"Vorfälle\"},"
                     "{\"id\":\"sent==\",\"@removed\":{\"reason\":\"deleted\"}}");
    return {200,
            "{\"value\":[" + values + "],\"@odata.deltaLink\":\"" + mailbox() + "/mailFolders/delta?$deltatoken=1\"}"};
}

/// The newest first, `$top` on a page; by Message-ID or by the time of arrival.
FakeGraph::Reply FakeGraph::list(const QByteArray &target) const
{
    const QString folder = segmentAfter(target, "mailFolders");
    const QString query = QString::fromUtf8(QByteArray::fromPercentEncoding(target));
    const auto time = [&query](const QString &name) {
        return query.section(u"receivedDateTime "_s + name + u' ', 1).section(u' ', 0, 0).section(u'&', 0, 0);
    };
    const bool byTime = query.contains(u"receivedDateTime ge"_s);
    QJsonArray values;
    const qsizetype most = std::max(1, query.section(u"$top="_s, 1).section(u'&', 0, 0).toInt());
    qsizetype skip = query.section(u"$skip="_s, 1).section(u'&', 0, 0).toInt();
    const qsizetype from = skip;
    for (auto mail = mails.crbegin(); mail != mails.crend(); ++mail) {
        const QString id = QString::fromUtf8(messageIdOf(mail->raw));
        const bool wanted = byTime ? timeOf(mail->id) >= time(u"ge"_s) && timeOf(mail->id) < time(u"lt"_s)
                                   : !query.contains(u"$filter="_s) || query.contains(u'\'' + id + u'\'');
        if ((!folder.isEmpty() && mail->folder != folder) || !wanted || skip-- > 0)
            continue;
        if (values.size() == most) {
            const QByteArray more
                = target.left(target.indexOf("&$skip=") < 0 ? target.size() : target.indexOf("&$skip="));
            const QByteArray link = mailbox() + more.mid(user.size()) + "&$skip=" + QByteArray::number(from + most);
            return {200, toJson({{u"value"_s, values}, {u"@odata.nextLink"_s, QString::fromLatin1(link)}})};
        }
        values << messageJson(*mail, target.contains("$expand"));
    }
    return {200, toJson({{u"value"_s, values}})};
}

QString FakeGraph::add(const QByteArray &raw)
{
    mails.append({u"AAMk/%1=="_s.arg(m_next++), raw});
    m_log.append({false, mails.last().id});
    return mails.last().id;
}

void FakeGraph::remove(const QString &id)
{
    mails.removeIf([&id](const Mail &mail) { return mail.id == id; });
    m_log.append({true, id});
}

void FakeGraph::rename(const QString &id, const QString &other)
{
    for (Mail &mail : mails)
        if (mail.id == id)
            mail.id = other;
    for (Change &change : m_log)
        if (change.id == id)
            change.id = other;
}

void FakeGraph::bringBack(const Mail &mail)
{
    mails << mail;
    m_log.append({false, mail.id});
}

void FakeGraph::mark(const QString &id, bool read, int verb)
{
    for (Mail &mail : mails)
        if (mail.id == id) {
            mail.read = read;
            mail.verb = verb;
        }
    m_log.append({false, id});
}

QList<FakeGraph::Mail> FakeGraph::in(const QString &folder) const
{
    QList<Mail> found;
    for (const Mail &mail : mails)
        if (mail.folder == folder)
            found << mail;
    return found;
}

transport::Account FakeGraph::account() const
{
    transport::Account account;
    account.mailbox.uuid = QUuid(u"{11111111-2222-3333-4444-555555555555}"_s);
    account.mailbox.address = u"ir@corp.example"_s;
    account.mailbox.inbound = {domain::Protocol::Graph,
                               u"127.0.0.1"_s,
                               server.serverPort(),
                               domain::Security::None,
                               domain::SignIn::OAuth2,
                               u"ir@corp.example"_s,
                               {},
                               {}};
    account.mailbox.inbound.oauth.flow = domain::OAuthFlow::AccessToken;
    account.mailbox.outbound = account.mailbox.inbound;
    account.mailbox.outbound.signIn = domain::SignIn::AsInbound;
    account.inboundSecret = Secret("token-1");
    return account;
}

std::shared_ptr<transport::GraphAccount> FakeGraph::graph(transport::RequestGate::Limits limits)
{
    transport::TransportGround ground;
    ground.clock = &clock;
    const transport::Account mine = account();
    auto tokens = std::make_unique<transport::AccountTokens>(
        transport::tokenGroundOf(mine, domain::SecretUse::Inbound, ground));
    return std::make_shared<transport::GraphAccount>(mine, domain::SecretUse::Inbound, &clock, std::move(tokens),
                                                     limits);
}

int FakeGraph::asked(const QByteArray &operation) const
{
    int count = 0;
    for (const SeenRequest &request : server.requests)
        count += operationOf(methodOf(request), targetOf(request)) == operation ? 1 : 0;
    return count;
}

domain::RemoteFolder FakeGraph::inbox()
{
    return {u"inbox=="_s, u"Inbox"_s, u"/"_s, domain::FolderRole::Inbox, true, 3, 1};
}

domain::RemoteFolder FakeGraph::sentItems()
{
    return {u"sent=="_s, u"Sent Items"_s, u"/"_s, domain::FolderRole::Sent, true, 3, 0};
}

} // namespace liaison::test
