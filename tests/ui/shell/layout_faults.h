#pragma once

#include <QList>
#include <QStringList>

class QWidget;

namespace liaison::test {

/// Fields, tabs, headings, titles and rows that are smaller than their letters, and what a tool bar has put away.
QStringList low(QWidget &window);

/// Boxes in sight that have no room for one of their choices, whichever is chosen now.
QStringList cutChoices(QWidget &window);

/// What a person works with: shown buttons, fields, boxes, lists and texts of ours.
QList<QWidget *> controlsOf(QWidget &window);

/// Shown controls that a screen reader has no name for.
QStringList nameless(QWidget &window);

/// What does not stand as somebody expects it who reads from right to left: labels at the right of their fields, rows
/// from the right, every widget told of the direction.
QStringList notMirrored(QWidget &window);

} // namespace liaison::test
