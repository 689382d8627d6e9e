#include "app/demo/hands.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWindow>

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
        if (!top->isVisible())
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

void clickAt(QWidget *widget, const QPoint &at)
{
    sendMouse(widget, at, QEvent::MouseMove, Qt::NoButton);
    sendMouse(widget, at, QEvent::MouseButtonPress, Qt::LeftButton);
    sendMouse(widget, at, QEvent::MouseButtonRelease, Qt::NoButton);
}

void click(QWidget *widget)
{
    clickAt(widget, widget->rect().center());
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
        painter.drawPixmap(other->mapToGlobal(QPoint()) - window->mapToGlobal(QPoint()), other->grab());
    }
    return picture;
}

} // namespace liaison::demo
