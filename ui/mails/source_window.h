#pragma once

#include <QByteArray>
#include <QWidget>

namespace liaison::ui {

/// A mail's source as it was received, in a window of its own. Bytes outside of ASCII that are not UTF-8 are shown
/// as Latin-1.
class SourceWindow : public QWidget {
    Q_OBJECT
public:
    SourceWindow(const QString &subject, const QByteArray &raw, QWidget *parent);
};

} // namespace liaison::ui
