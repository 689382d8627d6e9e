// What a person decides about mail without an incident, and how it is taken back.
#include "ui/incidents/unmatched_page.h"

#include "core/desk/mail_desk.h"
#include "core/domain/subject.h"
#include "ui/common/message_bar.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_picker.h"
#include "ui/incidents/unmatched_model.h"

#include <QListWidget>
#include <QPushButton>
#include <QTreeView>

#include <memory>
#include <utility>

namespace liaison::ui {

QList<MessageId> UnmatchedPage::selectedMails() const
{
    QList<MessageId> ids;
    const QModelIndexList indexes = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : indexes) {
        if (const store::MailRow *row = m_model->rowAt(index))
            ids << row->id;
    }
    return ids;
}

void UnmatchedPage::linkToSuggestion()
{
    if (!m_choose->isEnabled())
        return; // Enter on the list, by somebody who may only look
    const QListWidgetItem *item = m_suggestions->currentItem();
    if (item)
        link(IncidentId{item->data(Qt::UserRole).toLongLong()}, item->data(Qt::UserRole + 1).toString());
    else if (m_shown)
        chooseIncident();
}

void UnmatchedPage::chooseIncident()
{
    auto *picker = new IncidentPicker(m_context, tr("Choose an incident"), tr("Link"), this);
    connect(picker, &IncidentPicker::chosen, this, &UnmatchedPage::link);
    picker->open();
}

void UnmatchedPage::link(IncidentId incident, const QString &key)
{
    const desk::Context desk = m_context.desk;
    runForSelected([desk, incident](MessageId id) { return desk::MailDesk(desk).link(id, incident, std::nullopt); },
                   tr("Linked to %1.").arg(key), [desk](MessageId id) { return desk::MailDesk(desk).unlink(id); });
}

void UnmatchedPage::newIncident()
{
    const store::MailRow *row = m_model->rowAt(m_view->currentIndex());
    if (!row)
        return;
    domain::Incident draft;
    draft.title = domain::threadTitle(row->subject);
    draft.owner = m_context.person;
    draft.status = domain::IncidentStatus::Open;
    const desk::Context desk = m_context.desk;
    const MessageId id = row->id;
    auto *dialog = new IncidentDialog(m_context, draft, this, [desk, id](domain::Incident incident) {
        return desk::MailDesk(desk).linkToNewIncident(id, std::move(incident));
    });
    connect(dialog, &IncidentDialog::saved, this, [this, desk, id](const domain::Incident &incident) {
        offerUndo({id}, tr("Linked to the new incident %1.").arg(incident.key),
                  [desk](MessageId mail) { return desk::MailDesk(desk).unlink(mail); });
    });
    dialog->open();
}

void UnmatchedPage::dismiss()
{
    const desk::Context desk = m_context.desk;
    runForSelected([desk](MessageId id) { return desk::MailDesk(desk).dismiss(id); }, tr("Dismissed."),
                   [desk](MessageId id) { return desk::MailDesk(desk).restore(id); });
}

void UnmatchedPage::restore()
{
    const desk::Context desk = m_context.desk;
    runForSelected([desk](MessageId id) { return desk::MailDesk(desk).restore(id); }, tr("Put back."),
                   [desk](MessageId id) { return desk::MailDesk(desk).dismiss(id); });
}

void UnmatchedPage::runForSelected(const std::function<Future<void>(MessageId)> &act, const QString &done,
                                   const std::function<Future<void>(MessageId)> &undo)
{
    const QList<MessageId> ids = selectedMails();
    auto left = std::make_shared<int>(static_cast<int>(ids.size()));
    auto changed = std::make_shared<QList<MessageId>>();
    for (const MessageId id : ids) {
        onDone(this, act(id), [this, id, left, changed, done, undo](Result<void> result) {
            --*left;
            if (result)
                *changed << id;
            else
                showError(result.error());
            if (*left == 0 && !changed->isEmpty())
                offerUndo(*changed, done, undo);
        });
    }
}

void UnmatchedPage::offerUndo(const QList<MessageId> &ids, const QString &done,
                              const std::function<Future<void>(MessageId)> &undo)
{
    m_undoAction = [this, ids, undo] {
        for (const MessageId id : ids) {
            onDone(this, undo(id), [this](Result<void> result) {
                if (!result)
                    showError(result.error());
            });
        }
    };
    m_bar->showMessage(MessageBar::Kind::Success, done);
    m_bar->addAction(tr("Undo"), [this] { undoLast(); });
    updateActions();
}

void UnmatchedPage::undoLast()
{
    if (!m_undoAction)
        return;
    m_bar->clear();
    std::exchange(m_undoAction, {})();
    updateActions();
}

} // namespace liaison::ui
