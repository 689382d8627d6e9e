#include "ui/compose/recipient_delegate.h"

#include "ui/common/reading_direction.h"
#include "ui/common/theme.h"
#include "ui/compose/recipient_model.h"

#include <QApplication>
#include <QPainter>

namespace liaison::ui {

namespace {

constexpr int padding = 8;
constexpr int gap = 10;
constexpr int chipPadding = 6;

/// The unit at the right of `line` of a row, which is shortened by it.
void drawPlace(QPainter *painter, const QRect &row, QRect &line, const desk::RecipientSuggestion &person,
               const QPalette &palette, bool selected)
{
    const Tone tone = person.unit.isEmpty() ? Tone::Warning : Tone::Muted;
    const QString words
        = painter->fontMetrics().elidedText(RecipientModel::place(person), Qt::ElideRight, line.width() * 2 / 5);
    QRect place = line.adjusted(0, 3, 0, -3);
    place.setLeft(line.right() - painter->fontMetrics().horizontalAdvance(words) - 2 * chipPadding);
    const QRect chip = inReadingDirection(*painter, row, place);
    painter->setPen(Qt::NoPen);
    painter->setBrush(selected ? palette.color(QPalette::Base) : toneGround(palette, tone));
    painter->drawRoundedRect(chip, 3, 3);
    painter->setPen(selected ? palette.color(QPalette::Text) : toneColor(palette, tone));
    drawLine(painter, chip, words, Qt::AlignHCenter);
    line.setRight(place.left() - gap);
}

} // namespace

void RecipientDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const RecipientModel *>(index.model());
    const desk::RecipientSuggestion *person = model ? model->at(index) : nullptr;
    if (!person)
        return;
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const QColor text = item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(item.font);
    QRect line = item.rect.adjusted(padding, 0, -padding, 0);
    drawPlace(painter, item.rect, line, *person, item.palette, selected);
    const QFontMetrics &metrics = item.fontMetrics;
    const QString &name = person->person.name;
    const QString address = metrics.elidedText(person->person.address, Qt::ElideMiddle, line.width());
    if (!name.isEmpty()) {
        const int room = line.width() - metrics.horizontalAdvance(address) - gap;
        const QString shown = metrics.elidedText(name, Qt::ElideRight, room);
        if (room > 0 && !shown.isEmpty()) {
            painter->setPen(text);
            drawLine(painter, inReadingDirection(*painter, item.rect, line), shown);
            line.setLeft(line.left() + metrics.horizontalAdvance(shown) + gap);
        }
    }
    painter->setPen(selected || name.isEmpty() ? text : toneColor(item.palette, Tone::Muted));
    drawLine(painter, inReadingDirection(*painter, item.rect, line), address);
    painter->restore();
}

QSize RecipientDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, option.fontMetrics.height() + 12};
}

} // namespace liaison::ui
