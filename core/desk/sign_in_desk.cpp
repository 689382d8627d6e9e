#include "core/desk/sign_in_desk.h"

#include "core/base/and_then.h"
#include "core/feed/engine.h"
#include "core/secrets/vault.h"
#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/account.h"

#include <QPointer>

#include <algorithm>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::Mailbox;
using domain::SecretUse;
using domain::SignInOutcome;
using domain::SignInWay;

namespace {

/// The mailbox's time of change tells its feed, whichever process has it; one that is not saved yet has none.
Result<void> noteIn(store::Session &session, const domain::Actor &actor, const Mailbox &signedIn,
                    const SignInDesk::Options &options)
{
    QString address = signedIn.address;
    if (signedIn.id) {
        const auto saved = store::Mailboxes(session).beginAnew(signedIn.id);
        if (!saved)
            return fail(saved.error());
        address = saved->address;
    }
    return store::AuditLog(session).append(
        actor, u"mailbox.sign-in"_s, address,
        {{u"use"_s, options.use == SecretUse::Inbound ? u"inbound"_s : u"outbound"_s},
         {u"way"_s, options.way == SignInWay::Browser ? u"browser"_s : u"devicecode"_s}});
}

} // namespace

Future<SignInOutcome> SignInDesk::signIn(Mailbox mailbox, Options options, QObject *owner, Show show,
                                         std::stop_token stop)
{
    using Answer = Result<SignInOutcome>;
    if (!domain::personSignsIn(mailbox, options.use))
        return readyFuture<SignInOutcome>(
            fail(ErrorKind::InvalidInput, u"nobody signs in to %1 in a browser or by a code"_s.arg(mailbox.address)));
    if (!m_context.engine)
        return readyFuture<SignInOutcome>(fail(ErrorKind::Busy, u"this process runs no feeds"_s));
    if (m_context.vault->kind() == secrets::Vault::Kind::Credentials)
        return readyFuture<SignInOutcome>(
            fail(ErrorKind::KeychainDenied, u"credentials are read-only: a sign-in cannot be kept there"_s));
    transport::MailboxSignInRequest request{mailbox, options.use, options.way, options.signedIn, options.notSignedIn};
    // A keychain that does not work is found out before a person has signed in for nothing.
    const QString key = domain::neededSecret(mailbox, options.use).value_or(QString());
    const auto signedIn = andThen<SignInOutcome>(
        m_context.store, m_context.vault->read(key),
        [engine = m_context.engine, request = std::move(request), owner = QPointer<QObject>(owner),
         show = std::move(show), stop = std::move(stop)](const std::optional<Secret> &) mutable {
            return engine->signIn(std::move(request), owner, std::move(show), std::move(stop));
        });
    return andThen<SignInOutcome>(m_context.store, signedIn,
                                  [context = m_context, mailbox = std::move(mailbox),
                                   options = std::move(options)](const SignInOutcome &outcome) {
                                      if (outcome.refusal)
                                          return readyFuture<SignInOutcome>(Answer(outcome));
                                      return context.store->write([actor = context.actor, mailbox, options,
                                                                   outcome](store::Session &session) -> Answer {
                                          const Result<void> noted = noteIn(session, actor, mailbox, options);
                                          return noted ? Answer(outcome) : fail(noted.error());
                                      });
                                  });
}

Future<void> SignInDesk::forget(Mailbox unsaved)
{
    const auto read = [](store::Session &session) { return store::Mailboxes(session).list(); };
    return andThen<void>(m_context.vault, m_context.store->read(read),
                         [vault = m_context.vault, unsaved = std::move(unsaved)](const QList<Mailbox> &saved) {
                             const auto key = domain::neededSecret(unsaved, SecretUse::Inbound);
                             const bool used
                                 = !key || std::any_of(saved.begin(), saved.end(), [&key](const Mailbox &mailbox) {
                                       return key == domain::neededSecret(mailbox, SecretUse::Inbound)
                                           || key == domain::neededSecret(mailbox, SecretUse::Outbound);
                                   });
                             return used ? readyFuture<void>({}) : vault->remove(*key);
                         });
}

} // namespace liaison::desk
