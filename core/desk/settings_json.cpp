#include "core/desk/settings_json.h"

#include "core/desk/json_doubles.h"
#include "core/desk/json_reader.h"
#include "core/desk/notification_process.h"
#include "core/desk/proposed_hosts.h"
#include "core/desk/settings_endpoint.h"
#include "core/desk/settings_notification.h"
#include "core/desk/settings_template.h"
#include "core/desk/settings_unit.h"
#include "core/desk/signature_desk.h"
#include "core/domain/address.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <utility>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::Mailbox;
using domain::SecretUse;

namespace {

constexpr qsizetype mostMailboxes = 1'000;
constexpr qsizetype mostUnits = 10'000;
constexpr qsizetype mostTemplates = 1'000;

QString timeText(UtcMs at)
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs);
}

/// The key that holds what domain::validate() marks.
QString pathOf(domain::MailboxField field)
{
    using domain::MailboxField;
    switch (field) {
    case MailboxField::Address:
        return u"address"_s;
    case MailboxField::InboundHost:
        return u"inbound.host"_s;
    case MailboxField::InboundPort:
        return u"inbound.port"_s;
    case MailboxField::OutboundHost:
        return u"outbound.host"_s;
    case MailboxField::OutboundPort:
        return u"outbound.port"_s;
    case MailboxField::InboundUsername:
        return u"inbound.username"_s;
    case MailboxField::OutboundUsername:
        return u"outbound.username"_s;
    case MailboxField::InboundCertificate:
        return u"inbound.clientCertificateFile"_s;
    case MailboxField::OutboundCertificate:
        return u"outbound.clientCertificateFile"_s;
    case MailboxField::InboundClientId:
        return u"inbound.oauth.clientId"_s;
    case MailboxField::InboundTenantId:
        return u"inbound.oauth.tenantId"_s;
    case MailboxField::OutboundClientId:
        return u"outbound.oauth.clientId"_s;
    case MailboxField::OutboundTenantId:
        return u"outbound.oauth.tenantId"_s;
    case MailboxField::InboundIssuer:
        return u"inbound.oauth.issuer"_s;
    case MailboxField::OutboundIssuer:
        return u"outbound.oauth.issuer"_s;
    case MailboxField::InboundProxy:
        return u"inbound.proxy"_s;
    case MailboxField::OutboundProxy:
        return u"outbound.proxy"_s;
    case MailboxField::InboundSecurity:
        return u"inbound.security"_s;
    case MailboxField::OutboundSecurity:
        return u"outbound.security"_s;
    case MailboxField::InboundSignIn:
        return u"inbound.signIn"_s;
    case MailboxField::OutboundSignIn:
        return u"outbound.signIn"_s;
    case MailboxField::PollSeconds:
        return u"pollSeconds"_s;
    case MailboxField::CaFile:
        return u"inbound.trustedCaFile"_s;
    }
    return {};
}

QString nameOf(domain::Protocol protocol)
{
    switch (protocol) {
    case domain::Protocol::Graph:
        return u"Microsoft Graph"_s;
    case domain::Protocol::Ews:
        return u"Exchange"_s;
    case domain::Protocol::Imap:
    case domain::Protocol::Smtp:
        break;
    }
    return u"SMTP"_s;
}

QString malformedText(domain::MailboxField field)
{
    using domain::MailboxField;
    switch (field) {
    case MailboxField::CaFile:
        return u"names no PEM file of certificates of at most 1 MiB"_s;
    case MailboxField::InboundClientId:
    case MailboxField::OutboundClientId:
        return u"is no GUID"_s;
    case MailboxField::InboundTenantId:
    case MailboxField::OutboundTenantId:
        return u"is neither a GUID nor a domain"_s;
    case MailboxField::InboundIssuer:
    case MailboxField::OutboundIssuer:
        return u"is no https address of a sign-in provider"_s;
    default:
        return u"is malformed"_s;
    }
}

QString problemText(const domain::FieldError &error)
{
    using domain::FieldProblem;
    switch (error.problem) {
    case FieldProblem::Missing:
        return u"is missing"_s;
    case FieldProblem::Malformed:
        return malformedText(error.field);
    case FieldProblem::OutOfRange:
        return u"is out of range"_s;
    case FieldProblem::ClearTextCredentials:
        return u"would get the password in clear text; that is done on this machine alone"_s;
    case FieldProblem::NotReadable:
        return u"names a file that cannot be read"_s;
    case FieldProblem::NotOffered:
        return u"is nothing that this protocol has"_s;
    }
    return {};
}

/// What domain::validate() finds wrong; what its type shows to be wrong already is named once.
void validateMailbox(JsonReader &reader, Mailbox mailbox)
{
    const auto mark = [&reader](const QString &path, const domain::FieldError &error) {
        if (!reader.isFaulty(path))
            reader.fault(path, problemText(error));
    };
    // It has one mark for two files.
    const QString outboundCa = std::exchange(mailbox.outbound.trustedCaFile, QString());
    for (const domain::FieldError &error : domain::validate(mailbox))
        mark(pathOf(error.field), error);
    mailbox.inbound.trustedCaFile = outboundCa;
    for (const domain::FieldError &error : domain::validate(mailbox)) {
        if (error.field == domain::MailboxField::CaFile)
            mark(u"outbound.trustedCaFile"_s, error);
    }
}

Mailbox readMailbox(JsonReader reader)
{
    Mailbox mailbox;
    mailbox.uuid = reader.uuid(u"uuid"_s);
    mailbox.address = reader.text(u"address"_s, {}, 320).trimmed();
    mailbox.displayName = reader.text(u"displayName"_s, {}, 200);
    mailbox.enabled = reader.flag(u"enabled"_s, true);
    mailbox.feedWanted = reader.flag(u"feed"_s, true);
    mailbox.fetchSince = reader.time(u"fetchSince"_s, -1);
    mailbox.pollSeconds = reader.number(u"pollSeconds"_s, 5, 86'400, 60);
    mailbox.verboseUntil = reader.flag(u"verboseLog"_s, false) ? -1 : 0;
    mailbox.inbound = readEndpoint(reader.object(u"inbound"_s), SecretUse::Inbound);
    mailbox.outbound = readEndpoint(reader.object(u"outbound"_s), SecretUse::Outbound,
                                    mailbox.inbound.protocol == domain::Protocol::Graph);
    reader.refuseUnknown();
    if (!canSignInAsInbound(mailbox))
        reader.fault(
            u"outbound.signIn"_s,
            u"is of no use: %1 cannot sign in as this inbound side does"_s.arg(nameOf(mailbox.outbound.protocol)));
    mailbox = withProposedHosts(mailbox);
    validateMailbox(reader, mailbox);
    return mailbox;
}

/// Marks what is there a second time.
class Once {
public:
    Once(QList<SettingsFault> *faults, QString list) : m_faults(faults), m_list(std::move(list)) { }
    void check(qsizetype index, const QString &key, const QString &value)
    {
        if (value.isEmpty())
            return;
        if (m_seen.contains(key + value))
            m_faults->append({u"$.%1[%2].%3"_s.arg(m_list).arg(index).arg(key), u"is there twice"_s});
        m_seen.insert(key + value);
    }

private:
    QList<SettingsFault> *m_faults;
    QString m_list;
    QSet<QString> m_seen;
};

QString uuidText(const QUuid &uuid)
{
    return uuid.isNull() ? QString() : uuid.toString(QUuid::WithoutBraces);
}

void refuseDoubles(const Settings &settings, QList<SettingsFault> *faults)
{
    Once mailboxes(faults, u"mailboxes"_s);
    for (qsizetype i = 0; i < settings.mailboxes.size(); ++i) {
        mailboxes.check(i, u"uuid"_s, uuidText(settings.mailboxes.at(i).uuid));
        mailboxes.check(i, u"address"_s, domain::normalisedAddress(settings.mailboxes.at(i).address));
    }
    Once units(faults, u"businessUnits"_s);
    for (qsizetype i = 0; i < settings.businessUnits.size(); ++i) {
        units.check(i, u"uuid"_s, uuidText(settings.businessUnits.at(i).uuid));
        units.check(i, u"title"_s, settings.businessUnits.at(i).title.toCaseFolded());
    }
    Once templates(faults, u"templates"_s);
    for (qsizetype i = 0; i < settings.templates.size(); ++i) {
        templates.check(i, u"uuid"_s, uuidText(settings.templates.at(i).uuid));
        templates.check(i, u"name"_s, settings.templates.at(i).name.toCaseFolded());
    }
}

/// Whether the file says that it is one of ours, of a version that we know.
bool isReadable(JsonReader &root)
{
    if (root.text(u"format"_s, {}, 100) != "liaison-settings"_L1) {
        root.fault(u"format"_s, u"is not “liaison-settings”"_s);
        return false;
    }
    const int version = root.number(u"version"_s, 1, 1'000'000, 0);
    if (version > settingsVersion)
        root.fault(u"version"_s, u"is %1, newer than the %2 this program reads"_s.arg(version).arg(settingsVersion));
    else if (version == 0 && root.faultCount() == 0)
        root.fault(u"version"_s, u"is missing"_s);
    return root.faultCount() == 0;
}

QJsonObject mailboxToJson(const Mailbox &mailbox)
{
    return {{u"uuid"_s, uuidText(mailbox.uuid)},
            {u"address"_s, mailbox.address},
            {u"displayName"_s, mailbox.displayName},
            {u"enabled"_s, mailbox.enabled},
            {u"feed"_s, mailbox.feedWanted},
            {u"fetchSince"_s, timeText(mailbox.fetchSince)},
            {u"pollSeconds"_s, mailbox.pollSeconds},
            {u"verboseLog"_s, mailbox.verboseUntil != 0},
            {u"inbound"_s, domain::toJson(mailbox.inbound)},
            {u"outbound"_s, domain::toJson(mailbox.outbound)}};
}

} // namespace

QByteArray settingsToJson(const Settings &settings)
{
    QJsonArray mailboxes;
    for (const Mailbox &mailbox : settings.mailboxes)
        mailboxes.append(mailboxToJson(mailbox));
    QJsonArray units;
    for (const domain::BusinessUnit &unit : settings.businessUnits)
        units.append(unitToJson(unit));
    QJsonArray templates;
    for (const domain::MailTemplate &one : settings.templates)
        templates.append(templateToJson(one));
    QJsonObject json{{u"format"_s, u"liaison-settings"_s},
                     {u"version"_s, settingsVersion},
                     {u"mailboxes"_s, mailboxes},
                     {u"businessUnits"_s, units},
                     {u"templates"_s, templates},
                     {u"unitLanguages"_s, unitLanguagesToJson(settings.unitLanguages)},
                     {u"teamSignature"_s, settings.teamSignature.value_or(QString())}};
    if (settings.unitNames)
        json.insert(u"unitNames"_s, domain::toJson(*settings.unitNames));
    if (settings.notificationProcess)
        json.insert(u"notificationProcess"_s, notificationToJson(*settings.notificationProcess));
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

SettingsReading settingsFromJson(const QByteArray &json)
{
    SettingsReading reading;
    if (json.size() > mostSettingsBytes) {
        reading.faults.append({u"$"_s, u"is larger than 4 MiB"_s});
        return reading;
    }
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        reading.faults.append({u"$"_s,
                               error.error == QJsonParseError::NoError
                                   ? u"is not a JSON object"_s
                                   : u"is not JSON: %1 at byte %2"_s.arg(error.errorString()).arg(error.offset)});
        return reading;
    }
    JsonReader root(document.object(), u"$"_s, &reading.faults);
    if (!isReadable(root))
        return reading;
    for (const QString &path : keysThereTwice(json))
        reading.faults.append({path, u"is there twice"_s});
    const auto mailboxes = root.objects(u"mailboxes"_s, mostMailboxes);
    for (const JsonReader &mailbox : mailboxes)
        reading.settings.mailboxes.append(readMailbox(mailbox));
    const auto units = root.objects(u"businessUnits"_s, mostUnits);
    for (const JsonReader &unit : units)
        reading.settings.businessUnits.append(readUnit(unit));
    const auto templates = root.objects(u"templates"_s, mostTemplates);
    for (const JsonReader &one : templates)
        reading.settings.templates.append(readTemplate(one));
    reading.settings.unitLanguages = readUnitLanguages(root.objects(u"unitLanguages"_s, mostUnits));
    if (document.object().contains(u"teamSignature"_s))
        reading.settings.teamSignature = root.lines(u"teamSignature"_s, longestSignature);
    if (document.object().contains(u"unitNames"_s))
        reading.settings.unitNames = readUnitNames(root.object(u"unitNames"_s));
    if (document.object().contains(u"notificationProcess"_s))
        reading.settings.notificationProcess = readNotificationProcess(root.object(u"notificationProcess"_s));
    root.refuseUnknown();
    refuseDoubles(reading.settings, &reading.faults);
    return reading;
}

} // namespace liaison::desk
