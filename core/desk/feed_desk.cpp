#include "core/desk/feed_desk.h"

#include "core/feed/engine.h"

namespace liaison::desk {

FeedDesk::FeedDesk(feed::Engine *engine, QObject *parent) : QObject(parent), m_engine(engine)
{
    if (!m_engine)
        return;
    connect(m_engine, &feed::Engine::statusChanged, this, &FeedDesk::statusChanged);
    connect(m_engine, &feed::Engine::mailArrived, this, &FeedDesk::mailArrived);
}

QList<domain::FeedStatus> FeedDesk::statuses() const
{
    return m_engine ? m_engine->statuses() : QList<domain::FeedStatus>();
}

QString FeedDesk::holder() const
{
    return m_engine ? m_engine->holder() : QString();
}

void FeedDesk::syncAll()
{
    const QList<domain::FeedStatus> all = statuses();
    for (const domain::FeedStatus &status : all)
        syncNow(status.mailbox);
}

void FeedDesk::syncNow(MailboxId mailbox)
{
    if (m_engine)
        m_engine->syncNow(mailbox);
}

} // namespace liaison::desk
