#include "core/desk/sign_in_desk.h"

#include "core/base/and_then.h"
#include "core/desk/errand_json.h"
#include "core/desk/errand_wait.h"
#include "core/desk/pending_secrets.h"
#include "core/feed/engine.h"
#include "core/secrets/vault.h"
#include "core/store/audit_log.h"
#include "core/store/errands.h"
#include "core/store/feed_places.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/account.h"

#include <QJsonObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::Mailbox;
using domain::SecretUse;
using domain::SignInOutcome;
using domain::SignInWay;

namespace {

constexpr auto readOnlyVault = "credentials are read-only: a sign-in cannot be kept there"_L1;

/// The mailbox's time of change tells its feed, whichever process has it; one that is not saved yet has none.
Result<void> noteIn(store::Session &session, const domain::Actor &actor, const Mailbox &signedIn,
                    const SignInDesk::Options &options, const QString &where)
{
    QString address = signedIn.address;
    if (signedIn.id) {
        const auto saved = store::Mailboxes(session).beginAnew(signedIn.id);
        if (!saved)
            return fail(saved.error());
        address = saved->address;
    }
    QJsonObject detail{{u"use"_s, options.use == SecretUse::Inbound ? u"inbound"_s : u"outbound"_s},
                       {u"way"_s, options.way == SignInWay::Browser ? u"browser"_s : u"devicecode"_s}};
    if (!where.isEmpty())
        detail.insert(u"host"_s, where);
    return store::AuditLog(session).append(actor, u"mailbox.sign-in"_s, address, detail);
}

/// Who has the mailbox's secrets; nullopt also where it is not saved with these servers: whoever works it would sign in
/// to others.
Result<std::optional<store::FeedPlace>> placeOf(store::Session &session, const Mailbox &mailbox)
{
    const auto saved = store::Mailboxes(session).find(mailbox.id);
    if (!saved || saved->inbound != mailbox.inbound || saved->outbound != mailbox.outbound)
        return std::nullopt;
    return store::FeedPlaces(session).find(mailbox.id);
}

} // namespace

Future<SignInOutcome> SignInDesk::signIn(Mailbox mailbox, Options options, QObject *owner, Show show,
                                         std::stop_token stop)
{
    if (!mailbox.id || !domain::personSignsIn(mailbox, options.use))
        return signInHere(std::move(mailbox), std::move(options), owner, std::move(show), std::move(stop));
    using Place = std::optional<store::FeedPlace>;
    const auto read = [mailbox](store::Session &session) { return placeOf(session, mailbox); };
    return andThen<SignInOutcome>(m_context.store, m_context.store->read(read),
                                  [desk = *this, mailbox, options = std::move(options),
                                   owner = QPointer<QObject>(owner), show = std::move(show),
                                   stop = std::move(stop)](const Place &place) mutable {
                                      if (place && !sharesSecrets(desk.m_context, *place))
                                          return desk.signInAt(*place, mailbox, options, owner, show, stop);
                                      return desk.signInHere(mailbox, options, owner, show, stop);
                                  });
}

Future<SignInOutcome> SignInDesk::signInAt(const store::FeedPlace &place, const Mailbox &mailbox,
                                           const Options &options, QObject *owner, const Show &show,
                                           const std::stop_token &stop)
{
    using Answer = Result<SignInOutcome>;
    if (owner && options.carriedOutOn)
        options.carriedOutOn(place.host);
    ErrandWait::Options errand;
    errand.errand.mailbox = mailbox.id;
    errand.errand.kind = store::ErrandKind::SignIn;
    errand.errand.place = place;
    errand.errand.asked = {{u"use"_s, options.use == SecretUse::Inbound ? u"inbound"_s : u"outbound"_s}};
    errand.owner = owner;
    errand.progress = [show](const QJsonObject &progress) {
        if (const std::optional<domain::SignInPrompt> prompt = promptFromJson(progress))
            show(*prompt);
    };
    errand.stop = stop;
    auto *wait = new ErrandWait(m_context, std::move(errand)); // deletes itself
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    const auto pass = [promise](Answer answer) { finishWith<SignInOutcome>(*promise, std::move(answer)); };
    const auto ended = [desk = *this, place, mailbox, options, owner = QPointer<QObject>(owner), show, stop,
                        pass](const Result<QJsonObject> &answer) mutable {
        if (answer)
            return pass(outcomeFromJson(*answer));
        // Nobody holds it, and whoever read it last has gone.
        if (place.holds || answer.error() != silence(place, false))
            return pass(fail(answer.error()));
        if (owner && options.carriedOutOn)
            options.carriedOutOn({});
        onDone<SignInOutcome>(desk.m_context.store, desk.signInHere(mailbox, options, owner, show, stop), pass);
    };
    onDone<QJsonObject>(m_context.store, wait->run(), ended);
    return promise->future();
}

Future<SignInOutcome> SignInDesk::signInHere(Mailbox mailbox, Options options, QObject *owner, Show show,
                                             std::stop_token stop, const QString &where)
{
    using Answer = Result<SignInOutcome>;
    if (!domain::personSignsIn(mailbox, options.use))
        return readyFuture<SignInOutcome>(
            fail(ErrorKind::InvalidInput, u"nobody signs in to %1 in a browser or by a code"_s.arg(mailbox.address)));
    if (!m_context.engine)
        return readyFuture<SignInOutcome>(fail(ErrorKind::Busy, u"this process runs no feeds"_s));
    if (m_context.vault->kind() == secrets::Vault::Kind::Credentials)
        return readyFuture<SignInOutcome>(fail(ErrorKind::KeychainDenied, readOnlyVault));
    transport::MailboxSignInRequest request{mailbox, options.use, options.way, options.signedIn, options.notSignedIn};
    // A keychain that does not work is found out before a person has signed in for nothing.
    const QString key = domain::neededSecret(mailbox, options.use).value_or(QString());
    const auto pending = andThen<void>(
        m_context.store, m_context.vault->read(key),
        [context = m_context, key](const std::optional<Secret> &) { return noteSecrets(context, {key}); });
    const auto signedIn = andThen<SignInOutcome>(
        m_context.store, pending,
        [engine = QPointer<feed::Engine>(m_context.engine), request = std::move(request),
         owner = QPointer<QObject>(owner), show = std::move(show), stop = std::move(stop)]() mutable {
            // A keychain that asks somebody first may take longer than whoever wanted it, or a service that is to end.
            if (!engine || stop.stop_requested())
                return readyFuture<SignInOutcome>(fail(ErrorKind::Cancelled));
            return engine->signIn(std::move(request), owner, std::move(show), std::move(stop));
        });
    return andThen<SignInOutcome>(m_context.store, signedIn,
                                  [context = m_context, mailbox = std::move(mailbox), options = std::move(options),
                                   where](const SignInOutcome &outcome) {
                                      if (outcome.refusal)
                                          return readyFuture<SignInOutcome>(Answer(outcome));
                                      return context.store->write([actor = context.actor, mailbox, options, where,
                                                                   outcome](store::Session &session) -> Answer {
                                          const Result<void> noted = noteIn(session, actor, mailbox, options, where);
                                          return noted ? Answer(outcome) : fail(noted.error());
                                      });
                                  });
}

bool isReadOnlyVault(const Error &error)
{
    return error.kind == ErrorKind::KeychainDenied && error.log == readOnlyVault;
}

Future<void> SignInDesk::forget(const Mailbox &unsaved, SecretUse use)
{
    const auto key = domain::neededSecret(unsaved, use);
    if (!key)
        return readyFuture<void>({});
    const auto read = [key = *key](store::Session &session) { return store::PendingSecrets(session).isNeeded(key); };
    return andThen<void>(m_context.vault, m_context.store->read(read), [context = m_context, key = *key](bool needed) {
        return needed ? readyFuture<void>({}) : removeSecret(context, key);
    });
}

} // namespace liaison::desk
