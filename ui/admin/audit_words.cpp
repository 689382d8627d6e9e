#include "ui/admin/audit_words.h"

#include "ui/admin/audit_setting_words.h"
#include "ui/admin/unit_words.h"
#include "ui/common/formats.h"
#include "ui/common/unit_word.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

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
    {"mail.import", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail imported")},
    {"mail.save", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail saved as a file")},
    {"attachment.save", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Attachment saved")},
    {"sender.accept", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sender accepted")},
    {"sender.dismiss", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sender dismissed")},
    {"outbox.queue", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Mail put into the outbox")},
    {"outbox.undo", QT_TRANSLATE_NOOP("liaison::ui::AuditWords", "Sending undone")},
};

QString textOf(const QString &key, const QJsonValue &value)
{
    constexpr qint64 minuteMs = 60'000;
    if (value.isBool())
        return value.toBool() ? AuditWords::tr("yes") : AuditWords::tr("no");
    if (value.isArray()) {
        QStringList entries;
        const QJsonArray array = value.toArray();
        for (const QJsonValue entry : array)
            entries << textOf({}, entry);
        return entries.isEmpty() ? u"–"_s : entries.join(u", "_s);
    }
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (key == "answerMinutes"_L1)
        return value.toInteger() > 0 ? durationText(value.toInteger() * minuteMs) : u"–"_s;
    if ((key == "fetchSince"_L1 || key == "verboseUntil"_L1) && !value.toString().isEmpty())
        return fullTime(QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toMSecsSinceEpoch());
    const QString text = value.toVariant().toString();
    return text.isEmpty() ? u"–"_s : text;
}

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
    if (key == "archived"_L1)
        return AuditWords::tr("Archived");
    if (key == "language"_L1)
        return AuditWords::tr("Language of mails");
    if (key == "on"_L1)
        return AuditWords::tr("Turned on");
    if (const auto severity = domain::severityFrom(key)) // a rule of the notification process
        return wordFor(*severity);
    const auto field = fields.constFind(key);
    return field == fields.cend() ? wordForSetting(key) : wordFor(*field);
}

} // namespace

QString wordForAction(const QString &action)
{
    for (const Action &known : actions)
        if (action == QLatin1String(known.name))
            return unitText(QCoreApplication::translate("liaison::ui::AuditWords", known.word));
    return action; // by a newer version
}

QString objectText(const domain::AuditEntry &entry)
{
    const QString name = entry.detail.value("name"_L1).toString();
    if (entry.action.startsWith("process."_L1))
        return AuditWords::tr("Notification process");
    return entry.action.startsWith("unit."_L1) && !name.isEmpty() ? name : entry.object;
}

QList<AuditDetail> detailsOf(const domain::AuditEntry &entry)
{
    QList<AuditDetail> details;
    const bool isUnit = entry.action.startsWith("unit."_L1);
    for (auto field = entry.detail.begin(); field != entry.detail.end(); ++field) {
        if (isUnit && field.key() == "name"_L1)
            continue;
        const QJsonArray pair = field->toArray();
        const QString name = wordForKey(field.key());
        if (field.key().endsWith(".secret"_L1))
            details << AuditDetail{name, {}, AuditWords::tr("changed")};
        else if (pair.size() == 2)
            details << AuditDetail{name, textOf(field.key(), pair.at(0)), textOf(field.key(), pair.at(1))};
        else
            details << AuditDetail{name, {}, textOf(field.key(), *field)};
    }
    return details;
}

QList<AuditKind> auditKinds()
{
    return {{AuditWords::tr("Everything"), {}},
            {AuditWords::tr("Configuration"),
             {u"mailbox"_s, u"unit"_s, u"settings"_s, u"sending"_s, u"process"_s, u"template"_s, u"signature"_s,
              u"sender"_s}},
            {AuditWords::tr("Mailboxes"), {u"mailbox"_s}},
            {unitText(AuditWords::tr("{Units}")), {u"unit"_s}},
            {AuditWords::tr("Templates"), {u"template"_s, u"signature"_s}},
            {AuditWords::tr("Notification process"), {u"process"_s}},
            {AuditWords::tr("Incidents"), {u"incident"_s}},
            {AuditWords::tr("Mail"), {u"mail"_s, u"attachment"_s, u"sender"_s}},
            {AuditWords::tr("Sending"), {u"outbox"_s, u"sending"_s}},
            {AuditWords::tr("Exports of this log"), {u"audit"_s}}};
}

} // namespace liaison::ui
