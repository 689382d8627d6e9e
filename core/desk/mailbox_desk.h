#pragma once

#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/desk/desk.h"
#include "core/domain/autodiscovery.h"
#include "core/domain/connection_test.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"
#include "core/domain/named_folder.h"

#include <QList>
#include <QSet>
#include <QString>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::desk {

/// Connects and runs mailboxes.
class MailboxDesk {
public:
    explicit MailboxDesk(Context context) : m_context(std::move(context)) { }

    /// The folders of a new mailbox as its server listed them, and those of them that are to be read.
    struct ChosenFolders {
        QList<domain::RemoteFolder> listed;
        QSet<QString> read; ///< their remoteIds
    };
    struct SaveRequest {
        domain::Mailbox mailbox;
        std::optional<Secret> inboundSecret; ///< nullopt: keep what the keychain has
        std::optional<Secret> outboundSecret;
        std::optional<ChosenFolders> folders = std::nullopt; ///< nullopt: as they are kept
        /// The stored mailbox as it was shown to who edited it; nullopt: nobody's change is in the way.
        std::optional<domain::Mailbox> seen = std::nullopt;
    };
    /// All or nothing, secrets first: if the store refuses, a secret that was replaced is put back. A new mailbox may
    /// have its UUID already, under which a person's sign-in was kept (see SignInDesk).
    /// Whether a stored mailbox is on and started stays as it is. InvalidInput (see domain::validate), AlreadyExists
    /// for an address in use, Conflict where somebody changed the mailbox after it was `seen`, Keychain… as the vault
    /// says.
    Future<domain::Mailbox> save(SaveRequest request);
    Future<void> start(MailboxId id);
    Future<void> stop(MailboxId id);
    /// "Get mail now", by the process that holds the mailbox: at once where that is this one or none, else by a
    /// request in the store (store::FeedRequests), which that process takes within its poll of the store.
    Future<void> getMail(MailboxId id);
    /// A person wants a sign-in that was refused to be tried once more, with the same settings and secret; or whatever
    /// else a feed waits for a person for. Every process follows, as after save().
    Future<void> tryAgain(MailboxId id);
    /// Notes until when the secret of a mailbox is good, which no server tells; 0: not known.
    Future<void> noteSecretExpiry(MailboxId id, UtcMs goodUntil);
    Future<void> setEnabled(MailboxId id, bool enabled);
    Future<void> selectFolders(MailboxId id, QList<FolderId> selected);
    /// Takes over what the server listed and reads those that are chosen: as selectFolders(), with folders that the
    /// store may not know yet. InvalidInput where nothing is chosen.
    Future<void> chooseFolders(MailboxId id, ChosenFolders chosen);
    struct TestOptions {
        domain::TestSide side = domain::TestSide::Inbound;
        bool sendsMail = true; ///< outbound: a mail to the mailbox itself, waited for; else it signs in and leaves
        qint64 limitMs = 0;    ///< the whole test is over after so long; 0: a minute, with a mail three
        /// Told, while the owner lives and before the test begins, where it is run if another process holds the
        /// mailbox: on that one's computer, or on this one for a secret that was typed now.
        std::function<void(const QString &host)> carriedOutOn = {};
    };
    using TestProgress = std::function<void(const domain::TestReport &)>;
    /// TEST INBOUND and TEST OUTBOUND: tests the fields as they are, saved or not, and changes nothing that is saved. A
    /// password that was refused and passes, as it is saved and kept, is tried by the feeds again.
    /// The list of steps comes with `progress` as it grows, while `owner` lives, and whole at the end: what a server
    /// refuses is a step that failed. Errors are what keeps the test from beginning: InvalidInput for fields it needs,
    /// Busy in a process without an engine, CredentialsMissing, the vault's and the store's.
    /// A process on another computer, or of another account, that holds the mailbox is asked to run it (ErrandRunner),
    /// with the secrets that it keeps: its errors come back, or silence() where it does not answer. With a secret that
    /// was typed now it is run here all the same, since that goes into no store.
    Future<domain::TestReport> test(SaveRequest request, TestOptions options, QObject *owner, TestProgress progress,
                                    std::stop_token stop);
    /// The same by this process, whoever holds the mailbox.
    Future<domain::TestReport> testHere(SaveRequest request, TestOptions options, QObject *owner, TestProgress progress,
                                        std::stop_token stop);
    /// The server's folders, with the fields as they are, saved or not; changes nothing that is saved. Errors: the
    /// adapter's, and as test(): InvalidInput for the fields of reading, Busy, CredentialsMissing, the vault's.
    Future<QList<domain::RemoteFolder>> folders(SaveRequest request, std::stop_token stop);
    /// The folder of that name, which is looked for on the server: as a person writes it, with "/" or the server's own
    /// delimiter, in whatever case; over IMAP also where the server does not list it. With the server's folders. Errors
    /// as folders().
    Future<domain::NamedFolder> folder(SaveRequest request, QString name, std::stop_token stop);
    /// Fills in where Exchange is: looks for it over the network and changes nothing that is saved. Where it leads out
    /// of the mailbox's domain the answer names the hosts to ask a person about, to be asked again with them. Errors as
    /// test(): Busy, Cancelled, InvalidInput for what is no address.
    Future<domain::Autodiscovery> autodiscover(domain::AutodiscoveryRequest request, std::stop_token stop);
    /// Where a password that is typed now is kept.
    enum class SecretsKept { InKeychain, InCredentials, UntilExit };
    [[nodiscard]] SecretsKept secretsKept() const;
    /// Whether the vault has the secret `use` needs; the keychain's own errors pass through.
    Future<bool> hasSecret(domain::Mailbox mailbox, domain::SecretUse use);

private:
    struct Reading; // mailbox_test.cpp
    [[nodiscard]] Future<Reading> readingAccount(const SaveRequest &request) const;
    [[nodiscard]] Future<Secret> secretFor(const SaveRequest &request, domain::SecretUse use) const;

    Context m_context;
};

} // namespace liaison::desk
