#pragma once

#include "core/base/error.h"
#include "core/domain/unit_name.h"
#include "ui/common/asking_dialog.h"
#include "ui/common/ui_context.h"

#include <QMap>

class QDialogButtonBox;
class QGridLayout;
class QLineEdit;

namespace liaison::ui {

class FormField;
class MessageBar;
class PlainLabel;

/// What the organisation calls its business units, in each language that Liaison speaks. Shown with open(); deletes
/// itself when closed.
class UnitNameDialog : public AskingDialog {
    Q_OBJECT
public:
    explicit UnitNameDialog(const UiContext &context, QWidget *parent);

protected:
    [[nodiscard]] bool hasUnsavedChanges() const override;
    [[nodiscard]] QString unsavedText() const override;
    void save() override;

private:
    /// The fields of a language.
    struct Row {
        QLineEdit *one = nullptr;
        QLineEdit *many = nullptr;
        FormField *oneField = nullptr;
        FormField *manyField = nullptr;
    };

    void build();
    void addLanguage(QGridLayout *grid, const QString &language);
    void load();
    void showNames(const domain::UnitNames &names);
    void showExample();
    void makeRoom();
    bool markProblems();
    [[nodiscard]] domain::UnitNames edited() const;
    void tell(const Error &error);

    UiContext m_context;
    domain::UnitNames m_asShown; ///< what the fields say of them untouched
    MessageBar *m_bar;
    QMap<QString, Row> m_rows;
    PlainLabel *m_example;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
