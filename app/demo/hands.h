#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QPixmap>
#include <QString>
#include <QWidget>

#include <functional>

namespace liaison::demo {

/// What a screen reader calls a widget: its accessible name, or a button's words.
QString spokenName(const QWidget *widget);

/// The widget of a window of this program that can be seen and used and that `fits`; null: there is none now.
QWidget *visibleWidget(const std::function<bool(const QWidget *)> &fits);
template <class W> W *visible(const QString &name)
{
    return qobject_cast<W *>(visibleWidget(
        [&name](const QWidget *widget) { return qobject_cast<const W *>(widget) && spokenName(widget) == name; }));
}

/// The first line of a list or tree, in any column and below any other, with these words.
QModelIndex lineWith(const QAbstractItemView *view, const QString &words);

/// Mouse and keyboard: the events go to the window, as the display server's would, which finds the widget itself.
void clickAt(QWidget *widget, const QPoint &at);
void click(QWidget *widget);
/// False where the view shows no line with these words.
bool clickLine(QAbstractItemView *view, const QString &words);
void typeText(QWidget *into, const QString &text);
void press(QWidget *into, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

/// The window as it is on the screen, with its dialogs and menus over it.
QPixmap pictureOf(QWidget *window);

} // namespace liaison::demo
