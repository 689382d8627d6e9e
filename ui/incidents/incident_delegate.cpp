#include "ui/incidents/incident_delegate.h"

#include "ui/common/reading_direction.h"
#include "ui/common/words.h"
#include "ui/incidents/incident_model.h"

#include <QApplication>
#include <QPainter>

namespace liaison::ui {

namespace {

constexpr int padding = 8;
constexpr int gap = 8;
constexpr int chipPadding = 6;

/// Draws `text` at the left of `area` of a row, cut to fit, and takes what it used off `area`.
void drawCut(QPainter *painter, const QRect &row, QRect &area, const QString &text, const QColor &color)
{
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width());
    painter->setPen(color);
    drawLine(painter, inReadingDirection(*painter, row, area), shown);
    area.setLeft(area.left() + painter->fontMetrics().horizontalAdvance(shown) + gap);
}

void drawChip(QPainter *painter, const QRect &row, QRect &area, const QString &text, const QPalette &palette, Tone tone,
              bool selected)
{
    const int width = painter->fontMetrics().horizontalAdvance(text) + 2 * chipPadding;
    const QRect place(area.left(), area.top() + 1, width, area.height() - 2);
    const QRect chip = inReadingDirection(*painter, row, place);
    painter->setPen(Qt::NoPen);
    painter->setBrush(selected ? palette.color(QPalette::Base) : toneGround(palette, tone));
    painter->drawRoundedRect(chip, 3, 3);
    painter->setPen(selected ? palette.color(QPalette::Text) : toneColor(palette, tone));
    drawLine(painter, chip, text, Qt::AlignHCenter);
    area.setLeft(place.right() + gap);
}

} // namespace

void IncidentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const IncidentModel *>(index.model());
    const store::IncidentRow *row = model ? model->rowAt(index) : nullptr;
    if (!row)
        return;
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const QPalette &palette = item.palette;
    const QColor text = palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor muted = selected ? text : toneColor(palette, Tone::Muted);
    const MailsState state = mailsState(*row);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int lineHeight = item.fontMetrics.height() + 2;
    QRect first = item.rect.adjusted(padding, padding - 1, -padding, 0);
    first.setHeight(lineHeight);
    QRect second = first.translated(0, lineHeight + 3);

    QFont bold = item.font;
    bold.setBold(true);
    painter->setFont(state.tone == Tone::Muted ? item.font : bold);
    painter->setPen(selected ? text : toneColor(palette, state.tone));
    drawLine(painter, inReadingDirection(*painter, item.rect, first), state.text, Qt::AlignRight);
    first.setRight(first.right() - painter->fontMetrics().horizontalAdvance(state.text) - gap);
    painter->setFont(row->unread > 0 ? bold : item.font);
    drawCut(painter, item.rect, first, row->incident.title, text);

    painter->setFont(item.font);
    drawChip(painter, item.rect, second, wordFor(row->incident.severity), palette, toneFor(row->incident.severity),
             selected);
    drawCut(painter, item.rect, second, row->incident.key, muted);
    QStringList words{wordFor(row->incident.status)};
    if (!row->incident.owner.isEmpty())
        words << row->incident.owner;
    drawCut(painter, item.rect, second, words.join(QStringLiteral(" · ")), muted);
    painter->restore();
}

QSize IncidentDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, 2 * (option.fontMetrics.height() + 2) + 3 + 2 * padding};
}

} // namespace liaison::ui
