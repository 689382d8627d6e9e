#include "ui/shell/feed_alerts.h"

#include "core/domain/feed_report.h"
#include "ui/admin/feed_watch.h"
#include "ui/common/preferences.h"
#include "ui/shell/desktop_notice.h"

#include <QEvent>
#include <QStringList>
#include <QWidget>

#include <utility>

namespace liaison::ui {

FeedAlerts::FeedAlerts(const UiContext &context, const FeedWatch *watch, QWidget *window, Show show)
    : QObject(window), m_context(context), m_watch(watch), m_window(window), m_show(std::move(show))
{
    if (!m_show) {
        auto *notice = new DesktopNotice(QStringLiteral("device.error"), this);
        connect(notice, &DesktopNotice::chosen, this, &FeedAlerts::chosen);
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
    connect(watch, &FeedWatch::changed, this, &FeedAlerts::look);
}

bool FeedAlerts::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        forget();
    return QObject::eventFilter(watched, event);
}

QHash<MailboxId, FeedAlerts::Trouble> FeedAlerts::troubles() const
{
    using domain::FeedCondition;
    QHash<MailboxId, Trouble> found;
    const UtcMs now = m_context.clock->nowMs();
    for (const domain::FeedReport &report : m_watch->reports()) {
        const FeedCondition condition = domain::conditionOf(report);
        Trouble trouble = Trouble::None;
        if (condition == FeedCondition::NeedsSignIn)
            trouble = Trouble::SignIn;
        else if (condition == FeedCondition::Failed)
            trouble = Trouble::Failed;
        else if (domain::isSilent(report, m_watch->tally(report.mailbox.id), now))
            trouble = Trouble::Silent;
        if (trouble != Trouble::None)
            found.insert(report.mailbox.id, trouble);
    }
    return found;
}

void FeedAlerts::look()
{
    const QHash<MailboxId, Trouble> now = troubles();
    bool isNews = false;
    for (auto each = now.cbegin(); each != now.cend(); ++each)
        isNews = isNews || m_known.value(each.key(), Trouble::None) != each.value();
    const bool isOver = now.isEmpty() && m_isShown;
    m_known = now;
    if (isOver || m_window->isActiveWindow()) // who looks at the window sees it there
        forget();
    else if (isNews && Preferences::instance()->alertsOfMail())
        tell(now);
}

void FeedAlerts::tell(const QHash<MailboxId, Trouble> &now)
{
    QStringList lines;
    for (const domain::FeedReport &report : m_watch->reports()) {
        const Trouble trouble = now.value(report.mailbox.id, Trouble::None);
        if (trouble != Trouble::None)
            lines << wordsFor(report.mailbox.address, trouble);
    }
    m_isShown = true;
    m_show(tr("%n mailbox(es) need somebody", nullptr, static_cast<int>(lines.size())), lines.join(QLatin1Char('\n')));
}

void FeedAlerts::forget()
{
    if (std::exchange(m_isShown, false))
        m_show({}, {});
}

QString FeedAlerts::wordsFor(const QString &address, Trouble trouble)
{
    switch (trouble) {
    case Trouble::SignIn:
        return tr("%1: NEEDS SIGN-IN").arg(address);
    case Trouble::Failed:
        return tr("%1: FAILED").arg(address);
    case Trouble::Silent:
        return tr("%1: no mail for longer than usual").arg(address);
    case Trouble::None:
        break;
    }
    return {};
}

} // namespace liaison::ui
