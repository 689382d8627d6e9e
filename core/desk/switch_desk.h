#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/mailbox.h"
#include "core/domain/mailbox_switch.h"

#include <QString>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::desk {

/// Moves a mailbox from Exchange Web Services to Microsoft Graph, and back, with everything that is stored of it.
class SwitchDesk {
public:
    explicit SwitchDesk(Context context) : m_context(std::move(context)) { }

    struct Options {
        domain::Protocol to = domain::Protocol::Graph;
        QString host;       ///< name, "name:port" or URL; empty: the one of the mailbox's cloud
        bool dryRun = true; ///< compares both ways and changes nothing
    };
    /// The way that a mailbox could be switched to, EWS from Graph and Graph from EWS; nullopt: it uses neither.
    static std::optional<domain::Protocol> otherWay(const domain::Mailbox &mailbox);
    /// Whether both of its sides that would be moved sign in by OAUTH2.0; without that there is no switch.
    static bool signsInAlike(const domain::Mailbox &mailbox);
    /// The mailbox with the endpoints of the other protocol: the same sign-in, another service. Sending by SMTP stays.
    /// Conflict where it is there already, InvalidInput where it uses neither of the two, signs in otherwise than by
    /// OAUTH2.0, or the host is none.
    static Result<domain::Mailbox> target(domain::Mailbox mailbox, const Options &options);
    using Progress = std::function<void(const domain::SwitchProgress &)>;
    /// See feed::MailboxSwitch. Errors beside target()'s and its own: Busy in a process without an engine. `progress`
    /// runs at each change, only while `owner`, which lives on the vault's thread, does.
    Future<domain::SwitchReport> run(domain::Mailbox mailbox, Options options, std::stop_token stop,
                                     QObject *owner = nullptr, Progress progress = {});
    /// Forgets a person's sign-in to a way that was not taken in the end: removes the secret that `other`, a target()
    /// of the mailbox, reads with, unless the mailbox as it is saved needs it. Errors: the store's and the vault's.
    Future<void> forgetSignIn(domain::Mailbox other);

private:
    Context m_context;
};

} // namespace liaison::desk
