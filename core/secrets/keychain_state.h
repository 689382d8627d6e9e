#pragma once

#include <functional>

class QObject;

namespace liaison::secrets {

/// Whether the operating system's keychain can be used right now.
enum class KeychainState {
    Open,
    Locked,
    Unavailable, ///< no bus, no service on it, or no answer
};

/// Asks org.freedesktop.secrets whether the collection that secrets go to by default is locked, and calls
/// `answer` later on the owner's thread, unless the owner died. QtKeychain cannot tell: it reads a locked
/// keyring as one without the entry. Never prompts. On systems without that service the answer is Open.
void askKeychainState(QObject *owner, std::function<void(KeychainState)> answer);

} // namespace liaison::secrets
