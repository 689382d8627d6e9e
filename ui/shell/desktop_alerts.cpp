#include "ui/shell/desktop_alerts.h"

#include "core/base/on_done.h"
#include "core/store/arrivals.h"
#include "core/store/store.h"
#include "ui/common/preferences.h"
#include "ui/common/store_watch.h"
#include "ui/shell/desktop_notice.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace liaison::ui {

namespace {

constexpr qint64 newsMs = 24LL * 3'600'000; ///< what arrived before is read for the first time, not new

} // namespace

DesktopAlerts::DesktopAlerts(const UiContext &context, QWidget *window, Show show)
    : QObject(window), m_context(context), m_window(window), m_show(std::move(show))
{
    if (!m_show) {
        auto *notice = new DesktopNotice(QStringLiteral("email.arrived"), this);
        connect(notice, &DesktopNotice::chosen, this, &DesktopAlerts::bringToFront);
        m_show = [notice](const QString &title, const QString &text) {
            if (!DesktopNotice::isOfThisDesktop())
                return;
            if (title.isEmpty())
                notice->takeAway();
            else
                notice->show(title, text);
        };
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

void DesktopAlerts::bringToFront()
{
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

} // namespace liaison::ui
