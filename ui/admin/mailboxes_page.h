#pragma once

#include "core/base/result.h"
#include "core/domain/mailbox.h"
#include "ui/common/ui_context.h"

#include <QWidget>

#include <optional>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace liaison::ui {

class FoldersCard;
class MailboxForm;
class MessageBar;

/// Admin > Mailboxes: the list on the left, one mailbox's card and folders on the right.
class MailboxesPage : public QWidget {
    Q_OBJECT
public:
    explicit MailboxesPage(const UiContext &context, QWidget *parent = nullptr);
    /// Opens the card of a new mailbox.
    void connectMailbox();
    void showMailbox(MailboxId id);
    /// Opens the mailbox for editing with a certificate filled in that was refused; SAVE keeps it.
    void acceptCertificate(MailboxId id, const CertificateSummary &certificate);
    void focusList();
    [[nodiscard]] MailboxForm *form() const { return m_form; }

private:
    QWidget *makeList();
    QWidget *makeCard();
    void load();
    void show(const QList<domain::Mailbox> &mailboxes);
    void onCurrentChanged();
    void updateStates();

    UiContext m_context;
    QList<domain::Mailbox> m_mailboxes;
    MailboxId m_wanted;
    std::optional<CertificateSummary> m_accepted; ///< for the wanted mailbox's form, once it is loaded
    MessageBar *m_bar;
    QListWidget *m_list = nullptr;
    QPushButton *m_add = nullptr;
    QStackedWidget *m_stack = nullptr;
    MailboxForm *m_form = nullptr;
    FoldersCard *m_folders = nullptr;
};

} // namespace liaison::ui
