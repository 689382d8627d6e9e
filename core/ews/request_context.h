#pragma once

#include "core/ews/version.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

namespace liaison::ews {

/// What all requests to one mailbox share.
struct RequestContext {
    ServerVersion version = ServerVersion::Exchange2007_SP1;
    /// Primary SMTP address to act as (t:ExchangeImpersonation); mandatory for application permissions. Empty: as
    /// oneself, or as a delegate where the FolderRef names a mailbox.
    QString impersonate = {};
};

/// Whether a request has to reach the server that holds the subscription.
enum class Affinity { None, Sticky };

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

/// The headers that belong to a request beside Authorization: media types, X-AnchorMailbox with the address of the
/// mailbox (`anchor`; the impersonated one where there is impersonation) and, for subscriptions, X-PreferServerAffinity
/// with the X-BackEndOverrideCookie that an earlier answer gave (its value alone; empty: none yet).
HttpHeaders requestHeaders(const RequestContext &context, const QString &anchor, Affinity affinity = Affinity::None,
                           const QByteArray &backEndCookie = {});

} // namespace liaison::ews
