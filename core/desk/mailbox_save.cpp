#include "core/desk/mailbox_save.h"

#include "core/desk/mailbox_audit.h"
#include "core/desk/pending_secrets.h"
#include "core/feed/engine.h"
#include "core/secrets/vault.h"
#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <QJsonArray>

#include <utility>

namespace liaison::desk {

using domain::Mailbox;
using domain::SecretUse;

namespace {

/// The mailbox as it is now, and as it was.
struct SavedRow {
    Mailbox now;
    std::optional<Mailbox> before;
};

/// What the audit log keeps of them: the paths of those that are read.
QJsonArray pathsOf(const MailboxDesk::ChosenFolders &chosen)
{
    QJsonArray paths;
    for (const domain::RemoteFolder &folder : chosen.listed) {
        if (chosen.read.contains(folder.remoteId))
            paths.append(folder.path);
    }
    return paths;
}

/// Whether saving would undo what somebody else did.
Result<void> checkSeen(const MailboxDesk::SaveRequest &request, const Mailbox &stored)
{
    if (request.seen && !changedMeanwhile(*request.seen, stored).isEmpty())
        return fail(ErrorKind::Conflict, u"the mailbox was changed meanwhile"_qs);
    return {};
}

Result<SavedRow> saveRowIn(store::Session &session, const MailboxDesk::SaveRequest &request)
{
    Mailbox mailbox = request.mailbox;
    store::Mailboxes mailboxes(session);
    SavedRow row;
    if (mailbox.id) {
        const auto before = mailboxes.find(mailbox.id);
        if (!before)
            return fail(before.error());
        if (const auto same = checkSeen(request, *before); !same)
            return fail(same.error());
        // START, STOP or the toggle may have been pressed since the form was opened.
        mailbox.feedWanted = before->feedWanted;
        mailbox.enabled = before->enabled;
        mailbox.updatedAt = before->updatedAt;
        row.before = *before;
    }
    const auto now = mailboxes.save(mailbox);
    if (!now)
        return fail(now.error());
    row.now = *now;
    if (request.folders) {
        if (const auto done = chooseIn(session, now->id, *request.folders); !done)
            return fail(done.error());
    }
    return row;
}

/// What goes to the store: no secret leaves the thread of the vault.
MailboxDesk::SaveRequest withoutSecrets(MailboxDesk::SaveRequest request)
{
    request.inboundSecret.reset();
    request.outboundSecret.reset();
    return request;
}

QStringList neededKeys(const Mailbox &mailbox)
{
    QStringList keys;
    for (const SecretUse use : {SecretUse::Inbound, SecretUse::Outbound}) {
        if (const auto key = domain::neededSecret(mailbox, use))
            keys << *key;
    }
    return keys;
}

/// What the vault keeps for nobody any more.
QStringList unusedKeys(const SavedRow &row)
{
    const QStringList needed = neededKeys(row.now);
    QStringList unused;
    for (const SecretUse use : {SecretUse::Inbound, SecretUse::Outbound}) {
        for (const Mailbox &mailbox : {row.before.value_or(row.now), row.now})
            if (const QString key = domain::vaultKey(mailbox, use); !needed.contains(key) && !unused.contains(key))
                unused << key;
    }
    return unused;
}

} // namespace

Result<void> chooseIn(store::Session &session, MailboxId id, const MailboxDesk::ChosenFolders &chosen)
{
    store::Folders folders(session);
    const auto known = folders.refresh(id, chosen.listed);
    if (!known)
        return fail(known.error());
    for (const domain::Folder &folder : *known) {
        const bool wanted = chosen.read.contains(folder.remote.remoteId);
        if (wanted == folder.selected)
            continue;
        if (auto done = folders.setSelected(folder.id, wanted); !done)
            return done;
    }
    return {};
}

MailboxSave::MailboxSave(const Context &context, MailboxDesk::SaveRequest request)
    : QObject(context.vault), m_context(context), m_request(std::move(request))
{
    const auto add = [this](SecretUse use, const std::optional<Secret> &secret) {
        const QString key = domain::vaultKey(m_request.mailbox, use);
        // A secret that the chosen sign-in does not use is not kept.
        if (secret && domain::neededSecret(m_request.mailbox, use) == key)
            m_steps.append({key, *secret, std::nullopt});
    };
    add(SecretUse::Inbound, m_request.inboundSecret);
    add(SecretUse::Outbound, m_request.outboundSecret);
}

Future<Mailbox> MailboxSave::run()
{
    m_promise.start();
    Future<Mailbox> future = m_promise.future();
    if (!m_request.mailbox.id) {
        note();
        return future;
    }
    const Future<Mailbox> stored = m_context.store->read(
        [id = m_request.mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); });
    onDone<Mailbox>(this, stored, [this](const Result<Mailbox> &before) {
        if (!before)
            putBack(0, before.error());
        else if (const auto same = checkSeen(m_request, *before); !same) // before a secret is touched
            putBack(0, same.error());
        else
            takeAlong(*before, {SecretUse::Inbound, SecretUse::Outbound});
    });
    return future;
}

/// A secret whose name changes though nobody new is shown it.
void MailboxSave::takeAlong(const Mailbox &before, QList<SecretUse> uses)
{
    if (uses.isEmpty()) {
        note();
        return;
    }
    const SecretUse use = uses.takeFirst();
    const QString key = domain::vaultKey(m_request.mailbox, use);
    const QString old = domain::vaultKey(before, use);
    const bool replaced
        = std::any_of(m_steps.cbegin(), m_steps.cend(), [&key](const Step &step) { return step.key == key; });
    if (replaced || key == old || domain::neededSecret(m_request.mailbox, use) != key
        || !domain::secretMayFollow(before, m_request.mailbox, use)) {
        takeAlong(before, uses);
        return;
    }
    onDone<std::optional<Secret>>(this, m_context.vault->read(old),
                                  [this, before, uses, key](const Result<std::optional<Secret>> &secret) {
                                      if (!secret) {
                                          putBack(0, secret.error());
                                          return;
                                      }
                                      if (*secret)
                                          m_steps.append({key, **secret, std::nullopt});
                                      takeAlong(before, uses);
                                  });
}

/// Should this process end before the row is there.
void MailboxSave::note()
{
    QStringList keys;
    for (const Step &step : std::as_const(m_steps))
        keys << step.key;
    onDone<void>(this, noteSecrets(m_context, keys), [this](const Result<void> &noted) {
        if (noted)
            readPrevious(0);
        else
            end(fail(noted.error()));
    });
}

void MailboxSave::readPrevious(int index)
{
    if (index == m_steps.size()) {
        saveRow();
        return;
    }
    onDone<std::optional<Secret>>(this, m_context.vault->read(m_steps.at(index).key),
                                  [this, index](Result<std::optional<Secret>> previous) {
                                      if (!previous) {
                                          putBack(index, previous.error());
                                          return;
                                      }
                                      m_steps[index].previous = std::move(*previous);
                                      writeSecret(index);
                                  });
}

void MailboxSave::writeSecret(int index)
{
    const Step &step = m_steps.at(index);
    onDone<void>(this, m_context.vault->write(step.key, step.secret), [this, index](Result<void> written) {
        // A write that failed may still have gone half-way, so its own step is undone as well.
        if (!written)
            putBack(index + 1, written.error());
        else
            readPrevious(index + 1);
    });
}

void MailboxSave::saveRow()
{
    const bool isNew = m_request.mailbox.id.isNull();
    QList<SecretUse> secrets;
    if (m_request.inboundSecret)
        secrets << SecretUse::Inbound;
    if (m_request.outboundSecret)
        secrets << SecretUse::Outbound;
    const Future<SavedRow> saved
        = m_context.store->write([request = withoutSecrets(m_request), actor = m_context.actor, isNew,
                                  secrets](store::Session &session) -> Result<SavedRow> {
              auto row = saveRowIn(session, request);
              if (!row)
                  return fail(row.error());
              const QString action = isNew ? u"mailbox.create"_qs : u"mailbox.update"_qs;
              QJsonObject detail = auditDetail(row->before, row->now, secrets);
              if (request.folders)
                  detail.insert(u"folders"_qs, QJsonArray{QJsonValue(QJsonValue::Null), pathsOf(*request.folders)});
              if (auto done = store::AuditLog(session).append(actor, action, row->now.address, detail); !done)
                  return fail(done.error());
              if (auto done = store::PendingSecrets(session).drop(neededKeys(row->now)); !done)
                  return fail(done.error());
              return row;
          });
    onDone<SavedRow>(this, saved, [this](const Result<SavedRow> &row) {
        if (!row) {
            putBack(static_cast<int>(m_steps.size()), row.error());
            return;
        }
        m_request.mailbox = row->now;
        if (m_context.engine)
            m_context.engine->reload(row->now.id);
        dropUnused(unusedKeys(*row));
    });
}

/// The mailbox is saved whether or not the keychain forgets what nobody uses any more.
void MailboxSave::dropUnused(QStringList keys)
{
    if (keys.isEmpty()) {
        end(m_request.mailbox);
        return;
    }
    const QString key = keys.takeFirst();
    onDone<void>(this, m_context.vault->remove(key), [this, keys](const Result<void> &) { dropUnused(keys); });
}

void MailboxSave::putBack(int index, Error error)
{
    if (index == 0) {
        if (!m_undone.isEmpty())
            m_context.store->write(
                [keys = m_undone](store::Session &session) { return store::PendingSecrets(session).drop(keys); });
        end(fail(std::move(error)));
        return;
    }
    const Step &step = m_steps.at(index - 1);
    const Future<void> undone
        = step.previous ? m_context.vault->write(step.key, *step.previous) : m_context.vault->remove(step.key);
    onDone<void>(this, undone, [this, index, error = std::move(error)](const Result<void> &result) {
        Error told = error;
        if (!result)
            told.log += u"; the previous secret could not be put back: "_qs + errorKindName(result.error().kind);
        else if (const Step &undoing = m_steps.at(index - 1); !undoing.previous)
            m_undone << undoing.key;
        putBack(index - 1, std::move(told));
    });
}

void MailboxSave::end(Result<Mailbox> result)
{
    finishWith<Mailbox>(m_promise, std::move(result));
    deleteLater();
}

} // namespace liaison::desk
