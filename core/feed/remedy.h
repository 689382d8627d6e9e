#pragma once

#include "core/base/error.h"

namespace liaison::feed {

/// What can be done about an error of a mailbox.
enum class Remedy {
    Retry,  ///< comes back by itself: network, busy server, busy store
    SignIn, ///< trying again could lock the account: wait for new credentials
    Person, ///< certificate or settings: trying again changes nothing
};
Remedy remedyFor(ErrorKind kind);

/// The keychain failed and no server has seen an attempt: a person may simply try again.
bool isKeychainError(ErrorKind kind);

/// What a failed send means for the mail itself.
enum class SendVerdict {
    TryAgain,    ///< not sent; may work later
    Refused,     ///< a final no: 5xx
    Uncertain,   ///< it may have been accepted; never sent again by itself
    AccountStop, ///< not sent, and nothing will be until somebody changes the account
};
SendVerdict verdictFor(const Error &error);

} // namespace liaison::feed
