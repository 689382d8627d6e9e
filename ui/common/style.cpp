#include "ui/common/style.h"

#include "ui/common/theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace liaison::ui {

namespace {
constexpr int roomyPadding = 6;
constexpr int compactPadding = 1;
} // namespace

Style::Style(bool compact)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))),
      m_rowPadding(compact ? compactPadding : roomyPadding)
{
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool mark = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton
        || element == PE_IndicatorItemViewItemCheck;
    const bool field = (element == PE_FrameLineEdit || element == PE_Frame) && !option->state.testFlag(State_HasFocus);
    if ((!mark && !field) || !isDark(option->palette))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(mark ? option->palette.color(QPalette::PlaceholderText) : lineColor(option->palette));
    const QRectF outline = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (element == PE_IndicatorRadioButton)
        painter->drawEllipse(outline);
    else
        painter->drawRoundedRect(outline, 2, 2);
    painter->restore();
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    const QSize fusion = QProxyStyle::sizeFromContents(type, option, size, widget);
    return type == CT_ItemViewItem ? fusion + QSize(0, m_rowPadding) : fusion;
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control != CC_SpinBox || option->state.testFlag(State_HasFocus) || !isDark(option->palette))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(lineColor(option->palette));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter->restore();
}

} // namespace liaison::ui
