#pragma once

#include "core/domain/business_unit.h"
#include "ui/common/asking_dialog.h"
#include "ui/common/ui_context.h"

#include <QHash>

class QDialogButtonBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;

namespace liaison::ui {

class FormField;
class HoursBox;
class MessageBar;

/// Creates a business unit, or changes one. Shown with open(); deletes itself when closed.
class UnitDialog : public AskingDialog {
    Q_OBJECT
public:
    UnitDialog(const UiContext &context, const domain::BusinessUnit &unit, QWidget *parent);

Q_SIGNALS:
    void saved(const liaison::domain::BusinessUnit &unit);

protected:
    [[nodiscard]] bool hasUnsavedChanges() const override;
    [[nodiscard]] QString unsavedText() const override;
    void save() override;

private:
    void build();
    void addRow(QFormLayout *form, domain::UnitField field, QWidget *editor);
    void addHint(QFormLayout *form, const QString &text);
    void fill();
    void showOnly();
    bool markProblems();
    void makeRoom();
    void mark(const domain::UnitProblem &problem, const QString &sentence);
    [[nodiscard]] domain::BusinessUnit edited() const;

    UiContext m_context;
    domain::BusinessUnit m_unit;
    domain::BusinessUnit m_asShown; ///< what the fields say of it untouched
    MessageBar *m_bar;
    QLineEdit *m_title;
    QLineEdit *m_description;
    QPlainTextEdit *m_recipients;
    QPlainTextEdit *m_addresses;
    QPlainTextEdit *m_domains;
    QLineEdit *m_deputy;
    QLineEdit *m_phone;
    HoursBox *m_hours;
    QHash<domain::UnitField, FormField *> m_fields;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
