#pragma once

#include "core/base/result.h"
#include "core/domain/mailbox.h"
#include "ui/admin/mailbox_wizard_type.h"
#include "ui/common/ui_context.h"
#include "ui/common/unsaved_changes.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

class QListWidget;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace liaison::ui {

class FoldersCard;
class MailboxForm;
class MailboxWizard;
class MessageBar;

/// Admin > Mailboxes: the list on the left, one mailbox's card and folders on the right.
class MailboxesPage : public QWidget {
    Q_OBJECT
public:
    explicit MailboxesPage(const UiContext &context, QWidget *parent = nullptr);
    /// Opens the wizard for a new mailbox; the form where the person wants all fields at once.
    void connectMailbox();
    void showMailbox(MailboxId id);
    /// Where Exchange is of addresses of `domain`, `look` tells: the demo has one of its own. Of others Autodiscover
    /// does.
    void setOwnExchange(const QString &domain, MailboxWizardType::Look look);
    /// Opens the mailbox for editing with a certificate filled in that was refused; SAVE keeps it.
    void acceptCertificate(MailboxId id, const CertificateSummary &certificate);
    void focusList();
    [[nodiscard]] std::optional<UnsavedChanges> unsavedChanges();
    [[nodiscard]] MailboxForm *form() const { return m_form; }

private:
    enum Card { NoMailbox, SettingsCard, ClosedCard };

    /// What stands beside a list of these.
    [[nodiscard]] Card cardOf(const QList<domain::Mailbox> &mailboxes) const;
    QWidget *makeList();
    QWidget *makeCard();
    void load();
    void show(const QList<domain::Mailbox> &mailboxes);
    void onRowChosen();
    void onCurrentChanged();
    /// Runs `then` with nothing being edited, once a person said what becomes of what is.
    void leaveCard(const std::function<void()> &then);
    void onSaved(const domain::Mailbox &mailbox);
    void onAddClicked();
    /// Whether a new mailbox can be begun; says why not.
    bool mayBegin();
    /// Opens the card of a new mailbox.
    void newInForm(const domain::Mailbox &begun = {});
    void updateStates();

    UiContext m_context;
    QList<domain::Mailbox> m_mailboxes;
    MailboxId m_wanted;
    MailboxWizardType::Look m_look;               ///< empty: Autodiscover
    std::optional<CertificateSummary> m_accepted; ///< for the wanted mailbox's form, once it is loaded
    std::function<void()> m_whenSaved;            ///< what waits for SAVE
    MessageBar *m_bar;
    QListWidget *m_list = nullptr;
    QPushButton *m_add = nullptr;
    QStackedWidget *m_stack = nullptr;
    QMenu *m_ways = nullptr; ///< to connect a further mailbox
    QPointer<MailboxWizard> m_wizard;
    MailboxForm *m_form = nullptr;
    FoldersCard *m_folders = nullptr;
};

} // namespace liaison::ui
