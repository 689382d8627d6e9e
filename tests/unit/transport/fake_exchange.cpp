#include "tests/unit/transport/fake_exchange.h"

#include <QRegularExpression>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

QList<QByteArray> attributesIn(const QByteArray &body, const char *element)
{
    QList<QByteArray> ids;
    const QRegularExpression pattern(QStringLiteral("<t:%1 Id=\"([^\"]*)\"").arg(QLatin1String(element)));
    auto found = pattern.globalMatch(QString::fromUtf8(body));
    while (found.hasNext())
        ids << found.next().captured(1).toUtf8();
    return ids;
}

QByteArray textOf(const QByteArray &body, const QByteArray &element)
{
    const qsizetype open = body.indexOf('<' + element);
    const qsizetype from = body.indexOf('>', open) + 1;
    const qsizetype to = body.indexOf("</" + element + '>', from);
    return open < 0 || to < 0 ? QByteArray() : body.mid(from, to - from);
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray folderXml(const QByteArray &id, const QByteArray &name, const QByteArray &parent = "root",
                     const QByteArray &folderClass = "IPF.Note")
{
    return "<t:Folder><t:FolderId Id=\"" + id + "\" ChangeKey=\"c\"/><t:ParentFolderId Id=\"" + parent
        + "\"/><t:FolderClass>" + folderClass + "</t:FolderClass><t:DisplayName>" + name
        + "</t:DisplayName><t:TotalCount>3</t:TotalCount><t:ChildFolderCount>0</t:ChildFolderCount>"
          "<t:UnreadCount>1</t:UnreadCount></t:Folder>";
}

} // namespace

FakeExchange::FakeExchange(std::optional<QSslConfiguration> tls) : server(std::move(tls))
{
    server.handler = [this](const SeenRequest &request) -> std::optional<QByteArray> {
        const QByteArray operation = operationOf(request.body);
        std::optional<QByteArray> other;
        if (intercept && intercept(operation, request, other))
            return cut(other);
        return cut(answer(operation, request));
    };
}

std::optional<QByteArray> FakeExchange::cut(std::optional<QByteArray> answer)
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

QByteArray FakeExchange::operationOf(const QByteArray &body)
{
    const qsizetype at = body.indexOf("<s:Body>");
    const qsizetype name = body.indexOf("<m:", at) + 3;
    qsizetype end = name;
    while (end < body.size() && body.at(end) != ' ' && body.at(end) != '>' && body.at(end) != '/')
        ++end;
    return at < 0 ? QByteArray() : body.mid(name, end - name);
}

QString FakeExchange::add(const QByteArray &raw)
{
    mails.append({u"AAMk/%1=="_s.arg(m_next++), raw});
    m_log.append({"Create", mails.last().id});
    return mails.last().id;
}

void FakeExchange::remove(const QString &id)
{
    mails.removeIf([&id](const Mail &mail) { return mail.id == id; });
    m_log.append({"Delete", id});
}

void FakeExchange::mark(const QString &id, bool read)
{
    for (Mail &mail : mails)
        if (mail.id == id)
            mail.read = read;
    m_log.append({"ReadFlagChange", id});
}

transport::Account FakeExchange::account(domain::SignIn signIn) const
{
    transport::Account account;
    account.mailbox.uuid = QUuid(u"{11111111-2222-3333-4444-555555555555}"_s);
    account.mailbox.address = u"ir@corp.example"_s;
    account.mailbox.inbound = {domain::Protocol::Ews,
                               u"127.0.0.1"_s,
                               server.serverPort(),
                               domain::Security::None,
                               signIn,
                               u"ir@corp.example"_s,
                               {},
                               {}};
    account.mailbox.outbound = account.mailbox.inbound;
    account.mailbox.outbound.signIn = domain::SignIn::AsInbound;
    account.inboundSecret = Secret("gehe\xc3\xafm");
    return account;
}

std::shared_ptr<transport::EwsAccount> FakeExchange::exchange(transport::Account account)
{
    account.trace = [this](const QString &line) { trace << line; };
    return std::make_shared<transport::EwsAccount>(std::move(account), domain::SecretUse::Inbound, &clock, nullptr);
}

int FakeExchange::asked(const QByteArray &operation) const
{
    return int(requestsFor(operation).size());
}

QList<SeenRequest> FakeExchange::requestsFor(const QByteArray &operation) const
{
    QList<SeenRequest> found;
    for (const SeenRequest &request : server.requests)
        if (operationOf(request.body) == operation)
            found << request;
    return found;
}

domain::RemoteFolder FakeExchange::inbox()
{
    return {u"inbox=="_s, u"Inbox"_s, u"/"_s, domain::FolderRole::Inbox, true, 3, 1};
}

domain::RemoteFolder FakeExchange::sentItems()
{
    return {u"sent=="_s, u"Sent Items"_s, u"/"_s, domain::FolderRole::Sent, true, 3, 0};
}

QByteArray FakeExchange::message(const QByteArray &operation, const QByteArray &inner, const QByteArray &code,
                                 const QByteArray &xml)
{
    const bool good = code == "NoError";
    const QByteArray name = "m:" + operation + "ResponseMessage";
    return '<' + name + " ResponseClass=\"" + (good ? "Success" : "Error") + "\">"
        + (good ? QByteArray() : "<m:MessageText>No: " + code + "</m:MessageText>") + "<m:ResponseCode>" + code
        + "</m:ResponseCode>" + (xml.isEmpty() ? QByteArray() : "<m:MessageXml>" + xml + "</m:MessageXml>") + inner
        + "</" + name + '>';
}

QByteArray FakeExchange::soap(const QByteArray &operation, const QByteArray &messages, int status) const
{
    const QByteArray body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope "
                            "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
                            "xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" "
                            "xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><s:Header>"
                            "<t:ServerVersionInfo "
        + build + " Version=\"V2017_07_11\"/></s:Header><s:Body><m:" + operation + "Response><m:ResponseMessages>"
        + messages + "</m:ResponseMessages></m:" + operation + "Response></s:Body></s:Envelope>";
    return httpAnswer(status, body, "Content-Type: text/xml; charset=utf-8\r\n");
}

QByteArray FakeExchange::fault(const QByteArray &code, int status)
{
    const QByteArray body = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
                            "<faultcode xmlns:a=\"http://schemas.microsoft.com/exchange/services/2006/types\">a:"
        + code + "</faultcode><faultstring>No: " + code
        + "</faultstring><detail><e:ResponseCode "
          "xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">"
        + code + "</e:ResponseCode></detail></s:Fault></s:Body></s:Envelope>";
    return httpAnswer(status, body, "Content-Type: text/xml; charset=utf-8\r\n");
}

QByteArray FakeExchange::answer(const QByteArray &operation, const SeenRequest &request)
{
    if (operation == "GetFolder")
        return getFolders(request.body);
    if (operation == "SyncFolderHierarchy")
        return hierarchy();
    if (operation == "SyncFolderItems")
        return syncItems(request.body);
    if (operation == "GetItem")
        return getItems(request.body);
    if (operation == "CreateItem")
        return create(request.body);
    if (operation == "UpdateItem")
        return update(request.body);
    if (operation == "FindItem")
        return find(request.body);
    if (operation == "MoveItem")
        return move(request.body);
    if (operation == "Subscribe")
        return soap(operation,
                    message(operation,
                            "<m:SubscriptionId>sub-1</m:SubscriptionId>"
                            "<m:Watermark>w1</m:Watermark>"));
    if (operation == "GetStreamingEvents")
        return streamHead() + heartbeat();
    if (operation == "Unsubscribe")
        return soap(operation, message(operation, {}));
    return failing(operation, "ErrorInvalidRequest");
}

QByteArray FakeExchange::getFolders(const QByteArray &body) const
{
    QByteArray messages;
    const QHash<QByteArray, QByteArray> known{{"inbox", folderXml("inbox==", "Inbox")},
                                              {"sentitems", folderXml("sent==", "Sent Items")},
                                              {"junkemail", folderXml("junk==", "Junk")}};
    for (const QByteArray &name : attributesIn(body, "DistinguishedFolderId"))
        messages += known.contains(name) ? message("GetFolder", "<m:Folders>" + known.value(name) + "</m:Folders>")
                                         : message("GetFolder", {}, "ErrorFolderNotFound");
    for (const QByteArray &id : attributesIn(body, "FolderId"))
        messages += message("GetFolder", "<m:Folders>" + folderXml(id, "Named " + id) + "</m:Folders>");
    return soap("GetFolder", messages);
}

QByteArray FakeExchange::hierarchy() const
{
    QByteArray changes;
    for (const QByteArray &folder :
         {folderXml("inbox==", "Inbox"), folderXml("sent==", "Sent Items"), folderXml("junk==", "Junk"),
          folderXml("cases==", "Cases", "inbox=="), folderXml("cal==", "Calendar", "root", "IPF.Appointment")})
        changes += "<t:Create>" + folder + "</t:Create>";
    return soap("SyncFolderHierarchy",
                message("SyncFolderHierarchy",
                        "<m:SyncState>h1</m:SyncState><m:IncludesLastFolderInRange>true"
                        "</m:IncludesLastFolderInRange><m:Changes>"
                            + changes + "</m:Changes>"));
}

QByteArray FakeExchange::syncItems(const QByteArray &body) const
{
    const QList<QByteArray> state = textOf(body, "m:SyncState").split('/');
    if (state.size() == 2 && state.at(0).toInt() != m_era)
        return failing("SyncFolderItems", "ErrorInvalidSyncStateData");
    const int from = state.size() == 2 ? state.at(1).toInt() : 0;
    const int to = int(std::min<qsizetype>(m_log.size(), from + changesAPage));
    QByteArray changes;
    for (int i = from; i < to; ++i) {
        const Change &change = m_log.at(i);
        const QByteArray id = "<t:ItemId Id=\"" + change.id.toUtf8() + "\" ChangeKey=\"c\"/>";
        const bool whole = change.kind == "Create" || change.kind == "Update";
        changes += "<t:" + change.kind + '>'
            + (whole ? "<t:Message>" + id + "<t:Size>100</t:Size><t:DateTimeReceived>2026-01-02T03:04:"
                       + QByteArray::number(10 + i % 50) + "Z</t:DateTimeReceived></t:Message>"
                     : id)
            + (change.kind == "ReadFlagChange" ? "<t:IsRead>true</t:IsRead>" : "") + "</t:" + change.kind + '>';
    }
    return soap("SyncFolderItems",
                message("SyncFolderItems",
                        "<m:SyncState>" + QByteArray::number(m_era) + '/' + QByteArray::number(to)
                            + "</m:SyncState><m:IncludesLastItemInRange>" + (to == m_log.size() ? "true" : "false")
                            + "</m:IncludesLastItemInRange><m:Changes>" + changes + "</m:Changes>"));
}

QByteArray FakeExchange::getItems(const QByteArray &body) const
{
    const bool mime = body.contains("<t:IncludeMimeContent>true") || body.contains("MimeContentUTF8");
    QByteArray messages;
    const QList<QByteArray> ids = attributesIn(body, "ItemId");
    for (const QByteArray &id : ids) {
        if (ids.size() > 1 && leftOut == QString::fromUtf8(id))
            continue;
        const auto mail = std::find_if(mails.cbegin(), mails.cend(),
                                       [&id](const Mail &one) { return one.id == QString::fromUtf8(id); });
        if (mail == mails.cend() || !mail->error.isEmpty()) {
            messages += message("GetItem", {}, mail == mails.cend() ? "ErrorItemNotFound" : mail->error);
            continue;
        }
        messages += message(
            "GetItem",
            "<m:Items><t:Message>"
                + (mime ? "<t:MimeContent CharacterSet=\"UTF-8\">" + mail->raw.toBase64() + "</t:MimeContent>"
                        : QByteArray())
                + "<t:ItemId Id=\"" + id
                + "\" ChangeKey=\"c2\"/><t:DateTimeReceived>2026-01-02T03:04:05Z"
                  "</t:DateTimeReceived><t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x1081\" "
                  "PropertyType=\"Integer\"/><t:Value>"
                + QByteArray::number(mail->verb)
                + "</t:Value></t:ExtendedProperty><t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0xe07\" "
                  "PropertyType=\"Integer\"/><t:Value>"
                + (mail->read ? "1" : "0") + "</t:Value></t:ExtendedProperty></t:Message></m:Items>");
    }
    return soap("GetItem", messages);
}

QByteArray FakeExchange::create(const QByteArray &body)
{
    const QByteArray raw = QByteArray::fromBase64(textOf(body, "t:MimeContent"));
    if (body.contains("Id=\"drafts\"")) {
        drafts.append({u"draft%1=="_s.arg(m_next++), raw});
        return soap(
            "CreateItem",
            message("CreateItem",
                    "<m:Items><t:Message><t:ItemId Id=\"" + drafts.last().id.toUtf8() + "\"/></t:Message></m:Items>"));
    }
    sent.append({u"s%1"_s.arg(sent.size()), raw});
    const bool sends = body.contains("SendAndSaveCopy");
    return soap("CreateItem",
                message("CreateItem",
                        sends ? "<m:Items/>" : "<m:Items><t:Message><t:ItemId Id=\"new==\"/></t:Message></m:Items>"));
}

/// Out of Drafts into Sent Items; nothing else is moved here.
QByteArray FakeExchange::move(const QByteArray &body)
{
    const QString id = QString::fromUtf8(attributesIn(body, "ItemId").value(0));
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        if (drafts.at(i).id != id)
            continue;
        sent.append(drafts.takeAt(i));
        return soap("MoveItem",
                    message("MoveItem", "<m:Items><t:Message><t:ItemId Id=\"moved==\"/></t:Message></m:Items>"));
    }
    return failing("MoveItem", "ErrorItemNotFound");
}

QByteArray FakeExchange::update(const QByteArray &body)
{
    const QByteArray id = attributesIn(body, "ItemId").value(0);
    for (Mail &mail : mails) {
        if (mail.id != QString::fromUtf8(id))
            continue;
        if (body.contains("<t:IsRead>"))
            mail.read = textOf(body, "t:IsRead") == "true";
        if (body.contains("0x1081"))
            mail.verb = textOf(body.mid(body.indexOf("0x1081")), "t:Value").toInt();
        return soap("UpdateItem",
                    message("UpdateItem", "<m:Items><t:Message><t:ItemId Id=\"" + id + "\"/></t:Message></m:Items>"));
    }
    return failing("UpdateItem", "ErrorItemNotFound");
}

QByteArray FakeExchange::find(const QByteArray &body) const
{
    const qsizetype at = body.indexOf("Value=\"") + 7;
    QByteArray id = body.mid(at, body.indexOf('"', at) - at);
    id.replace("&lt;", "<").replace("&gt;", ">");
    QByteArray items;
    const QList<Mail> &all = body.contains("\"inbox==\"") ? mails
        : body.contains("\"junk==\"")                     ? junk
        : body.contains("Id=\"drafts\"")                  ? drafts
                                                          : sent;
    for (const Mail &mail : all)
        if (mail.raw.contains("Message-ID: " + id))
            items += "<t:Message><t:ItemId Id=\"" + mail.id.toUtf8() + "\"/></t:Message>";
    return soap(
        "FindItem",
        message("FindItem",
                "<m:RootFolder IncludesLastItemInRange=\"true\"><t:Items>" + items + "</t:Items></m:RootFolder>"));
}

QByteArray FakeExchange::streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";
}

QByteArray FakeExchange::notification(const QByteArray &inner) const
{
    const QByteArray whole = soap("GetStreamingEvents", message("GetStreamingEvents", inner));
    return chunk(whole.mid(whole.indexOf("\r\n\r\n") + 4));
}

QByteArray FakeExchange::event(const QString &folder) const
{
    return notification("<m:Notifications><m:Notification><t:SubscriptionId>sub-1</t:SubscriptionId><t:NewMailEvent>"
                        "<t:TimeStamp>2026-01-02T03:04:05Z</t:TimeStamp><t:ItemId Id=\"x\"/><t:ParentFolderId Id=\""
                        + folder.toUtf8() + "\"/></t:NewMailEvent></m:Notification></m:Notifications>");
}

QByteArray FakeExchange::heartbeat() const
{
    return notification("<m:ConnectionStatus>OK</m:ConnectionStatus>");
}

} // namespace liaison::test
