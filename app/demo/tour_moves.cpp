#include "app/demo/tour_moves.h"

#include "app/demo/hands.h"
#include "ui/common/unit_word.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTextBrowser>

#include <algorithm>

namespace liaison::demo {

namespace {

/// That can be pressed now; null: there is none.
QWidget *buttonOfDialog(int which)
{
    return visibleWidget([which](const QWidget *widget) {
        const auto *buttons = qobject_cast<const QDialogButtonBox *>(widget->parentWidget());
        const auto *one = qobject_cast<const QPushButton *>(widget);
        return buttons && one && buttons->button(static_cast<QDialogButtonBox::StandardButton>(which)) == one;
    });
}

} // namespace

QString words(const char *context, const char *text, int n)
{
    return ui::unitText(
        QCoreApplication::translate((QByteArray("liaison::ui::") + context).constData(), text, nullptr, n));
}

QString spoken(QString text)
{
    return text.remove(QLatin1Char('&'));
}

Move button(const QString &name)
{
    return [name] {
        auto *found = visible<QAbstractButton>(name);
        if (found)
            click(found);
        return found != nullptr;
    };
}

Move tab(const QString &name)
{
    return [name] { return clickTab(name); };
}

Move entry(const QString &name)
{
    return [name] { return clickEntry(name); };
}

Move line(const char *context, const char *view, const QString &text)
{
    return [=] {
        auto *list = visible<QAbstractItemView>(words(context, view));
        return list && clickLine(list, text);
    };
}

Move type(const QString &field, const QString &text)
{
    return [field, text] {
        QWidget *editor = visible<QLineEdit>(field);
        if (!editor)
            editor = visible<QPlainTextEdit>(field);
        if (!editor)
            return false;
        if (!editor->isActiveWindow()) { // where there is no window manager, nobody does so when a dialog has closed
            editor->activateWindow();
            return false;
        }
        auto *area = qobject_cast<QAbstractScrollArea *>(editor);
        click(area ? area->viewport() : editor);
        if (!editor->hasFocus())
            return false;
        press(editor, Qt::Key_A, Qt::ControlModifier);
        typeText(editor, text);
        return true;
    };
}

Move pick(const QString &field, const QString &choice)
{
    return [field, choice] {
        auto *box = visible<QComboBox>(field);
        return box && choose(box, choice);
    };
}

Move dialogButton(int which)
{
    return [which] {
        QWidget *found = buttonOfDialog(which);
        if (found)
            click(found);
        return found != nullptr;
    };
}

Move until(const std::function<bool()> &what)
{
    return what;
}

bool hasDialogButton(int which)
{
    return buttonOfDialog(which) != nullptr;
}

bool hasTab(const QString &name)
{
    return visibleWidget([&name](const QWidget *widget) {
               const auto *tabs = qobject_cast<const QTabBar *>(widget);
               for (int i = 0; tabs && i < tabs->count(); ++i) {
                   if (spoken(tabs->tabText(i)).startsWith(name))
                       return true;
               }
               return false;
           })
        != nullptr;
}

bool hasButton(const QString &name)
{
    return visible<QAbstractButton>(name) != nullptr;
}

bool hasLine(const char *context, const char *view, const QString &text)
{
    const auto *list = visible<QAbstractItemView>(words(context, view));
    return list && lineWith(list, text).isValid();
}

bool isRead(const QString &text)
{
    return visibleWidget([&text](const QWidget *widget) {
               const auto *view = qobject_cast<const QTextBrowser *>(widget);
               return view && view->toPlainText().contains(text);
           })
        != nullptr;
}

} // namespace liaison::demo
