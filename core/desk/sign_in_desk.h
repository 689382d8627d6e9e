#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/mailbox.h"
#include "core/domain/sign_in.h"

#include <functional>
#include <stop_token>

class QObject;

namespace liaison::store {
struct FeedPlace;
}

namespace liaison::desk {

/// Signs people in to mailboxes whose OAUTH2.0 wants a person.
class SignInDesk {
public:
    explicit SignInDesk(Context context) : m_context(std::move(context)) { }

    struct Options {
        domain::SecretUse use = domain::SecretUse::Inbound;
        domain::SignInWay way = domain::SignInWay::Browser;
        QString signedIn = {};    ///< what the browser shows at the end, in the person's language
        QString notSignedIn = {}; ///< likewise, where it came to nothing
        /// Told, while the owner lives, which other process was asked to do it, by its host; empty: this one does after
        /// all, since that one is gone.
        std::function<void(const QString &host)> carriedOutOn = {};
    };
    using Show = std::function<void(const domain::SignInPrompt &)>;

    /// Signs in where the mailbox is worked: a process on another computer, or of another account, that holds it or
    /// read it last, is asked to by an errand (ErrandRunner), always by a code, and keeps the refresh token in its own
    /// vault. Else, and for values that are not saved so, this process does it: signInHere(). Errors as there, of
    /// whichever process did it; silence() where the one that holds the mailbox does not answer; PermissionDenied of
    /// the store.
    Future<domain::SignInOutcome> signIn(domain::Mailbox mailbox, Options options, QObject *owner, Show show,
                                         std::stop_token stop);
    /// Done once the person has signed in, the refresh token is in the vault and that is in the audit log; a feed that
    /// waits for it, in any process, tries again. `show` is called with what to show to the person, while `owner`
    /// lives. A provider's no is in the outcome, as is nobody coming back in time, and leaves everything as it was.
    /// Errors: InvalidInput where nobody signs in so; KeychainDenied for a vault that only reads, before anybody is
    /// asked; the vault's; Busy in a process without an engine; Cancelled; those of store and network.
    /// A mailbox that is not saved yet has a UUID already: under it the refresh token waits for MailboxDesk::save(),
    /// noted beforehand should that never come (pending_secrets.h).
    /// `where`: for the audit log, where that is not the person's computer.
    Future<domain::SignInOutcome> signInHere(domain::Mailbox mailbox, Options options, QObject *owner, Show show,
                                             std::stop_token stop, const QString &where = {});
    /// Forgets what a sign-in brought to `unsaved`, a mailbox that was not saved so in the end: removes the secret that
    /// it reads (or sends) with, unless a mailbox as it is saved needs it. Errors: the store's and the vault's.
    Future<void> forget(const domain::Mailbox &unsaved, domain::SecretUse use = domain::SecretUse::Inbound);

private:
    Future<domain::SignInOutcome> signInAt(const store::FeedPlace &place, const domain::Mailbox &mailbox,
                                           const Options &options, QObject *owner, const Show &show,
                                           const std::stop_token &stop);

    Context m_context;
};

/// Whether a sign-in could not be kept since the vault is a service's, which only reads.
bool isReadOnlyVault(const Error &error);

} // namespace liaison::desk
