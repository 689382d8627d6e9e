#include "core/ews/notification.h"

#include "core/ews/item.h"

namespace liaison::ews {

namespace {

MailboxEvent eventFrom(const Element &element)
{
    static const QList<QPair<QLatin1String, MailboxEvent::Kind>> kinds{
        {QLatin1String("NewMailEvent"), MailboxEvent::Kind::NewMail},
        {QLatin1String("CreatedEvent"), MailboxEvent::Kind::Created},
        {QLatin1String("DeletedEvent"), MailboxEvent::Kind::Deleted},
        {QLatin1String("ModifiedEvent"), MailboxEvent::Kind::Modified},
        {QLatin1String("MovedEvent"), MailboxEvent::Kind::Moved},
        {QLatin1String("CopiedEvent"), MailboxEvent::Kind::Copied},
        {QLatin1String("StatusEvent"), MailboxEvent::Kind::Status},
    };
    MailboxEvent event;
    for (const auto &kind : kinds)
        if (element.name == kind.first)
            event.kind = kind.second;
    event.item = itemIdFrom(element.child("ItemId"));
    event.folderId = element.child("FolderId").attribute("Id");
    event.parentFolderId = element.child("ParentFolderId").attribute("Id");
    event.oldParentFolderId = element.child("OldParentFolderId").attribute("Id");
    return event;
}

} // namespace

QStringList Notification::folders() const
{
    QStringList all;
    for (const MailboxEvent &event : events)
        for (const QString &folder : {event.parentFolderId, event.oldParentFolderId, event.folderId})
            if (!folder.isEmpty() && !all.contains(folder))
                all << folder;
    return all;
}

Notification notificationFrom(const Element &element)
{
    Notification notification;
    notification.subscriptionId = element.childText("SubscriptionId").trimmed();
    notification.more = element.childFlag("MoreEvents");
    notification.watermark = element.childText("PreviousWatermark").trimmed();
    for (const Element &child : element.children) {
        if (!child.name.endsWith(QLatin1String("Event")))
            continue;
        notification.events << eventFrom(child);
        const QString watermark = child.childText("Watermark").trimmed();
        if (!watermark.isEmpty())
            notification.watermark = watermark;
    }
    return notification;
}

} // namespace liaison::ews
