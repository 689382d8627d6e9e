#include "app/demo/graph.h"

#include "app/demo/exchange_tokens.h"
#include "app/demo/graph_folders.h"
#include "app/demo/graph_ids.h"
#include "app/demo/graph_operations.h"
#include "core/mime/header_block.h"

#include <QJsonDocument>
#include <QUrl>
#include <QUuid>

namespace liaison::demo {

namespace {

constexpr int mostFields = 2'000;

QByteArray rootOf(const Graph &graph, const HttpRequest &request)
{
    return graph.exchange()->options().scheme + "://" + request.field("Host");
}

} // namespace

QString GraphCall::context(const QString &what) const
{
    return QString::fromLatin1(root) + QStringLiteral("/$metadata#users('")
        + QString::fromLatin1(QUrl::toPercentEncoding(box->address())) + QStringLiteral("')/") + what;
}

QByteArray GraphCall::location(const QString &what) const
{
    return root + "/users('" + box->address().toUtf8() + "')/" + what.toUtf8();
}

QString GraphCall::nextPage(int skip) const
{
    const QByteArray target = request->target.mid(5); // behind "/v1.0", which is in the root
    const qsizetype mark = target.indexOf('?');
    QByteArrayList options = mark < 0 ? QByteArrayList() : target.mid(mark + 1).split('&');
    options.removeIf([](const QByteArray &option) {
        return QByteArray::fromPercentEncoding(option).toLower().startsWith("$skip=");
    });
    options << "$skip=" + QByteArray::number(skip);
    return QString::fromUtf8(root + target.left(mark) + '?' + options.join('&'));
}

QString GraphCall::deltaLink(const QString &path, const char *tokenName, const QString &token) const
{
    return QString::fromUtf8(root + person) + path + QStringLiteral("/delta?") + QLatin1String(tokenName)
        + QLatin1Char('=') + token;
}

GraphOutcome<QJsonObject> GraphCall::json() const
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request->body, &error);
    const bool isJson = request->field("Content-Type").toLower().startsWith("application/json");
    if (!isJson || error.error != QJsonParseError::NoError || !document.isObject())
        return refusedByGraph(400, "BadRequest",
                              "Unable to read JSON request payload. Please ensure Content-Type header is set and "
                              "payload is of valid JSON format.");
    return document.object();
}

Graph::Graph(Exchange *exchange, GraphOptions options, QObject *parent)
    : QObject(parent), m_exchange(exchange), m_options(std::move(options))
{
}

const DemoMailbox *Graph::mailboxOf(const HttpRequest &request) const
{
    const auto query = graphQuery(request);
    const auto who = holder(request);
    if (!query || !who || query->path.isEmpty())
        return nullptr;
    const bool own = query->path.first().compare(QLatin1String("me"), Qt::CaseInsensitive) == 0;
    return post()->mailbox(own ? who->user : query->path.value(1));
}

bool Graph::enter(const DemoMailbox *box)
{
    int &count = m_inHand[box];
    if (count >= m_options.mostAtATime) {
        ++diary.tooManyAtATime;
        return false;
    }
    diary.mostAtATime = std::max(diary.mostAtATime, ++count);
    return true;
}

void Graph::leave(const DemoMailbox *box)
{
    --m_inHand[box];
}

GraphReply Graph::turnAway(const HttpRequest &request)
{
    Q_EMIT asked(request);
    GraphRefusal refusal{429,
                         QStringLiteral("ApplicationThrottled"),
                         QStringLiteral("Application is over its MailboxConcurrency limit."),
                         {{"Retry-After", "1"}},
                         true};
    return finished(request, tl::unexpected(refusal));
}

GraphReply Graph::answer(const HttpRequest &request)
{
    Q_EMIT asked(request);
    if (GraphUploads::isAddress(request.target))
        return finished(request, uploads.answer(request, rootOf(*this, request)));
    if (request.body.size() > m_options.largestRequest)
        return finished(request,
                        refusedByGraph(413, "RequestEntityTooLarge", "The request body is larger than the limit."));
    const auto query = graphQuery(request);
    const bool isBatch = query && query->path.value(0) == QLatin1String("$batch");
    GraphReply reply = finished(request, isBatch ? batch(request) : carryOut(request, Part::Whole));
    spoil(request, reply);
    return reply;
}

/// The answer with the fields that all have, told to who listens.
GraphReply Graph::finished(const HttpRequest &request, GraphResult result)
{
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    const QByteArray given = request.field("client-request-id");
    const QByteArray clientId = given.isEmpty() ? id : given;
    GraphReply reply = result ? std::move(*result) : refusalReply(result.error(), id, clientId);
    Q_EMIT conversed(request.method, request.target, reply.status, reply.body.isEmpty() ? QByteArray() : reply.type,
                     reply.body, request.body);
    HttpFields fields{{"Cache-Control", "private"}};
    if (!reply.body.isEmpty())
        fields.emplaceBack("Content-Type", reply.type);
    reply.fields = fields + reply.fields
        + HttpFields{{"Strict-Transport-Security", "max-age=31536000"},
                     {"request-id", id},
                     {"client-request-id", clientId},
                     {"x-ms-ags-diagnostic", R"({"ServerInfo":{"DataCenter":"Demo","Slice":"E","Ring":"4"}})"}};
    return reply;
}

GraphResult Graph::carryOut(const HttpRequest &request, Part part)
{
    auto query = graphQuery(request);
    if (!query)
        return refusedByGraph(400, "BadRequest", "Invalid version.");
    const auto who = holder(request);
    if (!who)
        return tl::unexpected(who.error());
    ++diary.requests;
    GraphCall call;
    call.request = &request;
    call.query = std::move(*query);
    call.root = rootOf(*this, request) + "/v1.0";
    call.holder = *who;
    QStringList path = call.query.path;
    const QString first = path.value(0).toLower();
    const bool own = first == QLatin1String("me");
    if ((!own && first != QLatin1String("users")) || path.size() < (own ? 1 : 2))
        return badQuery(QStringLiteral("Resource not found for the segment '%1'.").arg(path.value(0)));
    const QString person = own ? QString() : path.at(1);
    call.person = own ? "/me" : "/users/" + QUrl::toPercentEncoding(person, "@");
    path.remove(0, own ? 1 : 2);
    const auto route = graphRoute(call, request.method, path);
    if (!route)
        return tl::unexpected(route.error());
    const bool goesOn = call.query.has("$skiptoken") || call.query.has("$deltatoken");
    if (auto refusal = suffer(QLatin1String((*route)->operation), part, goesOn))
        return tl::unexpected(*refusal);
    if (const auto admitted = admitToGraph(*this, call, person, (*route)->needs); !admitted)
        return tl::unexpected(admitted.error());
    GraphResult result = (*route)->answer(*this, call);
    if (result)
        result->fields += call.query.applied();
    return result;
}

GraphOutcome<ExchangeFolder> Graph::folder(const GraphCall &call, const QString &key) const
{
    if (const auto named = graphFolderNamed(*call.box, key))
        return *named;
    const auto id = keyFromId(fromGraphId(key));
    if (!id)
        return refusedByGraph(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    const bool here = id->mailbox == m_exchange->numberOf(call.box) && id->uidValidity == 0;
    const auto found = here ? graphFolderNumbered(*call.box, id->folder) : std::nullopt;
    if (!found)
        return itemNotFound();
    return *found;
}

ItemPlace Graph::place(DemoMailbox *box, const ExchangeFolder &folder, const DemoMail &mail) const
{
    return {m_exchange->keyOf(box, folder, mail.uid), box, folder, &mail};
}

GraphOutcome<ItemPlace> Graph::message(const GraphCall &call, const QString &id) const
{
    ExchangeKey key;
    if (const auto immutable = immutableKeyFromId(id)) {
        const auto now = call.box->place(immutable->serial);
        if (!now || immutable->mailbox != m_exchange->numberOf(call.box))
            return itemNotFound();
        key = {immutable->mailbox, firstMailNumber + now->folder, 0, now->uid};
    } else if (const auto plain = keyFromId(fromGraphId(id)); plain && plain->uidValidity != 0) {
        key = *plain;
    } else {
        return refusedByGraph(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    }
    const auto folder = graphFolderNumbered(*call.box, key.folder);
    const bool there = folder && folder->isMail() && key.mailbox == m_exchange->numberOf(call.box)
        && (key.uidValidity == 0 || key.uidValidity == folder->mails->uidValidity);
    const DemoMail *mail = there ? folder->mails->find(key.uid) : nullptr;
    if (!mail)
        return itemNotFound();
    if (!call.folderKey.isEmpty()) {
        const auto within = this->folder(call, call.folderKey);
        if (!within || within->number != folder->number)
            return itemNotFound();
    }
    if (!faults.itemErrors.isEmpty() && hits(*call.request)) {
        const QByteArray messageId = mime::splitHeaders(mail->raw, mostFields).value("Message-ID");
        const QString code = faults.itemErrors.value(id, faults.itemErrors.value(QString::fromUtf8(messageId)));
        if (!code.isEmpty())
            return tl::unexpected(GraphRefusal{500, code, QStringLiteral("This fails on purpose.")});
    }
    return place(call.box, *folder, *mail);
}

bool Graph::hits(const HttpRequest &request) const
{
    return faults.operation.isEmpty() || faults.operation == graphOperationOf(request);
}

QString Graph::folderId(const DemoMailbox *box, quint32 number) const
{
    return toGraphId(idText({m_exchange->numberOf(box), number, 0, 0}));
}

QString Graph::messageId(const GraphCall &call, const ExchangeKey &key, quint64 serial) const
{
    return call.query.immutableIds ? immutableIdText({key.mailbox, serial}) : toGraphId(idText(key));
}

} // namespace liaison::demo
