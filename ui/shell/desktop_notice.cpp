#include "ui/shell/desktop_notice.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QStringList>
#include <QVariantMap>

#include <utility>

namespace liaison::ui {

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

DesktopNotice::DesktopNotice(const QString &category, QObject *parent, const QDBusConnection &bus)
    : QObject(parent), m_bus(bus), m_category(category)
{
    if (m_bus.isConnected())
        m_bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                      SLOT(onActionInvoked(uint, QString)));
}

bool DesktopNotice::isOfThisDesktop()
{
    const QString platform = QGuiApplication::platformName();
    return platform != QLatin1String("offscreen") && platform != QLatin1String("minimal");
}

void DesktopNotice::show(const QString &title, const QString &text)
{
    tell({title, text});
}

void DesktopNotice::takeAway()
{
    tell({});
}

/// While the desktop has not said under which id it shows a message, that one can be neither replaced nor closed: what
/// comes then waits, the newest alone.
void DesktopNotice::tell(const Words &words)
{
    if (!m_bus.isConnected())
        return;
    if (m_asking) {
        m_next = words;
        return;
    }
    if (words.title.isEmpty()) {
        if (m_shown > 0)
            m_bus.asyncCall(call(QStringLiteral("CloseNotification")) << std::exchange(m_shown, 0U));
        return;
    }
    const QVariantMap hints{{QStringLiteral("category"), m_category},
                            {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}};
    QDBusMessage notify = call(QStringLiteral("Notify"));
    notify << QStringLiteral("Liaison") << m_shown << QStringLiteral("liaison") << words.title << words.text
           << QStringList{QStringLiteral("default"), tr("Open")} << hints << -1;
    m_asking = true;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(notify), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        m_shown = reply.isError() ? 0 : reply.value(); // a desktop without notifications shows none
        m_asking = false;
        if (const std::optional<Words> next = std::exchange(m_next, std::nullopt))
            tell(*next);
    });
}

void DesktopNotice::onActionInvoked(uint id, const QString &action)
{
    if (id == m_shown && m_shown != 0 && action == QLatin1String("default"))
        Q_EMIT chosen();
}

} // namespace liaison::ui
