#pragma once

#include "core/base/certificate_summary.h"
#include "core/base/clock.h"
#include "core/base/error.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::domain {

/// TEST INBOUND and TEST OUTBOUND: reading, or sending.
enum class TestSide { Inbound, Outbound };

/// What a connection test does, in the order it is done; TLS comes behind the greeting where STARTTLS makes it.
enum class TestStepKind {
    Resolve,     ///< the server's name to addresses
    Connect,     ///< to one of them
    Tls,         ///< handshake and certificate
    Greeting,    ///< the server's first words
    Token,       ///< OAUTH2.0: an access token and what it says of itself
    SignIn,      ///< authenticate
    Version,     ///< what the server says it is
    ListFolders, ///< inbound: the folder tree
    OpenFolder,  ///< each selected folder: how many mails
    ReadMail,    ///< one mail as a whole
    WriteAccess, ///< the rights that the server reports
    Submit,      ///< outbound: a mail from the account to itself is accepted
    RoundTrip    ///< … and arrives in the inbound folder
};
enum class TestStepState { Running, Passed, Failed, Skipped };

/// Why a step failed where `Error::kind` alone does not tell. The others are told apart by their kind.
enum class TestReason {
    ByKind,               ///< error.kind says it
    TlsTooOld,            ///< the server knows no TLS 1.2
    PasswordSwitchedOff,  ///< the server takes no passwords from this account (SMTP AUTH or BASIC switched off)
    TokenRefused,         ///< the server does not take the access token
    TokenExpired,         ///< it had run out before it was used
    TokenLacksPermission, ///< it says itself that it is not for this
    NoToken,              ///< the provider issued none: `problem` says why
    NtlmRefused,          ///< the server did not take the NTLM sign-in; it may require Extended Protection
    ImpersonationDenied,  ///< Exchange: the sign-in may not act as this mailbox
    MailboxMissing,       ///< Exchange: nobody has a mailbox of this address
    BlockedForApp,        ///< Exchange Online: EWS is closed to this application or mailbox
    VersionUnknown,       ///< Exchange takes no version that was asked for
    NoExchange,           ///< what answers there is no Exchange: a web page, a proxy, a portal
    NoGraph,              ///< … no Microsoft Graph
    WrongCloud,           ///< Graph: the token or the tenant belongs to another cloud
    ConsentMissing,       ///< Graph: nobody consented to the application's permissions
    AccessPolicy,         ///< Graph: an application access policy or RBAC for applications refuses this mailbox
    MailboxDenied,        ///< Graph: whoever signed in may not open this mailbox
    MailboxNotOnline,     ///< Graph: the mailbox has no licence, is inactive, or is on premises
    SendAsDenied,         ///< Graph: whoever signed in may not send from this address
    ReadOnly,             ///< mail can be read, marks and copies cannot be written
    InJunk,               ///< the test mail came back into Junk
    NotBackInTime         ///< the test mail did not come back before the test's end
};

/// What an access token says of itself; empty fields where it is silent (opaque tokens are).
struct TokenFacts {
    QString authority;  ///< who issued it
    QString audience;   ///< for whom
    QStringList scopes; ///< scopes of a person's token, roles of an application's
    UtcMs expiresAt = 0;
    friend bool operator==(const TokenFacts &, const TokenFacts &) = default;
};

/// One step. All texts but `advice` are words of servers or names of hosts and folders, bounded, without secrets;
/// whoever shows them makes hidden characters visible.
struct TestStep {
    TestStepKind kind = TestStepKind::Resolve;
    TestStepState state = TestStepState::Running;
    QString subject;                               ///< host, folder or address that it is about; may be empty
    QString detail;                                ///< what was found: an address, a mechanism, a greeting, a version
    qint64 ms = 0;                                 ///< how long it took
    qint64 count = -1;                             ///< folders or mails found, bytes read; -1: nothing to count
    std::optional<CertificateSummary> certificate; ///< Tls
    std::optional<TokenFacts> token;               ///< Token
    std::optional<Error> error;                    ///< Failed
    TestReason reason = TestReason::ByKind;
    QString problem; ///< NoToken: oauth::problemName() with the provider's code, such as "WrongSecret (AADSTS7000215)"
    QString advice;  ///< NoToken, Graph's: what to do about it, in English; translated in the context "SignInAdvice"
    friend bool operator==(const TestStep &, const TestStep &) = default;
};

/// A test as far as it has come.
struct TestReport {
    TestSide side = TestSide::Inbound;
    QString mailbox; ///< its address
    QList<TestStep> steps;
    bool over = false;
    QStringList trace; ///< the protocol's lines, without secrets

    /// The step that failed; null: none did.
    [[nodiscard]] const TestStep *failure() const;
    [[nodiscard]] bool passed() const { return over && !failure(); }
    /// The last step of this kind; null: it was not come to.
    [[nodiscard]] const TestStep *find(TestStepKind kind) const;
};

/// "resolve", "write-access": stable names for JSON.
QString toString(TestStepKind kind);
QString toString(TestStepState state);
/// What a failed step failed for, for JSON and logs: the reason's name, or its error's kind ("NameNotFound").
QString reasonName(const TestStep &step);

/// The steps and the trace as text for a colleague or a server's administrator, in English.
QString testLog(const TestReport &report);

} // namespace liaison::domain
