#include "ui/mails/thread_delegate.h"

#include "ui/common/icons.h"
#include "ui/common/reading_direction.h"
#include "ui/common/theme.h"
#include "ui/mails/thread_model.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int margin = 5;
constexpr int gap = 2;

bool isHeading(const QModelIndex &index)
{
    return index.data(ThreadModel::ThreadIdRole).toLongLong() == 0;
}

QFont headingFont(QFont font)
{
    font.setBold(true);
    font.setCapitalization(QFont::SmallCaps);
    return font;
}

QFont lineFont(QFont font, const QModelIndex &index)
{
    font.setBold(index.data(ThreadModel::UnreadRole).toBool());
    return font;
}

QColor firstLineColor(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (option.state.testFlag(QStyle::State_Selected))
        return option.palette.color(QPalette::HighlightedText);
    if (index.column() == ThreadModel::State && index.data(ThreadModel::AttentionRole).toBool())
        return toneColor(option.palette, Tone::Danger);
    if (index.column() == ThreadModel::State && index.data(ThreadModel::UnreadRole).toBool())
        return toneColor(option.palette, Tone::Accent);
    return option.palette.color(QPalette::Text);
}

QColor secondLineColor(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected) ? option.palette.color(QPalette::HighlightedText)
                                                         : toneColor(option.palette, Tone::Muted);
}

/// One line, cut with "…" where there is no room.
void drawCut(QPainter *painter, const QRect &rect, const QFont &font, const QColor &color, const QString &text)
{
    painter->setFont(font);
    painter->setPen(color);
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    drawLine(painter, rect, shown);
}
} // namespace

void ThreadDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle *style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);

    painter->save();
    QRect area = option.rect.adjusted(margin, margin - 1, -margin, -margin + 1);
    const QString first = index.data(Qt::DisplayRole).toString();
    if (isHeading(index)) {
        drawCut(painter, area, headingFont(option.font), toneColor(option.palette, Tone::Muted), first);
        painter->restore();
        return;
    }
    const QFont bold = lineFont(option.font, index);
    const int lineHeight = QFontMetrics(bold).height();
    QRect top(area.left(), area.top(), area.width(), lineHeight);
    if (index.column() == ThreadModel::Title && index.data(ThreadModel::AttachmentRole).toBool()) {
        const qreal ratio = painter->device()->devicePixelRatioF();
        const int size = lineHeight - 2;
        const QPixmap clip = iconPixmap(u"attach"_s, secondLineColor(option), size, ratio);
        const QRect place(QPoint(top.right() - size, top.top() + 1), QSize(size, size));
        painter->drawPixmap(inReadingDirection(*painter, option.rect, place).topLeft(), clip);
        top.setRight(top.right() - size - gap);
    }
    drawCut(painter, inReadingDirection(*painter, option.rect, top), bold, firstLineColor(option, index), first);
    const QRect bottom(area.left(), top.bottom() + gap, area.width(), lineHeight);
    drawCut(painter, bottom, option.font, secondLineColor(option), index.data(ThreadModel::SecondLineRole).toString());
    painter->restore();
}

QSize ThreadDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFont font = isHeading(index) ? headingFont(option.font) : lineFont(option.font, index);
    const QFontMetrics metrics(font);
    const int first = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    if (isHeading(index))
        return {first + 2 * margin, metrics.height() + 2 * margin - 2};
    const int second = QFontMetrics(option.font).horizontalAdvance(index.data(ThreadModel::SecondLineRole).toString());
    return {std::max(first, second) + 2 * margin + 2, 2 * metrics.height() + gap + 2 * margin - 2};
}

} // namespace liaison::ui
