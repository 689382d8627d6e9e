#pragma once

#include "core/transport/account_tokens.h"

#include <memory>
#include <vector>

namespace liaison::transport {

/// The access tokens of IMAP and SMTP. Reading and sending of one mailbox share theirs where they sign in alike and for
/// the same permissions: one is asked for, and a refresh token that the provider rotates is renewed by one alone.
class MailTokens {
public:
    explicit MailTokens(TransportGround ground) : m_ground(std::move(ground)) { }

    /// Tokens for `use`; none where its sign-in has a password, or a token that somebody else renews.
    std::shared_ptr<AccountTokens> find(const Account &account, domain::SecretUse use);

private:
    struct Known {
        TokenGround ground;
        std::weak_ptr<AccountTokens> tokens;
    };
    TransportGround m_ground;
    std::vector<Known> m_known;
};

} // namespace liaison::transport
