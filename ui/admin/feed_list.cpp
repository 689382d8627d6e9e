#include "ui/admin/feed_list.h"

#include "ui/admin/feed_text.h"
#include "ui/admin/feed_watch.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLocale>

namespace liaison::ui {

using domain::FeedReport;

namespace {

enum Column { Mailbox, Condition, LastSync, Lag, Today, GoodUntil, WorkedBy, Columns };
constexpr int idRole = Qt::UserRole + 1;
constexpr int toneRole = Qt::UserRole + 2;

} // namespace

FeedList::FeedList(QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("feeds.list"));
    setHeaderLabels(
        {tr("Mailbox"), tr("State"), tr("Last sync"), tr("Lag"), tr("Today"), tr("Good until"), tr("Worked by")});
    headerItem()->setToolTip(Lag, tr("How old a mail that is not stored yet can be"));
    headerItem()->setToolTip(Today, tr("Mails that came in and that were sent since midnight"));
    setAccessibleName(tr("Email feeds"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setTextElideMode(Qt::ElideMiddle);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(Mailbox, QHeaderView::Stretch);
    constexpr int leastCharacters = 16; // of the address, where the rest leaves it no room
    Letters::follow(this, [this] {
        header()->setMinimumSectionSize(4 * fontMetrics().averageCharWidth());
        setMinimumWidth(leastCharacters * fontMetrics().averageCharWidth());
    });
}

void FeedList::showFeeds(const FeedWatch &watch, UtcMs now)
{
    const QList<FeedReport> &reports = watch.reports();
    while (topLevelItemCount() > reports.size())
        delete takeTopLevelItem(topLevelItemCount() - 1);
    for (int i = 0; i < reports.size(); ++i) {
        const FeedReport &report = reports.at(i);
        const domain::FeedTally tally = watch.tally(report.mailbox.id);
        QTreeWidgetItem *line = topLevelItem(i);
        if (!line)
            line = new QTreeWidgetItem(this);
        const auto expiry = domain::expiryOf(report, now);
        QStringList texts;
        texts.resize(Columns);
        texts[Mailbox] = report.mailbox.address;
        texts[Condition] = stateText(report, now);
        if (domain::isSilent(report, tally, now))
            texts[Condition] += tr(", silent");
        if (domain::mailVanishes(report, tally))
            texts[Condition] += tr(", mail vanishes");
        texts[LastSync] = report.status.lastSuccessAt > 0 ? agoText(report.status.lastSuccessAt, now) : tr("never");
        texts[Lag] = lagText(report, now);
        texts[Today] = tr("%1 in, %2 out").arg(tally.arrivedToday).arg(tally.sentToday);
        if (expiry) // which of the two it is has no room here
            texts[GoodUntil]
                = QLocale().toString(QDateTime::fromMSecsSinceEpoch(expiry->at).date(), QLocale::ShortFormat);
        texts[WorkedBy] = workedByText(report);
        QStringList said;
        for (int column = 0; column < Columns; ++column) {
            if (line->text(column) != texts.at(column))
                line->setText(column, texts.at(column));
            if (!texts.at(column).isEmpty())
                said << QStringLiteral("%1: %2").arg(headerItem()->text(column), texts.at(column));
        }
        line->setData(Mailbox, idRole, report.mailbox.id.value);
        line->setData(Mailbox, toneRole, static_cast<int>(toneFor(domain::conditionOf(report))));
        line->setData(Mailbox, Qt::AccessibleTextRole, said.join(QStringLiteral(", ")));
        line->setToolTip(Mailbox, report.mailbox.address);
        line->setToolTip(GoodUntil, expiryText(report, now));
        line->setIcon(
            Mailbox,
            icon(domain::needsPerson(report, tally, now) ? QStringLiteral("warning") : QStringLiteral("mailbox")));
        line->setIcon(GoodUntil, expiry && expiry->soon ? icon(QStringLiteral("warning")) : QIcon());
        colour(line);
    }
    if (!currentItem() && topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
}

void FeedList::colour(QTreeWidgetItem *line) const
{
    line->setForeground(Condition, toneColor(palette(), static_cast<Tone>(line->data(Mailbox, toneRole).toInt())));
}

MailboxId FeedList::currentMailbox() const
{
    return MailboxId{currentItem() ? currentItem()->data(Mailbox, idRole).toLongLong() : 0};
}

void FeedList::setCurrentMailbox(MailboxId id)
{
    for (int i = 0; i < topLevelItemCount(); ++i) {
        if (topLevelItem(i)->data(Mailbox, idRole).toLongLong() == id.value)
            setCurrentItem(topLevelItem(i));
    }
}

void FeedList::changeEvent(QEvent *event)
{
    QTreeWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (int i = 0; i < topLevelItemCount(); ++i)
        colour(topLevelItem(i));
}

} // namespace liaison::ui
