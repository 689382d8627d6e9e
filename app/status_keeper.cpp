#include "app/status_keeper.h"

#include "core/base/log.h"
#include "core/domain/sign_in_advice.h"
#include "core/feed/engine.h"
#include "core/store/feed_places.h"
#include "core/store/feed_states.h"
#include "core/store/leases.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace liaison::app {

StatusKeeper::StatusKeeper(feed::Engine *engine, store::Store *store, QObject *parent)
    : QObject(parent), m_holder(engine->holder()), m_store(store)
{
    connect(engine, &feed::Engine::statusChanged, this, &StatusKeeper::note);
}

void StatusKeeper::note(const domain::FeedStatus &status)
{
    if (!status.holder.isEmpty())
        return; // the holder says it
    const auto before = m_noted.constFind(status.mailbox);
    if (before != m_noted.cend() && before->state == status.state && before->error == status.error
        && before->lastSuccessAt == status.lastSuccessAt && before->nextTryAt == status.nextTryAt
        && before->tokenExpiresAt == status.tokenExpiresAt
        && before->certificateExpiresAt == status.certificateExpiresAt)
        return;
    m_noted.insert(status.mailbox, status);
    constexpr qsizetype mostWords = 500;
    store::FeedStateRow row;
    row.mailbox = status.mailbox;
    row.state = status.state;
    if (status.error) {
        row.error = errorKindName(status.error->kind);
        // What a sign-in service's no comes to is in the log's words; its own are often a trace number alone.
        const Error logAlone{status.error->kind, status.error->log, {}, {}};
        const bool byLog = status.error->serverWords.isEmpty() || domain::signInAdvice(logAlone);
        row.errorWords = redacted(byLog ? status.error->log : status.error->serverWords).left(mostWords);
    }
    row.lastSuccessAt = status.lastSuccessAt;
    row.nextTryAt = status.nextTryAt;
    row.tokenExpiresAt = status.tokenExpiresAt;
    row.certificateExpiresAt = status.certificateExpiresAt;
    row.host = QSysInfo::machineHostName();
    row.pid = QCoreApplication::applicationPid();
    // Nobody waits for it: where the store fails the feed says so itself.
    const auto write = [row, own = m_holder](store::Session &session) -> Result<void> {
        // Whoever holds the mailbox says how it is: a process that only tries to get it must not.
        const auto holder = store::Leases(session).holder(row.mailbox);
        if (!holder)
            return fail(holder.error());
        if (*holder && ((*holder)->pid != row.pid || (*holder)->host != row.host))
            return {};
        // Its secrets are here: that is where it is signed in to anew, once it needs to be.
        const store::FeedPlace here{own, row.host, row.pid};
        Result<void> noted;
        if (row.state == domain::FeedState::Running)
            noted = store::FeedPlaces(session).note(row.mailbox, here);
        else if (row.state == domain::FeedState::NeedsSignIn)
            noted = store::FeedPlaces(session).noteFirst(row.mailbox, here);
        if (!noted)
            return noted;
        return store::FeedStates(session).note(row);
    };
    m_store->write(write, store::Durability::Refetchable);
}

} // namespace liaison::app
