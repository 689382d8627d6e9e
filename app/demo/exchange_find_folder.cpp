#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_restriction.h"

#include <algorithm>

namespace liaison::demo {

namespace {

QString valueOf(const ExchangeFolder &folder, const ews::Element &field)
{
    const QString uri = field.attribute("FieldURI");
    if (uri == QLatin1String("folder:DisplayName"))
        return folder.name;
    if (uri == QLatin1String("folder:FolderClass") || extendedFieldFrom(field).key == "0x3613")
        return folder.folderClass;
    return {};
}

/// The folders below one, as far as they meet the restriction.
Outcome<QList<ExchangeFolder>> foundBelow(const FolderPlace &parent, const ews::Element &request)
{
    const bool deep = request.attribute("Traversal") == QLatin1String("Deep");
    const ews::Element &restriction = request.child("Restriction");
    QList<ExchangeFolder> found;
    QList<quint32> within{parent.folder.number};
    for (const ExchangeFolder &folder : foldersOf(*parent.box)) {
        if (!within.contains(folder.parent))
            continue;
        if (deep)
            within << folder.number;
        const auto fits = restriction.children.empty()
            ? std::optional(true)
            : meets(restriction.children.front(), [&](const ews::Element &field) { return valueOf(folder, field); });
        if (!fits)
            return refused("ErrorUnsupportedPathForQuery",
                           "The property can not be used with this type of restriction.");
        if (*fits)
            found << folder;
    }
    return found;
}

} // namespace

std::optional<Refusal> answerFindFolder(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    const ExchangeShape shape = shapeFrom(call.body->child("FolderShape"));
    const ews::Element &view = call.body->child("IndexedPageFolderView");
    const qint64 offset = view.attribute("Offset").toLongLong();
    const QString most = view.attribute("MaxEntriesReturned");
    ResponseMessages messages(out, "FindFolder");
    for (const ews::Element &id : call.body->child("ParentFolderIds").children) {
        const auto parent = exchange.folder(call, id);
        const auto found = parent ? foundBelow(*parent, *call.body) : tl::unexpected(parent.error());
        if (!found) {
            messages.refuse(found.error());
            continue;
        }
        const qint64 end = std::min<qint64>(found->size(), offset + (most.isEmpty() ? 1'000 : most.toLongLong()));
        messages.success()
            .open("m:RootFolder")
            .attr("IndexedPagingOffset", QString::number(end))
            .attr("TotalItemsInView", QString::number(found->size()))
            .attr("IncludesLastItemInRange", end >= found->size() ? QStringLiteral("true") : QStringLiteral("false"))
            .open("t:Folders");
        for (qint64 i = offset; i < end; ++i)
            writeFolder(out, {exchange.keyOf(parent->box, found->at(i)), parent->box, found->at(i)}, shape, exchange,
                        call.version);
        out.close().close();
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
