#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>

#include <optional>

namespace liaison::ui {

/// One message of the desktop (org.freedesktop.Notifications): what is shown replaces what was shown before, however
/// fast both come. A desktop without notifications shows none.
class DesktopNotice : public QObject {
    Q_OBJECT
public:
    /// `category` as the specification lists them: "email.arrived".
    explicit DesktopNotice(const QString &category, QObject *parent,
                           const QDBusConnection &bus = QDBusConnection::sessionBus());

    /// Whether there is a window to see: where there is none, somebody else's desktop is not told.
    static bool isOfThisDesktop();

    void show(const QString &title, const QString &text);
    void takeAway();

Q_SIGNALS:
    /// A person chose the message.
    void chosen();

private:
    struct Words {
        QString title; ///< empty: nothing is to be shown
        QString text;
    };

    void tell(const Words &words);

    QDBusConnection m_bus;
    QString m_category;
    uint m_shown = 0;            ///< the desktop's id of the message; 0: none
    bool m_asking = false;       ///< its id is not known yet
    std::optional<Words> m_next; ///< what came meanwhile

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);
};

} // namespace liaison::ui
