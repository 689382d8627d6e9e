#pragma once

#include "ui/admin/mailbox_wizard_page.h"
#include "ui/admin/mailbox_wizard_type.h"
#include "ui/common/ui_context.h"

#include <QDialog>

class QPushButton;
class QStackedWidget;

namespace liaison::ui {

class MailboxWizardAddress;
class MailboxWizardDone;
class MailboxWizardSignIn;
class MessageBar;

/// Connects a mailbox step by step: address, type (looked for by Autodiscover), sign-in, folders, tests, SAVE, START.
/// Nothing is saved before SAVE, which saves all or nothing. Back keeps what was entered; leaving asks once something
/// was. A person's sign-in that no saved mailbox needs is forgotten.
class MailboxWizard : public QDialog {
    Q_OBJECT
public:
    /// `look` finds the Exchange of an address; empty: the desk does.
    explicit MailboxWizard(const UiContext &context, QWidget *parent = nullptr, MailboxWizardType::Look look = {});
    ~MailboxWizard() override;

    void reject() override;

Q_SIGNALS:
    void saved(const liaison::domain::Mailbox &mailbox);
    /// The person wants all fields at once; `begun` has what was entered so far. The wizard is closing.
    void formWanted(const liaison::domain::Mailbox &begun);

private:
    enum Step { AddressStep, TypeStep, SignInStep, FoldersStep, TestStep, DoneStep };
    // mailbox_wizard_layout.cpp
    void build(MailboxWizardType::Look look);
    void addPage(MailboxWizardPage *page);
    QWidget *makeButtons();
    void showStep(int step);
    void updateButtons();
    // mailbox_wizard.cpp
    [[nodiscard]] MailboxWizardPage *page() const { return m_pages.at(m_step); }
    void next();
    void back();
    void goOn();
    void save();
    void refused(const Error &error);
    void start();
    void reallyStart();
    void useForm();
    void discard();
    void acceptCertificate(const CertificateSummary &certificate);
    void forgetSignIns();

    UiContext m_context;
    MailboxDraft m_draft;
    int m_step = AddressStep;
    bool m_saving = false; ///< or starting: buttons wait
    bool m_saved = false;
    QList<MailboxWizardPage *> m_pages; ///< by Step
    MailboxWizardAddress *m_address = nullptr;
    MailboxWizardSignIn *m_signIn = nullptr;
    MailboxWizardDone *m_done = nullptr;
    PlainLabel *m_headline = nullptr;
    MessageBar *m_bar = nullptr;
    QStackedWidget *m_stack = nullptr;
    QPushButton *m_form = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace liaison::ui
