// liaison doctor: looks whether what feeds and windows need is there, and changes nothing.
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/feed_status.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/mailbox_secrets.h"
#include "core/store/audit_log.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

/// The checks so far, each with what it found.
struct Findings {
    QJsonArray checks;
    QStringList lines;
    app::ExitCode worst = app::ExitOk;

    void add(const QString &name, const QString &about, const std::optional<Error> &error)
    {
        QJsonObject check{{QStringLiteral("check"), name}, {QStringLiteral("ok"), !error.has_value()}};
        if (!about.isEmpty())
            check.insert(QStringLiteral("about"), about);
        if (error) {
            check.insert(QStringLiteral("kind"), errorKindName(error->kind));
            check.insert(QStringLiteral("message"), errorSentence(*error));
            worst = app::worse(worst, app::exitCodeFor(error->kind));
        }
        checks.append(check);
        lines << QStringLiteral("%1 %2 %3 %4")
                     .arg(error ? QStringLiteral("--") : QStringLiteral("ok"), name, about,
                          error ? errorSentence(*error) : QString())
                     .trimmed();
    }
    [[nodiscard]] Answer answer() const
    {
        Answer answer;
        answer.json = {{QStringLiteral("ok"), worst == app::ExitOk}, {QStringLiteral("checks"), checks}};
        answer.text = lines.join(QLatin1Char('\n'));
        answer.exitCode = worst;
        return answer;
    }
};

struct Told {
    QList<FeedReport> feeds;
    std::optional<qint64> brokenAudit;
};

Result<Told> readStore(store::Session &session)
{
    const auto feeds = feedReports(session);
    const auto broken = feeds ? store::AuditLog(session).verify() : fail(feeds.error());
    return broken ? Result<Told>(Told{*feeds, *broken}) : fail(broken.error());
}

Findings fromStore(const Told &told)
{
    Findings findings;
    findings.add(QStringLiteral("store"), {}, std::nullopt);
    std::optional<Error> audit;
    if (told.brokenAudit)
        audit = Error{ErrorKind::StoreCorrupt, QStringLiteral("audit row %1").arg(*told.brokenAudit), {}, {}};
    findings.add(QStringLiteral("audit"), {}, audit);
    for (const FeedReport &feed : told.feeds) {
        std::optional<Error> trouble;
        const domain::FeedState state = stateOf(feed);
        if (state == domain::FeedState::NeedsSignIn || state == domain::FeedState::Failed)
            trouble = saidError(feed);
        findings.add(QStringLiteral("feed"), feed.mailbox.address, trouble);
        findings.add(QStringLiteral("outbox"), feed.mailbox.address, sendingError(feed));
    }
    return findings;
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

Future<Answer> run(Workplace &place, const Invocation &)
{
    return andThen<Answer>(place.store(), place.store()->read(readStore), [&place](const Told &told) {
        QList<domain::Mailbox> mailboxes;
        for (const FeedReport &feed : told.feeds)
            mailboxes.append(feed.mailbox);
        return checkSecrets(place, fromStore(told), mailboxes, false);
    });
}

Answer withoutStore(const Error &error)
{
    Findings findings;
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
            Cli::tr("checks store, audit log, feeds, outbox and passwords"),
            {},
            false,
            run,
            false,
            withoutStore};
}

} // namespace liaison::cli
