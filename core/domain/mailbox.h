#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/domain/exchange.h"
#include "core/domain/proxy.h"

#include <QJsonObject>
#include <QString>
#include <QUuid>

#include <optional>

namespace liaison::domain {

enum class Protocol { Imap, Smtp, Ews, Graph };
enum class Security { Tls, StartTls, None };
/// How to sign in. Password: by the strongest mechanism the server offers. PlainPassword: the password as it is (PLAIN,
/// LOGIN; BASIC of HTTP). Ntlm: only EWS. OAuth2: see OAuthSettings. Certificate: the client certificate named in the
/// endpoint; the secret is its key's passphrase. AsInbound and None are for sending.
enum class SignIn { Password, OAuth2, AsInbound, None, PlainPassword, Certificate, Ntlm };
enum class FeedState { Stopped, Starting, Running, BackingOff, NeedsSignIn, Failed };

/// One side of a mailbox: where to connect and how to sign in (product rules of the mailbox screen).
struct Endpoint {
    Protocol protocol = Protocol::Imap;
    QString host;
    quint16 port = 993;
    Security security = Security::Tls;
    SignIn signIn = SignIn::Password;
    QString username;      ///< empty: the mailbox's address
    QString trustedCaFile; ///< PEM; empty: the system's store alone
    QString pinnedSha256;  ///< hex SHA-256 of the one certificate a person accepted for this host; empty: none
    /// PEM, for SignIn::Certificate: the certificate and those that issued it; or an OAuth application's own.
    QString clientCertificateFile = {};
    QString clientKeyFile = {};     ///< PEM; empty: the key stands in `clientCertificateFile`
    ExchangeSettings exchange = {}; ///< for Protocol::Ews
    OAuthSettings oauth = {};       ///< for SignIn::OAuth2
    ProxySettings proxy = {};       ///< on the way to the host, and to the sign-in service of this side

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

/// A configured account. Secrets are not here: `vaultKey` names them.
struct Mailbox {
    MailboxId id;
    QUuid uuid;
    QString address;
    QString displayName;
    bool enabled = true;     ///< the toggle: off stops reading and sending
    bool feedWanted = false; ///< START was pressed and STOP was not; survives a restart
    Endpoint inbound;
    Endpoint outbound{Protocol::Smtp, {}, 465, Security::Tls, SignIn::AsInbound, {}, {}, {}};
    UtcMs fetchSince = 0; ///< older mail that matches nothing is never Unmatched
    int pollSeconds = 60;
    UtcMs verboseUntil = 0; ///< until then the log level is verbose, then low again; see isVerbose()
    UtcMs createdAt = 0;
    UtcMs updatedAt = 0;
    bool endpointsHidden = false; ///< the person may not view them: `inbound` and `outbound` say nothing
};

/// How long the log level stays verbose once it was chosen.
inline constexpr qint64 verboseLogMs = 24LL * 3'600'000;
/// Whether what is said to this mailbox's servers is logged, without secrets and mail.
inline bool isVerbose(const Mailbox &mailbox, UtcMs now)
{
    return mailbox.verboseUntil > now;
}

enum class SecretUse { Inbound, Outbound };
/// The name under which the vault keeps a mailbox's password, such as "mailbox/<uuid>/inbound/<whom it is for>". It
/// changes with the servers that would be shown the secret (host, sign-in service, application) and with what it is
/// (a password, an application's secret, a person's sign-in): a mailbox that comes to name another server, in whatever
/// way, has no secret for it.
QString vaultKey(const Mailbox &mailbox, SecretUse use);

/// Whether the secret of `before` may be taken along to `now`: it is of the same kind, and nobody is shown it who was
/// not before.
bool secretMayFollow(const Mailbox &before, const Mailbox &now, SecretUse use);

/// The secret that `use` needs, following SignIn::AsInbound; none for a relay without sign-in.
std::optional<QString> neededSecret(const Mailbox &mailbox, SecretUse use);

/// Whether `use` can go without the secret it names: the key of a client certificate needs no passphrase.
bool secretMayBeMissing(const Mailbox &mailbox, SecretUse use);

/// The side whose sign-in `use` takes: its own, or the inbound one where sending signs in as reading does.
const Endpoint &signInEndpoint(const Mailbox &mailbox, SecretUse use);

/// Whether a person signs in for `use` (browser or device code), so that its secret is what a sign-in brought.
bool personSignsIn(const Mailbox &mailbox, SecretUse use);

/// The user name that `use` signs in with.
QString signInName(const Mailbox &mailbox, SecretUse use);

/// The standard port: IMAP 993/143, SMTP 465/587, EWS and Graph 443.
quint16 defaultPort(Protocol protocol, Security security);

/// What is wrong with a mailbox's fields, for the form to mark in place.
enum class MailboxField {
    Address,
    InboundHost,
    InboundPort,
    OutboundHost,
    OutboundPort,
    InboundUsername,
    OutboundUsername,
    PollSeconds,
    CaFile,
    InboundCertificate,
    OutboundCertificate,
    InboundClientId,
    InboundTenantId,
    OutboundClientId,
    OutboundTenantId,
    InboundProxy,
    OutboundProxy,
    InboundSecurity,
    OutboundSecurity,
    InboundSignIn,
    OutboundSignIn,
    InboundIssuer,
    OutboundIssuer
};
/// NotOffered: the side's protocol has no such thing (STARTTLS of EWS, a password for Graph).
enum class FieldProblem { Missing, Malformed, OutOfRange, ClearTextCredentials, NotReadable, NotOffered };
struct FieldError {
    MailboxField field;
    FieldProblem problem;
    friend bool operator==(const FieldError &, const FieldError &) = default;
};
/// All wrong fields in the form's order; empty when the mailbox can be saved.
QList<FieldError> validate(const Mailbox &mailbox);

/// Whether `host` names this machine, the one place where credentials may go unencrypted.
bool isLoopbackHost(const QString &host);

/// Endpoint as JSON for the store and settings files; never holds a secret.
QJsonObject toJson(const Endpoint &endpoint);
/// What earlier versions took for Exchange or Graph and meant something else by becomes what it meant: STARTTLS was
/// TLS, and "a password" BASIC.
std::optional<Endpoint> endpointFromJson(const QJsonObject &json);

QString toString(FeedState state);
std::optional<FeedState> feedStateFrom(const QString &text);

} // namespace liaison::domain
