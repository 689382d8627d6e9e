#include "ui/admin/form_field.h"

#include "ui/admin/caps_lock_watch.h"
#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QAbstractSpinBox>
#include <QAccessible>
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

QHBoxLayout *lineOf(QLabel *icon, QLabel *text)
{
    text->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(icon, 0, Qt::AlignTop);
    line->addWidget(text, 1);
    icon->hide();
    text->hide();
    return line;
}

} // namespace

FormField::FormField(const QString &name, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_icon(new PlainLabel(this)), m_problem(new PlainLabel(this))
{
    editor->setAccessibleName(name);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(editor);
    column->addLayout(lineOf(m_icon, m_problem));
    if (auto *line = qobject_cast<QLineEdit *>(editor); line && line->echoMode() == QLineEdit::Password)
        watchCapsLock(line);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // a tall form keeps fields beside their labels
    if (qobject_cast<QComboBox *>(editor))
        describe();
}

FormField::~FormField()
{
    delete m_caps; // it would tell of a focus that the editor loses while it goes
}

/// Who cannot see what is typed does not see capitals either.
void FormField::watchCapsLock(QLineEdit *line)
{
    m_caps = new CapsLockWatch(line);
    m_capsIcon = new PlainLabel(this);
    m_capsNotice = new PlainLabel(tr("Caps Lock seems to be on."), this);
    m_capsNotice->setObjectName(QStringLiteral("capsLock"));
    static_cast<QVBoxLayout *>(layout())->addLayout(lineOf(m_capsIcon, m_capsNotice));
    connect(m_caps, &CapsLockWatch::changed, this, [this](bool on) {
        applyTone();
        m_capsIcon->setVisible(on);
        m_capsNotice->setVisible(on);
        describe();
        if (!on)
            return;
        QAccessibleEvent event(m_capsNotice, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    });
}

/// Tells screen readers what is wrong; of a combo box what it is about, too: on X11 and Wayland Qt tells them the
/// choice in place of its name (QAccessibleComboBox::text).
void FormField::describe()
{
    QStringList words;
    if (qobject_cast<QComboBox *>(m_editor))
        words << m_editor->accessibleName();
    if (!problem().isEmpty())
        words << problem();
    if (m_caps && m_caps->isOn())
        words << m_capsNotice->text();
    m_editor->setAccessibleDescription(words.join(QStringLiteral(". ")));
}

void FormField::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_icon->setVisible(!text.isEmpty());
    describe();
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
    if (!m_caps)
        return;
    const QColor warning = toneColor(QPalette(), Tone::Warning);
    marked.setColor(QPalette::WindowText, warning);
    m_capsNotice->setPalette(marked);
    m_capsIcon->setPixmap(iconPixmap(QStringLiteral("info"), warning, 16, devicePixelRatioF()));
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
