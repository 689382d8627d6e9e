#pragma once

#include "core/domain/mailbox_switch.h"

#include <QTreeWidget>

namespace liaison::ui {

/// Both ways to a mailbox side by side: a line a folder, and below it the newest mails, by Message-ID, that the new way
/// does not have. Last come folders that only one of the two has.
class SwitchTable : public QTreeWidget {
    Q_OBJECT
public:
    SwitchTable(domain::Protocol from, domain::Protocol to, QWidget *parent = nullptr);
    void showReport(const domain::SwitchReport &report);

private:
    void addFolder(const domain::SwitchedFolder &folder);
    QTreeWidgetItem *addLine(QTreeWidgetItem *below, const QStringList &texts, const QString &iconName);
};

/// "Exchange Web Services", "Microsoft Graph".
QString wayName(domain::Protocol protocol);

} // namespace liaison::ui
