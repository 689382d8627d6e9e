#include "core/desk/notification_desk.h"
#include "core/desk/template_desk.h"
#include "core/desk/unit_desk.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "tests/ui/looks/every_window.h"

#include <algorithm>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::Protocol;

void waitFor(const std::function<bool()> &condition, const char *what)
{
    if (!QTest::qWaitFor(condition, 10'000))
        QTest::qFail(what, __FILE__, __LINE__);
}

EveryWorld::EveryWorld()
{
    populate();
    const auto rows = must(awaited(
        store().read([](store::Session &session) { return store::Incidents(session).list({}, std::nullopt, 10); })));
    const auto payroll = std::find_if(rows.begin(), rows.end(), [](const store::IncidentRow &row) {
        return row.incident.title.contains(u"payroll"_s);
    });
    incident = payroll->incident;
    desk::UnitDesk desk(context().desk);
    treasury.title = u"Treasury"_s;
    treasury = must(awaited(desk.create(treasury)));
    treasury.description = u"Payments and cash of the whole group"_s;
    treasury.recipients = QStringList{u"ciso@treasury.example"_s, u"duty@treasury.example"_s};
    treasury.knownDomains = QStringList{u"treasury.example"_s};
    treasury = must(awaited(desk.update(treasury)));
    treasury.deputy = u"dora.night@treasury.example"_s;
    treasury.escalationPhone = u"+49 30 1234567"_s;
    treasury.answerMinutes = 240;
    treasury = must(awaited(desk.update(treasury)));
    exchange = retyped(u"incident-response.emea@corp.example"_s, Protocol::Ews, Protocol::Ews);
    graph = retyped(u"abuse@corp.example"_s, Protocol::Graph, Protocol::Graph);
    mixed = retyped(u"drills@corp.example"_s, Protocol::Graph, Protocol::Smtp);
    setUpProcess();
}

domain::Mailbox EveryWorld::retyped(const QString &address, Protocol inbound, Protocol outbound)
{
    const auto at = [](Protocol protocol, const QString &host, domain::SignIn signIn) {
        domain::Endpoint endpoint;
        endpoint.protocol = protocol;
        endpoint.host = host;
        endpoint.port = domain::defaultPort(protocol, domain::Security::Tls);
        endpoint.signIn = signIn;
        endpoint.oauth.flow = domain::OAuthFlow::Browser;
        endpoint.oauth.clientId = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;
        endpoint.oauth.tenantId = u"corp.example"_s;
        return endpoint;
    };
    domain::Mailbox mailbox = addMailbox(address);
    const QString host = inbound == Protocol::Ews ? u"outlook.office365.com"_s : QString();
    mailbox.inbound = at(inbound, host, domain::SignIn::OAuth2);
    mailbox.outbound = outbound == Protocol::Smtp ? at(outbound, u"smtp.office365.com"_s, domain::SignIn::Password)
                                                  : at(outbound, host, domain::SignIn::AsInbound);
    return must(
        awaited(store().write([mailbox](store::Session &session) { return store::Mailboxes(session).save(mailbox); })));
}

void EveryWorld::setUpProcess()
{
    const auto write = [this](const QString &name, domain::TemplateKind kind, const QString &body) {
        domain::MailTemplate one;
        one.name = name;
        one.kind = kind;
        one.defaultLanguage = u"en"_s;
        one.texts = {{u"en"_s, QString(), body}};
        return must(awaited(desk::TemplateDesk(context().desk).save(one)));
    };
    const auto first = write(u"First notice"_s, domain::TemplateKind::Primary,
                             u"Dear {{recipients}},\n\n**{{unit.title}}** is asked to answer by {{deadline}}."_s);
    const auto reminder = write(u"Reminder"_s, domain::TemplateKind::FollowUp, u"Please answer."_s);
    domain::NotificationProcess process;
    process.on = true;
    for (const domain::Severity severity :
         {domain::Severity::Low, domain::Severity::Medium, domain::Severity::High, domain::Severity::Critical}) {
        domain::NotificationRule rule;
        rule.primary = first.uuid;
        rule.followUp = reminder.uuid;
        rule.answerMinutes = 240;
        process.rules.insert(severity, rule);
    }
    must(awaited(desk::NotificationDesk(context().desk).save(process)));
}

} // namespace liaison::test
