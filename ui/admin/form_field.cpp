#include "ui/admin/form_field.h"

#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QEvent>
#include <QLineEdit>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

namespace {

/// Tells screen readers what is wrong; of a combo box what it is about, too: on X11 and Wayland Qt tells them the
/// choice in place of its name (QAccessibleComboBox::text).
void describe(QWidget *editor, const QString &problem)
{
    QStringList words;
    if (qobject_cast<QComboBox *>(editor))
        words << editor->accessibleName();
    if (!problem.isEmpty())
        words << problem;
    editor->setAccessibleDescription(words.join(QStringLiteral(". ")));
}

} // namespace

FormField::FormField(const QString &name, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_icon(new PlainLabel(this)), m_problem(new PlainLabel(this))
{
    editor->setAccessibleName(name);
    if (qobject_cast<QComboBox *>(editor))
        describe(editor, {});
    m_problem->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(m_icon, 0, Qt::AlignTop);
    line->addWidget(m_problem, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(editor);
    column->addLayout(line);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // a tall form keeps fields beside their labels
    m_icon->hide();
    m_problem->hide();
}

void FormField::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_icon->setVisible(!text.isEmpty());
    describe(m_editor, text);
    applyTone();
}

void FormField::focusEditor()
{
    m_editor->setFocus(Qt::OtherFocusReason);
}

QSize FormField::sizeHint() const
{
    return {m_editor->sizeHint().width(), QWidget::sizeHint().height()};
}

void FormField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTone();
}

void FormField::applyTone()
{
    QPalette marked; // one role alone, so that it goes on following the application's
    const QColor danger = toneColor(marked, Tone::Danger);
    marked.setColor(QPalette::WindowText, danger);
    m_problem->setPalette(marked);
    m_icon->setPixmap(iconPixmap(QStringLiteral("warning"), danger, 16, devicePixelRatioF()));
}

QString FormField::problem() const
{
    return m_problem->text();
}

FormField *firstShown(const QList<FormField *> &fields)
{
    const auto found
        = std::find_if(fields.cbegin(), fields.cend(), [](const FormField *each) { return each && !each->isHidden(); });
    return found == fields.cend() ? nullptr : *found;
}

FormField *firstMarked(const QWidget *parent)
{
    const QList<FormField *> fields = parent->findChildren<FormField *>();
    const auto found = std::find_if(fields.cbegin(), fields.cend(), [parent](const FormField *each) {
        return !each->problem().isEmpty() && each->isVisibleTo(parent);
    });
    return found == fields.cend() ? nullptr : *found;
}

void setReadOnly(QWidget *editor, bool readOnly)
{
    QPalette palette;
    if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setReadOnly(readOnly);
        if (readOnly)
            line->setCursorPosition(0); // a long text is read from its start
    } else if (auto *spin = qobject_cast<QAbstractSpinBox *>(editor)) {
        spin->setReadOnly(readOnly);
        spin->setButtonSymbols(readOnly ? QAbstractSpinBox::NoButtons : QAbstractSpinBox::UpDownArrows);
        if (auto *date = qobject_cast<QDateEdit *>(editor))
            date->setCalendarPopup(!readOnly);
    } else {
        // A combo box knows no read-only: it is disabled, with its text as legible as before.
        editor->setEnabled(!readOnly);
        for (const QPalette::ColorRole role : {QPalette::Text, QPalette::ButtonText, QPalette::WindowText})
            palette.setColor(QPalette::Disabled, role, palette.color(QPalette::Active, role));
        palette.setColor(QPalette::Button, palette.color(QPalette::Window));
    }
    palette.setColor(QPalette::Base, palette.color(QPalette::Window));
    editor->setPalette(readOnly ? palette : QPalette());
}

} // namespace liaison::ui
