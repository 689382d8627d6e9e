// liaison doctor: looks whether what feeds and windows need is there, and changes nothing.
#include "app/cli/command.h"
#include "app/cli/doctor_findings.h"
#include "app/cli/doctor_ground.h"
#include "app/cli/feed_status.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/mailbox_secrets.h"
#include "core/secrets/vault.h"
#include "core/store/audit_log.h"
#include "core/store/driver.h"
#include "core/store/feed_overview.h"
#include "core/store/role_rights.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QDateTime>
#include <QHash>

namespace liaison::cli {

namespace {

struct Told {
    QList<FeedReport> feeds;
    std::optional<qint64> brokenAudit;
    UtcMs databaseNow = 0;
    UtcMs newestMail = 0;
    bool auditHidden = false;                      ///< the person may not view it, nor how mailboxes are signed in to
    QHash<MailboxId, UtcMs> secretsGoodUntil = {}; ///< as somebody noted it
};

Result<Told> readStore(store::Session &session)
{
    const auto feeds = feedReports(session);
    const auto readable = feeds ? store::RoleRights(session).mayViewConfigurations() : fail(feeds.error());
    if (!readable)
        return fail(readable.error());
    const auto broken = *readable ? store::AuditLog(session).verify() : Result<std::optional<qint64>>(std::nullopt);
    const auto newest = broken ? store::FeedOverview(session).newestArrival() : fail(broken.error());
    if (!newest)
        return fail(newest.error());
    Told told{*feeds, *broken, session.databaseNow(), *newest, !*readable};
    for (const FeedReport &feed : *feeds) {
        const auto noted = store::Settings(session).value(store::secretExpiryKey(feed.mailbox));
        if (!noted)
            return fail(noted.error());
        told.secretsGoodUntil.insert(feed.mailbox.id, noted->toLongLong());
    }
    return told;
}

Findings fromStore(Findings findings, const Told &told)
{
    findings.add(QStringLiteral("store"), {}, std::nullopt);
    std::optional<Error> audit;
    if (told.brokenAudit)
        audit = Error{ErrorKind::StoreCorrupt, QStringLiteral("audit row %1").arg(*told.brokenAudit), {}, {}};
    if (told.auditHidden)
        audit = Error{ErrorKind::PermissionDenied, {}, {}, {}};
    findings.add(QStringLiteral("audit"), {}, audit);
    for (const FeedReport &feed : told.feeds) {
        std::optional<Error> trouble;
        const domain::FeedState state = stateOf(feed);
        if (state == domain::FeedState::NeedsSignIn || state == domain::FeedState::Failed)
            trouble = saidError(feed);
        findings.add(QStringLiteral("feed"), feed.mailbox.address, trouble);
        findings.add(QStringLiteral("outbox"), feed.mailbox.address, sendingError(feed));
        const UtcMs now = QDateTime::currentMSecsSinceEpoch();
        checkCertificates(findings, feed.mailbox, now);
        checkExpiry(findings, QStringLiteral("application certificate"), feed.mailbox.address,
                    feed.said ? feed.said->certificateExpiresAt : 0, now);
        checkExpiry(findings, QStringLiteral("secret expiry"), feed.mailbox.address,
                    told.secretsGoodUntil.value(feed.mailbox.id), now);
    }
    return findings;
}

QString nameOf(secrets::Vault::Kind kind)
{
    switch (kind) {
    case secrets::Vault::Kind::Keychain:
        return QStringLiteral("keychain");
    case secrets::Vault::Kind::Credentials:
        return QStringLiteral("credentials directory");
    case secrets::Vault::Kind::Memory:
        break;
    }
    return QStringLiteral("memory");
}

/// Asks the vault for one mailbox after the other: a keychain that must be unlocked asks once.
Future<Answer> checkSecrets(Workplace &place, Findings findings, QList<domain::Mailbox> rest, bool outbound)
{
    if (rest.isEmpty())
        return readyFuture<Answer>(findings.answer());
    const domain::Mailbox mailbox = rest.first();
    const auto use = outbound ? domain::SecretUse::Outbound : domain::SecretUse::Inbound;
    auto promise = std::make_shared<QPromise<Result<Answer>>>();
    promise->start();
    const auto next = [&place, findings, rest, outbound, mailbox, use, promise](const Result<bool> &has) mutable {
        std::optional<Error> error;
        if (!has)
            error = has.error();
        else if (!*has)
            error = Error{ErrorKind::CredentialsMissing, desk::secretName(place.vault(), mailbox, use), {}, {}};
        if (domain::neededSecret(mailbox, use) == domain::vaultKey(mailbox, use))
            findings.add(outbound ? QStringLiteral("outbound secret") : QStringLiteral("inbound secret"),
                         mailbox.address, error);
        if (outbound)
            rest.removeFirst();
        onDone<Answer>(place.store(), checkSecrets(place, findings, rest, !outbound),
                       [promise](Result<Answer> answer) { finishWith<Answer>(*promise, std::move(answer)); });
    };
    onDone<bool>(place.store(), desk::MailboxDesk(place.context()).hasSecret(mailbox, use), next);
    return promise->future();
}

/// Whether it opens at all, before it is asked for what each mailbox needs.
Future<Answer> checkVault(Workplace &place, Findings findings, const Told &told)
{
    QList<domain::Mailbox> mailboxes;
    for (const FeedReport &feed : told.feeds)
        if (!feed.mailbox.endpointsHidden) // what it needs is not known otherwise
            mailboxes.append(feed.mailbox);
    auto promise = std::make_shared<QPromise<Result<Answer>>>();
    promise->start();
    onDone<std::optional<Secret>>(
        place.store(), place.vault()->read(QStringLiteral("doctor")),
        [&place, findings, mailboxes, promise](const Result<std::optional<Secret>> &read) mutable {
            findings.add(QStringLiteral("vault"), nameOf(place.vault()->kind()),
                         read ? std::nullopt : std::optional(read.error()));
            onDone<Answer>(place.store(), checkSecrets(place, findings, mailboxes, false),
                           [promise](Result<Answer> answer) { finishWith<Answer>(*promise, std::move(answer)); });
        });
    return promise->future();
}

Future<Answer> run(Workplace &place, const Invocation &)
{
    return andThen<Answer>(place.store(), place.store()->read(readStore), [&place](const Told &told) {
        Findings findings;
        checkProgram(findings, place.options().storeLocation);
        const UtcMs here = QDateTime::currentMSecsSinceEpoch();
        if (store::driverFor(place.options().storeLocation).hasClock)
            checkClock(findings, here, told.databaseNow);
        else
            checkClockByMail(findings, here, told.newestMail);
        return checkVault(place, fromStore(findings, told), told);
    });
}

Answer withoutStore(const Workplace &place, const Error &error)
{
    Findings findings;
    checkProgram(findings, place.options().storeLocation);
    findings.add(QStringLiteral("store"), {}, error);
    return findings.answer();
}

} // namespace

Command doctorCommand()
{
    return {QStringLiteral("doctor"),
            {},
            0,
            0,
            Cli::tr("checks program, clock, store, audit log, feeds, outbox, certificates and passwords"),
            {},
            false,
            run,
            false,
            withoutStore};
}

} // namespace liaison::cli
