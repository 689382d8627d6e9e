#pragma once

#include "ui/admin/mailbox_wizard_page.h"

namespace liaison::ui {

class MessageBar;

/// Behind the last step: the mailbox is saved, and START is offered.
class MailboxWizardDone : public MailboxWizardPage {
    Q_OBJECT
public:
    explicit MailboxWizardDone(MailboxDraft *draft, QWidget *parent = nullptr);

    void enter() override;
    bool leave() override { return true; }
    [[nodiscard]] QWidget *firstEditor() const override { return nullptr; }
    void showError(const Error &error);
    void clearError();

private:
    PlainLabel *m_saved = nullptr;
    MessageBar *m_bar = nullptr;
};

} // namespace liaison::ui
