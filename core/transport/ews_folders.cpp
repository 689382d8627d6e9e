#include "core/transport/ews_folders.h"

#include "core/ews/get_folder.h"
#include "core/ews/sync_folder_hierarchy.h"

#include <QSet>

#include <algorithm>

namespace liaison::transport {

using domain::FolderRole;

namespace {

constexpr qsizetype foldersABatch = 10;
constexpr qsizetype mostFolders = 20'000;
constexpr int mostPages = 1'000;

FolderRole roleOf(const QString &distinguished)
{
    static const QHash<QString, FolderRole> roles{
        {QStringLiteral("inbox"), FolderRole::Inbox},        {QStringLiteral("sentitems"), FolderRole::Sent},
        {QStringLiteral("drafts"), FolderRole::Drafts},      {QStringLiteral("junkemail"), FolderRole::Junk},
        {QStringLiteral("deleteditems"), FolderRole::Trash}, {QStringLiteral("archive"), FolderRole::Archive}};
    return roles.value(distinguished, FolderRole::None);
}

int asInt(qint64 number)
{
    return int(std::clamp<qint64>(number, -1, 1'000'000'000));
}

} // namespace

void EwsFolders::askKnown()
{
    const QStringList names = ews::GetFolder::mailEveryoneHas();
    QList<ews::FolderRef> refs;
    for (const QString &name : names)
        refs << account().folder(name);
    ask<ews::GetFolder>([refs](const ews::RequestContext &context) { return ews::GetFolder::request(context, refs); },
                        [this, names](const ews::Answer<ews::GetFolder::Value> &folders) {
                            if (!folders)
                                return end(folders.error());
                            for (qsizetype i = 0; i < names.size() && size_t(i) < folders->size(); ++i) {
                                const auto &folder = folders->at(size_t(i));
                                if (!folder)
                                    continue; // not every mailbox has every one, and a delegate may not see all
                                m_roles.insert(folder->id, roleOf(names.at(i)));
                                m_known.insert(folder->id, *folder);
                            }
                            askTree({});
                        });
}

void EwsFolders::askTree(const QString &state)
{
    const ews::FolderRef root = account().folder(QStringLiteral("msgfolderroot"));
    ask<ews::SyncFolderHierarchy>(
        [root, state](const ews::RequestContext &context) {
            return ews::SyncFolderHierarchy::request(context, root, state);
        },
        [this, state](const ews::Answer<ews::HierarchyPage> &page) {
            const bool hidden = !page
                && (page.error().remedy == ews::Remedy::FolderGone || page.error().remedy == ews::Remedy::StopMailbox);
            if (hidden && !m_known.isEmpty()) { // a delegate of some folders alone
                for (const ews::Folder &folder : std::as_const(m_known))
                    take(folder);
                return list();
            }
            if (!page)
                return end(page.error());
            for (const ews::Folder &folder : page->changed)
                take(folder);
            for (const QString &gone : page->removed)
                m_folders.remove(gone);
            if (page->last || page->syncState == state || m_folders.size() > mostFolders || ++m_pages > mostPages)
                askMissing();
            else
                askTree(page->syncState);
        });
}

void EwsFolders::take(const ews::Folder &folder)
{
    if (!m_folders.contains(folder.id))
        m_order << folder.id;
    m_folders.insert(folder.id, folder);
    if (folder.total < 0 && !m_known.contains(folder.id))
        m_missing << folder.id;
    if (folder.total < 0 && m_known.contains(folder.id))
        m_folders.insert(folder.id, m_known.value(folder.id));
}

void EwsFolders::askMissing()
{
    if (m_missing.isEmpty())
        return list();
    const QStringList ids = m_missing.mid(0, foldersABatch);
    m_missing = m_missing.mid(ids.size());
    QList<ews::FolderRef> refs;
    for (const QString &id : ids)
        refs << ews::FolderRef::byId(id);
    ask<ews::GetFolder>([refs](const ews::RequestContext &context) { return ews::GetFolder::request(context, refs); },
                        [this](const ews::Answer<ews::GetFolder::Value> &folders) {
                            if (!folders)
                                return end(folders.error());
                            for (const auto &folder : *folders)
                                if (folder)
                                    m_folders.insert(folder->id, *folder);
                            askMissing();
                        });
}

/// The names from below the root, which is not in the list itself.
QString EwsFolders::pathOf(const ews::Folder &folder) const
{
    QStringList names{folder.displayName};
    QSet<QString> seen{folder.id};
    for (QString parent = folder.parentId; m_folders.contains(parent) && !seen.contains(parent);) {
        seen.insert(parent);
        const ews::Folder above = m_folders.value(parent);
        names.prepend(above.displayName);
        parent = above.parentId;
    }
    return names.join(QLatin1Char('/'));
}

void EwsFolders::list()
{
    QList<domain::RemoteFolder> all;
    for (const QString &id : std::as_const(m_order)) {
        const auto folder = m_folders.constFind(id);
        if (folder == m_folders.cend() || !folder->holdsMail() || folder->isSearch)
            continue;
        domain::RemoteFolder out;
        out.remoteId = id;
        out.path = pathOf(*folder);
        out.delimiter = QStringLiteral("/");
        out.role = m_roles.value(id, roleOf(folder->distinguished));
        out.total = asInt(folder->total);
        out.unread = asInt(folder->unread);
        out.selectable = !folder->rights.known || folder->rights.read;
        all << out;
    }
    finish(std::move(all));
}

} // namespace liaison::transport
