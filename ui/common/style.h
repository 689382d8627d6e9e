#pragma once

#include <QProxyStyle>

namespace liaison::ui {

/// Fusion with roomier rows, and with outlines that can be seen: on a dark window Fusion draws check boxes, radio
/// buttons and fields in a shade darker than the window.
class Style : public QProxyStyle {
    Q_OBJECT
public:
    /// `compact`: without the room.
    explicit Style(bool compact = false);
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    /// The buttons of dialogs have no icons: Qt's own are drawn in colours for a light window.
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    int m_rowPadding;
};

} // namespace liaison::ui
