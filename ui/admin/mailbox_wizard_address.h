#pragma once

#include "ui/admin/mailbox_wizard_page.h"
#include "ui/common/ui_context.h"

#include <QStringList>

class QCheckBox;
class QLineEdit;
class QRadioButton;

namespace liaison::ui {

class FormField;
class MessageBar;

/// First step: whose mailbox it is, and whether another tool ingests it, which makes two readers of one mailbox.
class MailboxWizardAddress : public MailboxWizardPage {
    Q_OBJECT
public:
    MailboxWizardAddress(const UiContext &context, MailboxDraft *draft, QWidget *parent = nullptr);

    void enter() override { }
    bool leave() override;
    [[nodiscard]] QWidget *firstEditor() const override;
    /// Whether anything was entered.
    [[nodiscard]] bool isTouched() const;
    /// What is entered, right or wrong, goes into the draft.
    void take();
    /// Saving found another mailbox of this address.
    void markTaken();

private:
    void build();
    void loadKnown();
    void showReaders();
    [[nodiscard]] QString addressProblem() const;

    UiContext m_context;
    QStringList m_known; ///< the addresses of other mailboxes, normalised
    QLineEdit *m_address = nullptr;
    QLineEdit *m_name = nullptr;
    QRadioButton *m_alone = nullptr;
    QRadioButton *m_shared = nullptr;
    QCheckBox *m_allTheSame = nullptr;
    MessageBar *m_readers = nullptr;
    FormField *m_addressField = nullptr;
    FormField *m_readersField = nullptr;
    FormField *m_allTheSameField = nullptr;
};

} // namespace liaison::ui
