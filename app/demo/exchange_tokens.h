#pragma once

#include "app/demo/http_message.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QString>

namespace liaison::demo {

struct ExchangeOptions;

/// The demo's token endpoint: client credentials (RFC 6749 section 4.4) for an application that may act as every
/// mailbox. Tokens are random and good for a while.
class TokenDesk {
public:
    explicit TokenDesk(const ExchangeOptions &options) : m_options(options) { }

    struct Reply {
        int status = 200;
        QByteArray json;
    };
    Reply answer(const HttpRequest &request);
    [[nodiscard]] bool isGood(const QByteArray &token) const;
    /// No token that was given out is good any more.
    void revokeAll() { m_tokens.clear(); }

private:
    const ExchangeOptions &m_options;
    QHash<QByteArray, QDeadlineTimer> m_tokens;
};

} // namespace liaison::demo
