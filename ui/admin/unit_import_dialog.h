#pragma once

#include "core/base/result.h"
#include "core/desk/unit_sheet.h"
#include "ui/common/ui_context.h"

#include <QDialog>

class QDialogButtonBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// Business units from a CSV file: shows what would change, line by line, before anything does. Shown with open();
/// deletes itself when closed.
class UnitImportDialog : public QDialog {
    Q_OBJECT
public:
    UnitImportDialog(const UiContext &context, const QString &file, QWidget *parent);

Q_SIGNALS:
    void imported(int added, int changed);

private:
    void build();
    void load();
    void showPlan(const Result<desk::UnitPlan> &plan);
    void addLines();
    void addLine(const desk::UnitPlan::Line &line);
    void addChanges(QTreeWidgetItem *item, const desk::UnitPlan::Line &line);
    void summarise();
    void import();
    void tell(const Error &error);

    UiContext m_context;
    QString m_file;
    desk::UnitPlan m_plan;
    MessageBar *m_bar;
    PlainLabel *m_summary;
    QTreeWidget *m_lines;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
