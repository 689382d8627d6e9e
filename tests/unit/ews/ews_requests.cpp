#include "ews_requests.h"

#include "core/ews/create_item.h"
#include "core/ews/find_item.h"
#include "core/ews/get_attachment.h"
#include "core/ews/get_events.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_item.h"
#include "core/ews/get_streaming_events.h"
#include "core/ews/move_item.h"
#include "core/ews/resolve_names.h"
#include "core/ews/subscribe.h"
#include "core/ews/sync_folder_hierarchy.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/unsubscribe.h"
#include "core/ews/update_item.h"

namespace liaison::ews::test {

namespace {

const QString odd = QString::fromUtf8("a&<b>\"'\x01\xc3\xbc") + QChar(0xd800);

QList<FolderRef> someFolders()
{
    QList<FolderRef> folders{FolderRef::byId(QStringLiteral("AAMk/+=")), FolderRef::byId(odd),
                             FolderRef::named(QStringLiteral("inbox"), QStringLiteral("shared@corp.example")),
                             FolderRef::named(QStringLiteral("msgfolderroot"))};
    for (const QString &name : GetFolder::mailEveryoneHas())
        folders << FolderRef::named(name);
    return folders;
}

void addReading(const RequestContext &context, QList<NamedRequest> &all)
{
    const FolderRef root = FolderRef::named(QStringLiteral("msgfolderroot"));
    const QList<ItemId> items{{QStringLiteral("AAMk"), QStringLiteral("CQ")}, {odd, {}}};
    all << NamedRequest{QStringLiteral("GetFolder, ids"),
                        GetFolder::request(context, someFolders(), FolderShape::IdOnly)}
        << NamedRequest{QStringLiteral("GetFolder, full"), GetFolder::request(context, someFolders())}
        << NamedRequest{QStringLiteral("SyncFolderHierarchy, first"), SyncFolderHierarchy::request(context, root, {})}
        << NamedRequest{QStringLiteral("SyncFolderHierarchy, next"),
                        SyncFolderHierarchy::request(context, root, QStringLiteral("H4s="), FolderShape::IdOnly)}
        << NamedRequest{QStringLiteral("SyncFolderItems, first"), SyncFolderItems::request(context, {root})}
        << NamedRequest{QStringLiteral("SyncFolderItems, next"),
                        SyncFolderItems::request(context, {someFolders().at(0), odd, -1, {odd}, false})}
        << NamedRequest{QStringLiteral("SyncFolderItems, with Message-IDs"),
                        SyncFolderItems::request(context, {root, {}, 512, {}, true, true})}
        << NamedRequest{QStringLiteral("SyncFolderItems, Message-IDs alone"),
                        SyncFolderItems::request(context, {root, {}, 512, {}, false, true})};
    const QList<QPair<const char *, ItemShape>> shapes{
        {"ids", ItemShape::IdOnly}, {"headers", ItemShape::Headers},        {"any item", ItemShape::AnyItem},
        {"mime", ItemShape::Mime},  {"mime in UTF-8", ItemShape::MimeUtf8}, {"properties", ItemShape::Properties}};
    for (const auto &shape : shapes)
        all << NamedRequest{QStringLiteral("GetItem, ") + QLatin1String(shape.first),
                            GetItem::request(context, items, shape.second)};
    all << NamedRequest{QStringLiteral("GetAttachment"), GetAttachment::request(context, {QStringLiteral("x"), odd})}
        << NamedRequest{QStringLiteral("FindItem"), FindItem::request(context, someFolders(), odd)}
        << NamedRequest{QStringLiteral("ResolveNames"), ResolveNames::request(context, odd)};
}

void addWriting(const RequestContext &context, QList<NamedRequest> &all)
{
    const QList<ItemId> items{{QStringLiteral("AAMk"), QStringLiteral("CQ")}, {odd, {}}};
    const QByteArray mime = "From: a@x.example\r\n\r\nHello\r\n";
    NewMail sent{mime};
    NewMail copied{mime};
    copied.bcc = {QStringLiteral("b@x.example"), odd};
    const FolderRef drafts = FolderRef::named(QStringLiteral("drafts"));
    all << NamedRequest{QStringLiteral("CreateItem, send"), CreateItem::request(context, sent)}
        << NamedRequest{QStringLiteral("CreateItem, Bcc"), CreateItem::request(context, copied)}
        << NamedRequest{QStringLiteral("CreateItem, draft"),
                        CreateItem::request(context, {mime, NewMail::Disposition::SaveOnly, drafts, {}, false})}
        << NamedRequest{QStringLiteral("CreateItem, append"),
                        CreateItem::request(
                            context, {mime, NewMail::Disposition::SaveOnly, someFolders().at(0), copied.bcc, true})}
        << NamedRequest{QStringLiteral("UpdateItem"),
                        UpdateItem::request(context,
                                            {{items.at(0), true, LastVerb::Replied},
                                             {items.at(1), {}, LastVerb::Forwarded},
                                             {items.at(1), false, LastVerb::None}})}
        << NamedRequest{QStringLiteral("MoveItem"), MoveItem::request(context, drafts, items)};
}

void addNotifications(const RequestContext &context, QList<NamedRequest> &all)
{
    if (can(context.version, Ability::Streaming))
        all << NamedRequest{QStringLiteral("Subscribe, streaming"), Subscribe::streaming(context, someFolders())}
            << NamedRequest{QStringLiteral("Subscribe, all folders"), Subscribe::streaming(context, {})}
            << NamedRequest{QStringLiteral("GetStreamingEvents"),
                            GetStreamingEvents::request(context, {QStringLiteral("s1"), odd}, 0)};
    all << NamedRequest{QStringLiteral("Subscribe, pull"), Subscribe::pull(context, someFolders(), 0)}
        << NamedRequest{QStringLiteral("Subscribe, pull all"), Subscribe::pull(context, {}, 30)}
        << NamedRequest{QStringLiteral("GetEvents"), GetEvents::request(context, QStringLiteral("s1"), odd)}
        << NamedRequest{QStringLiteral("Unsubscribe"), Unsubscribe::request(context, odd)};
}

} // namespace

QList<NamedRequest> allRequests(const RequestContext &context)
{
    QList<NamedRequest> all;
    addReading(context, all);
    addWriting(context, all);
    addNotifications(context, all);
    return all;
}

} // namespace liaison::ews::test
