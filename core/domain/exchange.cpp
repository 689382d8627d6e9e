#include "core/domain/exchange.h"

#include "core/domain/names.h"

namespace liaison::domain {

namespace {

constexpr std::array<Name<NationalCloud>, 5> cloudNames{{
    {NationalCloud::Global, QLatin1String("Global")},
    {NationalCloud::China, QLatin1String("China")},
    {NationalCloud::Germany, QLatin1String("Germany")},
    {NationalCloud::USGovernment, QLatin1String("USGovernment")},
    {NationalCloud::USGovernmentDoD, QLatin1String("USGovernmentDoD")},
}};
constexpr std::array<Name<VersionChoice>, 10> versionNames{{
    {VersionChoice::Exchange2007_SP1, QLatin1String("Exchange2007_SP1")},
    {VersionChoice::Exchange2010, QLatin1String("Exchange2010")},
    {VersionChoice::Exchange2010_SP1, QLatin1String("Exchange2010_SP1")},
    {VersionChoice::Exchange2010_SP2, QLatin1String("Exchange2010_SP2")},
    {VersionChoice::Other, QLatin1String("Other")},
    {VersionChoice::Exchange2013, QLatin1String("Exchange2013")},
    {VersionChoice::Exchange2013_SP1, QLatin1String("Exchange2013_SP1")},
    {VersionChoice::Exchange2016, QLatin1String("Exchange2016")},
    {VersionChoice::Exchange2019, QLatin1String("Exchange2019")},
    {VersionChoice::SubscriptionEdition, QLatin1String("ExchangeSE")},
}};
constexpr std::array<Name<OAuthFlow>, 4> flowNames{{
    {OAuthFlow::AccessToken, QLatin1String("accesstoken")},
    {OAuthFlow::Application, QLatin1String("application")},
    {OAuthFlow::Browser, QLatin1String("browser")},
    {OAuthFlow::DeviceCode, QLatin1String("devicecode")},
}};

/// The value that a key names; `absent` where the key is not there, for settings older than it.
template <class Enum, size_t Size>
std::optional<Enum> read(const std::array<Name<Enum>, Size> &names, const QJsonObject &json, const char *key,
                         Enum absent)
{
    const QJsonValue value = json.value(QLatin1String(key));
    return value.isUndefined() ? std::optional(absent) : valueOf(names, value.toString());
}

} // namespace

QString cloudName(NationalCloud cloud)
{
    return nameOf(cloudNames, cloud);
}

std::optional<NationalCloud> nationalCloudFrom(const QString &name)
{
    return valueOf(cloudNames, name);
}

QList<VersionChoice> allVersionChoices()
{
    QList<VersionChoice> all;
    for (const Name<VersionChoice> &entry : versionNames)
        all << entry.value;
    return all;
}

QString toString(VersionChoice choice)
{
    return nameOf(versionNames, choice);
}

std::optional<VersionChoice> versionChoiceFrom(const QString &text)
{
    return valueOf(versionNames, text);
}

QJsonObject toJson(const OAuthSettings &settings)
{
    return {
        {QStringLiteral("flow"), nameOf(flowNames, settings.flow)},
        {QStringLiteral("clientId"), settings.clientId},
        {QStringLiteral("tenantId"), settings.tenantId},
        {QStringLiteral("cloud"), cloudName(settings.cloud)},
        {QStringLiteral("loginHost"), settings.loginHost},
        {QStringLiteral("issuer"), settings.issuer},
    };
}

std::optional<OAuthSettings> oauthSettingsFromJson(const QJsonObject &json)
{
    const auto text = [&json](const char *key) { return json.value(QLatin1String(key)).toString(); };
    const auto flow = read(flowNames, json, "flow", OAuthFlow::AccessToken);
    const auto cloud = read(cloudNames, json, "cloud", NationalCloud::Global);
    if (!flow || !cloud)
        return std::nullopt;
    return OAuthSettings{*flow, text("clientId"), text("tenantId"), *cloud, text("loginHost"), text("issuer")};
}

QJsonObject toJson(const ExchangeSettings &settings)
{
    return {{QStringLiteral("version"), toString(settings.version)},
            {QStringLiteral("impersonate"), settings.impersonate}};
}

std::optional<ExchangeSettings> exchangeSettingsFromJson(const QJsonObject &json)
{
    const auto version = read(versionNames, json, "version", VersionChoice::Other);
    if (!version)
        return std::nullopt;
    return ExchangeSettings{*version, json.value(QLatin1String("impersonate")).toBool()};
}

} // namespace liaison::domain
