#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

namespace liaison::domain {

/// What the no of a sign-in service, or of Microsoft's services behind it, says to a person, as far as an Error carries
/// it.
struct SignInAdvice {
    enum class From {
        SignInService, ///< it issued no token
        Graph,         ///< there is a token, and Microsoft Graph does not let the mailbox be used
        Exchange       ///< Exchange Online has EWS blocked for the application: a switch to Microsoft Graph helps
    };
    QString name;   ///< with the code: "ExpiredSecret (AADSTS7000222)", "AccessPolicy (Graph ErrorAccessDenied)"
    QString advice; ///< English; translated in the context "SignInAdvice"
    From from = From::SignInService;
};

/// The advice in the log's words of an error that oauth::errorOf() or the adapters of Graph and EWS made; nullopt for
/// every other one. What is stored of a feed's error (store::FeedStateRow) still has it. Where it is there it says more
/// than the kind, which takes a refused client secret for a refused password. Of an error that has Microsoft's words
/// alone (AADSTS…), as an entry of the outbox has, it is oauth::Problem::Refused's.
std::optional<SignInAdvice> signInAdvice(const Error &error);

/// An advice as translations know it, with %1 where it has a number of its own.
struct NumberedAdvice {
    QString source;
    QString number; ///< what stands for %1; empty: there is none
};
/// Of a clock's advice by how many minutes it is wrong; every other advice has no number.
NumberedAdvice numberedAdvice(const QString &advice);

/// Marks an error of the way to a sign-in service: it is no matter of the mail server, whose name it would be taken
/// for. `host`: the service's. Its certificate is never offered for acceptance, since what is accepted counts for the
/// mail server alone.
Error aboutSignInService(Error error, const QString &host);
/// The host of such an error; empty for every other one.
QString signInServiceOf(const Error &error);

} // namespace liaison::domain
