#include "ui/admin/form_field.h"

#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QLineEdit>
#include <QVBoxLayout>

namespace liaison::ui {

FormField::FormField(const QString &name, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_icon(new PlainLabel(this)), m_problem(new PlainLabel(this))
{
    editor->setAccessibleName(name);
    setFocusProxy(editor);
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
    m_icon->hide();
    m_problem->hide();
}

void FormField::setProblem(const QString &text)
{
    QPalette marked = QApplication::palette();
    const QColor danger = toneColor(marked, Tone::Danger);
    marked.setColor(QPalette::WindowText, danger);
    m_problem->setPalette(marked);
    m_problem->setText(text);
    m_icon->setPixmap(iconPixmap(QStringLiteral("warning"), danger, 16, devicePixelRatioF()));
    m_problem->setVisible(!text.isEmpty());
    m_icon->setVisible(!text.isEmpty());
    m_editor->setAccessibleDescription(text);
}

QString FormField::problem() const
{
    return m_problem->text();
}

void setReadOnly(QWidget *editor, bool readOnly)
{
    if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setReadOnly(readOnly);
    } else if (auto *spin = qobject_cast<QAbstractSpinBox *>(editor)) {
        spin->setReadOnly(readOnly);
        spin->setButtonSymbols(readOnly ? QAbstractSpinBox::NoButtons : QAbstractSpinBox::UpDownArrows);
    } else {
        editor->setEnabled(!readOnly);
        return;
    }
    QPalette palette = QApplication::palette();
    if (readOnly)
        palette.setColor(QPalette::Base, palette.color(QPalette::Window));
    editor->setPalette(readOnly ? palette : QPalette());
}

} // namespace liaison::ui
