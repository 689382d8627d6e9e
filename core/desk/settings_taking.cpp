#include "core/desk/settings_taking.h"

#include "core/desk/mailbox_audit.h"
#include "core/desk/notification_process.h"
#include "core/desk/signature_desk.h"
#include "core/desk/template_desk.h"
#include "core/desk/unit_audit.h"
#include "core/desk/unit_name_desk.h"
#include "core/domain/address.h"
#include "core/store/session.h"
#include "core/store/templates.h"

#include <algorithm>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::BusinessUnit;
using domain::Mailbox;
using domain::MailTemplate;

namespace {

/// The one of `list` that `wanted` means: the same UUID, else the same name.
template <class T, class Name> const T *meant(const QList<T> &list, const T &wanted, Name name)
{
    const auto byUuid = std::find_if(list.cbegin(), list.cend(),
                                     [&](const T &one) { return !wanted.uuid.isNull() && one.uuid == wanted.uuid; });
    if (byUuid != list.cend())
        return &*byUuid;
    const auto byName
        = std::find_if(list.cbegin(), list.cend(), [&](const T &one) { return name(one) == name(wanted); });
    return byName == list.cend() ? nullptr : &*byName;
}

QString nameOf(const Mailbox &mailbox)
{
    return domain::normalisedAddress(mailbox.address);
}

QString titleOf(const BusinessUnit &unit)
{
    return unit.title.toCaseFolded();
}

bool same(const Mailbox &a, const Mailbox &b)
{
    return a.address == b.address && a.displayName == b.displayName && a.enabled == b.enabled
        && a.feedWanted == b.feedWanted && a.inbound == b.inbound && a.outbound == b.outbound
        && a.fetchSince == b.fetchSince && a.pollSeconds == b.pollSeconds && a.verboseUntil == b.verboseUntil;
}

bool same(const BusinessUnit &a, const BusinessUnit &b)
{
    return domain::changedFields(a, b).isEmpty() && a.archived == b.archived;
}

QString keyOf(const MailTemplate &one)
{
    return one.name.toCaseFolded();
}

bool same(const MailTemplate &a, const MailTemplate &b)
{
    return a.name == b.name && a.kind == b.kind && a.defaultLanguage == b.defaultLanguage && a.texts == b.texts
        && a.archived == b.archived;
}

} // namespace

SettingsTaking::SettingsTaking(store::Session &session, domain::Actor actor)
    : m_session(session), m_mailboxes(session), m_units(session), m_audit(session), m_actor(std::move(actor)),
      m_now(session.now())
{
}

Result<SettingsDesk::Summary> SettingsTaking::run(const Settings &settings, bool replace)
{
    const auto mailboxes = m_mailboxes.list();
    const auto units = mailboxes ? m_units.list(true) : fail(mailboxes.error());
    if (!units)
        return fail(units.error());
    QList<MailboxId> named;
    for (const Mailbox &mailbox : settings.mailboxes) {
        const Result<MailboxId> id = takeMailbox(meant(*mailboxes, mailbox, nameOf), mailbox);
        if (!id)
            return fail(id.error());
        named.append(*id);
    }
    for (const BusinessUnit &unit : settings.businessUnits) {
        if (const auto done = takeUnit(meant(*units, unit, titleOf), unit); !done)
            return fail(done.error());
    }
    if (const auto done = takeTemplates(settings); !done)
        return fail(done.error());
    if (settings.teamSignature) {
        if (const auto done = saveTeamSignature(m_session, *settings.teamSignature, m_actor); !done)
            return fail(done.error());
    }
    if (settings.unitNames) {
        if (const auto done = saveUnitNames(m_session, m_actor, *settings.unitNames); !done)
            return fail(done.error());
    }
    if (settings.notificationProcess) {
        if (const auto done = takeProcess(*settings.notificationProcess); !done)
            return fail(done.error());
    }
    for (const Mailbox &mailbox : *mailboxes) {
        if (!replace || named.contains(mailbox.id))
            continue;
        ++m_summary.mailboxesRemoved;
        const auto done = m_mailboxes.remove(mailbox.id).and_then([&] {
            return m_audit.append(m_actor, u"mailbox.remove"_s, mailbox.address, auditDetail(mailbox, {}));
        });
        if (!done)
            return fail(done.error());
    }
    return m_summary;
}

Result<MailboxId> SettingsTaking::takeMailbox(const Mailbox *before, Mailbox mailbox)
{
    if (before) {
        mailbox.id = before->id;
        mailbox.uuid = before->uuid;
        mailbox.createdAt = before->createdAt;
    }
    if (mailbox.fetchSince < 0)
        mailbox.fetchSince = before ? before->fetchSince : m_now;
    mailbox.verboseUntil = verboseUntil(mailbox.verboseUntil != 0, before);
    if (before && same(*before, mailbox))
        return before->id;
    const auto saved = m_mailboxes.save(mailbox);
    if (!saved)
        return fail(saved.error().kind == ErrorKind::AlreadyExists ? Error{ErrorKind::Conflict, mailbox.address, {}, {}}
                                                                   : saved.error());
    ++(before ? m_summary.mailboxesChanged : m_summary.mailboxesAdded);
    const auto noted = m_audit.append(m_actor, before ? u"mailbox.update"_s : u"mailbox.create"_s, saved->address,
                                      auditDetail(before ? std::optional(*before) : std::nullopt, *saved));
    return noted ? Result<MailboxId>(saved->id) : fail(noted.error());
}

UtcMs SettingsTaking::verboseUntil(bool wanted, const Mailbox *before) const
{
    const bool is = before && domain::isVerbose(*before, m_now);
    if (wanted == is)
        return before ? before->verboseUntil : 0;
    return wanted ? m_now + domain::verboseLogMs : 0;
}

Result<void> SettingsTaking::takeUnit(const BusinessUnit *before, BusinessUnit unit)
{
    if (before) {
        unit.id = before->id;
        unit.uuid = before->uuid;
        unit.createdAt = before->createdAt;
        unit.updatedAt = before->updatedAt;
        if (same(*before, unit))
            return {};
    }
    const auto saved = before ? m_units.update(unit) : m_units.create(unit);
    if (!saved)
        return fail(saved.error().kind == ErrorKind::AlreadyExists ? Error{ErrorKind::Conflict, unit.title, {}, {}}
                                                                   : saved.error());
    ++(before ? m_summary.unitsChanged : m_summary.unitsAdded);
    return m_audit.append(m_actor, before ? u"unit.update"_s : u"unit.create"_s, auditObject(*saved),
                          auditDetail(before ? *before : BusinessUnit(), *saved));
}

Result<void> SettingsTaking::takeTemplates(const Settings &settings)
{
    store::Templates templates(m_session);
    const auto known = templates.list(true);
    if (!known)
        return fail(known.error());
    for (MailTemplate wanted : settings.templates) {
        const MailTemplate *before = meant(*known, wanted, keyOf);
        if (before && !wanted.uuid.isNull())
            m_templates.insert(wanted.uuid, before->uuid);
        if (before && same(*before, wanted))
            continue;
        if (before) {
            wanted.id = before->id;
            wanted.uuid = before->uuid;
            wanted.createdAt = before->createdAt;
            wanted.updatedAt = before->updatedAt;
        }
        const auto saved = saveTemplate(m_session, wanted, m_actor);
        if (!saved)
            return fail(saved.error().kind == ErrorKind::AlreadyExists ? Error{ErrorKind::Conflict, wanted.name, {}, {}}
                                                                       : saved.error());
        ++(before ? m_summary.templatesChanged : m_summary.templatesAdded);
    }
    return takeLanguages(settings.unitLanguages);
}

Result<void> SettingsTaking::takeLanguages(const QHash<QUuid, QString> &languages)
{
    const auto units = m_units.list(true); // those of the file are there by now
    if (!units)
        return fail(units.error());
    for (auto it = languages.cbegin(); it != languages.cend(); ++it) {
        const auto named = std::find_if(units->cbegin(), units->cend(),
                                        [&it](const BusinessUnit &unit) { return unit.uuid == it.key(); });
        if (named == units->cend())
            return fail(ErrorKind::NotFound,
                        u"there is no business unit %1"_s.arg(it.key().toString(QUuid::WithoutBraces)));
        if (auto done = saveUnitLanguage(m_session, *named, it.value(), m_actor); !done)
            return done;
    }
    return {};
}

Result<void> SettingsTaking::takeProcess(domain::NotificationProcess process)
{
    for (domain::NotificationRule &rule : process.rules) {
        rule.primary = m_templates.value(rule.primary, rule.primary);
        rule.followUp = m_templates.value(rule.followUp, rule.followUp);
    }
    return saveNotificationProcess(m_session, process, m_actor);
}

} // namespace liaison::desk
