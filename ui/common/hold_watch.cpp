#include "ui/common/hold_watch.h"

#include "core/base/on_done.h"
#include "core/desk/sending_desk.h"
#include "ui/common/formats.h"
#include "ui/common/store_watch.h"

#include <QAction>
#include <QCheckBox>

namespace liaison::ui {

using Hold = std::optional<store::SendingHold>;

HoldWatch::HoldWatch(const UiContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Setting}, this);
    connect(watch, &StoreWatch::stale, this, &HoldWatch::load);
    load();
}

void HoldWatch::load()
{
    onDone<Hold>(this, desk::SendingDesk(m_context.desk).hold(), [this](const Result<Hold> &hold) {
        if (!hold)
            return; // what shows the store's trouble is elsewhere; the next change asks again
        m_hold = *hold;
        Q_EMIT changed();
    });
}

QString HoldWatch::text() const
{
    if (!m_hold)
        return {};
    if (m_hold->person.isEmpty())
        return tr("All sending is held.");
    return tr("All sending is held since %1, by %2 on %3.").arg(fullTime(m_hold->since), m_hold->person, m_hold->host);
}

void HoldWatch::set(bool hold)
{
    onDone<void>(this, desk::SendingDesk(m_context.desk).setHold(hold), [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        load();
    });
}

void HoldWatch::follow(QCheckBox *box)
{
    connect(box, &QCheckBox::clicked, this, &HoldWatch::set);
    connect(this, &HoldWatch::changed, box, [this, box] { box->setChecked(m_hold.has_value()); });
    box->setChecked(m_hold.has_value());
}

void HoldWatch::follow(QAction *action)
{
    connect(action, &QAction::triggered, this, &HoldWatch::set);
    connect(this, &HoldWatch::changed, action, [this, action] { action->setChecked(m_hold.has_value()); });
    action->setChecked(m_hold.has_value());
}

} // namespace liaison::ui
