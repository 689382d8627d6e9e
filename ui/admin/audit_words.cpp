#include "ui/admin/audit_words.h"

#include "ui/admin/audit_setting_words.h"
#include "ui/admin/audit_value_words.h"
#include "ui/admin/unit_words.h"
#include "ui/common/unit_word.h"
#include "ui/common/words.h"
#include "ui/compose/template_words.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

struct AuditWords {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::AuditWords)
};

struct Action {
    const char *name;
    const char *word;
};

constexpr Action actions[] = {
    {"mailbox.create", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mailbox connected")},
    {"mailbox.update", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mailbox changed")},
    {"mailbox.remove", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mailbox removed")},
    {"mailbox.start", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Feed started")},
    {"mailbox.stop", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Feed stopped")},
    {"mailbox.enable", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mailbox turned on")},
    {"mailbox.disable", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mailbox turned off")},
    {"mailbox.folders", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Folders chosen")},
    {"mailbox.secret", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Secret replaced")},
    {"mailbox.sign-in", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Signed in to the mailbox")},
    {"mailbox.switch", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mailbox switched")},
    {"mailbox.secret-expiry", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Expiry of a secret noted")},
    {"mailbox.test", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Test mail sent")},
    {"mailbox.try-again", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sign-in tried again")},
    {"unit.create", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "{Unit}: created")},
    {"unit.update", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "{Unit}: changed")},
    {"unit.archive", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "{Unit}: archived")},
    {"unit.restore", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "{Unit}: taken out of the archive")},
    {"template.create", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Template created")},
    {"template.update", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Template changed")},
    {"template.archive", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Template archived")},
    {"signature.save", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Signature changed")},
    {"process.update", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Notification process changed")},
    {"user.give-role", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Role given")},
    {"user.take-role", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Role taken")},
    {"settings.unit-name", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Name of {units} changed")},
    {"settings.export", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Settings exported")},
    {"sending.hold", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "All sending held")},
    {"sending.release", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sending goes on")},
    {"audit.export", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Audit log exported")},
    {"incident.create", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Incident created")},
    {"incident.update", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Incident changed")},
    {"mail.read", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail marked read")},
    {"mail.unread", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail marked unread")},
    {"mail.link", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail linked")},
    {"mail.unlink", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Link of a mail undone")},
    {"mail.dismiss", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail dismissed")},
    {"mail.restore", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail no longer dismissed")},
    {"mail.move", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail moved to another incident")},
    {"mail.import", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail imported")},
    {"mail.save", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail saved as a file")},
    {"attachment.save", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Attachment saved")},
    {"sender.accept", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sender accepted")},
    {"sender.dismiss", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sender dismissed")},
    {"sender.remember", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sender accepted and remembered")},
    {"thread.no-answer-needed", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "No answer needed")},
    {"outbox.queue", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail put into the outbox")},
    {"outbox.undo", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sending undone")},
    {"outbox.cancel", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail in the outbox cancelled")},
    {"outbox.retry", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sending tried again")},
    {"outbox.arrived", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Uncertain mail marked as arrived")},
    {"outbox.send-again", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Uncertain mail sent again")},
};

/// Of templates, the process, incidents and what else is no unit and no mailbox.
constexpr Action fieldWords[] = {
    {"archived", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Archived")},
    {"language", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Language of mails")},
    {"on", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Turned on")},
    {"name", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Name")},
    {"kind", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Purpose")},
    {"defaultLanguage", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Language where none fits")},
    {"subject", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Subject")},
    {"body", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Text")},
    {"type", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Type")},
    {"severity", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Severity")},
    {"status", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Status")},
    {"owner", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Owner")},
    {"restricted", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Restricted")},
    {"affected", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Affected {units}")},
    {"use", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "For")},
    {"held", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Held")},
    {"role", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Role")},
    {"entries", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Entries")},
};

/// Of a rule of the process; "answerMinutes" and "recipients" are words of units, too, but others.
constexpr Action ruleWords[] = {
    {"primary", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "First mail")},
    {"followUp", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Follow-up")},
    {"recipients", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Recipients")},
    {"answerMinutes", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Answer within")},
    {"followUpMinutes", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Follow-ups every")},
    {"mostFollowUps", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Follow-ups at most")},
};

QString wordForKey(const QString &key)
{
    using domain::UnitField;
    static const QHash<QString, UnitField> fields{{u"title"_s, UnitField::Title},
                                                  {u"description"_s, UnitField::Description},
                                                  {u"recipients"_s, UnitField::Recipients},
                                                  {u"knownAddresses"_s, UnitField::KnownAddresses},
                                                  {u"knownDomains"_s, UnitField::KnownDomains},
                                                  {u"deputy"_s, UnitField::Deputy},
                                                  {u"escalationPhone"_s, UnitField::EscalationPhone},
                                                  {u"answerMinutes"_s, UnitField::AnswerMinutes}};
    for (const Action &known : fieldWords) {
        if (key == QLatin1String(known.name))
            return unitText(QCoreApplication::translate("liaison::ui::AuditWords", known.word));
    }
    if (const auto severity = domain::severityFrom(key)) // a rule of the notification process
        return wordFor(*severity);
    const auto field = fields.constFind(key);
    return field == fields.cend() ? wordForSetting(key) : wordFor(*field);
}

QString wordForRuleKey(const QString &key)
{
    for (const Action &known : ruleWords) {
        if (key == QLatin1String(known.name))
            return QCoreApplication::translate("liaison::ui::AuditWords", known.word);
    }
    return key; // by a newer version
}

/// A value of `key`, with the names of what the log has by number.
QString textOf(const QString &key, const QJsonValue &value, const AuditNames &names)
{
    if (key == "primary"_L1 || key == "followUp"_L1) {
        const QString uuid = value.toString();
        return uuid.isEmpty() ? u"–"_s : names.templates.value(uuid, uuid);
    }
    if (key != "affected"_L1)
        return wordForValue(key, value);
    QStringList titles;
    const QJsonArray ids = value.toArray();
    for (const QJsonValue id : ids)
        titles << names.units.value(id.toInteger(), QString::number(id.toInteger()));
    return titles.isEmpty() ? u"–"_s : titles.join(u", "_s);
}

/// Whether a list of two is a value, not what was and what is: a new incident's units.
bool isAlone(const domain::AuditEntry &entry, const QString &key)
{
    return entry.action == "incident.create"_L1 && key == "affected"_L1;
}

/// The fields of two objects that differ.
QStringList differing(const QJsonObject &before, const QJsonObject &after)
{
    QStringList keys = before.keys() + after.keys();
    keys.removeDuplicates();
    keys.removeIf([&](const QString &key) { return before.value(key) == after.value(key); });
    return keys;
}

void addRule(QList<AuditDetail> *details, domain::Severity severity, const QJsonArray &pair, const AuditNames &names)
{
    const QJsonObject before = pair.at(0).toObject();
    const QJsonObject after = pair.at(1).toObject();
    const QStringList keys = differing(before, after);
    for (const QString &key : keys)
        *details << AuditDetail{AuditWords::tr("%1: %2").arg(wordFor(severity), wordForRuleKey(key)),
                                textOf(key, before.value(key), names), textOf(key, after.value(key), names)};
}

/// Each language's subject and text that changed.
void addTexts(QList<AuditDetail> *details, const QJsonArray &pair)
{
    const QJsonObject before = pair.at(0).toObject();
    const QJsonObject after = pair.at(1).toObject();
    const QStringList languages = differing(before, after);
    for (const QString &language : languages) {
        const QJsonObject was = before.value(language).toObject();
        const QJsonObject is = after.value(language).toObject();
        const QStringList keys = differing(was, is);
        for (const QString &key : keys)
            *details << AuditDetail{AuditWords::tr("%1: %2").arg(languageName(language), wordForKey(key)),
                                    wordForValue({}, was.value(key)), wordForValue({}, is.value(key))};
    }
}

} // namespace

QString wordForAction(const QString &action)
{
    for (const Action &known : actions)
        if (action == QLatin1String(known.name))
            return unitText(QCoreApplication::translate("liaison::ui::AuditWords", known.word));
    return action; // by a newer version
}

QString objectText(const domain::AuditEntry &entry, const AuditNames &names)
{
    if (entry.action.startsWith("process."_L1))
        return AuditWords::tr("Notification process");
    if (entry.action.startsWith("template."_L1)) {
        const QString now = names.templates.value(entry.object);
        const QString then = entry.detail.value("name"_L1).toArray().at(1).toString();
        return !now.isEmpty() ? now : !then.isEmpty() ? then : entry.object;
    }
    if (!entry.action.startsWith("unit."_L1))
        return entry.object;
    const QString name = entry.detail.value("name"_L1).toString(); // a change of its language says none
    return name.isEmpty() ? names.unitTitles.value(entry.object, entry.object) : name;
}

QList<AuditDetail> detailsOf(const domain::AuditEntry &entry, const AuditNames &names)
{
    QList<AuditDetail> details;
    const bool isUnit = entry.action.startsWith("unit."_L1);
    const bool isProcess = entry.action.startsWith("process."_L1);
    for (auto field = entry.detail.begin(); field != entry.detail.end(); ++field) {
        const QString key = field.key();
        if (isUnit && key == "name"_L1)
            continue;
        const QJsonArray pair = field->toArray();
        const auto severity = domain::severityFrom(key);
        if (isProcess && severity && pair.size() == 2)
            addRule(&details, *severity, pair, names);
        else if (entry.action.startsWith("template."_L1) && key == "texts"_L1 && pair.size() == 2)
            addTexts(&details, pair);
        else if (key.endsWith(".secret"_L1))
            details << AuditDetail{wordForKey(key), {}, AuditWords::tr("changed")};
        else if (pair.size() == 2 && !isAlone(entry, key))
            details << AuditDetail{wordForKey(key), textOf(key, pair.at(0), names), textOf(key, pair.at(1), names)};
        else
            details << AuditDetail{wordForKey(key), {}, textOf(key, *field, names)};
    }
    return details;
}

QList<AuditKind> auditKinds()
{
    return {{AuditWords::tr("Everything"), {}},
            {AuditWords::tr("Configuration"),
             {u"mailbox"_s, u"unit"_s, u"settings"_s, u"sending"_s, u"process"_s, u"template"_s, u"signature"_s,
              u"sender"_s, u"user"_s}},
            {AuditWords::tr("Mailboxes"), {u"mailbox"_s}},
            {unitText(AuditWords::tr("{Units}")), {u"unit"_s}},
            {AuditWords::tr("Templates"), {u"template"_s, u"signature"_s}},
            {AuditWords::tr("Notification process"), {u"process"_s}},
            {AuditWords::tr("People"), {u"user"_s}},
            {AuditWords::tr("Incidents"), {u"incident"_s}},
            {AuditWords::tr("Mail"), {u"mail"_s, u"attachment"_s, u"sender"_s, u"thread"_s}},
            {AuditWords::tr("Sending"), {u"outbox"_s, u"sending"_s}},
            {AuditWords::tr("Exports of this log"), {u"audit"_s}}};
}

} // namespace liaison::ui
