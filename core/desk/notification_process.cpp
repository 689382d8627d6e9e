#include "core/desk/notification_process.h"

#include "core/store/audit_log.h"
#include "core/store/session.h"
#include "core/store/templates.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::NotificationProcess;
using domain::NotificationRule;
using domain::Severity;
using store::Session;

namespace {

QString settingKey()
{
    return u"notification.process"_s;
}

QString uuidText(const QUuid &uuid)
{
    return uuid.isNull() ? QString() : uuid.toString(QUuid::WithoutBraces);
}

QJsonObject toJson(const NotificationRule &rule)
{
    return {{u"primary"_s, uuidText(rule.primary)},
            {u"followUp"_s, uuidText(rule.followUp)},
            {u"recipients"_s, domain::toString(rule.recipients)},
            {u"answerMinutes"_s, rule.answerMinutes},
            {u"followUpMinutes"_s, rule.followUpMinutes},
            {u"mostFollowUps"_s, rule.mostFollowUps}};
}

/// What is not there, or by a newer program, is as usual.
NotificationRule ruleFrom(const QJsonObject &json)
{
    NotificationRule rule;
    rule.primary = QUuid::fromString(json.value(u"primary"_s).toString());
    rule.followUp = QUuid::fromString(json.value(u"followUp"_s).toString());
    rule.recipients = domain::recipientsRuleFrom(json.value(u"recipients"_s).toString()).value_or(rule.recipients);
    rule.answerMinutes = json.value(u"answerMinutes"_s).toInt(rule.answerMinutes);
    rule.followUpMinutes = json.value(u"followUpMinutes"_s).toInt(rule.followUpMinutes);
    rule.mostFollowUps = json.value(u"mostFollowUps"_s).toInt(rule.mostFollowUps);
    return rule;
}

/// [before, after] of whether it is on, and of each severity's rule that changed.
QJsonObject difference(const NotificationProcess &before, const NotificationProcess &after)
{
    QJsonObject detail;
    if (before.on != after.on)
        detail.insert(u"on"_s, QJsonArray{before.on, after.on});
    for (const Severity severity : processSeverities()) {
        const QJsonObject was = toJson(before.rules.value(severity));
        const QJsonObject is = toJson(after.rules.value(severity));
        if (was != is)
            detail.insert(domain::toString(severity), QJsonArray{was, is});
    }
    return detail;
}

/// Archived ones count: what is archived later keeps nobody from saving the rest.
Result<void> checkTemplates(Session &session, const NotificationProcess &process)
{
    const auto templates = store::Templates(session).list(true);
    if (!templates)
        return fail(templates.error());
    for (const NotificationRule &rule : process.rules) {
        for (const QUuid &uuid : {rule.primary, rule.followUp}) {
            const bool there = std::any_of(templates->cbegin(), templates->cend(),
                                           [&uuid](const domain::MailTemplate &one) { return one.uuid == uuid; });
            if (!uuid.isNull() && !there)
                return fail(ErrorKind::NotFound, u"there is no template %1"_s.arg(uuidText(uuid)));
        }
    }
    return {};
}

} // namespace

QList<Severity> processSeverities()
{
    return {Severity::Low, Severity::Medium, Severity::High, Severity::Critical};
}

QJsonObject notificationToJson(const NotificationProcess &process)
{
    QJsonObject json{{u"on"_s, process.on}};
    for (const Severity severity : processSeverities())
        json.insert(domain::toString(severity), toJson(process.rules.value(severity)));
    return json;
}

Result<NotificationProcess> notificationProcess(Session &session)
{
    const Result<QString> kept = store::Settings(session).value(settingKey());
    if (!kept)
        return fail(kept.error());
    const QJsonObject json = QJsonDocument::fromJson(kept->toUtf8()).object();
    NotificationProcess process;
    process.on = json.value(u"on"_s).toBool();
    for (const Severity severity : processSeverities())
        process.rules.insert(severity, ruleFrom(json.value(domain::toString(severity)).toObject()));
    return process;
}

Result<void> saveNotificationProcess(Session &session, const NotificationProcess &process, const domain::Actor &actor)
{
    if (!domain::problemsOf(process).isEmpty())
        return fail(ErrorKind::InvalidInput, u"the notification process has problems"_s);
    const Result<NotificationProcess> before = notificationProcess(session);
    if (!before)
        return fail(before.error());
    const QJsonObject changed = difference(*before, process);
    if (changed.isEmpty())
        return {};
    if (Result<void> checked = checkTemplates(session, process); !checked)
        return checked;
    const QString json = QString::fromUtf8(QJsonDocument(notificationToJson(process)).toJson(QJsonDocument::Compact));
    if (Result<void> kept = store::Settings(session).setValue(settingKey(), json); !kept)
        return kept;
    return store::AuditLog(session).append(actor, u"process.update"_s, u"notification"_s, changed);
}

} // namespace liaison::desk
