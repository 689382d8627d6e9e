#include "ui/incidents/notify_card.h"

#include "core/base/on_done.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace liaison::ui {

void NotifyCard::setIncident(IncidentId id)
{
    if (id != m_id) {
        m_board = {}; // nothing of another incident is sent
        endUndo();
        m_bar->clear();
        hide();
    }
    m_id = id;
    load();
}

void NotifyCard::focusFirst()
{
    for (QPushButton *button : {m_chase, m_primary}) {
        if (button->isEnabled()) {
            button->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    m_units->setFocus(Qt::OtherFocusReason);
}

void NotifyCard::load()
{
    if (!m_id)
        return;
    onDone(this, desk::NotificationDesk(m_context.desk).board(m_id),
           [this, generation = ++m_generation](const Result<desk::NotificationBoard> &board) {
               if (generation != m_generation)
                   return;
               if (board)
                   showBoard(*board);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(board.error()));
           });
}

void NotifyCard::showBoard(const desk::NotificationBoard &board)
{
    m_board = board;
    setVisible(board.on);
    m_several->setText(tr("In more than one of them: %1. They get a mail for each.")
                           .arg(board.inSeveralUnits.join(QStringLiteral(", "))));
    m_several->setVisible(!board.inSeveralUnits.isEmpty());
    showNeeds();
    showRows();
    updateButtons();
}

void NotifyCard::showNeeds()
{
    const QList<NotifyNeed> needs = m_board.on ? needsOf(m_board) : QList<NotifyNeed>();
    QStringList sentences;
    for (const NotifyNeed &need : needs)
        sentences << need.sentence << need.wayThere;
    if (sentences == m_told) // a button keeps its focus
        return;
    m_told = sentences;
    while (QLayoutItem *old = m_needs->takeAt(0)) {
        if (QWidget *line = old->widget()) {
            line->hide();
            line->deleteLater();
        }
        delete old;
    }
    for (const NotifyNeed &need : needs) {
        auto *line = new QWidget(this);
        auto *sentence = new PlainLabel(need.sentence, line);
        sentence->setWordWrap(true);
        auto *way = new QPushButton(need.wayThere, line);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(sentence, 1);
        row->addWidget(way);
        connect(way, &QPushButton::clicked, this, [this, place = need.place] { Q_EMIT placeWanted(place); });
        m_needs->addWidget(line);
    }
}

void NotifyCard::showRows()
{
    const QList<BusinessUnitId> before = selected();
    const QVariant current = m_units->currentItem() ? m_units->currentItem()->data(0, Qt::UserRole) : QVariant();
    const UtcMs now = m_context.clock->nowMs();
    m_units->clear();
    for (const desk::UnitOnBoard &on : std::as_const(m_board.units)) {
        const domain::UnitNotification &known = on.notification;
        auto *item = new QTreeWidgetItem(m_units);
        item->setText(0, on.unit.title);
        item->setText(1, wordFor(known.state));
        item->setForeground(1, toneColor(palette(), toneFor(known.state)));
        if (known.dueAt > 0) {
            item->setText(2, agoText(known.dueAt, now));
            item->setToolTip(2, fullTime(known.dueAt));
        } else if (!m_board.deadlinesRun && known.notifiedAt > 0) {
            item->setText(2, tr("paused"));
        }
        item->setText(3, notifyDetails(on));
        item->setToolTip(3, item->text(3).toHtmlEscaped());
        item->setData(0, Qt::UserRole, on.unit.id.value);
        item->setSelected(before.contains(on.unit.id));
        if (current == item->data(0, Qt::UserRole))
            m_units->setCurrentItem(item, 0, QItemSelectionModel::NoUpdate);
    }
    for (int i = 0; i < 3; ++i)
        m_units->resizeColumnToContents(i);
    if (!m_units->currentItem() && m_units->topLevelItemCount() > 0)
        m_units->setCurrentItem(m_units->topLevelItem(0), 0, QItemSelectionModel::NoUpdate);
}

void NotifyCard::updateButtons()
{
    const auto any = [this](auto may) { return std::any_of(m_board.units.cbegin(), m_board.units.cend(), may); };
    const bool canSend = bool(m_board.mailbox);
    m_primary->setEnabled(canSend && any([](const desk::UnitOnBoard &on) { return on.notification.mayNotify; }));
    m_followUp->setEnabled(canSend && any([](const desk::UnitOnBoard &on) { return on.notification.mayFollowUp; }));
    const qsizetype late = overdue().size();
    m_chase->setText(tr("Chase the overdue (%1)…").arg(late));
    m_chase->setEnabled(canSend && late > 0);
    const qsizetype away = withDeputy().size();
    m_deputy->setText(tr("Add deputy (%1)…").arg(away));
    m_deputy->setVisible(canSend && away > 0);
    const qsizetype failures = failed().size();
    m_retry->setText(tr("Retry failed (%1)").arg(failures));
    m_retry->setVisible(failures > 0);
}

QList<BusinessUnitId> NotifyCard::selected() const
{
    QList<BusinessUnitId> units;
    const QList<QTreeWidgetItem *> items = m_units->selectedItems();
    for (const QTreeWidgetItem *item : items)
        units << BusinessUnitId{item->data(0, Qt::UserRole).toLongLong()};
    return units;
}

QList<BusinessUnitId> NotifyCard::overdue() const
{
    QList<BusinessUnitId> late;
    for (const desk::UnitOnBoard &on : m_board.units) {
        if (on.notification.state == domain::NotificationState::Overdue && on.notification.mayFollowUp)
            late << on.unit.id;
    }
    return late;
}

QList<BusinessUnitId> NotifyCard::withDeputy() const
{
    QList<BusinessUnitId> units;
    for (const desk::UnitOnBoard &on : m_board.units) {
        if (hasDeputyToAsk(on))
            units << on.unit.id;
    }
    return units;
}

QList<OutboxId> NotifyCard::failed() const
{
    QList<OutboxId> mails;
    for (const desk::UnitOnBoard &on : m_board.units)
        mails += on.notification.failed;
    return mails;
}

void NotifyCard::changeEvent(QEvent *event)
{
    QGroupBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_needs)
        showRows();
}

} // namespace liaison::ui
