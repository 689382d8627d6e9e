#include "ui/common/side_by_side.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace liaison::ui {

namespace {
constexpr int mostSpacingBelow = 12;
}

SideBySide::SideBySide(int spacing, QWidget *parent)
    : QWidget(parent), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)), m_spacing(spacing)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
}

void SideBySide::add(QWidget *widget, int stretch)
{
    m_layout->addWidget(widget, stretch);
}

bool SideBySide::isStacked() const
{
    return m_layout->direction() == QBoxLayout::TopToBottom;
}

QSize SideBySide::minimumSizeHint() const
{
    int widest = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        widest = std::max(widest, m_layout->itemAt(i)->minimumSize().width());
    return {widest, QWidget::minimumSizeHint().height()};
}

bool SideBySide::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

/// The width from which on everything that is shown has room in one row. What has a stretch is as wide as its share.
int SideBySide::neededBeside() const
{
    int fixed = 0;
    int shares = 0;
    int widestShare = 0; ///< what a stretch of 1 is at least
    int shown = 0;
    for (int i = 0; i < m_layout->count(); ++i) {
        const QLayoutItem *item = m_layout->itemAt(i);
        if (item->isEmpty()) // hidden
            continue;
        const int least = item->minimumSize().width();
        const int width = m_roomy ? std::max(least, item->sizeHint().width()) : least;
        const int stretch = m_layout->stretch(i);
        ++shown;
        shares += stretch;
        if (stretch == 0)
            fixed += width;
        else
            widestShare = std::max(widestShare, (width + stretch - 1) / stretch);
    }
    return fixed + shares * widestShare + std::max(0, shown - 1) * m_spacing;
}

void SideBySide::arrange()
{
    const auto direction = width() < neededBeside() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (direction == m_layout->direction())
        return;
    m_layout->setSpacing(direction == QBoxLayout::TopToBottom ? std::min(m_spacing, mostSpacingBelow) : m_spacing);
    m_layout->setDirection(direction);
}

} // namespace liaison::ui
