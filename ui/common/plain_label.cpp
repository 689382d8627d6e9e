#include "ui/common/plain_label.h"

#include "ui/common/reading_direction.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace liaison::ui {

PlainLabel::PlainLabel(QWidget *parent) : PlainLabel(QString(), parent) { }

PlainLabel::PlainLabel(const QString &text, QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
}

void PlainLabel::setElided(bool elided)
{
    m_elided = elided;
    update();
}

void PlainLabel::setBold(bool bold)
{
    QFont f = font();
    f.setBold(bold);
    setFont(f);
}

void PlainLabel::setMuted(bool muted)
{
    m_muted = muted;
    applyTone();
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    return m_elided ? QSize(fontMetrics().averageCharWidth() * 4, size.height()) : size;
}

void PlainLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    const QString shown = fontMetrics().elidedText(text().simplified(), Qt::ElideRight, contentsRect().width());
    const QString tip = shown == text() ? QString() : text();
    // A tooltip is read as HTML when it looks like it, so it is escaped.
    if (const QString safe = tip.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(tip.toHtmlEscaped());
        safe != toolTip())
        setToolTip(safe);
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), lineFlags(layoutDirection(), alignment(), shown), palette(),
                          isEnabled(), shown, foregroundRole());
}

void PlainLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_applying)
        applyTone();
}

void PlainLabel::applyTone()
{
    if (!m_muted)
        return;
    m_applying = true;
    // One role alone: a palette with all of them would no longer follow the application's.
    QPalette tone;
    tone.setColor(foregroundRole(), toneColor(QApplication::palette(), Tone::Muted));
    setPalette(tone);
    m_applying = false;
}

} // namespace liaison::ui
