#include "app/demo/exchange_operations.h"

namespace liaison::demo {

/// Folders are never removed or renamed here, so a state is how many were told, and of which mailbox.
std::optional<Refusal> answerSyncFolderHierarchy(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "SyncFolderHierarchy");
    const auto answer = [&]() -> Outcome<void> {
        const ews::Element &ids = call.body->child("SyncFolderId");
        static const ews::Element root = [] {
            ews::Element element;
            element.name = QStringLiteral("DistinguishedFolderId");
            element.attributes = {{QStringLiteral("Id"), QStringLiteral("msgfolderroot")}};
            return element;
        }();
        const auto place = exchange.folder(call, ids.children.empty() ? root : ids.children.front());
        if (!place)
            return tl::unexpected(place.error());
        const QString given = call.body->childText("SyncState").trimmed();
        const auto state
            = given.isEmpty() ? std::optional(QList<quint64>{exchange.generation(), 0, 0}) : unsealed('H', given);
        if (!state || state->size() != 3 || state->at(0) != exchange.generation())
            return refused("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.");
        const ExchangeShape shape = shapeFrom(call.body->child("FolderShape"));
        QList<quint32> within{place->folder.number};
        QList<ExchangeFolder> all;
        for (const ExchangeFolder &folder : foldersOf(*place->box)) {
            if (!within.contains(folder.parent))
                continue;
            all << folder;
            within << folder.number;
        }
        const QList<quint64> next{exchange.generation(), static_cast<quint64>(all.size()), 0};
        messages.success().text("m:SyncState", sealed('H', next));
        out.flag("m:IncludesLastFolderInRange", true).open("m:Changes");
        for (const ExchangeFolder &folder : all.mid(static_cast<qsizetype>(state->at(1)))) {
            out.open("t:Create");
            writeFolder(out, {exchange.keyOf(place->box, folder), place->box, folder}, shape, exchange, call.version);
            out.close();
        }
        out.close();
        messages.close();
        return {};
    }();
    if (!answer)
        messages.refuse(answer.error());
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
