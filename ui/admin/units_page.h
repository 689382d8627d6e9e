#pragma once

#include "core/base/result.h"
#include "core/domain/business_unit.h"
#include "ui/common/ui_context.h"

#include <QWidget>

class QCheckBox;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;

/// Admin > Business units: create, edit, archive. A unit is never deleted.
class UnitsPage : public QWidget {
    Q_OBJECT
public:
    explicit UnitsPage(const UiContext &context, QWidget *parent = nullptr);
    void newUnit();
    void focusList();

private:
    QWidget *makeTop();
    void load();
    void show(const QList<domain::BusinessUnit> &units);
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
    QCheckBox *m_withArchived = nullptr;
};

} // namespace liaison::ui
