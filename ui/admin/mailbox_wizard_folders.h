#pragma once

#include "ui/admin/mailbox_wizard_page.h"
#include "ui/common/ui_context.h"

#include <QHash>

#include <stop_token>

class QProgressBar;
class QPushButton;

namespace liaison::ui {

class FolderTree;
class MessageBar;

/// Fourth step: the server's folder tree, asked with the fields as they are. Inbox, Sent and Junk have their check
/// marks to begin with. Where the server does not answer, the person can go on: those three are read then.
class MailboxWizardFolders : public MailboxWizardPage {
    Q_OBJECT
public:
    MailboxWizardFolders(const UiContext &context, MailboxDraft *draft, QWidget *parent = nullptr);
    ~MailboxWizardFolders() override;

    void enter() override;
    bool leave() override;
    void stop() override;
    [[nodiscard]] bool canGoOn() const override { return !m_listing; }
    [[nodiscard]] QWidget *firstEditor() const override;

private:
    void build();
    void list();
    void listed(const Result<QList<domain::RemoteFolder>> &result);
    void show(const QList<domain::RemoteFolder> &folders);
    void setListing(bool listing);
    void take();

    UiContext m_context;
    bool m_listing = false;
    std::stop_source m_stop;
    int m_run = 0;                                              ///< answers of an earlier one are not listened to
    std::optional<desk::MailboxDesk::SaveRequest> m_listedWith; ///< the fields that the server was asked with
    QList<domain::RemoteFolder> m_folders;
    QHash<QString, bool> m_choice; ///< by remoteId, what the person has seen and left so
    MessageBar *m_bar = nullptr;
    PlainLabel *m_step = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_again = nullptr;
    FolderTree *m_tree = nullptr;
};

} // namespace liaison::ui
