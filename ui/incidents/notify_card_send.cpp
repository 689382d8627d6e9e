// NotifyCard: what is sent from it, taken back and tried again.
#include "core/base/on_done.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/incidents/notify_card.h"
#include "ui/incidents/notify_dialog.h"

#include <QPushButton>
#include <QShortcut>

#include <utility>

namespace liaison::ui {

namespace {
constexpr int secondMs = 1'000;
} // namespace

NotifyDialog *NotifyCard::openDialog(domain::NotificationKind kind, const QList<BusinessUnitId> &chosen)
{
    auto *dialog = new NotifyDialog(m_context, m_board, kind, chosen, this);
    connect(dialog, &NotifyDialog::sent, this, &NotifyCard::offerUndo);
    dialog->open();
    return dialog;
}

/// A follow-up to the selected ones of whom somebody is away, else to all of them, with their deputies.
void NotifyCard::askDeputies()
{
    const QList<BusinessUnitId> all = withDeputy();
    QList<BusinessUnitId> chosen = selected();
    chosen.removeIf([&all](BusinessUnitId id) { return !all.contains(id); });
    if (chosen.isEmpty())
        chosen = all;
    openDialog(domain::NotificationKind::FollowUp, chosen)->addDeputies(chosen);
}

void NotifyCard::offerUndo(const QList<domain::OutboxMail> &mails, qint64 undoMs)
{
    if (undoMs <= 0) { // they are on their way
        load();
        return;
    }
    m_leaving.clear();
    for (const domain::OutboxMail &mail : mails)
        m_leaving << mail.id;
    m_leavesAt = m_context.clock->nowMs() + undoMs;
    m_bar->showMessage(MessageBar::Kind::Info, leavingText());
    QAbstractButton *button = m_bar->addAction(tr("Undo"), [this] { undo(); });
    button->setObjectName(QStringLiteral("notifyUndo"));
    button->setToolTip(tr("Take the mails back (Ctrl+Z)"));
    m_undoKey->setEnabled(true);
    m_countDown.start();
    load();
}

QString NotifyCard::leavingText() const
{
    const qint64 left = m_leavesAt - m_context.clock->nowMs();
    return tr("%n mail(s) leave in %1 s.", nullptr, static_cast<int>(m_leaving.size()))
        .arg((left + secondMs - 1) / secondMs);
}

void NotifyCard::countDown()
{
    if (m_context.clock->nowMs() < m_leavesAt) {
        m_bar->updateText(leavingText());
        return;
    }
    endUndo();
    m_bar->clear();
}

void NotifyCard::endUndo()
{
    m_countDown.stop();
    m_undoKey->setEnabled(false);
    m_leaving.clear();
}

void NotifyCard::undo()
{
    const QList<OutboxId> mails = m_leaving;
    endUndo();
    onDone(this, desk::NotificationDesk(m_context.desk).undo(mails), [this, wanted = mails.size()](Result<int> done) {
        if (!done)
            m_bar->showMessage(MessageBar::Kind::Error, errorText(done.error()));
        else if (*done == wanted)
            m_bar->showMessage(MessageBar::Kind::Success, tr("Nothing was sent."));
        else
            m_bar->showMessage(MessageBar::Kind::Warning,
                               tr("%1 of %2 mails were taken back; the others had left.").arg(*done).arg(wanted));
        load();
    });
}

/// What failed, and nothing else: the rest is not touched.
void NotifyCard::retry()
{
    m_retry->setEnabled(false);
    const QList<OutboxId> mails = failed();
    onDone(this, desk::NotificationDesk(m_context.desk).retry(mails), [this, wanted = mails.size()](Result<int> done) {
        m_retry->setEnabled(true);
        if (!done)
            m_bar->showMessage(MessageBar::Kind::Error, errorText(done.error()));
        else if (*done == wanted)
            m_bar->showMessage(MessageBar::Kind::Info, tr("%n mail(s) are tried again.", nullptr, *done));
        else
            m_bar->showMessage(MessageBar::Kind::Warning,
                               tr("%1 of %2 mails are tried again. To the others a later mail went, or they have "
                                  "answered.")
                                   .arg(*done)
                                   .arg(wanted));
        load();
    });
}

} // namespace liaison::ui
