#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/domain/mailbox.h"

#include <QString>

#include <optional>

namespace liaison::domain {

/// What a window shows of a running feed.
struct FeedStatus {
    MailboxId mailbox;
    QString address;
    FeedState state = FeedState::Stopped;
    QString folder;             ///< the folder in hand, or empty
    qint64 done = 0;            ///< mails of this sync so far …
    qint64 total = 0;           ///< … of so many; 0: nothing under way
    UtcMs lastSuccessAt = 0;    ///< the last time all folders were in sync
    UtcMs nextTryAt = 0;        ///< while backing off
    std::optional<Error> error; ///< why it is not running, or what the last warning was
    bool personSignsIn = false; ///< for reading: what NEEDS SIGN-IN waits for is a person at the provider's page
    UtcMs tokenExpiresAt = 0;   ///< until when the access token in hand is good; 0: there is none, or it is not known
    UtcMs certificateExpiresAt = 0; ///< when the certificate that an application signs in with runs out; 0: none
    QString holder;                 ///< who works the mailbox where it is not this process: "host (pid 123)"
};

} // namespace liaison::domain
