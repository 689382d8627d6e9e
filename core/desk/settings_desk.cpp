#include "core/desk/settings_desk.h"

#include "core/base/and_then.h"
#include "core/base/in_pool.h"
#include "core/base/log.h"
#include "core/desk/audited.h"
#include "core/desk/mailbox_audit.h"
#include "core/desk/notification_process.h"
#include "core/desk/settings_taking.h"
#include "core/desk/signature_desk.h"
#include "core/desk/unit_name_desk.h"
#include "core/domain/address.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "core/store/templates.h"

#include <QSaveFile>
#include <QThreadPool>

#include <memory>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::AuditEntry;
using domain::BusinessUnit;
using domain::Mailbox;

namespace {

/// What was written into the audit log after `last`, in its order.
Result<QList<AuditEntry>> entriesAfter(store::Session &session, qint64 last)
{
    constexpr int step = 500;
    store::AuditLog log(session);
    QList<AuditEntry> found;
    std::optional<qint64> before;
    for (;;) {
        const auto page = log.list(before, step);
        if (!page)
            return fail(page.error());
        for (const AuditEntry &entry : *page) {
            if (entry.id <= last)
                return found;
            found.prepend(entry);
        }
        if (page->size() < step)
            return found;
        before = page->constLast().id;
    }
}

/// What a taking over would come to. It is done and taken back: nothing knows better what it changes.
struct Trial {
    QList<AuditEntry> entries;
    bool done = false;
};

Result<void> tryOut(store::Session &session, const Settings &settings, bool replace, const domain::Actor &actor,
                    Trial *trial)
{
    const auto newest = store::AuditLog(session).list(std::nullopt, 1);
    const auto taken = newest ? SettingsTaking(session, actor).run(settings, replace) : fail(newest.error());
    if (!taken)
        return fail(taken.error());
    const auto entries = entriesAfter(session, newest->isEmpty() ? 0 : newest->constFirst().id);
    if (!entries)
        return fail(entries.error());
    *trial = {*entries, true};
    return fail(ErrorKind::Cancelled, u"only tried out"_s); // and so the store takes it back
}

Result<void> written(const QString &path, const QByteArray &json)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorKind::PermissionDenied, file.errorString());
    if (file.write(json) != json.size() || !file.commit())
        return fail(ErrorKind::DiskFull, file.errorString());
    return {};
}

} // namespace

Future<Settings> SettingsDesk::current()
{
    return m_context.store->read([](store::Session &session) -> Result<Settings> {
        const auto mailboxes = store::Mailboxes(session).list();
        const auto units = mailboxes ? store::BusinessUnits(session).list(true) : fail(mailboxes.error());
        const auto templates = units ? store::Templates(session).list(true) : fail(units.error());
        const auto languages = templates ? store::Templates(session).unitLanguages() : fail(templates.error());
        if (!languages)
            return fail(languages.error());
        const auto signature = teamSignature(session);
        if (!signature)
            return fail(signature.error());
        const auto names = unitNamesIn(session);
        if (!names)
            return fail(names.error());
        const auto process = notificationProcess(session);
        if (!process)
            return fail(process.error());
        Settings settings{*mailboxes, *units, *templates, {}, *signature, *names, *process};
        for (Mailbox &mailbox : settings.mailboxes) {
            if (!domain::isVerbose(mailbox, session.now()))
                mailbox.verboseUntil = 0;
        }
        for (const BusinessUnit &unit : *units) {
            if (const QString language = languages->value(unit.id); !language.isEmpty())
                settings.unitLanguages.insert(unit.uuid, language);
        }
        return settings;
    });
}

Future<SettingsDesk::Summary> SettingsDesk::apply(Settings settings, bool replace)
{
    return m_context.store->write(
        [settings = std::move(settings), replace, actor = m_context.actor](store::Session &session) {
            return SettingsTaking(session, actor).run(settings, replace);
        });
}

Future<QList<AuditEntry>> SettingsDesk::plan(Settings settings, bool replace)
{
    auto trial = std::make_shared<Trial>();
    const Future<void> tried = m_context.store->write([settings = std::move(settings), replace, actor = m_context.actor,
                                                       trial](store::Session &session) -> Result<void> {
        *trial = {}; // a store that was busy may ask again
        return tryOut(session, settings, replace, actor, trial.get());
    });
    auto promise = std::make_shared<QPromise<Result<QList<AuditEntry>>>>();
    promise->start();
    onDone<void>(m_context.store, tried, [promise, trial](const Result<void> &outcome) {
        if (trial->done || outcome)
            finishWith<QList<AuditEntry>>(*promise, trial->entries);
        else
            finishWith<QList<AuditEntry>>(*promise, fail(outcome.error()));
    });
    return promise->future();
}

Future<void> SettingsDesk::exportTo(QString file)
{
    const Context context = m_context;
    const auto write = [file](const Settings &settings) {
        return inPool(QThreadPool::globalInstance(),
                      [file, settings] { return written(file, settingsToJson(settings)); });
    };
    const auto note = [context, file] {
        return audited(context, u"settings.export"_s, file, {}, [](store::Session &) { return Result<void>(); });
    };
    return andThen<void>(context.store, andThen<void>(context.store, current(), write), note);
}

Future<Mailbox> SettingsDesk::mailbox(QString addressOrUuid)
{
    return m_context.store->read([wanted = std::move(addressOrUuid)](store::Session &session) -> Result<Mailbox> {
        const auto mailboxes = store::Mailboxes(session).list();
        if (!mailboxes)
            return fail(mailboxes.error());
        const QUuid uuid = QUuid::fromString(wanted);
        for (const Mailbox &mailbox : *mailboxes) {
            if (domain::normalisedAddress(mailbox.address) == domain::normalisedAddress(wanted)
                || (!uuid.isNull() && mailbox.uuid == uuid))
                return mailbox;
        }
        return fail(ErrorKind::NotFound, u"there is no mailbox %1"_s.arg(printable(wanted.toUtf8())));
    });
}

Future<void> SettingsDesk::removeMailbox(MailboxId id)
{
    return m_context.store->write([id, actor = m_context.actor](store::Session &session) -> Result<void> {
        store::Mailboxes mailboxes(session);
        const auto mailbox = mailboxes.find(id);
        if (!mailbox)
            return fail(mailbox.error());
        return mailboxes.remove(id).and_then([&] {
            return store::AuditLog(session).append(actor, u"mailbox.remove"_s, mailbox->address,
                                                   auditDetail(*mailbox, {}));
        });
    });
}

Future<void> SettingsDesk::noteSecret(MailboxId id, domain::SecretUse use)
{
    return m_context.store->write([id, use, actor = m_context.actor](store::Session &session) -> Result<void> {
        const auto saved = store::Mailboxes(session).beginAnew(id); // its time of change tells the feed
        if (!saved)
            return fail(saved.error());
        return store::AuditLog(session).append(
            actor, u"mailbox.secret"_s, saved->address,
            {{use == domain::SecretUse::Inbound ? u"inbound.secret"_s : u"outbound.secret"_s, u"changed"_s}});
    });
}

} // namespace liaison::desk
