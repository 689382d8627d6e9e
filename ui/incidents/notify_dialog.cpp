#include "ui/incidents/notify_dialog.h"

#include "core/base/in_pool.h"
#include "core/base/on_done.h"
#include "core/mime/html_inert.h"
#include "core/mime/markdown.h"
#include "ui/common/ask.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/preferences.h"
#include "ui/common/unit_word.h"
#include "ui/common/unsaved_changes.h"
#include "ui/compose/address_field.h"
#include "ui/compose/notification_drafts.h"
#include "ui/mails/inert_view.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QThreadPool>

#include <optional>

namespace liaison::ui {

namespace {

struct Made {
    QString plain;
    mime::InertHtml html;
};

/// However it is written.
bool isAmong(const domain::Addresses &people, const QString &address)
{
    const QString normal = domain::normalisedAddress(address);
    for (const domain::Address &person : people) {
        if (domain::normalisedAddress(person.address) == normal)
            return true;
    }
    return false;
}

} // namespace

void NotifyDialog::fill(const QList<BusinessUnitId> &chosen)
{
    const bool reminds = m_kind == domain::NotificationKind::FollowUp;
    bool any = false;
    for (const desk::UnitOnBoard &on : std::as_const(m_board.units)) {
        if (reminds ? !on.notification.mayFollowUp : !on.notification.mayNotify)
            continue;
        Entry entry;
        entry.on = on;
        entry.draft = notificationDraft(m_board, on, m_kind, m_context.person, m_context.clock->nowMs());
        entry.to = addressListText(entry.draft.to);
        entry.cc = addressListText(entry.draft.cc);
        entry.bcc = addressListText(entry.draft.bcc);
        m_entries.append(entry);
        any = any || chosen.contains(on.unit.id);
    }
    for (const Entry &entry : std::as_const(m_entries)) {
        const domain::BusinessUnit &unit = entry.on.unit;
        auto *item = new QListWidgetItem(unit.title, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        const bool wanted = !unit.recipients.isEmpty() && (!any || chosen.contains(unit.id));
        item->setCheckState(wanted ? Qt::Checked : Qt::Unchecked);
    }
    connect(m_list, &QListWidget::itemChanged, this, &NotifyDialog::updateButtons);
    connect(m_list, &QListWidget::currentRowChanged, this, &NotifyDialog::showMail);
    const QList<int> first = ticked();
    m_list->setCurrentRow(first.isEmpty() ? 0 : first.first());
    updateButtons();
}

/// Takes what is in the fields into the mail they belong to.
void NotifyDialog::keepMail()
{
    if (m_shown < 0 || m_shown >= m_entries.size())
        return;
    Entry &entry = m_entries[m_shown];
    entry.to = m_to->text();
    entry.cc = m_cc->text();
    entry.bcc = m_bcc->text();
    entry.draft.mailbox = MailboxId{m_from->currentData().toLongLong()};
    entry.draft.to = m_to->addresses();
    entry.draft.cc = m_cc->addresses();
    entry.draft.bcc = m_bcc->addresses();
    entry.draft.subject = m_subject->text();
    entry.draft.text = m_text->toPlainText();
}

void NotifyDialog::showMail(int row)
{
    if (row < 0 || row >= m_entries.size())
        return;
    m_filling = true;
    m_shown = row;
    const Entry entry = m_entries.at(row);
    m_to->setText(entry.to);
    m_from->setCurrentIndex(m_from->findData(entry.draft.mailbox.value));
    m_cc->setText(entry.cc);
    m_bcc->setText(entry.bcc);
    for (QLineEdit *field : {m_to, m_cc, m_bcc})
        field->setCursorPosition(0);
    m_subject->setText(entry.draft.subject);
    m_subject->setCursorPosition(0);
    m_text->setPlainText(entry.draft.text);
    m_filling = false;
    m_previous->setEnabled(row > 0);
    m_next->setEnabled(row + 1 < m_entries.size());
    showNote();
    makePreview();
}

void NotifyDialog::step(int by)
{
    m_list->setCurrentRow(m_shown + by);
}

void NotifyDialog::onEdited()
{
    if (m_filling)
        return;
    m_edited = true;
    keepMail();
    showNote();
    m_pause.start();
}

/// What is to be known of the unit, and what is still missing in its mail.
void NotifyDialog::showNote()
{
    const Entry &entry = m_entries.at(m_shown);
    QStringList lines;
    if (!entry.on.absence.isEmpty())
        lines << tr("Away: %1").arg(entry.on.absence.simplified());
    if (const QString problem = problemOf(m_shown); !problem.isEmpty())
        lines << problem;
    m_note->setText(lines.join(QLatin1Char('\n')));
    m_note->setVisible(!lines.isEmpty());
    const bool there = isAmong(entry.draft.to + entry.draft.cc + entry.draft.bcc, entry.on.unit.deputy);
    m_deputy->setVisible(!entry.on.unit.deputy.isEmpty() && !entry.on.absence.isEmpty() && !there);
}

void NotifyDialog::addDeputy()
{
    m_to->add({QString(), m_entries.at(m_shown).on.unit.deputy});
    onEdited();
    m_to->setFocus(Qt::OtherFocusReason);
}

void NotifyDialog::addDeputies(const QList<BusinessUnitId> &units)
{
    for (Entry &entry : m_entries) {
        const domain::Address deputy{QString(), entry.on.unit.deputy};
        const bool wanted = units.contains(entry.on.unit.id) && !deputy.address.isEmpty();
        if (wanted && !isAmong(entry.draft.to, deputy.address)) {
            entry.draft.to.append(deputy);
            entry.to = addressListText(entry.draft.to);
        }
    }
    showMail(m_shown);
}

/// Where the mail that is shown is sent from, the others are, too.
void NotifyDialog::sendAllFromHere()
{
    keepMail();
    for (Entry &entry : m_entries)
        entry.draft.mailbox = m_entries.at(m_shown).draft.mailbox;
}

void NotifyDialog::makePreview()
{
    m_pause.stop();
    const auto making
        = inPool(QThreadPool::globalInstance(), [text = m_entries.at(m_shown).draft.text]() -> Result<Made> {
              const mime::MarkdownMail mail = mime::mailFromMarkdown(text);
              return Made{mail.plain, mime::makeInert(mail.html)};
          });
    onDone(this, making, [this, generation = ++m_generation](const Result<Made> &made) {
        if (!made || generation != m_generation)
            return;
        if (made->html.tooLarge)
            m_preview->showText(made->plain);
        else
            m_preview->showHtml(made->html.html, {});
    });
}

QList<int> NotifyDialog::ticked() const
{
    QList<int> rows;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            rows << row;
    }
    return rows;
}

void NotifyDialog::updateButtons()
{
    const qsizetype count = ticked().size();
    m_send->setText(tr("Send %n mail(s)", nullptr, static_cast<int>(count)));
    m_send->setEnabled(count > 0);
}

/// What keeps a mail from being sent; empty: nothing.
QString NotifyDialog::problemOf(int row) const
{
    const desk::ComposeDraft &draft = m_entries.at(row).draft;
    for (const QString &typed : {m_entries.at(row).to, m_entries.at(row).cc, m_entries.at(row).bcc}) {
        const QStringList wrong = parseAddressList(typed).invalid;
        if (!wrong.isEmpty())
            return tr("“%1” is not a mail address.").arg(wrong.first());
    }
    if (draft.to.isEmpty() && draft.cc.isEmpty())
        return tr("Say who this mail goes to.");
    if (draft.text.trimmed().isEmpty() || draft.text == m_board.signature)
        return tr("Write what the mail shall say.");
    const QStringList left = unresolvedIn(draft);
    if (!left.isEmpty())
        return tr("Nothing was filled in for %1: write it, or take it out.").arg(left.join(QStringLiteral(", ")));
    return {};
}

void NotifyDialog::reject()
{
    std::optional<UnsavedChanges> changes;
    if (m_edited)
        changes = UnsavedChanges{tr("Nothing was sent. What you changed in the mails is not kept."), {}, [] {}};
    askToLeave(this, changes, [this] { QDialog::reject(); });
}

void NotifyDialog::send()
{
    keepMail();
    desk::NotificationBatch batch;
    batch.incident = m_board.incident.id;
    batch.kind = m_kind;
    batch.deadlinesRan = m_board.deadlinesRun;
    const QList<int> rows = ticked();
    for (const int row : rows) {
        if (const QString problem = problemOf(row); !problem.isEmpty()) {
            m_list->setCurrentRow(row);
            m_bar->showMessage(MessageBar::Kind::Error, tr("%1: %2").arg(m_entries.at(row).on.unit.title, problem));
            m_text->setFocus(Qt::OtherFocusReason);
            return;
        }
        batch.mails.append(m_entries.at(row).draft);
        batch.seen.insert(m_entries.at(row).on.unit.id, m_entries.at(row).on.mails);
    }
    m_bar->clear();
    setEnabled(false);
    askAboutOutsiders(batch);
}

void NotifyDialog::askAboutOutsiders(const desk::NotificationBatch &batch)
{
    onDone(this, desk::NotificationDesk(m_context.desk).outsiders(batch.mails),
           [this, batch](const Result<QStringList> &outsiders) {
               setEnabled(true);
               if (!outsiders) {
                   tell(outsiders.error());
               } else if (outsiders->isEmpty()) {
                   queue(batch);
               } else {
                   ask(this,
                       {tr("Send to others"),
                        unitText(tr("These belong to none of the {units}: %1."))
                            .arg(outsiders->join(QStringLiteral(", "))),
                        QString(), tr("Send all the same")},
                       [this, batch] { queue(batch); });
               }
           });
}

void NotifyDialog::queue(const desk::NotificationBatch &batch)
{
    setEnabled(false);
    const qint64 undoMs = Preferences::instance()->undoSeconds() * 1'000LL;
    onDone(this, desk::NotificationDesk(m_context.desk).send(batch, undoMs),
           [this, undoMs](const Result<QList<domain::OutboxMail>> &mails) {
               setEnabled(true);
               if (!mails) {
                   tell(mails.error());
                   return;
               }
               Q_EMIT sent(*mails, undoMs);
               accept();
           });
}

void NotifyDialog::tell(const Error &error)
{
    const bool meanwhile = error.kind == ErrorKind::Conflict;
    m_bar->showMessage(MessageBar::Kind::Error,
                       meanwhile ? unitText(tr("Meanwhile one of these {units} was notified or has answered, or the "
                                               "process or the incident was changed. Nothing was sent: close this and "
                                               "look where they stand now."))
                                 : errorText(error));
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
