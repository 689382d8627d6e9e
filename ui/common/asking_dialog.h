#pragma once

#include <QDialog>
#include <QString>

namespace liaison::ui {

/// A dialog that is not left with something typed in it before a person said what becomes of that: Cancel, Esc and
/// the window's own way to close ask "Save / Discard / Keep editing". Its save() closes it with accept().
class AskingDialog : public QDialog {
    Q_OBJECT
public:
    explicit AskingDialog(QWidget *parent) : QDialog(parent) { }

public Q_SLOTS:
    void reject() override;

protected:
    [[nodiscard]] virtual bool hasUnsavedChanges() const = 0;
    /// A sentence: what would be lost.
    [[nodiscard]] virtual QString unsavedText() const = 0;
    /// What its Save does: accept() once it is done, and a sentence where it cannot be.
    virtual void save() = 0;
};

} // namespace liaison::ui
