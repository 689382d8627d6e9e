#pragma once

#include "core/desk/signature_desk.h"
#include "ui/common/asking_dialog.h"
#include "ui/common/ui_context.h"

class QDialogButtonBox;
class QPlainTextEdit;

namespace liaison::ui {

class FormField;
class MessageBar;

/// What stands below mails: of the team, which administrators write, and of the person at the window. Shown with
/// open(); deletes itself when closed.
class SignaturesDialog : public AskingDialog {
    Q_OBJECT
public:
    explicit SignaturesDialog(const UiContext &context, QWidget *parent);

protected:
    [[nodiscard]] bool hasUnsavedChanges() const override;
    [[nodiscard]] QString unsavedText() const override;
    void save() override;

private:
    void guard();
    void load();

    UiContext m_context;
    desk::Signatures m_saved;   ///< as the store has them
    desk::Signatures m_asShown; ///< as the fields say it, untouched
    MessageBar *m_bar;
    QPlainTextEdit *m_team;
    QPlainTextEdit *m_own;
    FormField *m_teamField;
    FormField *m_ownField;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
