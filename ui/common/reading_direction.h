#pragma once

#include <QMargins>
#include <QRect>
#include <QString>

class QPainter;

namespace liaison::ui {

/// Where `area` of a row is that is laid out from the left, as the painter's widget is read: at the other side of `row`
/// for those who read from right to left.
QRect inReadingDirection(const QPainter &painter, const QRect &row, const QRect &area);

/// How QPainter draws one line of `text`: `alignment` in the direction of `layout` (left is where one begins to read),
/// the words in a direction of their own. An address keeps its order among words that run from the right.
int lineFlags(Qt::LayoutDirection layout, Qt::Alignment alignment, const QString &text);

/// Draws one line of `text`, vertically centred, at the beginning of `area`, which is as wide as it has to be.
void drawLine(QPainter *painter, const QRect &area, const QString &text, Qt::Alignment alignment = Qt::AlignLeft);

/// Margins of something that is indented by `pixels`: the room is where one begins to read.
QMargins indentation(int pixels);

/// The arrow of something that is folded: it points where one reads on.
Qt::ArrowType foldedArrow();

} // namespace liaison::ui
