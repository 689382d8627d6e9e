#pragma once

#include <QIcon>
#include <QString>

namespace liaison::ui {

/// One of our line icons by its file's name without ".svg" ("reply-all"). It is drawn in the text colour of the
/// palette at the moment of painting, so it follows light, dark, disabled and selected by itself.
QIcon icon(const QString &name);

/// The program's own icon, in its own colours.
QIcon applicationIcon();

/// The icon in one colour, for labels; `size` in device-independent pixels.
QPixmap iconPixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio);

} // namespace liaison::ui
