#include "core/transport/graph_folders.h"

#include "core/graph/get_folder.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace liaison::transport {

using domain::FolderRole;
using graph::Remedy;

namespace {

constexpr qsizetype mostFolders = 20'000;
constexpr qint64 knownBytes = 1024 * 1024;

FolderRole roleOf(const QString &wellKnown)
{
    namespace names = graph::well_known;
    static const QHash<QString, FolderRole> roles{
        {names::inbox, FolderRole::Inbox},        {names::sentItems, FolderRole::Sent},
        {names::drafts, FolderRole::Drafts},      {names::junk, FolderRole::Junk},
        {names::deletedItems, FolderRole::Trash}, {names::archive, FolderRole::Archive}};
    return roles.value(wellKnown, FolderRole::None);
}

int asInt(qint64 number)
{
    return int(std::clamp<qint64>(number, -1, 1'000'000'000));
}

/// Without its role an inbox would not be read, nor what was sent be looked up.
bool isNeeded(const QString &wellKnown)
{
    return wellKnown == graph::well_known::inbox || wellKnown == graph::well_known::sentItems;
}

/// The service failed at it, or its answer is missing: the folder may be there all the same.
bool mayPass(const graph::Failure &failure)
{
    constexpr int firstOfServers = 500;
    return failure.status == 0 || failure.status >= firstOfServers;
}

} // namespace

void GraphFolders::start()
{
    if (m_tree->roles.isEmpty())
        askKnown();
    else
        askTree(m_tree->at);
}

/// Names are in the mailbox's language; what a folder is for only the well-known names tell.
void GraphFolders::askKnown()
{
    const QStringList names = graph::well_known::all() << graph::well_known::root;
    QList<graph::Request> requests;
    for (const QString &name : names)
        requests << graph::GetFolder::request(mailbox(), name);
    // Not every mailbox has every one, and those behind one that is missing are not to fail with it.
    GraphParts::ask(&session(), this, {std::move(requests), graph::BatchOrder::Any, knownBytes, stopToken()},
                    [this, names](const GraphParts::Replies &replies) {
                        if (!isOver())
                            takeKnown(names, replies);
                    });
}

void GraphFolders::takeKnown(const QStringList &names, const GraphParts::Replies &replies)
{
    if (!replies)
        return end(replies.error());
    std::optional<graph::Failure> failure;
    for (qsizetype i = 0; i < names.size() && size_t(i) < replies->size(); ++i) {
        graph::GetFolder operation;
        const graph::Answer<graph::Folder> folder = operation.finish(replies->at(size_t(i)));
        if (!folder) { // not every mailbox has every one, and a delegate may not see all
            if (isNeeded(names.at(i)) && mayPass(folder.error())) {
                m_tree->roles.clear(); // they are asked for anew
                return end(folder.error());
            }
            if (!failure || folder.error().remedy != Remedy::FolderGone)
                failure = folder.error();
        } else if (names.at(i) == graph::well_known::root) {
            m_tree->root = folder->id;
        } else {
            m_tree->roles.insert(folder->id, roleOf(names.at(i)));
            m_tree->known.insert(folder->id, *folder);
        }
    }
    if (m_tree->roles.isEmpty() && failure)
        return end(*failure);
    askTree({});
}

void GraphFolders::askTree(const QByteArray &at)
{
    GraphCall call;
    call.request = at.isEmpty() ? graph::SyncFolders::request(mailbox()) : graph::SyncFolders::request(at);
    if (at.isEmpty()) {
        m_tree->folders.clear();
        m_tree->order.clear();
        m_tree->at.clear();
    }
    ask<graph::SyncFolders>(
        std::move(call),
        [this, at](const graph::Answer<graph::FolderChanges> &page) {
            if (page)
                take(*page);
            else
                treeFailed(page.error(), at);
        },
        *account().root());
}

void GraphFolders::take(const graph::FolderChanges &page)
{
    for (const graph::FolderChange &change : page.changes) {
        const QString &id = change.folder.id;
        if (change.removed != graph::Removal::None) {
            m_tree->folders.remove(id);
            m_tree->order.removeOne(id);
            continue;
        }
        if (!m_tree->folders.contains(id))
            m_tree->order << id;
        // A change may tell no more than what changed.
        graph::Folder folder = change.folder;
        const graph::Folder before = m_tree->folders.value(id);
        if (folder.displayName.isEmpty())
            folder.displayName = before.displayName;
        if (folder.parentId.isEmpty())
            folder.parentId = before.parentId;
        if (folder.total < 0)
            folder.total = before.total;
        if (folder.unread < 0)
            folder.unread = before.unread;
        m_tree->folders.insert(id, folder);
    }
    if (page.then.next.isEmpty()) {
        m_tree->at = page.then.delta;
        list();
    } else if (m_tree->folders.size() > mostFolders) {
        list();
    } else if (const auto astray = m_trail.refuse(page.changes.isEmpty(), page.then.next)) {
        end(*astray);
    } else {
        askTree(page.then.next);
    }
}

void GraphFolders::treeFailed(const graph::Failure &failure, const QByteArray &at)
{
    // Once: a service that forgets amid the tree, too, is asked again when the mailbox is tried again.
    if (!at.isEmpty() && failure.remedy == Remedy::RestartSync && !std::exchange(m_restarted, true)) {
        m_trail = {};
        return askTree({});
    }
    const bool hidden = failure.remedy == Remedy::FolderGone || failure.remedy == Remedy::StopMailbox;
    if (!hidden || m_tree->known.isEmpty())
        return end(failure);
    for (const graph::Folder &folder : std::as_const(m_tree->known)) { // a delegate of some folders alone
        m_tree->folders.insert(folder.id, folder);
        m_tree->order << folder.id;
    }
    list();
}

/// The names from below the root, which is not in the list itself.
QString GraphFolders::pathOf(const graph::Folder &folder) const
{
    QStringList names{folder.displayName};
    QSet<QString> seen{folder.id, m_tree->root};
    for (QString parent = folder.parentId; m_tree->folders.contains(parent) && !seen.contains(parent);) {
        seen.insert(parent);
        const graph::Folder above = m_tree->folders.value(parent);
        names.prepend(above.displayName);
        parent = above.parentId;
    }
    return names.join(QLatin1Char('/'));
}

void GraphFolders::list()
{
    QList<domain::RemoteFolder> all;
    for (const QString &id : std::as_const(m_tree->order)) {
        const auto folder = m_tree->folders.constFind(id);
        if (folder == m_tree->folders.cend() || id == m_tree->root || folder->isSearch || folder->hidden)
            continue;
        domain::RemoteFolder out;
        out.remoteId = id;
        out.path = pathOf(*folder);
        out.delimiter = QStringLiteral("/");
        out.role = m_tree->roles.value(id, FolderRole::None);
        out.total = asInt(folder->total);
        out.unread = asInt(folder->unread);
        out.selectable = true;
        all << out;
    }
    finish(std::move(all));
}

} // namespace liaison::transport
