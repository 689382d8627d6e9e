#include "core/ews/subscribe.h"

#include "core/ews/request_writer.h"

namespace liaison::ews {

namespace {

void writeFolders(RequestWriter &writer, const QList<FolderRef> &folders)
{
    if (folders.isEmpty()) {
        writer.attribute("SubscribeToAllFolders", QStringLiteral("true"));
    } else {
        writer.openT("FolderIds");
        for (const FolderRef &folder : folders)
            writer.folderId(folder);
        writer.close();
    }
    writer.openT("EventTypes");
    for (const char *event :
         {"NewMailEvent", "CreatedEvent", "DeletedEvent", "ModifiedEvent", "MovedEvent", "CopiedEvent"})
        writer.textT("EventType", QLatin1String(event));
    writer.close();
}

} // namespace

QByteArray Subscribe::streaming(const RequestContext &context, const QList<FolderRef> &folders)
{
    RequestWriter writer(context, "Subscribe");
    writer.openM("StreamingSubscriptionRequest");
    writeFolders(writer, folders);
    return writer.close().finish();
}

QByteArray Subscribe::pull(const RequestContext &context, const QList<FolderRef> &folders, int timeoutMinutes)
{
    RequestWriter writer(context, "Subscribe");
    writer.openM("PullSubscriptionRequest");
    const bool inboxAlone = folders.isEmpty() && context.version < ServerVersion::Exchange2010;
    writeFolders(writer, inboxAlone ? QList{FolderRef::named(QStringLiteral("inbox"))} : folders);
    writer.textT("Timeout", QString::number(qBound(1, timeoutMinutes, 1'440)));
    return writer.close().finish();
}

Answer<Subscription> Subscribe::read(const Element &message)
{
    Subscription subscription{message.childText("SubscriptionId").trimmed(), message.childText("Watermark").trimmed()};
    if (subscription.id.isEmpty())
        return lacking("SubscriptionId");
    return subscription;
}

} // namespace liaison::ews
