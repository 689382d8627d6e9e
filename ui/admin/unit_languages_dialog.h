#pragma once

#include "core/domain/business_unit.h"
#include "ui/common/ui_context.h"

#include <QDialog>
#include <QHash>

class QComboBox;
class QDialogButtonBox;
class QTableWidget;

namespace liaison::ui {

class MessageBar;

/// The language that mail to each business unit is written in, where a template has it. Shown with open(); deletes
/// itself when closed.
class UnitLanguagesDialog : public QDialog {
    Q_OBJECT
public:
    explicit UnitLanguagesDialog(const UiContext &context, QWidget *parent);

private:
    void load();
    void fill(const QList<domain::BusinessUnit> &units, const QHash<BusinessUnitId, QString> &languages);
    void save();

    UiContext m_context;
    QList<domain::BusinessUnit> m_units;
    QHash<BusinessUnitId, QString> m_languages;
    QList<QComboBox *> m_choices;
    MessageBar *m_bar;
    QTableWidget *m_table;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
