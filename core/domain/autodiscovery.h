#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/domain/mailbox.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace liaison::domain {

/// Whose Exchange is looked for, and what may be told to whom on the way.
struct AutodiscoveryRequest {
    QString address;
    QString user = {}; ///< who signs in; empty: the address
    /// PlainPassword (BASIC) or Ntlm; with any other, and without a password, nothing is asked that wants a sign-in.
    SignIn signIn = SignIn::PlainPassword;
    Secret password = {};
    /// Hosts outside the mailbox's domain and Exchange Online that a person agreed to.
    QStringList trustedHosts = {};
    QString trustedCaFile = {}; ///< PEM, beside the system's
    ProxySettings proxy = {};
    int questionMs = 10'000; ///< one question and its answer
};

/// One place that was asked.
struct AutodiscoveryTrial {
    enum class What { Json, Pox, HttpRedirect, Srv };
    What what = What::Json;
    QUrl url;                   ///< Srv: none
    QString detail = {};        ///< the record's name, or where it led
    std::optional<Error> error; ///< none: it led somewhere
    friend bool operator==(const AutodiscoveryTrial &, const AutodiscoveryTrial &) = default;
};

/// What came of it.
struct Autodiscovery {
    QUrl ewsUrl;                   ///< https; of a host that may be signed in to unless it stands in `hostsToTrust`
    QUrl internalEwsUrl = {};      ///< where the server names another one for the inside
    QString address = {};          ///< the one that it was found for: the server may have redirected to another
    QString serverVersion = {};    ///< hexadecimal, for Details; mostly empty
    QStringList hostsToTrust = {}; ///< foreign hosts on the way that nothing was told to: a person has to agree first
    QList<AutodiscoveryTrial> trials = {};
    /// Why there is no address that may be used: AuthenticationFailed (asked once, then no more), PermissionDenied (see
    /// hostsToTrust), CredentialsMissing (somebody there wants a sign-in), AuthenticationUnsupported, NotFound.
    std::optional<Error> error = {};
};

/// "json", "pox", "http-redirect", "srv": stable names for JSON.
QString toString(AutodiscoveryTrial::What what);

} // namespace liaison::domain
