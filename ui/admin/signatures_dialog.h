#pragma once

#include "core/desk/signature_desk.h"
#include "ui/common/ui_context.h"

#include <QDialog>

class QDialogButtonBox;
class QPlainTextEdit;

namespace liaison::ui {

class FormField;
class MessageBar;

/// What stands below mails: of the team, which administrators write, and of the person at the window. Shown with
/// open(); deletes itself when closed.
class SignaturesDialog : public QDialog {
    Q_OBJECT
public:
    explicit SignaturesDialog(const UiContext &context, QWidget *parent);

private:
    void guard();
    void load();
    void save();

    UiContext m_context;
    desk::Signatures m_saved; ///< as the store has them
    MessageBar *m_bar;
    QPlainTextEdit *m_team;
    QPlainTextEdit *m_own;
    FormField *m_teamField;
    FormField *m_ownField;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
