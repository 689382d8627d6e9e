// mailFolders: the list, those below one, one.
#include "app/demo/graph_folders.h"

#include "app/demo/graph_operations.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace liaison::demo {

namespace {

constexpr quint32 hiddenNumber = 8; ///< beside those of exchange_folders.cpp
constexpr int usualPage = 10;
constexpr int mostPage = 1'000;

constexpr std::array properties{
    "id",          "displayName", "parentFolderId", "childFolderCount", "unreadItemCount", "totalItemCount",
    "sizeInBytes", "isHidden"};

bool showsHidden(const GraphCall &call)
{
    return call.query.option("includehiddenfolders").compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
}

/// A page of folders, by $top and $skip.
GraphResult page(const Graph &graph, const GraphCall &call, quint32 parent, const QString &path)
{
    const auto select = folderSelection(call.query.selected());
    const auto top = call.query.number("$top", usualPage, 1, mostPage);
    const auto skip = call.query.number("$skip", 0, 0, 1'000'000);
    for (const auto *number : {&top, &skip})
        if (!*number)
            return tl::unexpected(number->error());
    if (!select)
        return tl::unexpected(select.error());
    QList<ExchangeFolder> all = graphFolders(*call.box);
    all.removeIf([&](const ExchangeFolder &folder) {
        return folder.parent != parent || (isHidden(folder) && !showsHidden(call));
    });
    std::sort(all.begin(), all.end(),
              [](const ExchangeFolder &a, const ExchangeFolder &b) { return a.name.localeAwareCompare(b.name) < 0; });
    QJsonArray value;
    for (const ExchangeFolder &folder : all.mid(*skip, *top))
        value << folderJson(graph, call, folder, *select);
    QJsonObject json{{QStringLiteral("@odata.context"), call.context(path)}, {QStringLiteral("value"), value}};
    if (call.query.option("$count") == QLatin1String("true"))
        json.insert(QStringLiteral("@odata.count"), static_cast<int>(all.size()));
    if (all.size() > *skip + *top)
        json.insert(QStringLiteral("@odata.nextLink"), call.nextPage(*skip + *top));
    return jsonReply(json);
}

} // namespace

bool isHidden(const ExchangeFolder &folder)
{
    return folder.number == hiddenNumber;
}

QList<ExchangeFolder> graphFolders(const DemoMailbox &box)
{
    QList<ExchangeFolder> all;
    for (ExchangeFolder &folder : foldersOf(box)) {
        if (folder.mails && folder.mails->specialUse == "\\Archive")
            folder.distinguished = QStringLiteral("archive");
        if (folder.isMail() || folder.distinguished == QLatin1String("outbox"))
            all << folder;
    }
    return all << ExchangeFolder{hiddenNumber, messageRootNumber, QStringLiteral("Quick Step Settings"),
                                 {},           "t:Folder",        QStringLiteral("IPF.Configuration")};
}

std::optional<ExchangeFolder> graphFolderNumbered(const DemoMailbox &box, quint32 number)
{
    if (number == rootNumber || number == messageRootNumber)
        return folderNumbered(box, number);
    for (const ExchangeFolder &folder : graphFolders(box))
        if (folder.number == number)
            return folder;
    return std::nullopt;
}

std::optional<ExchangeFolder> graphFolderNamed(const DemoMailbox &box, const QString &name)
{
    if (name.compare(QLatin1String("msgfolderroot"), Qt::CaseInsensitive) == 0)
        return folderNumbered(box, messageRootNumber);
    for (const ExchangeFolder &folder : graphFolders(box))
        if (!folder.distinguished.isEmpty() && folder.distinguished.compare(name, Qt::CaseInsensitive) == 0)
            return folder;
    return std::nullopt;
}

GraphOutcome<quint64> folderSelection(const QStringList &names)
{
    quint64 select = 0;
    for (const QString &name : names) {
        const auto found = std::find_if(properties.begin(), properties.end(), [&name](const char *property) {
            return name.compare(QLatin1String(property), Qt::CaseInsensitive) == 0;
        });
        if (found == properties.end())
            return badQuery(QStringLiteral("Could not find a property named '%1' on type "
                                           "'Microsoft.OutlookServices.MailFolder'.")
                                .arg(name));
        select |= quint64(1) << quint64(found - properties.begin());
    }
    return names.isEmpty() ? 0 : select | 1U; // the id is always there
}

QJsonObject folderJson(const Graph &graph, const GraphCall &call, const ExchangeFolder &folder, quint64 select)
{
    QJsonObject json;
    for (std::size_t i = 0; i < properties.size(); ++i) {
        if (select != 0 && (select >> i & 1U) == 0)
            continue;
        const QString name = QLatin1String(properties.at(i));
        if (name == QLatin1String("id"))
            json.insert(name, graph.folderId(call.box, folder.number));
        else if (name == QLatin1String("displayName"))
            json.insert(name, folder.name);
        else if (name == QLatin1String("parentFolderId"))
            json.insert(name, graph.folderId(call.box, std::max(folder.parent, rootNumber)));
        else if (name == QLatin1String("isHidden"))
            json.insert(name, isHidden(folder));
        else if (name == QLatin1String("unreadItemCount"))
            json.insert(name, folder.mails ? folder.mails->unseen() : 0);
        else if (name == QLatin1String("totalItemCount"))
            json.insert(name, folder.mails ? static_cast<int>(folder.mails->mails.size()) : 0);
        else if (name == QLatin1String("childFolderCount")) {
            const auto all = graphFolders(*call.box);
            json.insert(name, static_cast<int>(std::count_if(all.cbegin(), all.cend(), [&](const ExchangeFolder &one) {
                            return one.parent == folder.number && !isHidden(one);
                        })));
        } else {
            qint64 size = 0;
            if (folder.mails)
                for (const DemoMail &mail : folder.mails->mails)
                    size += mail.raw.size();
            json.insert(name, size);
        }
    }
    return json;
}

GraphResult listFolders(Graph &graph, const GraphCall &call)
{
    return page(graph, call, messageRootNumber, QStringLiteral("mailFolders"));
}

GraphResult listChildFolders(Graph &graph, const GraphCall &call)
{
    const auto folder = graph.folder(call, call.keys.first());
    if (!folder)
        return tl::unexpected(folder.error());
    return page(graph, call, folder->number, QStringLiteral("mailFolders('%1')/childFolders").arg(call.keys.first()));
}

GraphResult getFolder(Graph &graph, const GraphCall &call)
{
    const auto folder = graph.folder(call, call.keys.first());
    const auto select = folderSelection(call.query.selected());
    if (!folder)
        return tl::unexpected(folder.error());
    if (!select)
        return tl::unexpected(select.error());
    const QString names = call.query.selected().isEmpty()
        ? QString()
        : QLatin1Char('(') + call.query.selected().join(QLatin1Char(',')) + QLatin1Char(')');
    QJsonObject json = folderJson(graph, call, *folder, *select);
    json.insert(QStringLiteral("@odata.context"),
                call.context(QStringLiteral("mailFolders") + names + QStringLiteral("/$entity")));
    return jsonReply(json);
}

} // namespace liaison::demo
