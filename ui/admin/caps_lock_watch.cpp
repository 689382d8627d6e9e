#include "ui/admin/caps_lock_watch.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>

#include <utility>

namespace liaison::ui {

CapsLockWatch::CapsLockWatch(QLineEdit *line) : QObject(line), m_line(line)
{
    line->installEventFilter(this);
}

bool CapsLockWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress)
        hear(*static_cast<const QKeyEvent *>(event));
    else if (watched == m_line && event->type() == QEvent::FocusOut)
        set(false);
    return QObject::eventFilter(watched, event);
}

void CapsLockWatch::hear(const QKeyEvent &key)
{
    constexpr Qt::KeyboardModifiers commands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    if (key.key() == Qt::Key_CapsLock)
        return set(false); // if it was on it is not any more; if it was not, the next letter tells
    const QString text = key.text();
    if (m_line->isReadOnly() || text.size() != 1 || (key.modifiers() & commands) != 0)
        return;
    const QChar letter = text.at(0);
    if (letter.toUpper() == letter.toLower())
        return;
    const bool capital = letter == letter.toUpper();
    const bool shift = key.modifiers().testFlag(Qt::ShiftModifier);
    if (capital != shift)
        set(true);
    else if (!capital)
        set(false);
}

void CapsLockWatch::set(bool on)
{
    if (std::exchange(m_on, on) != on)
        Q_EMIT changed(on);
}

} // namespace liaison::ui
