#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QPixmap>
#include <QString>
#include <QWidget>

#include <functional>

namespace liaison::demo {

/// What a screen reader calls a widget: its accessible name, or a button's words.
QString spokenName(const QWidget *widget);

/// The widget of a window of this program that can be seen and used and that `fits`; null: there is none now. What
/// stands behind a dialog cannot be used.
QWidget *visibleWidget(const std::function<bool(const QWidget *)> &fits);
template <class W> W *visible(const QString &name)
{
    return qobject_cast<W *>(visibleWidget(
        [&name](const QWidget *widget) { return qobject_cast<const W *>(widget) && spokenName(widget) == name; }));
}

/// The first line of a list or tree, in any column and below any other, with these words.
QModelIndex lineWith(const QAbstractItemView *view, const QString &words);

/// Whether words can be read anywhere: in a label that is shown, of whatever window.
bool isShown(const QString &words);

/// Scrolls the areas that the widget is in until it can be seen.
void bringIntoView(QWidget *widget);
/// The same with the box of this title; false: none can be seen.
bool bringGroupIntoView(const QString &title);
/// Mouse and keyboard: the events go to the window, as the display server's would, which finds the widget itself.
void clickAt(QWidget *widget, const QPoint &at);
void click(QWidget *widget);
/// False where the view shows no line with these words.
bool clickLine(QAbstractItemView *view, const QString &words);
/// Takes a step towards the choice: opens the list, or chooses in it; true once it is chosen.
bool choose(QComboBox *box, const QString &words);
/// False where no menu that is open has such an entry.
bool clickEntry(const QString &words);
/// False where no bar of tabs has such a tab.
bool clickTab(const QString &words);
void typeText(QWidget *into, const QString &text);
void press(QWidget *into, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

/// The window as it is on the screen, with its dialogs and menus over it.
QPixmap pictureOf(QWidget *window);

} // namespace liaison::demo
