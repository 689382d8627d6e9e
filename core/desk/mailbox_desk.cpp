#include "core/desk/mailbox_desk.h"

#include "core/desk/mailbox_save.h"
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
using domain::MailboxField;
using domain::RemoteFolder;

namespace {

QString describe(const QList<domain::FieldError> &errors)
{
    QStringList numbers;
    for (const domain::FieldError &error : errors)
        numbers.append(QStringLiteral("%1:%2").arg(static_cast<int>(error.field)).arg(static_cast<int>(error.problem)));
    return u"mailbox fields (field:problem) "_qs + numbers.join(QLatin1Char(' '));
}

/// The errors that matter for signing in to one of the two servers alone.
QList<domain::FieldError> errorsOf(const Mailbox &mailbox, domain::SecretUse use)
{
    const bool inbound = use == domain::SecretUse::Inbound;
    const domain::Endpoint &own = inbound ? mailbox.inbound : mailbox.outbound;
    const QList<MailboxField> fields = inbound
        ? QList{MailboxField::InboundHost, MailboxField::InboundPort, MailboxField::InboundUsername,
                MailboxField::InboundCertificate}
        : QList{MailboxField::OutboundHost, MailboxField::OutboundPort, MailboxField::OutboundUsername,
                MailboxField::OutboundCertificate};
    QList<domain::FieldError> relevant;
    for (const domain::FieldError &error : domain::validate(mailbox)) {
        if (fields.contains(error.field) || (error.field == MailboxField::CaFile && !own.trustedCaFile.isEmpty())
            || (error.field == MailboxField::Address && domain::signInName(mailbox, use) == mailbox.address))
            relevant.append(error);
    }
    return relevant;
}

/// One future after another, the second from the first one's value; both are watched by `owner`.
template <class T> Future<T> withSecret(QObject *owner, Future<Secret> secret, std::function<Future<T>(Secret)> then)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    onDone<Secret>(owner, std::move(secret), [owner, promise, then = std::move(then)](Result<Secret> found) {
        if (!found)
            return finishWith<T>(*promise, fail(found.error()));
        onDone<T>(owner, then(std::move(*found)),
                  [promise](Result<T> answer) { finishWith<T>(*promise, std::move(answer)); });
    });
    return promise->future();
}

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
        if (auto done = store::Mailboxes(session).setFeedWanted(id, wanted); !done)
            return done;
        return audit(session, actor, wanted ? u"mailbox.start"_qs : u"mailbox.stop"_qs, id);
    });
}

Result<void> selectIn(store::Session &session, MailboxId id, const QSet<FolderId> &selected, const domain::Actor &actor)
{
    store::Folders folders(session);
    const auto known = folders.list(id);
    if (!known)
        return fail(known.error());
    QSet<FolderId> missing = selected;
    QJsonArray names;
    for (const domain::Folder &folder : *known) {
        missing.remove(folder.id);
        const bool wanted = selected.contains(folder.id);
        if (wanted)
            names.append(folder.remote.path);
        if (wanted == folder.selected)
            continue;
        if (auto done = folders.setSelected(folder.id, wanted); !done)
            return done;
    }
    if (!missing.isEmpty())
        return fail(ErrorKind::InvalidInput, u"a folder of another mailbox"_qs);
    return audit(session, actor, u"mailbox.folders"_qs, id, {{u"selected"_qs, names}});
}

} // namespace

Future<Mailbox> MailboxDesk::save(SaveRequest request)
{
    Mailbox &mailbox = request.mailbox;
    mailbox.address = mailbox.address.trimmed();
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
              mailbox->enabled = enabled;
              if (const auto done = mailboxes.save(*mailbox); !done)
                  return fail(done.error());
              return audit(session, actor, enabled ? u"mailbox.enable"_qs : u"mailbox.disable"_qs, id);
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

Future<QList<RemoteFolder>> MailboxDesk::checkInbound(SaveRequest request, std::stop_token stop)
{
    using Folders = QList<RemoteFolder>;
    if (const auto errors = errorsOf(request.mailbox, domain::SecretUse::Inbound); !errors.isEmpty())
        return readyFuture<Folders>(fail(ErrorKind::InvalidInput, describe(errors)));
    if (!m_context.engine)
        return readyFuture<Folders>(fail(ErrorKind::Busy, u"this process runs no feeds"_qs));
    return withSecret<Folders>(m_context.vault, secretFor(request, domain::SecretUse::Inbound),
                               [engine = m_context.engine, mailbox = request.mailbox, stop](Secret secret) {
                                   return engine->probeInbound(mailbox, std::move(secret), stop);
                               });
}

Future<void> MailboxDesk::checkOutbound(SaveRequest request, std::stop_token stop)
{
    if (const auto errors = errorsOf(request.mailbox, domain::SecretUse::Outbound); !errors.isEmpty())
        return readyFuture<void>(fail(ErrorKind::InvalidInput, describe(errors)));
    if (!m_context.engine)
        return readyFuture<void>(fail(ErrorKind::Busy, u"this process runs no feeds"_qs));
    return withSecret<void>(m_context.vault, secretFor(request, domain::SecretUse::Outbound),
                            [engine = m_context.engine, mailbox = request.mailbox, stop](Secret secret) {
                                return engine->probeOutbound(mailbox, std::move(secret), stop);
                            });
}

/// What `use` signs in with: as typed, else as kept; an empty one where it can do without. CredentialsMissing.
Future<Secret> MailboxDesk::secretFor(const SaveRequest &request, domain::SecretUse use) const
{
    const std::optional<QString> key = domain::neededSecret(request.mailbox, use);
    if (!key)
        return readyFuture<Secret>(Secret());
    const bool asInbound = key == domain::vaultKey(request.mailbox, domain::SecretUse::Inbound);
    if (const std::optional<Secret> &typed = asInbound ? request.inboundSecret : request.outboundSecret)
        return readyFuture<Secret>(*typed);
    auto promise = std::make_shared<QPromise<Result<Secret>>>();
    promise->start();
    onDone<std::optional<Secret>>(
        m_context.vault, m_context.vault->read(*key),
        [promise, mayBeMissing = domain::secretMayBeMissing(request.mailbox, use)](Result<std::optional<Secret>> kept) {
            if (!kept)
                finishWith<Secret>(*promise, fail(kept.error()));
            else if (!*kept && mayBeMissing)
                finishWith<Secret>(*promise, Secret());
            else if (!*kept)
                finishWith<Secret>(*promise, fail(ErrorKind::CredentialsMissing));
            else
                finishWith<Secret>(*promise, std::move(**kept));
        });
    return promise->future();
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
