#pragma once

#include "core/domain/mailbox.h"

#include <QString>

namespace liaison::ui {

/// What somebody has to set up before a sign-in can work, to be copied to whoever may do it. Empty: not needed.
struct Prerequisites {
    QString service;     ///< whose permissions they are, "Microsoft Graph"
    QString permissions; ///< their names
    bool ofApplication = false;
    QString redirect;         ///< the redirect address that is registered for the application
    bool isConsented = false; ///< an administrator consents to the permissions …
    QString consent;          ///< … here; empty: client ID or tenant ID is missing
    /// What the commands do.
    enum class Limits {
        Nothing,
        Application, ///< limit it to the mailbox
        Person,
        Impersonation,
        Service,   ///< let the application into the mailbox, which has no access by its permissions alone (IMAP, SMTP)
        Submission ///< enable SMTP AUTH for the mailbox
    };
    Limits limits = Limits::Nothing;
    QString commands; ///< of Exchange's PowerShell

    [[nodiscard]] bool isEmpty() const { return permissions.isEmpty() && commands.isEmpty(); }
};

/// For one side of the mailbox `address`: the permissions of an application that signs in by itself or for a person,
/// an application access policy that limits the former to this mailbox (EWS, Graph) or its service principal's access
/// (IMAP, SMTP), SMTP AUTH for it, and the rights of a person or account that signs in to a mailbox of another name.
/// IMAP and SMTP have none but at Microsoft's sign-in service. What a person typed stands in the commands only where it
/// is harmless there.
Prerequisites prerequisitesOf(const domain::Endpoint &endpoint, const QString &address);

} // namespace liaison::ui
