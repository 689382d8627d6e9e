#pragma once

#include "core/domain/mailbox.h"

#include <QString>
#include <QUrl>

namespace liaison::desk {

/// Where the national cloud has the service of one side whose host nobody has named: Exchange Web Services, IMAP or
/// submission of Exchange Online, for an application or a person who signs in there. Empty where nothing follows from
/// the cloud: for a password, for a ready-made token, for a sign-in service or OpenID provider of one's own (whose
/// tokens are none of Microsoft's business), and for sending that signs in as reading does at another server. Graph's
/// adapter knows by itself.
QString proposedHost(const domain::Mailbox &mailbox, domain::SecretUse use);

/// `mailbox` with what is proposed where it names no host; a host that is named stays. Exchange Online takes mail at
/// port 587 alone, by STARTTLS: where its host is taken for sending and port and security are the usual ones (465, TLS)
/// they become these.
domain::Mailbox withProposedHosts(domain::Mailbox mailbox);

/// The national cloud's sign-in service, which gives out tokens where a mailbox names no other one.
QString usualSignInHost(domain::NationalCloud cloud);

/// Where an administrator of the tenant consents to what the application of `endpoint` asks for (Microsoft identity
/// platform, "Grant tenant-wide admin consent", the URL). Empty where nobody signs in at Microsoft's service, and as
/// long as client ID or tenant ID are not what they have to be.
QUrl adminConsentLink(const domain::Endpoint &endpoint);

} // namespace liaison::desk
