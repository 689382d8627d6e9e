#pragma once

#include "app/demo/demo_server.h"
#include "core/domain/mailbox.h"

namespace liaison::demo {

/// How a mailbox of the demo is reached.
enum class Way {
    Exchange, ///< Exchange Web Services; an application signs in by OAuth with the server's own token endpoint
    Graph,    ///< Microsoft Graph, likewise, as in China's national cloud
    Imap      ///< IMAP and SMTP with a password
};

/// What the demo's mailboxes sign in with: the one application by its id and secret, IMAP and SMTP by the password.
struct DemoKeys {
    QString password;
    QString clientId;
    QString clientSecret;

    /// New ones.
    static DemoKeys made();
};

struct DemoAccount {
    Way way = Way::Exchange;
    domain::Mailbox mailbox;
};

/// The mailbox of `who`, reached on `server` by `way`. `certificateFile`: the certificate to trust, in PEM.
DemoAccount demoAccount(Way way, const domain::Address &who, const DemoServer::Address &server,
                        const QString &certificateFile, const QString &clientId);

} // namespace liaison::demo
