#include "graph_requests.h"

#include "core/graph/batch.h"
#include "core/graph/create_draft.h"
#include "core/graph/delete_message.h"
#include "core/graph/get_folder.h"
#include "core/graph/get_message.h"
#include "core/graph/get_mime.h"
#include "core/graph/list_folders.h"
#include "core/graph/list_messages.h"
#include "core/graph/message_parts.h"
#include "core/graph/move_message.h"
#include "core/graph/send_draft.h"
#include "core/graph/send_mail.h"
#include "core/graph/sync_folders.h"
#include "core/graph/sync_messages.h"
#include "core/graph/update_message.h"
#include "core/graph/upload_session.h"

namespace liaison::graph::test {

namespace {

MessageParts someParts()
{
    MessageParts parts;
    parts.messageId = QStringLiteral("<new@corp.example>");
    parts.inReplyTo = QStringLiteral("<old@corp.example>");
    parts.references = QStringLiteral("<first@corp.example> <old@corp.example>");
    parts.subject = QStringLiteral("Grüße");
    parts.from = {{QStringLiteral("SOC"), QStringLiteral("soc@corp.example")}};
    parts.to = {{{}, QStringLiteral("a@corp.example")}};
    parts.cc = {{QStringLiteral("B"), QStringLiteral("b@corp.example")}};
    parts.bcc = parts.to;
    parts.replyTo = parts.from;
    parts.body = QStringLiteral("<p>\"Hello\"</p>\n");
    parts.bodyIsHtml = true;
    return parts;
}

QList<NamedRequest> writing(const MailboxRef &mailbox, const QString &id)
{
    const QByteArray mime = "Message-ID: <new@corp.example>\r\nSubject: x\r\n\r\nHello\r\n";
    const PartFile file{QStringLiteral("a b.pdf"), QStringLiteral("application/pdf"), QStringLiteral("cid@x"), true,
                        QByteArray(5, '\0')};
    const MessageUpdate forwarded{{}, LastVerb::Forwarded, 1'795'000'000'000, {}};
    QList<NamedRequest> all{
        {QStringLiteral("read"), UpdateMessage::request(mailbox, id, {true, {}, {}, {}})},
        {QStringLiteral("unread"), UpdateMessage::request(mailbox, id, {false, {}, {}, {}})},
        {QStringLiteral("replied"), UpdateMessage::request(mailbox, id, {{}, LastVerb::Replied, {}, {}})},
        {QStringLiteral("forwarded"), UpdateMessage::request(mailbox, id, forwarded)},
        {QStringLiteral("hidden recipients"), UpdateMessage::request(mailbox, id, {{}, {}, {}, someParts().cc})},
        {QStringLiteral("move"), MoveMessage::request(mailbox, id, well_known::archive)},
        {QStringLiteral("draft"), CreateDraft::request(mailbox, mime)},
        {QStringLiteral("draft in a folder"), CreateDraft::request(mailbox, mime, id)},
        {QStringLiteral("send draft"), SendDraft::request(mailbox, id)},
        {QStringLiteral("send mail"), SendMail::request(mailbox, mime)},
        {QStringLiteral("delete"), DeleteMessage::request(mailbox, id)},
        {QStringLiteral("parts"), CreateMessage::request(mailbox, someParts())},
        {QStringLiteral("few parts"), CreateMessage::request(mailbox, {QStringLiteral("<n@x>")})},
        {QStringLiteral("attachment"), AddAttachment::request(mailbox, id, file)},
        {QStringLiteral("upload session"), CreateUploadSession::request(mailbox, id, file)},
    };
    return all;
}

} // namespace

QList<NamedRequest> allRequests(const MailboxRef &mailbox)
{
    const QString id = QStringLiteral("AAMk/AD+k-_'0=");
    const QString messageId = QStringLiteral("<it's+100%&x@corp.example>");
    QList<NamedRequest> all{
        {QStringLiteral("folders"), ListFolders::request(mailbox)},
        {QStringLiteral("child folders"), ListFolders::request(mailbox, id)},
        {QStringLiteral("folder by name"), GetFolder::request(mailbox, well_known::inbox)},
        {QStringLiteral("folder by id"), GetFolder::request(mailbox, id)},
        {QStringLiteral("folders' delta"), SyncFolders::request(mailbox)},
        {QStringLiteral("messages' delta"), SyncMessages::request(mailbox, id, 100)},
        {QStringLiteral("messages' delta goes on"),
         SyncMessages::request(mailbox.path() + "/mailFolders('AAMk%3D')/messages/delta?$deltatoken=ab-C_1", 100)},
        {QStringLiteral("newest"), ListMessages::request(mailbox, {id, {}, 1, MessageShape::Headers})},
        {QStringLiteral("of a time"),
         ListMessages::request(mailbox, {id, {}, 512, MessageShape::Marks, 1'600'000'000'000, 1'600'000'900'000})},
        {QStringLiteral("by Message-ID"),
         ListMessages::request(mailbox, {well_known::sentItems, messageId, 5, MessageShape::Id})},
        {QStringLiteral("by Message-ID, anywhere"),
         ListMessages::request(mailbox, {{}, messageId, 5, MessageShape::Marks})},
        {QStringLiteral("message"), GetMessage::request(mailbox, id)},
        {QStringLiteral("message for a sync"), GetMessage::request(mailbox, id, MessageShape::Sync)},
        {QStringLiteral("message with marks"), GetMessage::request(mailbox, id, MessageShape::Marks)},
        {QStringLiteral("MIME"), GetMime::request(mailbox, id)},
    };
    all << writing(mailbox, id);
    QList<Request> inBatch;
    for (const NamedRequest &one : std::as_const(all))
        if (!one.request.headers.contains({"Content-Type", "text/plain"}))
            inBatch << one.request;
    all << NamedRequest{QStringLiteral("batch"), Batch::request(inBatch)};
    all << NamedRequest{QStringLiteral("batch in order"), Batch::request(inBatch, BatchOrder::OneByOne)};
    return all;
}

} // namespace liaison::graph::test
