#pragma once

#include "core/domain/business_unit.h"
#include "ui/common/ui_context.h"

#include <QDialog>

class QDialogButtonBox;
class QLineEdit;
class QPlainTextEdit;

namespace liaison::ui {

class FormField;
class MessageBar;

/// Creates a business unit, or changes one. Shown with open(); deletes itself when closed.
class UnitDialog : public QDialog {
    Q_OBJECT
public:
    UnitDialog(const UiContext &context, const domain::BusinessUnit &unit, QWidget *parent);

Q_SIGNALS:
    void saved(const liaison::domain::BusinessUnit &unit);

private:
    void build();
    bool markProblems();
    [[nodiscard]] domain::BusinessUnit edited() const;
    void save();

    UiContext m_context;
    domain::BusinessUnit m_unit;
    MessageBar *m_bar;
    QLineEdit *m_title;
    QLineEdit *m_description;
    QPlainTextEdit *m_recipients;
    QPlainTextEdit *m_addresses;
    QPlainTextEdit *m_domains;
    FormField *m_titleField = nullptr;
    FormField *m_recipientsField = nullptr;
    FormField *m_addressesField = nullptr;
    FormField *m_domainsField = nullptr;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
