// The half of the tab that writes: drafts, the composer below the conversation and in windows, undo.
#include "ui/mails/business_unit_mails.h"

#include "core/store/drafts.h"
#include "core/store/store.h"
#include "ui/compose/composer.h"
#include "ui/compose/undo_bar.h"
#include "ui/mails/conversation.h"
#include "ui/mails/thread_list.h"

#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

void BusinessUnitMails::resumeDraft(std::optional<ThreadId> thread)
{
    const IncidentId incident = m_incident;
    auto reading = m_context.store->read(
        [person = m_context.person](store::Session &session) { return store::Drafts(session).list(person); });
    onDone<QList<store::DraftRow>>(this, reading, [this, thread, incident](Result<QList<store::DraftRow>> drafts) {
        if (!drafts.has_value()) {
            report(drafts.error());
            return;
        }
        const auto draft = std::find_if(drafts->cbegin(), drafts->cend(), [&](const store::DraftRow &row) {
            return row.thread == thread && row.incident == incident && !isOpenInWindow(row.id);
        });
        if (draft != drafts->cend()) {
            onDone<desk::ComposeDraft>(this, desk::ComposeDesk(m_context.desk).loadDraft(draft->id),
                                       [this](Result<desk::ComposeDraft> loaded) {
                                           if (loaded.has_value())
                                               resume(*loaded);
                                           else
                                               report(loaded.error());
                                       });
        } else if (!thread.has_value()) {
            startNewMail();
        }
    });
}

void BusinessUnitMails::resume(const desk::ComposeDraft &draft)
{
    if (!draft.thread.has_value())
        composeInWindow(draft);
    else if (*draft.thread == m_shown && m_composer == nullptr)
        compose(draft);
}

void BusinessUnitMails::startNewMail()
{
    std::optional<BusinessUnitId> unit;
    if (const store::ThreadRow *row = m_threads->currentRow(); row != nullptr && !row->thread.businessUnit.isNull())
        unit = row->thread.businessUnit;
    desk::ComposeDesk desk(m_context.desk);
    onDone<desk::ComposeDraft>(this, desk.newMail(m_incident, unit), [this](Result<desk::ComposeDraft> draft) {
        if (draft.has_value())
            composeInWindow(*draft);
        else
            report(draft.error());
    });
}

/// Asking for the same answer again leads back to it, rather than to a second draft.
bool BusinessUnitMails::isBeingWritten(MailAction action, MessageId mail) const
{
    const bool writes = action == MailAction::Reply || action == MailAction::ReplyAll || action == MailAction::Forward;
    if (writes && m_begun == mail && m_composerAction == action)
        return true; // on its way from the store
    if (!writes || m_composer == nullptr)
        return false;
    const desk::ComposeDraft draft = m_composer->draft();
    return draft.answers == mail && draft.isForward == (action == MailAction::Forward) && m_composerAction == action;
}

void BusinessUnitMails::begin(MailAction action, MessageId mail, Future<desk::ComposeDraft> making)
{
    const ThreadId thread = m_shown;
    m_composerAction = action;
    m_begun = mail;
    onDone<desk::ComposeDraft>(this, making, [this, thread, action, mail](Result<desk::ComposeDraft> draft) {
        if (m_begun != mail || m_composerAction != action)
            return; // another answer was asked for since
        m_begun = {};
        if (!draft.has_value())
            report(draft.error());
        else if (thread == m_shown)
            compose(*draft);
    });
}

void BusinessUnitMails::compose(const desk::ComposeDraft &draft)
{
    closeComposer();
    m_composer = new Composer(m_context, m_composeBox);
    m_composeBox->layout()->addWidget(m_composer);
    m_composeBox->show();
    m_right->setSizes({m_right->height() / 2, m_right->height() / 2});
    m_conversation->setActionsVisible(false);
    follow(m_composer);
    connect(m_composer, &Composer::finished, this, [this, composer = m_composer.data()] {
        if (composer == m_composer)
            closeComposer();
    });
    m_composer->edit(draft);
    m_composer->focusText();
}

void BusinessUnitMails::composeInWindow(const desk::ComposeDraft &draft)
{
    auto *composer = new Composer(m_context, this);
    composer->setWindowFlag(Qt::Window);
    composer->setAttribute(Qt::WA_DeleteOnClose);
    composer->setWindowTitle(tr("New mail"));
    composer->resize(760, 560);
    follow(composer);
    connect(composer, &Composer::finished, composer, &QWidget::close);
    composer->edit(draft);
    composer->show();
    composer->raise();
    composer->activateWindow(); // asked for by a key, it takes the keys that follow
    composer->focusText();
}

bool BusinessUnitMails::isOpenInWindow(DraftId draft) const
{
    const auto composers = findChildren<Composer *>();
    return std::any_of(composers.cbegin(), composers.cend(),
                       [&](const Composer *composer) { return composer->draft().id == draft; });
}

void BusinessUnitMails::follow(Composer *composer)
{
    connect(composer, &Composer::sent, this, &BusinessUnitMails::showUndo);
}

void BusinessUnitMails::keepDrafts()
{
    const auto composers = findChildren<Composer *>();
    for (Composer *composer : composers)
        composer->keep();
}

void BusinessUnitMails::closeComposer()
{
    if (m_composer != nullptr) {
        m_composer->retire();
        m_composer = nullptr;
    }
    m_composeBox->hide();
    m_conversation->setActionsVisible(true);
}

void BusinessUnitMails::showUndo(const domain::OutboxMail &mail, qint64 undoMs)
{
    if (undoMs <= 0)
        return; // it is on its way
    auto *bar = new UndoBar(m_context, mail, undoMs, m_undoBars);
    m_undoBars->layout()->addWidget(bar);
    m_undoBars->show();
    connect(bar, &UndoBar::undone, this, [this](const desk::ComposeDraft &draft) {
        if (draft.thread.has_value() && *draft.thread == m_shown)
            compose(draft);
        else
            composeInWindow(draft);
    });
    connect(bar, &UndoBar::failed, this, &BusinessUnitMails::report);
    connect(bar, &UndoBar::finished, this, [this, bar] {
        bar->deleteLater();
        bar->setParent(nullptr);
        m_undoBars->setVisible(m_undoBars->findChild<UndoBar *>() != nullptr);
    });
}

} // namespace liaison::ui
