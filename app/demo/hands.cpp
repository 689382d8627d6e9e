#include "app/demo/hands.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QGroupBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QRadioButton>
#include <QScrollArea>
#include <QTabBar>
#include <QWindow>

#include <algorithm>

namespace liaison::demo {

namespace {

QWindow *windowOf(const QWidget *widget)
{
    return widget->window()->windowHandle();
}

void sendMouse(QWidget *widget, const QPoint &at, QEvent::Type type, Qt::MouseButtons held)
{
    QWindow *window = windowOf(widget);
    if (!window)
        return;
    const QPoint inWindow = widget->mapTo(widget->window(), at);
    QMouseEvent event(type, QPointF(inWindow), QPointF(inWindow), QPointF(widget->mapToGlobal(at)),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, held, Qt::NoModifier);
    QCoreApplication::sendEvent(window, &event);
}

void sendKey(QWindow *window, QEvent::Type type, int key, Qt::KeyboardModifiers modifiers, const QString &text)
{
    QKeyEvent event(type, key, modifiers, text);
    QCoreApplication::sendEvent(window, &event);
}

/// The key that writes a character on a plain keyboard, as far as it matters to who receives it.
int keyOf(QChar c)
{
    if (c == QLatin1Char('\n'))
        return Qt::Key_Return;
    return c.unicode() < 128 ? int(c.toUpper().unicode()) : int(Qt::Key_unknown);
}

/// Dialogs keep what is behind them from being used; lists and menus that are open stand before everything.
bool canBeUsed(const QWidget *window)
{
    const QWidget *modal = QApplication::activeModalWidget();
    return window->isVisible() && (!modal || modal == window || window->windowType() == Qt::Popup);
}

} // namespace

QString spokenName(const QWidget *widget)
{
    if (!widget->accessibleName().isEmpty())
        return widget->accessibleName();
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return button ? button->text().remove(QLatin1Char('&')) : QString();
}

QWidget *visibleWidget(const std::function<bool(const QWidget *)> &fits)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *top : windows) {
        if (!canBeUsed(top))
            continue;
        const QList<QWidget *> inside = QList<QWidget *>{top} + top->findChildren<QWidget *>();
        for (QWidget *widget : inside) {
            if (widget->isVisible() && widget->isEnabled() && fits(widget))
                return widget;
        }
    }
    return nullptr;
}

QModelIndex lineWith(const QAbstractItemView *view, const QString &words)
{
    const QAbstractItemModel *model = view->model();
    for (int column = 0; column < model->columnCount(); ++column) {
        const QModelIndexList found
            = model->match(model->index(0, column), Qt::DisplayRole, words, 1, Qt::MatchContains | Qt::MatchRecursive);
        if (!found.isEmpty())
            return found.first();
    }
    return {};
}

bool isShown(const QString &words)
{
    const QWidgetList all = QApplication::allWidgets();
    return std::any_of(all.cbegin(), all.cend(), [&words](const QWidget *widget) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        return label && label->isVisible() && label->text().contains(words);
    });
}

void bringIntoView(QWidget *widget)
{
    for (QWidget *around = widget->parentWidget(); around; around = around->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(around))
            area->ensureWidgetVisible(widget);
    }
}

bool bringGroupIntoView(const QString &title)
{
    QWidget *found = visibleWidget([&title](const QWidget *widget) {
        const auto *group = qobject_cast<const QGroupBox *>(widget);
        return group && group->title() == title;
    });
    if (!found)
        return false;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // what was shown just now gets its place
    bringIntoView(found);
    return true;
}

void clickAt(QWidget *widget, const QPoint &at)
{
    sendMouse(widget, at, QEvent::MouseMove, Qt::NoButton);
    sendMouse(widget, at, QEvent::MouseButtonPress, Qt::LeftButton);
    sendMouse(widget, at, QEvent::MouseButtonRelease, Qt::NoButton);
}

void click(QWidget *widget)
{
    bringIntoView(widget);
    const QPoint centre = widget->rect().center();
    const bool marked = qobject_cast<QRadioButton *>(widget) || qobject_cast<QCheckBox *>(widget);
    clickAt(widget, marked ? QPoint(8, centre.y()) : centre); // a long one answers where its mark and words are
}

bool choose(QComboBox *box, const QString &words)
{
    QAbstractItemView *list = box->view();
    if (!list->isVisible()) {
        if (box->currentText() == words)
            return true;
        click(box);
        return false;
    }
    const int row = box->findText(words);
    if (row < 0)
        return false;
    press(list, Qt::Key_Home);
    for (int i = 0; i < row; ++i)
        press(list, Qt::Key_Down);
    press(list, Qt::Key_Return);
    return box->currentText() == words;
}

bool clickEntry(const QString &words)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        auto *menu = qobject_cast<QMenu *>(window);
        if (!menu || !menu->isVisible())
            continue;
        const QList<QAction *> entries = menu->actions();
        for (QAction *entry : entries) {
            if (entry->text().remove(QLatin1Char('&')) != words || !entry->isEnabled())
                continue;
            clickAt(menu, menu->actionGeometry(entry).center());
            return true;
        }
    }
    return false;
}

bool clickTab(const QString &words)
{
    int at = -1;
    QWidget *bar = visibleWidget([&](const QWidget *widget) {
        const auto *tabs = qobject_cast<const QTabBar *>(widget);
        for (int i = 0; tabs && i < tabs->count(); ++i) {
            if (tabs->tabText(i).remove(QLatin1Char('&')).startsWith(words))
                at = i;
        }
        return tabs && at >= 0;
    });
    if (bar)
        clickAt(bar, qobject_cast<QTabBar *>(bar)->tabRect(at).center());
    return bar != nullptr;
}

bool clickLine(QAbstractItemView *view, const QString &words)
{
    const QModelIndex line = lineWith(view, words);
    if (!line.isValid())
        return false;
    view->scrollTo(line);
    const QRect where = view->visualRect(line);
    clickAt(view->viewport(), QPoint(where.left() + qMin(40, where.width() / 2), where.center().y()));
    return true;
}

void press(QWidget *into, int key, Qt::KeyboardModifiers modifiers)
{
    sendKey(windowOf(into), QEvent::KeyPress, key, modifiers, key == Qt::Key_Return ? QStringLiteral("\r") : QString());
    sendKey(windowOf(into), QEvent::KeyRelease, key, modifiers, {});
}

void typeText(QWidget *into, const QString &text)
{
    QWindow *window = windowOf(into);
    for (const QChar c : text) {
        const QString written = c == QLatin1Char('\n') ? QStringLiteral("\r") : QString(c);
        const Qt::KeyboardModifiers shift = c.isUpper() ? Qt::ShiftModifier : Qt::NoModifier;
        sendKey(window, QEvent::KeyPress, keyOf(c), shift, written);
        sendKey(window, QEvent::KeyRelease, keyOf(c), shift, written);
    }
}

QPixmap pictureOf(QWidget *window)
{
    QPixmap picture = window->grab();
    QPainter painter(&picture);
    const QWidgetList others = QApplication::topLevelWidgets();
    for (QWidget *other : others) {
        if (other == window || !other->isVisible() || other->windowType() == Qt::ToolTip)
            continue;
        const QPoint at = other->mapToGlobal(QPoint()) - window->mapToGlobal(QPoint());
        painter.drawPixmap(at, other->grab());
        painter.setPen(other->palette().color(QPalette::Dark)); // the frame is not drawn by us where there is one
        painter.drawRect(QRect(at, other->size()).adjusted(-1, -1, 0, 0));
    }
    return picture;
}

} // namespace liaison::demo
