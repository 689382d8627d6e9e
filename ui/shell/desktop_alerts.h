#pragma once

#include "core/base/ids.h"
#include "ui/common/ui_context.h"

#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace liaison::ui {

/// Tells of new mail through the desktop (org.freedesktop.Notifications) while the window is not in front: how much,
/// never from whom or about what, since a locked screen shows it, too. It is one message that counts up until somebody
/// looks at the window.
class DesktopAlerts : public QObject {
    Q_OBJECT
public:
    /// Shows `text` below `title`; "" takes away what is shown.
    using Show = std::function<void(const QString &title, const QString &text)>;

    /// `window` is watched and outlives this; `show` is for tests, empty: the desktop.
    DesktopAlerts(const UiContext &context, QWidget *window, Show show = {});

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();
    void tell();
    void forget();
    void bringToFront();

    UiContext m_context;
    QWidget *m_window;
    Show m_show;
    MessageId m_last;
    bool m_begun = false; ///< what was there at the start is no news
    bool m_looking = false;
    bool m_lookAgain = false;
    int m_matched = 0;
    int m_unmatched = 0;
};

} // namespace liaison::ui
