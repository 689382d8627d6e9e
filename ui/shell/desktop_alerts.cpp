#include "ui/shell/desktop_alerts.h"

#include "core/base/on_done.h"
#include "core/store/arrivals.h"
#include "core/store/store.h"
#include "ui/common/preferences.h"
#include "ui/common/store_watch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>
#include <QGuiApplication>
#include <QWidget>

#include <utility>

namespace liaison::ui {

namespace {

constexpr qint64 newsMs = 24LL * 3'600'000; ///< what arrived before is read for the first time, not new

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

DesktopAlerts::DesktopAlerts(const UiContext &context, QWidget *window, Show show)
    : QObject(window), m_context(context), m_window(window), m_show(std::move(show))
{
    if (!m_show) {
        m_show = [this](const QString &title, const QString &text) { showOnDesktop(title, text); };
        if (QDBusConnection bus = QDBusConnection::sessionBus(); bus.isConnected())
            bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                        SLOT(onActionInvoked(uint, QString)));
    }
    window->installEventFilter(this);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Message}, this);
    connect(watch, &StoreWatch::stale, this, &DesktopAlerts::look);
    look();
}

bool DesktopAlerts::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        forget();
    return QObject::eventFilter(watched, event);
}

/// One question at a time: two that begin at the same mail would count what is between twice.
void DesktopAlerts::look()
{
    if (m_looking) {
        m_lookAgain = true;
        return;
    }
    m_looking = true;
    const UtcMs since = m_context.clock->nowMs() - newsMs;
    onDone(this, m_context.store->read([last = m_last, since](store::Session &session) {
        return store::Arrivals(session).after(last, since);
    }),
           [this](const Result<store::Arrivals::Count> &count) {
               m_looking = false;
               if (count) { // a store that does not answer is told of elsewhere
                   m_last = count->newest;
                   if (std::exchange(m_begun, true) && count->matched + count->unmatched > 0) {
                       m_matched += count->matched;
                       m_unmatched += count->unmatched;
                       tell();
                   }
               }
               if (std::exchange(m_lookAgain, false))
                   look();
           });
}

void DesktopAlerts::tell()
{
    if (m_window->isActiveWindow())
        return forget();
    if (!Preferences::instance()->alertsOfMail())
        return;
    QStringList lines;
    if (m_matched > 0)
        lines << tr("%n for incidents", nullptr, m_matched);
    if (m_unmatched > 0)
        lines << tr("%n to be decided", nullptr, m_unmatched);
    m_show(tr("%n new mail(s)", nullptr, m_matched + m_unmatched), lines.join(QStringLiteral(", ")));
}

/// Somebody has looked.
void DesktopAlerts::forget()
{
    if (m_matched + m_unmatched > 0)
        m_show({}, {});
    m_matched = 0;
    m_unmatched = 0;
}

void DesktopAlerts::showOnDesktop(const QString &title, const QString &text)
{
    const QString platform = QGuiApplication::platformName();
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || platform == QLatin1String("offscreen") || platform == QLatin1String("minimal"))
        return; // where there is no window to see, somebody else's desktop is not told
    if (title.isEmpty()) {
        if (m_shown > 0)
            bus.asyncCall(call(QStringLiteral("CloseNotification")) << std::exchange(m_shown, 0U));
        return;
    }
    const QVariantMap hints{{QStringLiteral("category"), QStringLiteral("email.arrived")},
                            {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}};
    QDBusMessage notify = call(QStringLiteral("Notify"));
    notify << QStringLiteral("Liaison") << m_shown << QStringLiteral("liaison") << title << text
           << QStringList{QStringLiteral("default"), tr("Open")} << hints << -1;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(notify), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        m_shown = reply.isError() ? 0 : reply.value(); // a desktop without notifications shows none
    });
}

void DesktopAlerts::onActionInvoked(uint id, const QString &action)
{
    if (id != m_shown || m_shown == 0 || action != QLatin1String("default"))
        return;
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

} // namespace liaison::ui
