#include "ui/admin/switch_table.h"

#include "core/base/log.h"
#include "ui/common/icons.h"

#include <QHeaderView>

namespace liaison::ui {

using domain::SwitchedFolder;

namespace {

enum Column { Name, Here, There, Verdict };

/// A server's words: paths and Message-IDs.
QString shown(const QString &words)
{
    constexpr int mostCharacters = 300;
    return printable(words.toUtf8(), mostCharacters);
}

bool differs(const SwitchedFolder &folder)
{
    return folder.pathThere.isEmpty() || !folder.missingThere.isEmpty()
        || (folder.here >= 0 && folder.there >= 0 && folder.here != folder.there);
}

QString verdict(const SwitchedFolder &folder)
{
    if (folder.pathThere.isEmpty())
        return SwitchTable::tr("not there");
    if (const auto missing = static_cast<int>(folder.missingThere.size()); missing > 0)
        return SwitchTable::tr("differs: %1 of the newest %2 missing").arg(missing).arg(folder.compared);
    if (differs(folder))
        return SwitchTable::tr("differs in number");
    return folder.compared > 0 ? SwitchTable::tr("matches (newest %1)").arg(folder.compared)
                               : SwitchTable::tr("matches");
}

} // namespace

QString wayName(domain::Protocol protocol)
{
    return protocol == domain::Protocol::Graph ? SwitchTable::tr("Microsoft Graph")
                                               : SwitchTable::tr("Exchange Web Services");
}

SwitchTable::SwitchTable(domain::Protocol from, domain::Protocol to, QWidget *parent) : QTreeWidget(parent)
{
    setHeaderLabels({tr("Folder"), wayName(from), wayName(to), tr("Comparison")});
    setAccessibleName(tr("Comparison of both ways"));
    setUniformRowHeights(true);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    header()->setSectionsMovable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void SwitchTable::showReport(const domain::SwitchReport &report)
{
    clear();
    for (const SwitchedFolder &folder : report.folders)
        addFolder(folder);
    const QString unread = tr("is not read");
    for (const QString &path : report.foldersOnlyHere)
        addLine(nullptr, {shown(path), tr("there"), tr("not there"), unread}, QStringLiteral("folder"));
    for (const QString &path : report.foldersOnlyThere)
        addLine(nullptr, {shown(path), tr("not there"), tr("there"), unread}, QStringLiteral("folder"));
    if (topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
}

void SwitchTable::addFolder(const SwitchedFolder &folder)
{
    const QString here
        = folder.here >= 0 ? tr("%n mails", nullptr, folder.here) : tr("%n stored", nullptr, folder.stored);
    const QString there = folder.there >= 0 ? tr("%n mails", nullptr, folder.there) : tr("not there");
    QTreeWidgetItem *line = addLine(nullptr, {shown(folder.path), here, there, verdict(folder)},
                                    differs(folder) ? QStringLiteral("warning") : QStringLiteral("ok"));
    for (const QString &id : folder.missingThere)
        addLine(line, {shown(id), tr("there"), tr("not there"), tr("differs")}, QStringLiteral("warning"));
    line->setExpanded(!folder.missingThere.isEmpty());
}

QTreeWidgetItem *SwitchTable::addLine(QTreeWidgetItem *below, const QStringList &texts, const QString &iconName)
{
    auto *line = below ? new QTreeWidgetItem(below, texts) : new QTreeWidgetItem(this, texts);
    line->setIcon(Verdict, icon(iconName));
    line->setData(Name, Qt::AccessibleTextRole, texts.join(QStringLiteral(", ")));
    return line;
}

} // namespace liaison::ui
