#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace liaison::domain {

/// Where a person signs in: in the browser of this computer, or with a code on any device.
enum class SignInWay { Browser, DeviceCode };

/// What the person is shown. The address holds no secret.
struct SignInPrompt {
    SignInWay way = SignInWay::Browser;
    QUrl address;
    QString code;        ///< to be typed there; empty in the browser
    UtcMs expiresAt = 0; ///< nothing is waited for after that
};

/// Why a provider said no.
struct SignInRefusal {
    QString problem; ///< oauth::problemName(): "ConsentMissing"
    QString code;    ///< the provider's own: "AADSTS65001"; may be empty
    QString advice;  ///< what happened and what to do, in English; translated in the context "SignInAdvice"
    Error error;     ///< its kind, and the provider's words
};

/// How a person's sign-in ended: the refresh token is kept, or the provider said no.
struct SignInOutcome {
    QString mailbox; ///< its address
    UtcMs tokenExpiresAt = 0;
    QStringList scopes; ///< what the provider says that was granted; may be empty
    std::optional<SignInRefusal> refusal;
};

} // namespace liaison::domain
