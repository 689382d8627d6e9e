#include "ui/shell/demo_banner.h"

#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace liaison::ui {

DemoBanner::DemoBanner(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_word(new PlainLabel(tr("DEMO"), this)),
      m_text(new PlainLabel(
          tr("Everybody here is made up. Nothing leaves this computer, and all is gone when you quit."), this))
{
    setAccessibleName(m_word->text() + QStringLiteral(". ") + m_text->text());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_word->setBold(true);
    m_text->setElided(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 5, 12, 5);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_word);
    row->addWidget(m_text, 1);
    applyTone();
}

void DemoBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), toneGround(palette(), Tone::Warning));
    painter.setPen(lineColor(palette()));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

void DemoBanner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTone();
}

void DemoBanner::applyTone()
{
    m_icon->setPixmap(iconPixmap(QStringLiteral("info"), toneColor(palette(), Tone::Warning), 18, devicePixelRatioF()));
}

} // namespace liaison::ui
