#include "ui/common/reading_direction.h"

#include <QGuiApplication>
#include <QPainter>
#include <QStyle>

namespace liaison::ui {

QRect inReadingDirection(const QPainter &painter, const QRect &row, const QRect &area)
{
    return QStyle::visualRect(painter.layoutDirection(), row, area);
}

int lineFlags(Qt::LayoutDirection layout, Qt::Alignment alignment, const QString &text)
{
    // visualAlignment() makes it absolute: the words' direction does not turn it again.
    const auto place = static_cast<int>(QStyle::visualAlignment(layout, alignment));
    return place | Qt::TextSingleLine | (text.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight);
}

void drawLine(QPainter *painter, const QRect &area, const QString &text, Qt::Alignment alignment)
{
    painter->drawText(area, lineFlags(painter->layoutDirection(), alignment | Qt::AlignVCenter, text), text);
}

QMargins indentation(int pixels)
{
    return QGuiApplication::isRightToLeft() ? QMargins(0, 0, pixels, 0) : QMargins(pixels, 0, 0, 0);
}

Qt::ArrowType foldedArrow()
{
    return QGuiApplication::isRightToLeft() ? Qt::LeftArrow : Qt::RightArrow;
}

} // namespace liaison::ui
