#pragma once

#include "core/base/on_done.h"
#include "ui/admin/mailbox_wizard_page.h"

#include <functional>
#include <stop_token>

class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace liaison::ui {

class FormField;
class MessageBar;

/// Second step: looks for the Exchange of the address, says what was found, and lets the person choose how the mailbox
/// is reached. Choosing needs no answer: a search that fails, or is cancelled, goes on by hand. Nothing is told to a
/// host outside of the address's domain before the person has agreed to that host.
class MailboxWizardType : public MailboxWizardPage {
    Q_OBJECT
public:
    /// What desk::MailboxDesk::autodiscover() does.
    using Look = std::function<Future<domain::Autodiscovery>(domain::AutodiscoveryRequest, std::stop_token)>;
    MailboxWizardType(Look look, MailboxDraft *draft, QWidget *parent = nullptr);
    ~MailboxWizardType() override;

    void enter() override;
    bool leave() override;
    void stop() override;
    [[nodiscard]] QWidget *firstEditor() const override { return nullptr; }
    [[nodiscard]] QPushButton *mainButton() const override;

private:
    // mailbox_wizard_type.cpp
    void look();
    void ended(const Result<domain::Autodiscovery> &result);
    void showFound(const domain::Autodiscovery &found);
    void showNothing(const domain::Autodiscovery &found);
    void askForTrust(const QStringList &hosts);
    void propose(MailboxDraft::Type type, const QString &reason);
    // mailbox_wizard_type_layout.cpp
    void build();
    void buildSearch();
    void buildChoice();
    QRadioButton *addChoice(const QString &text, const QString &hint);
    void setLooking(bool looking);
    void setSignInWanted(bool wanted);
    void addDetails(const domain::Autodiscovery &found);
    [[nodiscard]] QRadioButton *buttonOf(MailboxDraft::Type type) const;

    Look m_look;
    QString m_lookedFor;   ///< the address that was looked for last
    QStringList m_trusted; ///< hosts that the person agreed to
    bool m_chosen = false; ///< by the person: no answer changes it any more
    bool m_looking = false;
    std::stop_source m_stop;
    int m_run = 0; ///< answers of an earlier one are not listened to
    MessageBar *m_bar = nullptr;
    PlainLabel *m_step = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_again = nullptr;
    QWidget *m_signIn = nullptr; ///< shown once a host wants one
    QLineEdit *m_username = nullptr;
    QLineEdit *m_password = nullptr;
    FormField *m_passwordField = nullptr;
    PlainLabel *m_reason = nullptr;
    QRadioButton *m_exchange = nullptr;
    QRadioButton *m_graph = nullptr;
    QRadioButton *m_imap = nullptr;
};

} // namespace liaison::ui
