// MailboxForm: somebody else saved the mailbox while it was edited here.
#include "core/base/on_done.h"
#include "core/desk/mailbox_audit.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/audit_words.h"
#include "ui/admin/mailbox_form.h"
#include "ui/common/message_bar.h"

#include <QAbstractButton>
#include <QStringList>

namespace liaison::ui {

namespace {

/// "Inbound host: a → b", as the audit log says it.
QString changesText(const domain::Mailbox &seen, const domain::Mailbox &stored)
{
    domain::AuditEntry entry;
    entry.action = QStringLiteral("mailbox.update");
    entry.detail = desk::changedMeanwhile(seen, stored);
    QStringList changes;
    const QList<AuditDetail> details = detailsOf(entry);
    for (const AuditDetail &detail : details)
        changes << QStringLiteral("%1: %2 → %3").arg(detail.field, detail.before, detail.after);
    return changes.join(QStringLiteral("; "));
}

} // namespace

void MailboxForm::showChangedMeanwhile()
{
    const auto read = m_context.store->read(
        [id = m_mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); });
    onDone<domain::Mailbox>(this, read, [this, id = m_mailbox.id](const Result<domain::Mailbox> &stored) {
        if (id != m_mailbox.id || !m_editing)
            return;
        if (!stored) {
            showError(stored.error(), tr("The mailbox was not saved."));
            return;
        }
        m_bar->showMessage(MessageBar::Kind::Warning,
                           tr("The mailbox was not saved: somebody else changed it while you edited it. What you typed "
                              "is still here. Changed there: %1.")
                               .arg(changesText(m_seen, *stored)));
        m_bar
            ->addAction(tr("Show what is saved"),
                        [this, mailbox = *stored] {
                            m_bar->clear();
                            showMailbox(mailbox);
                        })
            ->setObjectName(QStringLiteral("mailbox.theirs"));
        m_bar
            ->addAction(tr("Save mine over it"),
                        [this, mailbox = *stored] {
                            m_seen = mailbox;
                            save();
                        })
            ->setObjectName(QStringLiteral("mailbox.mine"));
    });
}

} // namespace liaison::ui
