#include "core/imap/list.h"

#include <array>

namespace liaison::imap {

using domain::FolderRole;
using domain::RemoteFolder;

namespace {

/// A server that lists more is not one for people.
constexpr qsizetype maxFolders = 100'000;

FolderRole roleByAttribute(const QByteArray &attribute)
{
    static const QHash<QByteArray, FolderRole> roles{
        {"\\inbox", FolderRole::Inbox},     {"\\sent", FolderRole::Sent}, {"\\drafts", FolderRole::Drafts},
        {"\\junk", FolderRole::Junk},       {"\\spam", FolderRole::Junk}, {"\\trash", FolderRole::Trash},
        {"\\archive", FolderRole::Archive}, {"\\all", FolderRole::All},   {"\\allmail", FolderRole::All},
    };
    return roles.value(attribute.toLower(), FolderRole::None);
}

RemoteFolder folderFrom(const ListData &data, NameEncoding encoding)
{
    RemoteFolder folder;
    const auto name = decodeMailboxName(data.name, encoding);
    const bool nameable = name && !name->isEmpty()
        && (*name == QLatin1String("INBOX") || encodeMailboxName(*name, encoding) == data.name);
    folder.remoteId = nameable ? *name : QString::fromLatin1(data.name);
    folder.path = folder.remoteId;
    folder.delimiter = QString::fromLatin1(data.delimiter);
    folder.selectable = nameable;
    for (const QByteArray &attribute : data.attributes) {
        if (const FolderRole role = roleByAttribute(attribute); role != FolderRole::None)
            folder.role = role;
        if (attribute.compare("\\Noselect", Qt::CaseInsensitive) == 0
            || attribute.compare("\\NonExistent", Qt::CaseInsensitive) == 0)
            folder.selectable = false;
    }
    if (folder.remoteId == QLatin1String("INBOX"))
        folder.role = FolderRole::Inbox;
    return folder;
}

/// Where no folder but INBOX has a role: the first of each usual name gets one.
void guessRoles(QList<RemoteFolder> &folders, const QStringList &foreign)
{
    QSet<int> taken;
    for (const RemoteFolder &folder : std::as_const(folders)) {
        if (folder.role != FolderRole::None && folder.role != FolderRole::Inbox)
            return;
    }
    for (RemoteFolder &folder : folders) {
        const bool isForeign = std::any_of(foreign.cbegin(), foreign.cend(),
                                           [&folder](const QString &prefix) { return folder.path.startsWith(prefix); });
        if (folder.role != FolderRole::None || !folder.selectable || isForeign)
            continue;
        const QString leaf = folder.delimiter.isEmpty() ? folder.path : folder.path.section(folder.delimiter, -1);
        const FolderRole role = roleByName(leaf);
        if (role != FolderRole::None && !taken.contains(int(role))) {
            folder.role = role;
            taken.insert(int(role));
        }
    }
}

} // namespace

FolderRole roleByName(const QString &leafName)
{
    static const QHash<QString, FolderRole> names = [] {
        QHash<QString, FolderRole> table;
        const auto add = [&table](FolderRole role, const QStringList &words) {
            for (const QString &word : words)
                table.insert(word, role);
        };
        add(FolderRole::Sent,
            {QStringLiteral("sent"), QStringLiteral("sent items"), QStringLiteral("sent messages"),
             QStringLiteral("sent mail"), QStringLiteral("gesendet"), QStringLiteral("gesendete objekte"),
             QStringLiteral("gesendete elemente"), QStringLiteral("envoyés"), QStringLiteral("éléments envoyés"),
             QStringLiteral("enviados"), QStringLiteral("posta inviata"), QStringLiteral("verzonden items")});
        add(FolderRole::Drafts,
            {QStringLiteral("drafts"), QStringLiteral("entwürfe"), QStringLiteral("brouillons"),
             QStringLiteral("borradores"), QStringLiteral("bozze"), QStringLiteral("concepten")});
        add(FolderRole::Junk,
            {QStringLiteral("junk"), QStringLiteral("spam"), QStringLiteral("junk email"),
             QStringLiteral("junk e-mail"), QStringLiteral("bulk mail"), QStringLiteral("junk-e-mail")});
        add(FolderRole::Trash,
            {QStringLiteral("trash"), QStringLiteral("deleted items"), QStringLiteral("deleted messages"),
             QStringLiteral("papierkorb"), QStringLiteral("gelöschte elemente"), QStringLiteral("gelöschte objekte"),
             QStringLiteral("corbeille"), QStringLiteral("papelera"), QStringLiteral("cestino"),
             QStringLiteral("bin")});
        add(FolderRole::Archive, {QStringLiteral("archive"), QStringLiteral("archives"), QStringLiteral("archiv")});
        return table;
    }();
    return names.value(leafName.toLower(), FolderRole::None);
}

QByteArray ListFolders::verb() const
{
    const Capabilities &can = context().capabilities;
    QByteArrayList wanted;
    if (can.specialUse() && (can.has("LIST-EXTENDED") || can.rev2()))
        wanted << "SPECIAL-USE";
    if (can.listStatus())
        wanted << "STATUS (MESSAGES UNSEEN)";
    return wanted.isEmpty() ? QByteArray("LIST \"\" \"*\"") : "LIST \"\" \"*\" RETURN (" + wanted.join(' ') + ')';
}

Step ListFolders::onUntagged(const Response &response)
{
    if (const auto *data = std::get_if<ListData>(&response)) {
        if (m_folders.size() >= maxFolders)
            return finish(fail(ErrorKind::LimitExceeded, QStringLiteral("too many folders")));
        addFolder(*data);
    } else if (const auto *status = std::get_if<StatusData>(&response)) {
        addStatus(*status);
    }
    return {};
}

void ListFolders::addFolder(const ListData &data)
{
    if (data.name.isEmpty() || m_index.contains(data.name))
        return; // "" is how the root of the tree is told
    m_index.insert(data.name, m_folders.size());
    m_folders << folderFrom(data, context().names);
}

void ListFolders::addStatus(const StatusData &data)
{
    const auto place = m_index.constFind(data.name);
    if (place == m_index.constEnd())
        return;
    constexpr quint64 most = std::numeric_limits<int>::max();
    for (const auto &item : data.items) {
        if (item.first == "MESSAGES")
            m_folders[*place].total = int(std::min(item.second, most));
        else if (item.first == "UNSEEN")
            m_folders[*place].unread = int(std::min(item.second, most));
    }
}

Step ListFolders::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    guessRoles(m_folders, m_namespaces.foreign);
    return finish(m_folders);
}

} // namespace liaison::imap
