#include "core/desk/mailbox_desk.h"

#include "core/desk/mailbox_fields.h"
#include "core/desk/mailbox_save.h"
#include "core/desk/proposed_hosts.h"
#include "core/desk/then.h"
#include "core/feed/engine.h"
#include "core/secrets/vault.h"
#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <QJsonArray>
#include <QSet>

namespace liaison::desk {

using domain::Mailbox;

namespace {

Result<void> audit(store::Session &session, const domain::Actor &actor, const QString &action, MailboxId id,
                   const QJsonObject &detail = {})
{
    const auto mailbox = store::Mailboxes(session).find(id);
    if (!mailbox)
        return fail(mailbox.error());
    return store::AuditLog(session).append(actor, action, mailbox->address, detail);
}

Future<void> setFeedWanted(const Context &context, MailboxId id, bool wanted)
{
    return context.store->write([id, wanted, actor = context.actor](store::Session &session) -> Result<void> {
        const auto before = store::Mailboxes(session).find(id);
        if (!before)
            return fail(before.error());
        if (auto done = store::Mailboxes(session).setFeedWanted(id, wanted); !done)
            return done;
        return audit(session, actor, wanted ? u"mailbox.start"_qs : u"mailbox.stop"_qs, id,
                     {{u"feed"_qs, QJsonArray{before->feedWanted, wanted}}});
    });
}

/// The paths of those that are read.
QJsonArray readIn(const QList<domain::Folder> &folders)
{
    QJsonArray paths;
    for (const domain::Folder &folder : folders) {
        if (folder.selected)
            paths.append(folder.remote.path);
    }
    return paths;
}

Result<void> chooseAudited(store::Session &session, MailboxId id, const MailboxDesk::ChosenFolders &chosen,
                           const domain::Actor &actor)
{
    store::Folders folders(session);
    const auto before = folders.list(id);
    if (!before)
        return fail(before.error());
    if (auto done = chooseIn(session, id, chosen); !done)
        return done;
    const auto after = folders.list(id);
    if (!after)
        return fail(after.error());
    return audit(session, actor, u"mailbox.folders"_qs, id,
                 {{u"selected"_qs, QJsonArray{readIn(*before), readIn(*after)}}});
}

Result<void> selectIn(store::Session &session, MailboxId id, const QSet<FolderId> &selected, const domain::Actor &actor)
{
    store::Folders folders(session);
    const auto known = folders.list(id);
    if (!known)
        return fail(known.error());
    QSet<FolderId> missing = selected;
    QJsonArray before;
    QJsonArray after;
    for (const domain::Folder &folder : *known) {
        missing.remove(folder.id);
        const bool wanted = selected.contains(folder.id);
        if (wanted)
            after.append(folder.remote.path);
        if (folder.selected)
            before.append(folder.remote.path);
        if (wanted == folder.selected)
            continue;
        if (auto done = folders.setSelected(folder.id, wanted); !done)
            return done;
    }
    if (!missing.isEmpty())
        return fail(ErrorKind::InvalidInput, u"a folder of another mailbox"_qs);
    return audit(session, actor, u"mailbox.folders"_qs, id, {{u"selected"_qs, QJsonArray{before, after}}});
}

} // namespace

Future<Mailbox> MailboxDesk::save(SaveRequest request)
{
    Mailbox &mailbox = request.mailbox;
    mailbox.address = mailbox.address.trimmed();
    mailbox = withProposedHosts(mailbox);
    if (const auto errors = domain::validate(mailbox); !errors.isEmpty())
        return readyFuture<Mailbox>(fail(ErrorKind::InvalidInput, describe(errors)));
    // The vault's keys hold the UUID, so a new mailbox gets its own before its row exists.
    if (mailbox.uuid.isNull() && mailbox.id)
        return readyFuture<Mailbox>(fail(ErrorKind::InvalidInput, u"a stored mailbox without its UUID"_qs));
    if (mailbox.uuid.isNull())
        mailbox.uuid = newUuid(m_context.clock->nowMs());
    return (new MailboxSave(m_context, std::move(request)))->run();
}

Future<void> MailboxDesk::start(MailboxId id)
{
    return afterSuccess<void>(m_context.store, setFeedWanted(m_context, id, true), [engine = m_context.engine, id] {
        if (engine)
            engine->start(id);
    });
}

Future<void> MailboxDesk::stop(MailboxId id)
{
    return afterSuccess<void>(m_context.store, setFeedWanted(m_context, id, false), [engine = m_context.engine, id] {
        if (engine)
            engine->stop(id);
    });
}

Future<void> MailboxDesk::setEnabled(MailboxId id, bool enabled)
{
    const Future<void> saved
        = m_context.store->write([id, enabled, actor = m_context.actor](store::Session &session) -> Result<void> {
              store::Mailboxes mailboxes(session);
              auto mailbox = mailboxes.find(id);
              if (!mailbox)
                  return fail(mailbox.error());
              const bool before = mailbox->enabled;
              mailbox->enabled = enabled;
              if (const auto done = mailboxes.save(*mailbox); !done)
                  return fail(done.error());
              return audit(session, actor, enabled ? u"mailbox.enable"_qs : u"mailbox.disable"_qs, id,
                           {{u"enabled"_qs, QJsonArray{before, enabled}}});
          });
    return afterSuccess<void>(m_context.store, saved, [engine = m_context.engine, id] {
        if (engine)
            engine->reload(id);
    });
}

Future<void> MailboxDesk::selectFolders(MailboxId id, QList<FolderId> selected)
{
    const QSet<FolderId> wanted(selected.cbegin(), selected.cend());
    const Future<void> saved
        = m_context.store->write([id, wanted, actor = m_context.actor](store::Session &session) -> Result<void> {
              return selectIn(session, id, wanted, actor);
          });
    // No new sign-in: a refused one stays refused whichever folders are ticked.
    return afterSuccess<void>(m_context.store, saved, [engine = m_context.engine, id] {
        if (engine)
            engine->syncNow(id);
    });
}

Future<void> MailboxDesk::chooseFolders(MailboxId id, ChosenFolders chosen)
{
    if (chosen.read.isEmpty())
        return readyFuture<void>(fail(ErrorKind::InvalidInput, u"no folder is chosen"_qs));
    const Future<void> saved = m_context.store->write(
        [id, chosen = std::move(chosen), actor = m_context.actor](store::Session &session) -> Result<void> {
            return chooseAudited(session, id, chosen, actor);
        });
    return afterSuccess<void>(m_context.store, saved, [engine = m_context.engine, id] {
        if (engine)
            engine->syncNow(id);
    });
}

MailboxDesk::SecretsKept MailboxDesk::secretsKept() const
{
    switch (m_context.vault->kind()) {
    case secrets::Vault::Kind::Keychain:
        break;
    case secrets::Vault::Kind::Credentials:
        return SecretsKept::InCredentials;
    case secrets::Vault::Kind::Memory:
        return SecretsKept::UntilExit;
    }
    return SecretsKept::InKeychain;
}

Future<bool> MailboxDesk::hasSecret(Mailbox mailbox, domain::SecretUse use)
{
    const std::optional<QString> key = domain::neededSecret(mailbox, use);
    if (!key)
        return readyFuture<bool>(true);
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone<std::optional<Secret>>(m_context.vault, m_context.vault->read(*key),
                                  [promise](Result<std::optional<Secret>> secret) {
                                      if (secret)
                                          finishWith<bool>(*promise, secret->has_value());
                                      else
                                          finishWith<bool>(*promise, fail(secret.error()));
                                  });
    return promise->future();
}

} // namespace liaison::desk
