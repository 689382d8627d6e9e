#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::domain {

/// Microsoft's clouds, which share no accounts: a tenant lives in one of them.
enum class NationalCloud { Global, China, Germany, USGovernment, USGovernmentDoD };
/// "Global", "China", "Germany", "USGovernment", "USGovernmentDoD": how a cloud is kept in settings.
QString cloudName(NationalCloud cloud);
std::optional<NationalCloud> nationalCloudFrom(const QString &name);

/// The Exchange version that an administrator chooses in the mailbox form.
enum class VersionChoice {
    Exchange2007_SP1,
    Exchange2010,
    Exchange2010_SP1,
    Exchange2010_SP2,
    Other, ///< negotiated
    Exchange2013,
    Exchange2013_SP1,
    Exchange2016,
    Exchange2019,
    SubscriptionEdition
};
/// All of them in the form's order.
QList<VersionChoice> allVersionChoices();
/// The stored name ("Exchange2010_SP2", "Other", "Exchange2019"); never shown as it is.
QString toString(VersionChoice choice);
std::optional<VersionChoice> versionChoiceFrom(const QString &text);

/// Where access tokens come from, for SignIn::OAuth2. What the side's secret in the vault is depends on it.
enum class OAuthFlow {
    AccessToken, ///< the secret is an access token that somebody else renews
    Application, ///< client credentials: the secret is the client secret, or the passphrase of the certificate's key
    Browser,     ///< a person signs in in the system's browser: the secret is the refresh token
    DeviceCode   ///< a person signs in with a code on another device: the secret is the refresh token
};

/// Who asks whom for tokens (OAUTH2.0 of the mailbox form). The certificate of an application is the endpoint's
/// `clientCertificateFile`, its key `clientKeyFile`.
struct OAuthSettings {
    OAuthFlow flow = OAuthFlow::AccessToken;
    QString clientId; ///< the app's GUID
    QString tenantId; ///< GUID or verified domain
    NationalCloud cloud = NationalCloud::Global;
    QString
        loginHost; ///< host, host:port or URL that takes the place of the cloud's sign-in service; empty: the cloud's
    QString
        issuer; ///< URL of an OpenID provider that is not Microsoft's, whose discovery document is read; empty: none

    friend bool operator==(const OAuthSettings &, const OAuthSettings &) = default;
};

/// What only Exchange Web Services need to know of an endpoint.
struct ExchangeSettings {
    VersionChoice version = VersionChoice::Other;
    /// Whether requests act as the mailbox (t:ExchangeImpersonation). An application always does; a person or service
    /// account that signs in under another name reaches the mailbox as a delegate unless this is set.
    bool impersonate = false;

    friend bool operator==(const ExchangeSettings &, const ExchangeSettings &) = default;
};

QJsonObject toJson(const OAuthSettings &settings);
std::optional<OAuthSettings> oauthSettingsFromJson(const QJsonObject &json);
QJsonObject toJson(const ExchangeSettings &settings);
std::optional<ExchangeSettings> exchangeSettingsFromJson(const QJsonObject &json);

} // namespace liaison::domain
