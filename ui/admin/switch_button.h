#pragma once

#include "core/domain/mailbox.h"
#include "ui/common/ui_context.h"

#include <QPushButton>

namespace liaison::ui {

/// "Switch to Microsoft Graph…", or to Exchange Web Services, for the mailbox of a card; opens the dialog for it.
/// Hidden for mailboxes that use neither; disabled, with the reason as tool tip, where a switch is not possible.
class SwitchButton : public QPushButton {
    Q_OBJECT
public:
    explicit SwitchButton(const UiContext &context, QWidget *parent = nullptr);
    /// As the mailbox is saved; `editing`: its card is being changed.
    void setMailbox(const domain::Mailbox &mailbox, bool editing);
    /// "Switch to Microsoft Graph…"
    static QString textFor(domain::Protocol to);

private:
    UiContext m_context;
    MailboxId m_mailbox;
};

} // namespace liaison::ui
