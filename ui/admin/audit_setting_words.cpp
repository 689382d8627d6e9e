#include "ui/admin/audit_setting_words.h"

#include <QCoreApplication>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

struct SettingWords {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::SettingWords)
};

struct Setting {
    const char *name;
    const char *word;
};

constexpr Setting ofMailbox[] = {
    {"address", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "E-mail address")},
    {"displayName", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Display name")},
    {"enabled", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Turned on")},
    {"feed", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Feed started")},
    {"fetchSince", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Fetch mail since")},
    {"folders", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Folders")},
    {"selected", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Folders")},
    {"pollSeconds", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Seconds between two looks")},
    {"secretExpiry", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Secret is good until")},
    {"verboseUntil", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Log level verbose until")},
};

constexpr Setting ofEndpoint[] = {
    {"protocol", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Protocol")},
    {"host", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Host")},
    {"port", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Port")},
    {"security", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Encryption")},
    {"signIn", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Sign-in")},
    {"username", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Username")},
    {"secret", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Secret")},
    {"proxy", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Proxy")},
    {"trustedCaFile", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "CA file")},
    {"pinnedSha256", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Pinned certificate")},
    {"clientCertificateFile", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Client certificate")},
    {"clientKeyFile", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Key of the client certificate")},
    {"exchange.version", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Exchange version")},
    {"exchange.impersonate", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Impersonation")},
    {"oauth.flow", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "OAuth flow")},
    {"oauth.clientId", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Client ID")},
    {"oauth.tenantId", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Tenant ID")},
    {"oauth.cloud", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "National cloud")},
    {"oauth.loginHost", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Sign-in host")},
    {"oauth.issuer", QT_TRANSLATE_NOOP("liaison::ui::SettingWords", "Issuer")},
};

template <size_t count> QString wordIn(const Setting (&known)[count], const QString &name)
{
    for (const Setting &setting : known)
        if (name == QLatin1StringView(setting.name))
            return QCoreApplication::translate("liaison::ui::SettingWords", setting.word);
    return {};
}

} // namespace

QString wordForSetting(const QString &key)
{
    constexpr QLatin1StringView inbound("inbound.");
    constexpr QLatin1StringView outbound("outbound.");
    const bool isInbound = key.startsWith(inbound);
    if (!isInbound && !key.startsWith(outbound)) {
        const QString word = wordIn(ofMailbox, key);
        return word.isEmpty() ? key : word;
    }
    const QString word = wordIn(ofEndpoint, key.sliced(isInbound ? inbound.size() : outbound.size()));
    if (word.isEmpty())
        return key;
    return isInbound ? SettingWords::tr("Inbound: %1").arg(word) : SettingWords::tr("Outbound: %1").arg(word);
}

} // namespace liaison::ui
