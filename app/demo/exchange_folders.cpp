#include "app/demo/exchange_folders.h"

#include <algorithm>

namespace liaison::demo {

namespace {

const QString note = QStringLiteral("IPF.Note");

/// Name and distinguished id by IMAP's special use; the inbox has none there.
struct Known {
    QByteArray use;
    QString name;
    QString distinguished;
};

const QList<Known> &knownUses()
{
    static const QList<Known> all{{"\\Sent", QStringLiteral("Sent Items"), QStringLiteral("sentitems")},
                                  {"\\Drafts", QStringLiteral("Drafts"), QStringLiteral("drafts")},
                                  {"\\Trash", QStringLiteral("Deleted Items"), QStringLiteral("deleteditems")},
                                  {"\\Junk", QStringLiteral("Junk Email"), QStringLiteral("junkemail")}};
    return all;
}

QList<ExchangeFolder> emptyFolders()
{
    return {{rootNumber, 0, QStringLiteral("root"), QStringLiteral("root"), "t:Folder", {}},
            {messageRootNumber, rootNumber, QStringLiteral("Top of Information Store"), QStringLiteral("msgfolderroot"),
             "t:Folder", note},
            {3, messageRootNumber, QStringLiteral("Calendar"), QStringLiteral("calendar"), "t:CalendarFolder",
             QStringLiteral("IPF.Appointment")},
            {4, messageRootNumber, QStringLiteral("Contacts"), QStringLiteral("contacts"), "t:ContactsFolder",
             QStringLiteral("IPF.Contact")},
            {5, messageRootNumber, QStringLiteral("Tasks"), QStringLiteral("tasks"), "t:TasksFolder",
             QStringLiteral("IPF.Task")},
            {6, messageRootNumber, QStringLiteral("Notes"), QStringLiteral("notes"), "t:Folder",
             QStringLiteral("IPF.StickyNote")},
            {7, messageRootNumber, QStringLiteral("Outbox"), QStringLiteral("outbox"), "t:Folder", note}};
}

/// A folder of the mailbox, its parent found by path among those before it.
ExchangeFolder mailFolder(const DemoFolder &folder, const QList<DemoFolder> &all)
{
    ExchangeFolder shown{
        firstMailNumber + folder.number, messageRootNumber, folder.path, {}, "t:Folder", note, &folder};
    const qsizetype slash = folder.path.lastIndexOf(QLatin1Char('/'));
    for (const DemoFolder &parent : all) {
        if (slash <= 0 || parent.path != folder.path.left(slash))
            continue;
        shown.parent = firstMailNumber + parent.number;
        shown.name = folder.path.mid(slash + 1);
    }
    if (folder.path == QLatin1String("INBOX")) {
        shown.name = QStringLiteral("Inbox");
        shown.distinguished = QStringLiteral("inbox");
    }
    for (const Known &known : knownUses()) {
        if (known.use == folder.specialUse) {
            shown.name = known.name;
            shown.distinguished = known.distinguished;
        }
    }
    return shown;
}

template <class Match> std::optional<ExchangeFolder> first(const DemoMailbox &box, Match match)
{
    const auto all = foldersOf(box);
    const auto found = std::find_if(all.cbegin(), all.cend(), match);
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

} // namespace

QList<ExchangeFolder> foldersOf(const DemoMailbox &box)
{
    QList<ExchangeFolder> all = emptyFolders();
    for (const DemoFolder &folder : box.folders())
        all << mailFolder(folder, box.folders());
    return all;
}

std::optional<ExchangeFolder> folderNumbered(const DemoMailbox &box, quint32 number)
{
    return first(box, [number](const ExchangeFolder &folder) { return folder.number == number; });
}

std::optional<ExchangeFolder> folderDistinguished(const DemoMailbox &box, const QString &id)
{
    return first(box, [&id](const ExchangeFolder &folder) { return folder.distinguished == id; });
}

} // namespace liaison::demo
