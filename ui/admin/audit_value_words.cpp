#include "ui/admin/audit_value_words.h"

#include "core/domain/incident.h"
#include "core/domain/mail_template.h"
#include "ui/admin/role_words.h"
#include "ui/common/formats.h"
#include "ui/common/words.h"
#include "ui/compose/template_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

struct AuditValues {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::AuditValues)
};

struct Word {
    const char *key; ///< its last part where it has dots
    const char *value;
    const char *word;
};

constexpr Word words[] = {
    {"protocol", "imap", "IMAP"},
    {"protocol", "smtp", "SMTP"},
    {"protocol", "ews", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "Exchange Web Services")},
    {"protocol", "graph", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "Microsoft Graph")},
    {"security", "tls", "SSL/TLS"},
    {"security", "starttls", "STARTTLS"},
    {"security", "none", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "none")},
    {"signIn", "password", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "password")},
    {"signIn", "plainpassword", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "password, shown to the server")},
    {"signIn", "oauth2", "OAUTH2.0"},
    {"signIn", "ntlm", "NTLM"},
    {"signIn", "certificate", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "client certificate")},
    {"signIn", "asinbound", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "as inbound")},
    {"signIn", "none", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "none (relay)")},
    {"flow", "accesstoken", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "access token")},
    {"flow", "application", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "application")},
    {"flow", "browser", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "a person, in the browser")},
    {"flow", "devicecode", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "a person, with a code")},
    {"cloud", "Global", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "Global")},
    {"cloud", "China", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "China (21Vianet)")},
    {"cloud", "Germany", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "Germany (closed in 2021)")},
    {"cloud", "USGovernment", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "US Government (GCC High)")},
    {"cloud", "USGovernmentDoD", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "US Government (DoD)")},
    {"version", "Other", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "Other Exchange Version")},
    {"recipients", "all", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "all as To")},
    {"recipients", "firstandcopy", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "the first as To, the others as Cc")},
    {"use", "inbound", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "reading")},
    {"use", "outbound", QT_TRANSLATE_NOOP("liaison::ui::AuditValues", "sending")},
};

/// "Exchange2010_SP2": as administrators know it.
QString exchangeName(const QString &version)
{
    constexpr QLatin1StringView maker("Exchange");
    if (!version.startsWith(maker))
        return {};
    return u"Microsoft Exchange "_s + version.sliced(maker.size()).replace(u'_', u' ');
}

QString ofIncident(const QString &key, const QString &text)
{
    if (key == "severity"_L1) {
        if (const auto severity = domain::severityFrom(text))
            return wordFor(*severity);
    }
    if (key == "status"_L1) {
        if (const auto status = domain::incidentStatusFrom(text))
            return wordFor(*status);
    }
    return {};
}

QString ofTemplate(const QString &key, const QString &text)
{
    if (key == "kind"_L1) {
        if (const auto kind = domain::templateKindFrom(text))
            return wordFor(*kind);
    }
    const bool isLanguage = key == "defaultLanguage"_L1 || key == "language"_L1;
    return isLanguage && !text.isEmpty() ? languageName(text) : QString();
}

QString identifierInWords(const QString &key, const QString &text)
{
    for (const Word &word : words) {
        if (key == QLatin1StringView(word.key) && text == QLatin1StringView(word.value))
            return QCoreApplication::translate("liaison::ui::AuditValues", word.word);
    }
    if (key == "version"_L1)
        return exchangeName(text);
    if (key == "role"_L1) {
        const auto role = domain::roleFrom(text);
        return role ? wordFor(*role) : QString();
    }
    const QString incident = ofIncident(key, text);
    return incident.isEmpty() ? ofTemplate(key, text) : incident;
}

/// To the minute, however long: what differs by a minute must look different.
QString minutesText(qint64 minutes)
{
    constexpr qint64 minuteMs = 60'000;
    constexpr qint64 anHour = 60;
    constexpr qint64 aDay = 24 * anHour;
    if (minutes <= 0)
        return u"–"_s;
    if (minutes < 2 * anHour || minutes % aDay == 0)
        return durationText(minutes * minuteMs);
    if (minutes % anHour == 0)
        return AuditValues::tr("%1 h").arg(minutes / anHour);
    return AuditValues::tr("%1 h %2 min").arg(minutes / anHour).arg(minutes % anHour);
}

} // namespace

QString wordForValue(const QString &key, const QJsonValue &value)
{
    const QString last = key.section(u'.', -1);
    if (value.isBool())
        return value.toBool() ? AuditValues::tr("yes") : AuditValues::tr("no");
    if (value.isArray()) {
        QStringList entries;
        const QJsonArray array = value.toArray();
        for (const QJsonValue entry : array)
            entries << wordForValue({}, entry);
        return entries.isEmpty() ? u"–"_s : entries.join(u", "_s);
    }
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (last.endsWith("Minutes"_L1))
        return minutesText(value.toInteger());
    const QString text = value.toVariant().toString();
    if ((last == "fetchSince"_L1 || last == "verboseUntil"_L1) && !text.isEmpty())
        return fullTime(QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch());
    QString word = identifierInWords(last, text);
    if (!word.isEmpty())
        return word;
    return text.isEmpty() ? u"–"_s : text;
}

} // namespace liaison::ui
