#include "graph_readers.h"

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

using namespace Qt::StringLiterals;

namespace liaison::graph::test {

namespace {

template <class Make> Reader readerOf(Make make)
{
    return [make](const RecordedAnswer &answer, Arrival arrival) -> Outcome {
        auto operation = make();
        operation.begin(answer.head);
        feed(operation, answer.body, arrival);
        const auto value = operation.finish();
        return value ? Outcome() : Outcome(value.error());
    };
}

} // namespace

const QMap<QString, Reader> &readers()
{
    static const QMap<QString, Reader> all{
        {u"GET /me/mailFolders"_s, readerOf([] { return ListFolders(root()); })},
        {u"GET /me/mailFolders/{mailFolder-id}/childFolders"_s, readerOf([] { return ListFolders(root()); })},
        {u"GET /me/mailFolders/{mailFolder-id}"_s, readerOf([] { return GetFolder(); })},
        {u"GET /me/mailFolders/delta"_s, readerOf([] { return SyncFolders(root()); })},
        {u"GET /me/mailFolders/{mailFolder-id}/messages/delta"_s, readerOf([] { return SyncMessages(root()); })},
        {u"GET /me/mailFolders/{mailFolder-id}/messages"_s, readerOf([] { return ListMessages(root()); })},
        {u"GET /me/messages"_s, readerOf([] { return ListMessages(root()); })},
        {u"GET /me/messages/{message-id}"_s, readerOf([] { return GetMessage(); })},
        {u"GET /me/messages/{message-id}/$value"_s, readerOf([] { return GetMime(); })},
        {u"PATCH /me/messages/{message-id}"_s, readerOf([] { return UpdateMessage(); })},
        {u"POST /me/messages/{message-id}/move"_s, readerOf([] { return MoveMessage(); })},
        {u"POST /me/messages"_s, readerOf([] { return CreateDraft(); })},
        {u"POST /me/messages, as properties"_s, readerOf([] { return CreateMessage(); })},
        {u"POST /me/mailFolders/{mailFolder-id}/messages"_s, readerOf([] { return CreateDraft(); })},
        {u"POST /me/messages/{message-id}/send"_s, readerOf([] { return SendDraft(); })},
        {u"POST /me/sendMail"_s, readerOf([] { return SendMail(); })},
        {u"DELETE /me/messages/{message-id}"_s, readerOf([] { return DeleteMessage(); })},
        {u"POST /me/messages/{message-id}/attachments"_s, readerOf([] { return AddAttachment(); })},
        {u"POST /me/messages/{message-id}/attachments/createUploadSession"_s,
         readerOf([] { return CreateUploadSession(root()); })},
        {u"POST /$batch"_s, readerOf([] { return Batch(mostInBatch); })},
        {u"PUT"_s,
         [](const RecordedAnswer &answer, Arrival) -> Outcome {
             Upload upload(3'483'322);
             const auto took = upload.took(answer.head, answer.body);
             return took ? Outcome() : Outcome(took.error());
         }},
    };
    return all;
}

QMap<QString, Reader> readersOf(const QString &method, const QString &route)
{
    // An upload goes to an address of its own, which no description has.
    const QString key = method == "PUT"_L1 ? method : method + u' ' + route;
    QMap<QString, Reader> all;
    for (auto reader = readers().begin(); reader != readers().end(); ++reader)
        if (reader.key() == key || reader.key().startsWith(key + ", "_L1))
            all.insert(reader.key(), reader.value());
    return all;
}

QString routeOf(const QString &target)
{
    QStringList parts = target.section(u'?', 0, 0).split(u'/', Qt::SkipEmptyParts);
    if (parts.value(0) == "v1.0"_L1)
        parts.removeFirst();
    if (parts.value(0) == "users"_L1 && parts.size() > 1)
        parts = QStringList{u"me"_s} + parts.mid(2);
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const QString &above = parts.at(i - 1);
        if (parts.at(i) == "delta"_L1)
            continue;
        if (above == "mailFolders"_L1)
            parts[i] = u"{mailFolder-id}"_s;
        else if (above == "messages"_L1)
            parts[i] = u"{message-id}"_s;
    }
    return u'/' + parts.join(u'/');
}

} // namespace liaison::graph::test
