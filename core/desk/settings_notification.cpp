#include "core/desk/settings_notification.h"

#include "core/desk/notification_process.h"

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::NotificationProblem;
using domain::NotificationProcess;
using domain::NotificationRule;
using domain::RecipientsRule;

namespace {

/// Times and counts are held to their range by their type; what is left to be wrong is a template.
QString keyOf(NotificationProblem::Kind kind)
{
    using Kind = NotificationProblem::Kind;
    switch (kind) {
    case Kind::PrimaryMissing:
        return u"primary"_s;
    case Kind::FollowUpMissing:
        return u"followUp"_s;
    case Kind::AnswerOutOfRange:
        return u"answerMinutes"_s;
    case Kind::FollowUpOutOfRange:
        return u"followUpMinutes"_s;
    case Kind::TooManyFollowUps:
        return u"mostFollowUps"_s;
    }
    return {};
}

NotificationRule readRule(JsonReader reader)
{
    NotificationRule rule;
    rule.primary = reader.uuid(u"primary"_s);
    rule.followUp = reader.uuid(u"followUp"_s);
    const QString recipients = reader.choice(
        u"recipients"_s, {domain::toString(RecipientsRule::All), domain::toString(RecipientsRule::FirstAndCopy)},
        domain::toString(rule.recipients));
    rule.recipients = domain::recipientsRuleFrom(recipients).value_or(rule.recipients);
    const auto minutes = [&reader](const QString &key, int usual) {
        return reader.number(key, domain::leastNotificationMinutes, domain::mostNotificationMinutes, usual);
    };
    rule.answerMinutes = minutes(u"answerMinutes"_s, rule.answerMinutes);
    rule.followUpMinutes = minutes(u"followUpMinutes"_s, rule.followUpMinutes);
    rule.mostFollowUps = reader.number(u"mostFollowUps"_s, 0, domain::mostNotificationFollowUps, rule.mostFollowUps);
    reader.refuseUnknown();
    return rule;
}

} // namespace

NotificationProcess readNotificationProcess(JsonReader reader)
{
    NotificationProcess process;
    process.on = reader.flag(u"on"_s, false);
    const QList<domain::Severity> severities = processSeverities();
    for (const domain::Severity severity : severities)
        process.rules.insert(severity, readRule(reader.object(domain::toString(severity))));
    const QList<NotificationProblem> problems = domain::problemsOf(process);
    for (const NotificationProblem &problem : problems) {
        const QString path = u"%1.%2"_s.arg(domain::toString(problem.severity), keyOf(problem.kind));
        if (!reader.isFaulty(path))
            reader.fault(path, u"is missing"_s);
    }
    reader.refuseUnknown();
    return process;
}

} // namespace liaison::desk
