#include "app/demo/exchange_item.h"
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_restriction.h"

#include <algorithm>

namespace liaison::demo {

namespace {

/// The value that a restriction compares: by t:FieldURI or t:ExtendedFieldURI.
QString valueOf(const ExchangeItem &item, const ews::Element &field)
{
    if (field.is("ExtendedFieldURI"))
        return item.extended(extendedFieldFrom(field).key).value_or(QString());
    const QString uri = field.attribute("FieldURI");
    if (uri == QLatin1String("message:InternetMessageId"))
        return QString::fromUtf8(item.header("Message-ID"));
    if (uri == QLatin1String("item:Subject"))
        return item.subject();
    if (uri == QLatin1String("message:IsRead"))
        return item.isRead() ? QStringLiteral("true") : QStringLiteral("false");
    if (uri == QLatin1String("item:DateTimeReceived"))
        return item.receivedAt();
    if (uri == QLatin1String("item:ItemClass"))
        return item.itemClass();
    if (uri == QLatin1String("item:Size"))
        return QString::number(item.mail().raw.size());
    return QString::fromUtf8(item.header(uri.section(QLatin1Char(':'), -1).toLatin1().constData()));
}

Outcome<QList<ExchangeItem>> found(const Exchange &exchange, const FolderPlace &place, const ews::Element &request)
{
    QList<ExchangeItem> items;
    if (!place.folder.isMail())
        return items;
    const ews::Element &restriction = request.child("Restriction");
    for (const DemoMail &mail : place.folder.mails->mails) {
        const ExchangeItem item({exchange.keyOf(place.box, place.folder, mail.uid), place.box, place.folder, &mail});
        const auto fits = restriction.children.empty()
            ? std::optional(true)
            : meets(restriction.children.front(), [&item](const ews::Element &field) { return valueOf(item, field); });
        if (!fits)
            return refused("ErrorUnsupportedPathForQuery",
                           "The property can not be used with this type of restriction.");
        if (*fits)
            items << item;
    }
    // By arrival, the newest first, unless something else is asked for.
    const ews::Element &orders = request.child("SortOrder");
    const ews::Element none;
    const ews::Element &order = orders.children.empty() ? none : orders.children.front();
    const bool ascending = order.attribute("Order") == QLatin1String("Ascending");
    // The article number is the UID, by which they lie already: clients that page so must not pay for sorting.
    const bool byNumber = !order.children.empty() && extendedFieldFrom(order.children.front()).key == "0xe23";
    if (order.children.empty() || (byNumber && !ascending))
        std::reverse(items.begin(), items.end());
    else if (!byNumber)
        std::stable_sort(items.begin(), items.end(), [&](const ExchangeItem &a, const ExchangeItem &b) {
            const int result = compareValues(valueOf(a, order.children.front()), valueOf(b, order.children.front()));
            return ascending ? result < 0 : result > 0;
        });
    return items;
}

} // namespace

std::optional<Refusal> answerFindItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ExchangeShape shape = shapeFrom(call.body->child("ItemShape"));
    shape.mime = false; // no list has what takes the mail apart
    for (const char *field : {"item:Body", "item:Attachments", "item:MimeContent", "item:MimeContentUTF8"})
        shape.fields.remove(QLatin1String(field));
    const ews::Element &view = call.body->child("IndexedPageItemView");
    const qint64 offset = view.attribute("Offset").toLongLong();
    const qint64 most
        = view.attribute("MaxEntriesReturned").isEmpty() ? 1'000 : view.attribute("MaxEntriesReturned").toLongLong();
    ResponseMessages messages(out, "FindItem");
    for (const ews::Element &id : call.body->child("ParentFolderIds").children) {
        const auto place = exchange.folder(call, id);
        const auto items = place ? found(exchange, *place, *call.body) : tl::unexpected(place.error());
        if (!items) {
            messages.refuse(items.error());
            continue;
        }
        const qint64 end = std::min<qint64>(items->size(), offset + most);
        messages.success()
            .open("m:RootFolder")
            .attr("IndexedPagingOffset", QString::number(end))
            .attr("TotalItemsInView", QString::number(items->size()))
            .attr("IncludesLastItemInRange", end >= items->size() ? QStringLiteral("true") : QStringLiteral("false"))
            .open("t:Items");
        for (qint64 i = offset; i < end; ++i)
            writeItem(out, items->at(i), shape, call.version);
        out.close().close();
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
