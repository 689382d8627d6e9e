#include "ui/admin/prerequisites.h"

#include "core/desk/proposed_hosts.h"
#include "core/domain/address.h"

#include <QStringList>

#include <algorithm>

namespace liaison::ui {

using domain::NationalCloud;
using domain::OAuthFlow;
using domain::Protocol;
using domain::SignIn;

namespace {

/// A literal of PowerShell. Typographic quotes end one there as well as straight ones do; what holds such, or a
/// control, is not put into a command at all: `otherwise` stands for it.
QString quoted(const QString &text, const QString &otherwise)
{
    static const QString refused = QStringLiteral("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\"`$");
    const bool harmless = !text.isEmpty() && std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return refused.contains(c) || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
    QString inside = harmless ? text : otherwise;
    return QLatin1Char('\'') + inside.replace(QLatin1Char('\''), QLatin1String("\'\'")) + QLatin1Char('\'');
}

QString quotedAddress(const QString &address)
{
    return quoted(domain::isValidAddress(address) ? address : QString(), QStringLiteral("MAILBOX"));
}

QString connectCommand(NationalCloud cloud)
{
    QString connect = QStringLiteral("Connect-ExchangeOnline");
    switch (cloud) {
    case NationalCloud::Global:
        break;
    case NationalCloud::China:
        return connect + QStringLiteral(" -ExchangeEnvironmentName O365China");
    case NationalCloud::Germany:
        return connect + QStringLiteral(" -ExchangeEnvironmentName O365GermanyCloud");
    case NationalCloud::USGovernment:
        return connect + QStringLiteral(" -ExchangeEnvironmentName O365USGovGCCHigh");
    case NationalCloud::USGovernmentDoD:
        return connect + QStringLiteral(" -ExchangeEnvironmentName O365USGovDoD");
    }
    return connect;
}

/// New-ApplicationAccessPolicy, which holds for Microsoft Graph and for full_access_as_app of EWS. It is for a group: a
/// shared mailbox cannot be named by itself.
QStringList limitApplication(const domain::Endpoint &endpoint, const QString &address)
{
    const QString mailbox = quotedAddress(address);
    const QString client = quoted(endpoint.oauth.clientId, QStringLiteral("CLIENT-ID"));
    const bool known = domain::isValidAddress(address);
    const QString group = quoted(known ? QStringLiteral("liaison-mailboxes@") + domain::domainOf(address) : QString(),
                                 QStringLiteral("GROUP"));
    return {connectCommand(endpoint.oauth.cloud),
            QStringLiteral("New-DistributionGroup -Name 'Liaison mailboxes' -Type Security -PrimarySmtpAddress %1 "
                           "-Members %2")
                .arg(group, mailbox),
            QStringLiteral("New-ApplicationAccessPolicy -AppId %1 -PolicyScopeGroupId %2 -AccessRight RestrictAccess "
                           "-Description 'Liaison reads these mailboxes alone'")
                .arg(client, group),
            QStringLiteral("Test-ApplicationAccessPolicy -AppId %1 -Identity %2").arg(client, mailbox)};
}

QStringList letPersonIn(const domain::Endpoint &endpoint, const QString &address)
{
    const QString mailbox = quotedAddress(address);
    const QString person = quoted(endpoint.username, QStringLiteral("USER"));
    const QString fullAccess
        = QStringLiteral("Add-MailboxPermission -Identity %1 -User %2 -AccessRights FullAccess").arg(mailbox, person);
    if (endpoint.signIn != SignIn::OAuth2) // Exchange of one's own has another command for the second
        return {fullAccess,
                QStringLiteral("Get-Mailbox %1 | Add-ADPermission -User %2 -ExtendedRights 'Send As'")
                    .arg(mailbox, person)};
    return {
        connectCommand(endpoint.oauth.cloud), fullAccess,
        QStringLiteral("Add-RecipientPermission -Identity %1 -Trustee %2 -AccessRights SendAs").arg(mailbox, person)};
}

bool isMailProtocol(Protocol protocol)
{
    return protocol == Protocol::Imap || protocol == Protocol::Smtp;
}

/// SMTP AUTH is off for whole tenants, with and without tokens; the mailbox's own setting counts more.
QString enableSubmission(const QString &address)
{
    return QStringLiteral("Set-CASMailbox -Identity %1 -SmtpClientAuthenticationDisabled $false")
        .arg(quotedAddress(address));
}

/// Permissions of IMAP and SMTP are for no mailbox by themselves: Exchange has to know the application's service
/// principal, whose object ID is that of the enterprise application.
QStringList letApplicationIn(const domain::Endpoint &endpoint, const QString &address)
{
    const QString client = quoted(endpoint.oauth.clientId, QStringLiteral("CLIENT-ID"));
    QStringList commands{
        connectCommand(endpoint.oauth.cloud),
        QStringLiteral("New-ServicePrincipal -AppId %1 -ObjectId 'OBJECT-ID' -DisplayName 'Liaison'").arg(client),
        QStringLiteral("Add-MailboxPermission -Identity %1 -User 'OBJECT-ID' -AccessRights FullAccess")
            .arg(quotedAddress(address))};
    if (endpoint.protocol == Protocol::Smtp)
        commands << enableSubmission(address);
    return commands;
}

QStringList letImpersonate(const domain::Endpoint &endpoint, const QString &address)
{
    const QString filter = quoted(domain::isValidAddress(address)
                                      ? QStringLiteral("PrimarySmtpAddress -eq '%1'")
                                            .arg(QString(address).replace(QLatin1Char('\''), QLatin1String("\'\'")))
                                      : QString(),
                                  QStringLiteral("PrimarySmtpAddress -eq 'MAILBOX'"));
    return {QStringLiteral("New-ManagementScope -Name 'Liaison mailbox' -RecipientRestrictionFilter %1").arg(filter),
            QStringLiteral("New-ManagementRoleAssignment -Name 'Liaison impersonation' -Role ApplicationImpersonation "
                           "-User %1 -CustomRecipientWriteScope 'Liaison mailbox'")
                .arg(quoted(endpoint.username.isEmpty() ? address : endpoint.username, QStringLiteral("USER")))};
}

void addPermissions(Prerequisites &found, const domain::Endpoint &endpoint, bool shared)
{
    const bool graph = endpoint.protocol == Protocol::Graph;
    const bool imap = endpoint.protocol == Protocol::Imap;
    found.service = graph ? QStringLiteral("Microsoft Graph") : QStringLiteral("Office 365 Exchange Online");
    found.ofApplication = endpoint.oauth.flow == OAuthFlow::Application;
    found.isConsented = true;
    found.consent = desk::adminConsentLink(endpoint).toString(QUrl::FullyEncoded);
    if (isMailProtocol(endpoint.protocol) && found.ofApplication)
        found.permissions = imap ? QStringLiteral("IMAP.AccessAsApp") : QStringLiteral("SMTP.SendAsApp");
    else if (isMailProtocol(endpoint.protocol))
        found.permissions = imap ? QStringLiteral("IMAP.AccessAsUser.All, offline_access")
                                 : QStringLiteral("SMTP.Send, offline_access");
    else if (found.ofApplication)
        found.permissions = graph ? QStringLiteral("Mail.ReadWrite, Mail.Send") : QStringLiteral("full_access_as_app");
    else if (!graph)
        found.permissions = QStringLiteral("EWS.AccessAsUser.All, offline_access");
    else
        found.permissions = shared ? QStringLiteral("Mail.ReadWrite.Shared, Mail.Send.Shared, offline_access")
                                   : QStringLiteral("Mail.ReadWrite, Mail.Send, offline_access");
    if (endpoint.oauth.flow == OAuthFlow::Browser)
        found.redirect = QStringLiteral("http://localhost");
}

} // namespace

Prerequisites prerequisitesOf(const domain::Endpoint &endpoint, const QString &address)
{
    using Limits = Prerequisites::Limits;
    Prerequisites found;
    const bool token = endpoint.signIn == SignIn::OAuth2 && endpoint.oauth.flow == OAuthFlow::AccessToken;
    const bool mail = isMailProtocol(endpoint.protocol);
    const bool atMicrosoft = endpoint.signIn == SignIn::OAuth2 && endpoint.oauth.issuer.isEmpty();
    if (endpoint.signIn == SignIn::AsInbound || token || (mail && !atMicrosoft))
        return found;
    const bool shared = !endpoint.username.isEmpty() && endpoint.username.compare(address, Qt::CaseInsensitive) != 0;
    if (endpoint.signIn == SignIn::OAuth2)
        addPermissions(found, endpoint, shared);
    if (found.ofApplication)
        found.limits = mail ? Limits::Service : Limits::Application;
    else if (endpoint.protocol == Protocol::Ews && endpoint.exchange.impersonate)
        found.limits = Limits::Impersonation;
    else if (shared)
        found.limits = Limits::Person;
    else if (endpoint.protocol == Protocol::Smtp)
        found.limits = Limits::Submission;
    QStringList commands;
    switch (found.limits) {
    case Limits::Nothing:
        break;
    case Limits::Application:
        commands = limitApplication(endpoint, address);
        break;
    case Limits::Person:
        commands = letPersonIn(endpoint, address);
        if (endpoint.protocol == Protocol::Smtp)
            commands << enableSubmission(address);
        break;
    case Limits::Impersonation:
        commands = letImpersonate(endpoint, address);
        break;
    case Limits::Service:
        commands = letApplicationIn(endpoint, address);
        break;
    case Limits::Submission:
        commands = {connectCommand(endpoint.oauth.cloud), enableSubmission(address)};
        break;
    }
    found.commands = commands.join(QLatin1Char('\n'));
    return found;
}

} // namespace liaison::ui
