#pragma once

#include "core/domain/exchange.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::oauth {

using domain::NationalCloud;

/// Where a cloud's services are. A host is a name, optionally with ":port", or a whole http(s) URL.
struct CloudHosts {
    QString login; ///< the sign-in service
    QString mail;  ///< EWS and IMAP
    QString smtp;  ///< submission, port 587 by STARTTLS; empty: the cloud has none
    QString graph;

    friend bool operator==(const CloudHosts &, const CloudHosts &) = default;
};

/// The hosts of `cloud`; a field of `overrides` that is not empty takes the place of the cloud's.
CloudHosts hostsOf(NationalCloud cloud, const CloudHosts &overrides = {});

/// Whether Microsoft has shut the cloud down (Germany, in 2021).
bool isClosed(NationalCloud cloud);

/// What a token can be for. A token is for one of them alone.
enum class Service { Ews, Imap, Smtp, Graph };

/// Whose mailbox a person signs in for. Graph has permissions of their own for mailboxes that are shared with somebody,
/// which hold for one's own, too (permissions reference, Mail.ReadWrite.Shared); Exchange, IMAP and SMTP have not.
enum class MailboxOf { Oneself, Another };

/// The scopes of a person's sign-in, with offline_access, which brings the refresh token.
QStringList userScopes(Service service, NationalCloud cloud, const CloudHosts &overrides = {},
                       MailboxOf whose = MailboxOf::Oneself);

/// The scope of an application's own sign-in (client credentials): everything it was granted at the service's host.
QStringList applicationScopes(Service service, NationalCloud cloud, const CloudHosts &overrides = {});

/// The application permission that the service needs: "full_access_as_app" and so on.
QStringList applicationRoles(Service service);

} // namespace liaison::oauth
