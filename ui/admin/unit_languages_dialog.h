#pragma once

#include "core/domain/business_unit.h"
#include "ui/common/asking_dialog.h"
#include "ui/common/ui_context.h"

#include <QHash>

class QComboBox;
class QDialogButtonBox;
class QTableWidget;

namespace liaison::ui {

class MessageBar;

/// The language that mail to each business unit is written in, where a template has it. Shown with open(); deletes
/// itself when closed.
class UnitLanguagesDialog : public AskingDialog {
    Q_OBJECT
public:
    explicit UnitLanguagesDialog(const UiContext &context, QWidget *parent);

protected:
    [[nodiscard]] bool hasUnsavedChanges() const override;
    [[nodiscard]] QString unsavedText() const override;
    void save() override;

private:
    void load();
    void fill(const QList<domain::BusinessUnit> &units, const QHash<BusinessUnitId, QString> &languages);

    UiContext m_context;
    QList<domain::BusinessUnit> m_units;
    QHash<BusinessUnitId, QString> m_languages;
    QList<QComboBox *> m_choices;
    MessageBar *m_bar;
    QTableWidget *m_table;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
