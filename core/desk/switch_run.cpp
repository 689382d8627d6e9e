#include "core/desk/switch_run.h"

#include "core/feed/engine.h"
#include "core/feed/mailbox_switch.h"
#include "core/secrets/vault.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

namespace liaison::desk {

using domain::Mailbox;
using domain::SecretUse;
using domain::SwitchReport;

SwitchRun::SwitchRun(const Context &context, Mailbox from, Mailbox to, bool dryRun, std::stop_token stop)
    : QObject(context.vault), m_context(context), m_from(std::move(from)), m_to(std::move(to)), m_dryRun(dryRun),
      m_stop(std::move(stop))
{
    for (const SecretUse use : {SecretUse::Inbound, SecretUse::Outbound}) {
        const auto before = domain::neededSecret(m_from, use);
        const auto now = domain::neededSecret(m_to, use);
        const auto known = [&now](const Kept &kept) { return kept.now == now; };
        if (before && now && before != now && std::none_of(m_kept.cbegin(), m_kept.cend(), known))
            m_kept.append({*before, *now, {}, false});
    }
}

Future<SwitchReport> SwitchRun::run(QObject *owner, SwitchDesk::Progress progress)
{
    m_owner = owner;
    m_progress = std::move(progress);
    m_promise.start();
    Future<SwitchReport> future = m_promise.future();
    takeAlong(0);
    return future;
}

void SwitchRun::takeAlong(int index)
{
    using Read = Result<std::optional<Secret>>;
    if (index == m_kept.size())
        return startSwitch();
    const auto stop = [this](const Error &error) { ended(fail(error)); };
    onDone(this, m_context.vault->read(m_kept.at(index).now), [this, index, stop](const Read &there) {
        if (!there)
            return stop(there.error());
        if (*there) // a service's credentials name no servers
            return takeAlong(index + 1);
        onDone(this, m_context.vault->read(m_kept.at(index).before), [this, index, stop](const Read &secret) {
            if (!secret)
                return stop(secret.error());
            if (!*secret) // an adapter says what is missing
                return takeAlong(index + 1);
            m_kept[index].secret = **secret;
            onDone<void>(this, m_context.vault->write(m_kept.at(index).now, **secret),
                         [this, index, stop](const Result<void> &written) {
                             m_kept[index].ours = true; // also a write that failed may have gone half-way
                             if (written)
                                 takeAlong(index + 1);
                             else
                                 stop(written.error());
                         });
        });
    });
}

void SwitchRun::startSwitch()
{
    feed::SwitchRequest request{m_from, m_to, m_context.actor, m_dryRun};
    onDone<SwitchReport>(this,
                         m_context.engine->switchMailbox(std::move(request), m_owner, std::move(m_progress), m_stop),
                         [this](const Result<SwitchReport> &result) { ended(result); });
}

void SwitchRun::ended(const Result<SwitchReport> &result)
{
    m_result = result;
    if (result || m_dryRun)
        return settle(0, result && result->done);
    // What went wrong may have done so behind the commit: the store knows which secrets are needed.
    const auto read = [id = m_from.id](store::Session &session) { return store::Mailboxes(session).find(id); };
    onDone<Mailbox>(this, m_context.store->read(read),
                    [this](const Result<Mailbox> &saved) { settle(0, saved && saved->inbound == m_to.inbound); });
}

/// The switch is what it is whether or not the keychain forgets what nobody uses any more.
void SwitchRun::settle(int index, bool done)
{
    if (index == m_kept.size()) {
        finishWith<SwitchReport>(m_promise, m_result);
        deleteLater();
        return;
    }
    const Kept &kept = m_kept.at(index);
    const auto next = [this, index, done](const Result<void> &) { settle(index + 1, done); };
    if (done)
        onDone<void>(this, m_context.vault->remove(kept.before), next);
    else if (kept.ours)
        putBack(index);
    else
        settle(index + 1, done);
}

/// A refresh token may have been replaced while the other way was looked at, and its predecessor be void.
void SwitchRun::putBack(int index)
{
    using Read = Result<std::optional<Secret>>;
    onDone(this, m_context.vault->read(m_kept.at(index).now), [this, index](const Read &now) {
        const Kept &kept = m_kept.at(index);
        const auto forget = [this, index](const Result<void> &) {
            onDone<void>(this, m_context.vault->remove(m_kept.at(index).now),
                         [this, index](const Result<void> &) { settle(index + 1, false); });
        };
        if (now && *now && !(**now == kept.secret))
            onDone<void>(this, m_context.vault->write(kept.before, **now), forget);
        else
            forget({});
    });
}

} // namespace liaison::desk
