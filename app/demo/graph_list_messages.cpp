// Lists of messages, one message and its MIME.
#include "app/demo/graph_filter.h"
#include "app/demo/graph_folders.h"
#include "app/demo/graph_message.h"
#include "app/demo/graph_operations.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr int usualPage = 10;
constexpr int mostPage = 1'000;

struct Found {
    const ExchangeFolder *folder;
    const DemoMail *mail;
};

/// Mails that the filter's times leave: found by halving where a folder's mails lie as they came, as they mostly do.
std::pair<qsizetype, qsizetype> inTime(const QList<DemoMail> &mails, const GraphFilter &filter)
{
    const auto earlier = [](const DemoMail &a, const DemoMail &b) { return a.internalDate < b.internalDate; };
    const UtcMs from = filter.span().first;
    const UtcMs to = filter.span().second;
    if (!std::is_sorted(mails.cbegin(), mails.cend(), earlier))
        return {0, mails.size()};
    const auto first = std::partition_point(mails.cbegin(), mails.cend(),
                                            [&](const DemoMail &mail) { return mail.internalDate < from; });
    const auto last
        = std::partition_point(first, mails.cend(), [&](const DemoMail &mail) { return mail.internalDate < to; });
    return {first - mails.cbegin(), last - mails.cbegin()};
}

/// What of the folders fits, in the order that is wished.
QList<Found> found(const Graph &graph, const GraphCall &call, const QList<ExchangeFolder> &folders,
                   const GraphFilter &filter, const GraphOrder &order)
{
    QList<Found> all;
    for (const ExchangeFolder &folder : folders) {
        if (!folder.isMail())
            continue;
        const auto [first, last] = inTime(folder.mails->mails, filter);
        for (qsizetype i = first; i < last; ++i) {
            const DemoMail &mail = folder.mails->mails.at(i);
            if (filter.isEmpty()
                || (filter.mayFit(mail) && filter.fits(ExchangeItem(graph.place(call.box, folder, mail)))))
                all << Found{&folder, &mail};
        }
    }
    const auto key = [&](const Found &one) {
        const ExchangeItem item(graph.place(call.box, *one.folder, *one.mail));
        return order.property == QLatin1String("subject") ? item.subject() : item.sentAt();
    };
    const bool byArrival = order.property == QLatin1String("receivedDateTime");
    const auto less = [&](const Found &a, const Found &b) {
        return byArrival ? a.mail->internalDate < b.mail->internalDate : key(a) < key(b);
    };
    if (!std::is_sorted(all.cbegin(), all.cend(), less)) // mails mostly lie as they came
        std::stable_sort(all.begin(), all.end(), less);
    if (order.descending)
        std::reverse(all.begin(), all.end());
    return all;
}

/// Properties that are sorted by have to come first in the filter, in their order.
bool isEfficient(const GraphFilter &filter, const GraphQuery &query, const GraphOrder &order)
{
    return filter.isEmpty() || !query.has("$orderby") || filter.properties().first() == order.property;
}

} // namespace

GraphResult listMessages(Graph &graph, const GraphCall &call)
{
    const auto shape = messageShape(call.query);
    const auto filter = GraphFilter::parse(call.query.option("$filter").trimmed());
    const auto order = GraphOrder::parse(call.query.option("$orderby"));
    const auto top = call.query.number("$top", call.query.pageSize > 0 ? call.query.pageSize : usualPage, 1, mostPage);
    const auto skip = call.query.number("$skip", 0, 0, 100'000'000);
    if (!shape)
        return tl::unexpected(shape.error());
    if (!filter)
        return tl::unexpected(filter.error());
    if (!order)
        return tl::unexpected(order.error());
    for (const auto *number : {&top, &skip})
        if (!*number)
            return tl::unexpected(number->error());
    if (!isEfficient(*filter, call.query, *order))
        return refusedByGraph(400, "InefficientFilter",
                              "The restriction or sort order is too complex for this operation.");
    QList<ExchangeFolder> folders = graphFolders(*call.box);
    QString context = QStringLiteral("messages");
    if (!call.keys.isEmpty()) {
        const auto folder = graph.folder(call, call.keys.first());
        if (!folder)
            return tl::unexpected(folder.error());
        folders = {*folder};
        context = QStringLiteral("mailFolders('%1')/messages").arg(call.keys.first());
    }
    const auto all = found(graph, call, folders, *filter, *order);
    QByteArrayList items;
    for (const Found &one : all.mid(*skip, *top))
        items << QJsonDocument(messageJson(graph, call, graph.place(call.box, *one.folder, *one.mail), *shape))
                     .toJson(QJsonDocument::Compact);
    QJsonObject head{{QStringLiteral("@odata.context"), call.context(context)}};
    if (call.query.option("$count") == QLatin1String("true"))
        head.insert(QStringLiteral("@odata.count"), static_cast<int>(all.size()));
    if (all.size() > *skip + *top)
        head.insert(QStringLiteral("@odata.nextLink"), call.nextPage(*skip + *top));
    return GraphReply{200, listJson(head, items)};
}

GraphResult getMessage(Graph &graph, const GraphCall &call)
{
    const auto shape = messageShape(call.query);
    if (!shape)
        return tl::unexpected(shape.error());
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    QJsonObject json = messageJson(graph, call, *place, *shape);
    const QStringList selected = call.query.selected();
    json.insert(QStringLiteral("@odata.context"),
                call.context(selected.isEmpty()
                                 ? QStringLiteral("messages/$entity")
                                 : QStringLiteral("messages(%1)/$entity").arg(selected.join(QLatin1Char(',')))));
    return jsonReply(json);
}

GraphResult getMime(Graph &graph, const GraphCall &call)
{
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    return GraphReply{200, place->mail->raw, "text/plain"};
}

} // namespace liaison::demo
