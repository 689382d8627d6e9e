// mailFolders/delta.
#include "app/demo/graph_delta.h"
#include "app/demo/graph_folders.h"
#include "app/demo/graph_operations.h"

#include <QJsonDocument>

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr quint64 foldersThemselves = 0; ///< DeltaState::folder
constexpr qsizetype mostPage = 1'000;

struct FolderChange {
    quint64 seq = 0;
    quint32 number = 0;
    std::optional<ExchangeFolder> folder = {}; ///< none: it is gone
};

/// All folders by number, those behind `number`.
QList<FolderChange> firstRound(const DemoMailbox &box, quint64 number, bool hidden)
{
    QList<FolderChange> all;
    for (const ExchangeFolder &folder : graphFolders(box))
        if (folder.number > number && (hidden || !isHidden(folder)))
            all << FolderChange{0, folder.number, folder};
    std::sort(all.begin(), all.end(), [](const FolderChange &a, const FolderChange &b) { return a.number < b.number; });
    return all;
}

/// What happened behind `since`, in the order in which it did.
QList<FolderChange> changesSince(const DemoMailbox &box, quint64 since)
{
    QList<FolderChange> changes;
    for (const ExchangeFolder &folder : graphFolders(box)) {
        const quint64 seq = folder.mails ? std::max(folder.mails->bornSeq, folder.mails->nameSeq) : 0;
        if (seq > since)
            changes << FolderChange{seq, folder.number, folder};
    }
    for (const DemoGone &gone : box.goneFolders())
        if (gone.modSeq > since)
            changes << FolderChange{gone.modSeq, firstMailNumber + gone.uid};
    std::stable_sort(changes.begin(), changes.end(),
                     [](const FolderChange &a, const FolderChange &b) { return a.seq < b.seq; });
    return changes;
}

} // namespace

/// In the first round `nextUid` is the number of the last folder that was told, `floor` whether hidden ones are wanted.
GraphResult foldersDelta(Graph &graph, const GraphCall &call)
{
    const auto select = folderSelection(call.query.selected());
    if (!select)
        return tl::unexpected(select.error());
    const auto given = deltaStateOf(graph, call, foldersThemselves, 0, *select);
    if (!given)
        return tl::unexpected(given.error());
    DeltaState state = *given;
    if (call.query.option("includehiddenfolders") == QLatin1String("true"))
        state.floor = 1;
    const bool first = state.first != 0;
    const auto all
        = first ? firstRound(*call.box, state.nextUid, state.floor == 1) : changesSince(*call.box, state.since);
    qsizetype end = std::min(all.size(), state.page > 0 ? static_cast<qsizetype>(state.page) : mostPage);
    while (!first && end > 0 && end < all.size() && all.at(end).seq == all.at(end - 1).seq)
        ++end; // a folder was renamed with those below it: that is one change
    QByteArrayList items;
    for (const FolderChange &change : all.mid(0, end)) {
        QJsonObject json = change.folder ? folderJson(graph, call, *change.folder, state.select) : QJsonObject();
        json.insert(QStringLiteral("@odata.type"), QStringLiteral("#microsoft.graph.mailFolder"));
        if (!change.folder) {
            json.insert(QStringLiteral("id"), graph.folderId(call.box, change.number));
            json.insert(QStringLiteral("@removed"), QJsonObject{{QStringLiteral("reason"), QStringLiteral("deleted")}});
        }
        items << QJsonDocument(json).toJson(QJsonDocument::Compact);
    }
    const bool last = end >= all.size();
    if (first) {
        state.first = last ? 0 : 1;
        state.nextUid = last ? 0 : all.at(end - 1).number;
    } else if (end > 0) {
        state.since = all.at(end - 1).seq;
    }
    return deltaReply(call, QStringLiteral("mailFolder"), QStringLiteral("/mailFolders"), state, last, items);
}

} // namespace liaison::demo
