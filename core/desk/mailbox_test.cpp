// MailboxDesk's connection tests: what they need is brought together here; the engine runs them.
#include "core/base/and_then.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/mailbox_fields.h"
#include "core/desk/proposed_hosts.h"
#include "core/feed/engine.h"
#include "core/mime/compose.h"
#include "core/secrets/vault.h"
#include "core/store/audit_log.h"
#include "core/store/feed_places.h"
#include "core/store/feed_refusals.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/store/test_mails.h"
#include "core/transport/account.h"
#include "core/transport/connection_test.h"

#include <QPointer>

#include <algorithm>

namespace liaison::desk {

/// What a mailbox is read with.
struct MailboxDesk::Reading {
    transport::Account account;
    QList<domain::RemoteFolder> selected;
};

using domain::Mailbox;
using domain::RemoteFolder;
using domain::SecretUse;
using domain::TestReport;
using domain::TestSide;
using transport::ConnectionTestRequest;

namespace {

constexpr qint64 signInLimitMs = 60'000;
constexpr qint64 roundTripLimitMs = 180'000;

using TestMail = ConnectionTestRequest::TestMail;

/// A mail from the mailbox to itself. Machines are told not to answer it (RFC 3834 section 5).
Result<TestMail> testMailOf(const Mailbox &mailbox, UtcMs now)
{
    mime::Draft draft;
    draft.from = {mailbox.displayName, mailbox.address};
    draft.to = {{QString(), mailbox.address}};
    draft.subject = u"Liaison connection test"_qs;
    draft.text = u"Liaison sent this mail to its own mailbox to see whether it arrives. It can be deleted.\n"_qs;
    draft.messageIdHeader = store::TestMails::messageIdFrom(mime::newMessageId(mailbox.address));
    draft.date = now;
    const QString local = mailbox.address.section(QLatin1Char('@'), 0, -2);
    draft.smtpUtf8 = std::any_of(local.cbegin(), local.cend(), [](QChar c) { return c.unicode() > 0x7f; });
    auto raw = mime::compose(draft);
    if (!raw)
        return fail(raw.error());
    return TestMail{draft.messageIdHeader, "Auto-Submitted: auto-generated\r\n" + *raw};
}

/// Those that were chosen with the fields, else those that are kept; none: a new mailbox, nothing was chosen yet.
Future<QList<RemoteFolder>> selectedFolders(store::Store *store, const MailboxDesk::SaveRequest &request)
{
    using Folders = QList<RemoteFolder>;
    if (request.folders) {
        Folders chosen;
        for (const RemoteFolder &folder : request.folders->listed) {
            if (request.folders->read.contains(folder.remoteId))
                chosen << folder;
        }
        return readyFuture<Folders>(chosen);
    }
    const MailboxId id = request.mailbox.id;
    if (!id)
        return readyFuture<Folders>(Folders());
    return store->read([id](store::Session &session) -> Result<Folders> {
        const auto all = store::Folders(session).list(id);
        if (!all)
            return fail(all.error());
        Folders selected;
        for (const domain::Folder &folder : *all) {
            if (folder.selected)
                selected << folder.remote;
        }
        return selected;
    });
}

/// Sending is in the audit log, and feeds know the mail before it can arrive.
Future<void> remember(const Context &context, const Mailbox &mailbox, const TestMail &mail)
{
    return context.store->write([actor = context.actor, address = mailbox.address,
                                 id = mail.messageIdHeader](store::Session &session) -> Result<void> {
        if (auto done = store::TestMails(session).remember(id, address); !done)
            return done;
        return store::AuditLog(session).append(actor, u"mailbox.test"_qs, address, {{u"messageId"_qs, id}});
    });
}

/// A password that was refused is good by now: whoever tested it need not save the mailbox for its feed to try again.
/// The report is the same whether or not that can be written down.
Future<TestReport> releasedBy(const Context &context, const Mailbox &tested, const Future<TestReport> &report)
{
    return andThen<TestReport>(context.store, report, [context, tested](TestReport told) {
        if (!tested.id || !told.passed())
            return readyFuture<TestReport>(std::move(told));
        return context.store->write(
            [actor = context.actor, tested, told](store::Session &session) -> Result<TestReport> {
                const auto refusal = store::FeedRefusals(session).current(tested.id);
                const auto saved = store::Mailboxes(session).find(tested.id);
                if (!refusal || !*refusal || !saved || saved->inbound != tested.inbound
                    || saved->outbound != tested.outbound)
                    return told;
                if (store::Mailboxes(session).beginAnew(tested.id)) // its time of change tells the feeds
                    store::AuditLog(session).append(actor, u"mailbox.try-again"_qs, saved->address);
                return told;
            });
    });
}

/// What keeps this process from reading the mailbox at all.
std::optional<Error> whyNotRead(const Context &context, const Mailbox &mailbox)
{
    if (const auto errors = errorsOf(mailbox, SecretUse::Inbound); !errors.isEmpty())
        return Error{ErrorKind::InvalidInput, describe(errors), {}, {}};
    if (!context.engine)
        return Error{ErrorKind::Busy, u"this process runs no feeds"_qs, {}, {}};
    return std::nullopt;
}

} // namespace

Future<TestReport> MailboxDesk::testHere(SaveRequest request, TestOptions options, QObject *owner,
                                         TestProgress progress, std::stop_token stop)
{
    const Mailbox mailbox = withProposedHosts(request.mailbox);
    const bool sends = options.side == TestSide::Outbound;
    const bool mails = sends && options.sendsMail;
    const bool reads = !sends || mails;
    QList<domain::FieldError> errors;
    if (reads)
        errors += errorsOf(mailbox, SecretUse::Inbound);
    if (sends)
        errors += errorsOf(mailbox, SecretUse::Outbound);
    if (!errors.isEmpty())
        return readyFuture<TestReport>(fail(ErrorKind::InvalidInput, describe(errors)));
    if (!m_context.engine)
        return readyFuture<TestReport>(fail(ErrorKind::Busy, u"this process runs no feeds"_qs));

    auto wanted = std::make_shared<ConnectionTestRequest>();
    wanted->side = options.side;
    wanted->account.mailbox = mailbox;
    wanted->limitMs = options.limitMs > 0 ? options.limitMs : mails ? roundTripLimitMs : signInLimitMs;
    if (mails) {
        auto mail = testMailOf(mailbox, m_context.clock->nowMs());
        if (!mail)
            return readyFuture<TestReport>(fail(mail.error()));
        wanted->mail = std::move(*mail);
    }
    const auto none = [] { return readyFuture<Secret>(Secret()); };
    QObject *const store = m_context.store;
    const auto folders
        = andThen<void>(store, selectedFolders(m_context.store, request), [wanted](QList<RemoteFolder> selected) {
              wanted->folders = std::move(selected);
              return readyFuture<void>({});
          });
    Future<Secret> inbound = reads ? secretFor(request, SecretUse::Inbound) : none();
    Future<Secret> outbound = sends ? secretFor(request, SecretUse::Outbound) : none();
    const auto first = andThen<Secret>(store, folders, [inbound] { return inbound; });
    const auto second = andThen<Secret>(store, first, [wanted, outbound](Secret secret) {
        wanted->account.inboundSecret = std::move(secret);
        return outbound;
    });
    const auto ready = andThen<void>(store, second, [wanted, reads, context = m_context](Secret secret) {
        wanted->account.outboundSecret = std::move(secret);
        if (!reads) // signing in as for reading takes the secret from there
            wanted->account.inboundSecret = wanted->account.outboundSecret;
        return wanted->mail ? remember(context, wanted->account.mailbox, *wanted->mail) : readyFuture<void>({});
    });
    const bool asKept = !request.inboundSecret && !request.outboundSecret;
    const auto tested = andThen<TestReport>(store, ready,
                                            [wanted, engine = QPointer<feed::Engine>(m_context.engine),
                                             owner = QPointer<QObject>(owner), progress = std::move(progress),
                                             stop = std::move(stop)] {
                                                if (!engine) // a keychain may take longer than a service that is to end
                                                    return readyFuture<TestReport>(fail(ErrorKind::Cancelled));
                                                return engine->test(std::move(*wanted), owner, progress, stop);
                                            });
    return asKept ? releasedBy(m_context, request.mailbox, tested) : tested;
}

Future<QList<RemoteFolder>> MailboxDesk::folders(SaveRequest request, std::stop_token stop)
{
    using Folders = QList<RemoteFolder>;
    request.mailbox = withProposedHosts(request.mailbox);
    if (const auto problem = whyNotRead(m_context, request.mailbox))
        return readyFuture<Folders>(fail(*problem));
    return andThen<Folders>(m_context.store, readingAccount(request),
                            [engine = m_context.engine, stop = std::move(stop)](Reading reading) mutable {
                                return engine->folders(std::move(reading.account), std::move(reading.selected),
                                                       std::move(stop));
                            });
}

Future<domain::NamedFolder> MailboxDesk::folder(SaveRequest request, QString name, std::stop_token stop)
{
    using Named = domain::NamedFolder;
    request.mailbox = withProposedHosts(request.mailbox);
    if (const auto problem = whyNotRead(m_context, request.mailbox))
        return readyFuture<Named>(fail(*problem));
    return andThen<Named>(
        m_context.store, readingAccount(request),
        [engine = m_context.engine, name = std::move(name), stop = std::move(stop)](Reading reading) mutable {
            return engine->folder(std::move(reading.account), std::move(name), std::move(reading.selected),
                                  std::move(stop));
        });
}

/// The account to read with, and the folders that are read.
Future<MailboxDesk::Reading> MailboxDesk::readingAccount(const SaveRequest &request) const
{
    const Future<Secret> secret = secretFor(request, SecretUse::Inbound);
    return andThen<Reading>(
        m_context.store, selectedFolders(m_context.store, request),
        [store = m_context.store, secret, mailbox = request.mailbox](const QList<RemoteFolder> &selected) {
            return andThen<Reading>(store, secret, [mailbox, selected](Secret kept) {
                Reading reading;
                reading.account.mailbox = mailbox;
                reading.account.inboundSecret = std::move(kept);
                reading.selected = selected;
                return readyFuture<Reading>(std::move(reading));
            });
        });
}

Future<domain::Autodiscovery> MailboxDesk::autodiscover(domain::AutodiscoveryRequest request, std::stop_token stop)
{
    if (!m_context.engine)
        return readyFuture<domain::Autodiscovery>(fail(ErrorKind::Busy, u"this process runs no feeds"_qs));
    return m_context.engine->autodiscover(std::move(request), std::move(stop));
}

/// What `use` signs in with: as typed, else as kept; an empty one where it can do without. CredentialsMissing.
Future<Secret> MailboxDesk::secretFor(const SaveRequest &request, domain::SecretUse use) const
{
    const std::optional<QString> key = domain::neededSecret(request.mailbox, use);
    if (!key)
        return readyFuture<Secret>(Secret());
    const bool asInbound = key == domain::vaultKey(request.mailbox, domain::SecretUse::Inbound);
    if (const std::optional<Secret> &typed = asInbound ? request.inboundSecret : request.outboundSecret)
        return readyFuture<Secret>(*typed);
    auto promise = std::make_shared<QPromise<Result<Secret>>>();
    promise->start();
    onDone<std::optional<Secret>>(
        m_context.vault, m_context.vault->read(*key),
        [promise, mayBeMissing = domain::secretMayBeMissing(request.mailbox, use)](Result<std::optional<Secret>> kept) {
            if (!kept)
                finishWith<Secret>(*promise, fail(kept.error()));
            else if (!*kept && mayBeMissing)
                finishWith<Secret>(*promise, Secret());
            else if (!*kept)
                finishWith<Secret>(*promise, fail(ErrorKind::CredentialsMissing));
            else
                finishWith<Secret>(*promise, std::move(**kept));
        });
    return promise->future();
}

} // namespace liaison::desk
