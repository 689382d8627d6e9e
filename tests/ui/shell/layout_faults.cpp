#include "tests/ui/shell/layout_faults.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QStyleOptionGroupBox>
#include <QTabBar>
#include <QTextEdit>
#include <QToolButton>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

/// Class and name of a widget, and what it stands in, for whoever reads of a fault.
QString chain(const QWidget *widget)
{
    QStringList classes;
    for (const QWidget *each = widget; each; each = each->isWindow() ? nullptr : each->parentWidget())
        classes << QLatin1String(each->metaObject()->className());
    return u"“%1” %2"_s.arg(widget->accessibleName(), classes.mid(0, 4).join(u" in "_s));
}

/// The width that a box has for the text of what is chosen.
int roomIn(const QComboBox &box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    return box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box).width();
}

/// Collects what is too small.
class Narrow {
public:
    void look(QWidget *widget)
    {
        if (const auto *box = qobject_cast<QComboBox *>(widget))
            lookAt(*box);
        if (const auto *box = qobject_cast<QGroupBox *>(widget))
            lookAt(*box);
        if (const auto *tabs = qobject_cast<QTabBar *>(widget))
            lookAt(*tabs);
        else if (const auto *header = qobject_cast<QHeaderView *>(widget))
            lookAt(*header);
        else if (const auto *view = qobject_cast<QAbstractItemView *>(widget))
            lookAt(*view);
        const bool line = qobject_cast<QLineEdit *>(widget) && !qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
            && !qobject_cast<QComboBox *>(widget->parentWidget()); // Qt's own, of which the box has the frame
        const bool field = line || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget);
        if (field)
            compare(widget, u"height"_s, widget->height(), widget->minimumSizeHint().height());
        if (const auto *bar = qobject_cast<QProgressBar *>(widget); bar && bar->isTextVisible())
            compare(widget, u"width"_s, bar->width(), bar->fontMetrics().horizontalAdvance(bar->text()));
        if (const auto *area = qobject_cast<QScrollArea *>(widget); area && area->horizontalScrollBar()->maximum() > 0)
            compare(widget, u"sideways"_s, area->viewport()->width(), area->widget()->minimumSizeHint().width());
        if (widget->objectName() == "qt_toolbar_ext_button"_L1)
            compare(widget, u"tool bar"_s, widget->parentWidget()->width(), widget->parentWidget()->sizeHint().width());
    }
    QStringList found;

private:
    void compare(const QWidget *widget, const QString &what, int is, int wants)
    {
        if (is < wants)
            found << u"%1, %2: %3, wants %4"_s.arg(chain(widget), what).arg(is).arg(wants);
    }
    void lookAt(const QComboBox &box)
    {
        // One that says it may be cut has all of it in its tool tip.
        if (box.minimumContentsLength() > 0 && box.toolTip().contains(box.currentText().toHtmlEscaped()))
            return;
        compare(&box, u"width for “%1”"_s.arg(box.currentText()), roomIn(box),
                box.fontMetrics().horizontalAdvance(box.currentText()));
    }
    void lookAt(const QGroupBox &box)
    {
        if (!box.title().isEmpty())
            compare(&box, u"width of its title"_s, box.width(), box.fontMetrics().horizontalAdvance(box.title()));
    }
    void lookAt(const QTabBar &tabs)
    {
        compare(&tabs, u"width of the tabs"_s, tabs.width(), tabs.sizeHint().width());
        compare(&tabs, u"height of the tabs"_s, tabs.height(), tabs.sizeHint().height());
    }
    void lookAt(const QHeaderView &header)
    {
        if (header.orientation() != Qt::Horizontal || !header.model())
            return;
        for (int i = 0; i < header.count(); ++i) {
            const QString words = header.model()->headerData(i, Qt::Horizontal).toString();
            if (!header.isSectionHidden(i))
                compare(&header, u"heading “%1”"_s.arg(words), header.sectionSize(i),
                        header.fontMetrics().horizontalAdvance(words));
        }
        compare(&header, u"height"_s, header.height(), header.fontMetrics().height());
    }
    void lookAt(const QAbstractItemView &view)
    {
        const QModelIndex first = view.model() ? view.model()->index(0, 0) : QModelIndex();
        if (first.isValid())
            compare(&view, u"height of the first row"_s, view.visualRect(first).height(),
                    std::max(view.sizeHintForIndex(first).height(), view.fontMetrics().height()));
    }
};

/// Controls of ours; what Qt builds inside its own (spin boxes' editors, headers, buttons of tab bars) is its business.
bool isControl(const QWidget *widget)
{
    const bool control = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)
        || qobject_cast<const QTextEdit *>(widget);
    const QWidget *parent = widget->parentWidget();
    if (!control || qobject_cast<const QHeaderView *>(widget) || widget->objectName().startsWith("qt_"_L1))
        return false;
    return !qobject_cast<const QAbstractSpinBox *>(parent) && !qobject_cast<const QComboBox *>(parent)
        && !qobject_cast<const QTabBar *>(parent) && !qobject_cast<const QLineEdit *>(parent)
        && !(qobject_cast<const QAbstractItemView *>(parent) && !widget->focusPolicy())
        && !(parent && parent->inherits("QComboBoxPrivateContainer"));
}

bool isShown(const QLayoutItem *item)
{
    return item && !item->isEmpty() && !item->geometry().isEmpty() && (!item->widget() || item->widget()->isVisible());
}

/// Whether `first` stands left of `second` and beside it.
bool leads(const QLayoutItem *first, const QLayoutItem *second)
{
    const QRect a = first->geometry();
    const QRect b = second->geometry();
    return a.top() <= b.bottom() && b.top() <= a.bottom() && a.right() < b.left();
}

/// Pairs of a layout's items of which the first is to stand where one begins to read.
QList<QPair<QLayoutItem *, QLayoutItem *>> neighbours(QLayout *layout)
{
    QList<QPair<QLayoutItem *, QLayoutItem *>> pairs;
    if (auto *form = qobject_cast<QFormLayout *>(layout)) {
        for (int row = 0; row < form->rowCount(); ++row)
            pairs.append(
                qMakePair(form->itemAt(row, QFormLayout::LabelRole), form->itemAt(row, QFormLayout::FieldRole)));
    } else if (auto *grid = qobject_cast<QGridLayout *>(layout)) {
        for (int row = 0; row < grid->rowCount(); ++row)
            for (int column = 0; column + 1 < grid->columnCount(); ++column)
                pairs.append(qMakePair(grid->itemAtPosition(row, column), grid->itemAtPosition(row, column + 1)));
    } else if (auto *box = qobject_cast<QBoxLayout *>(layout); box && box->direction() == QBoxLayout::LeftToRight) {
        QLayoutItem *last = nullptr;
        for (int i = 0; i < box->count(); ++i) {
            if (!isShown(box->itemAt(i)))
                continue;
            pairs.append(qMakePair(last, box->itemAt(i)));
            last = box->itemAt(i);
        }
    }
    return pairs;
}

} // namespace

QStringList low(QWidget &window)
{
    Narrow narrow;
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (QWidget *widget : all)
        if (widget->isVisible())
            narrow.look(widget);
    return narrow.found;
}

QStringList cutChoices(QWidget &window)
{
    QStringList found;
    const QList<QComboBox *> boxes = window.findChildren<QComboBox *>();
    for (const QComboBox *box : boxes) {
        for (int i = 0; box->isVisible() && i < box->count(); ++i) {
            const int wanted = box->fontMetrics().horizontalAdvance(box->itemText(i));
            if (roomIn(*box) < wanted)
                found << u"%1, “%2”: %3, wants %4"_s.arg(chain(box), box->itemText(i)).arg(roomIn(*box)).arg(wanted);
        }
    }
    return found;
}

QList<QWidget *> controlsOf(QWidget &window)
{
    QList<QWidget *> controls = window.findChildren<QWidget *>();
    controls.removeIf([](const QWidget *widget) { return widget->isHidden() || !isControl(widget); });
    return controls;
}

QStringList nameless(QWidget &window)
{
    QStringList found;
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (const QWidget *widget : all)
        if (const auto *tabs = qobject_cast<const QTabBar *>(widget))
            for (int i = 0; i < tabs->count(); ++i)
                if (tabs->tabText(i).isEmpty() && tabs->accessibleTabName(i).isEmpty())
                    found << u"tab %1 of %2"_s.arg(i).arg(chain(widget));
    const QList<QWidget *> controls = controlsOf(window);
    for (QWidget *widget : controls) {
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (qobject_cast<QComboBox *>(widget)) { // what it holds would be taken for its name
            if (widget->accessibleName().isEmpty())
                found << chain(widget);
        } else if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
            found << chain(widget);
    }
    return found;
}

QStringList notMirrored(QWidget &window)
{
    QStringList found;
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (const QWidget *widget : all)
        if (widget->isVisible() && widget->layoutDirection() != Qt::RightToLeft)
            found << u"left to right: %1"_s.arg(chain(widget));
    const QList<QToolButton *> buttons = window.findChildren<QToolButton *>();
    for (const QToolButton *button : buttons)
        if (button->isVisible() && button->arrowType() == Qt::RightArrow
            && !qobject_cast<const QTabBar *>(button->parentWidget())) // which has one to each side
            found << u"back instead of on: %1"_s.arg(chain(button));
    const QList<QLayout *> layouts = window.findChildren<QLayout *>();
    for (QLayout *layout : layouts) {
        const QWidget *parent = layout->parentWidget();
        if (!parent || !parent->isVisible())
            continue;
        const auto pairs = neighbours(layout);
        for (const auto &[first, second] : pairs)
            if (isShown(first) && isShown(second) && leads(first, second))
                found << u"at the left: %1"_s.arg(chain(first->widget() ? first->widget() : parent));
    }
    return found;
}

} // namespace liaison::test
