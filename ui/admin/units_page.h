#pragma once

#include "core/base/result.h"
#include "core/domain/business_unit.h"
#include "ui/common/ui_context.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;

/// Admin > Business units: create, edit, archive, import from a file, and what happened to each. A unit is never
/// deleted.
class UnitsPage : public QWidget {
    Q_OBJECT
public:
    explicit UnitsPage(const UiContext &context, QWidget *parent = nullptr);
    void newUnit();
    void nameUnits(); ///< what they are called
    void focusList();
    /// Shows what a CSV file would change, and takes it over if that is wanted.
    void importFrom(const QString &file);

private:
    QWidget *makeTop();
    QWidget *makeFilters();
    void chooseFile();
    void showActivity();
    void filter();
    void load();
    void showUnits(const QList<domain::BusinessUnit> &units);
    [[nodiscard]] const domain::BusinessUnit *current() const;
    void edit();
    void toggleArchived();
    void updateActions();

    UiContext m_context;
    QList<domain::BusinessUnit> m_units;
    MessageBar *m_bar;
    QTreeWidget *m_list;
    QStackedWidget *m_stack;
    QPushButton *m_edit = nullptr;
    QPushButton *m_archive = nullptr;
    QPushButton *m_activity = nullptr;
    QLineEdit *m_search = nullptr;
    QCheckBox *m_withArchived = nullptr;
};

} // namespace liaison::ui
