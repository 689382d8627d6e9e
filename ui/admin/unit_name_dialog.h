#pragma once

#include "core/base/error.h"
#include "core/domain/unit_name.h"
#include "ui/common/ui_context.h"

#include <QDialog>
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
class UnitNameDialog : public QDialog {
    Q_OBJECT
public:
    explicit UnitNameDialog(const UiContext &context, QWidget *parent);

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
    bool markProblems();
    [[nodiscard]] domain::UnitNames edited() const;
    void save();
    void tell(const Error &error);

    UiContext m_context;
    MessageBar *m_bar;
    QMap<QString, Row> m_rows;
    PlainLabel *m_example;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
