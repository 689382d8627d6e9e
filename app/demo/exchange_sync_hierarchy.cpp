#include "app/demo/exchange_operations.h"

namespace liaison::demo {

/// A state is the mod-sequence up to which the mailbox's folders were told.
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
            = given.isEmpty() ? std::optional(QList<quint64>{exchange.generation(), 0}) : unsealed('H', given);
        if (!state || state->size() != 2 || state->at(0) != exchange.generation())
            return refused("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.");
        const ExchangeShape shape = shapeFrom(call.body->child("FolderShape"));
        const quint64 since = state->at(1);
        QList<quint32> within{place->folder.number};
        messages.success().text("m:SyncState", sealed('H', {exchange.generation(), place->box->highestModSeq()}));
        out.flag("m:IncludesLastFolderInRange", true).open("m:Changes");
        for (const ExchangeFolder &folder : foldersOf(*place->box)) {
            if (!within.contains(folder.parent))
                continue;
            within << folder.number;
            // Those without mail are as old as the mailbox.
            if (since > 0 && (!folder.isMail() || folder.mails->nameSeq <= since))
                continue;
            const bool isNew = since == 0 || folder.mails->bornSeq > since;
            out.open(isNew ? "t:Create" : "t:Update");
            writeFolder(out, {exchange.keyOf(place->box, folder), place->box, folder}, shape, exchange, call.version);
            out.close();
        }
        for (const DemoGone &gone : place->box->goneFolders()) {
            if (since == 0 || gone.modSeq <= since)
                continue;
            out.open("t:Delete");
            writeFolderId(out, "t:FolderId", {exchange.numberOf(place->box), firstMailNumber + gone.uid, 0, 0});
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
