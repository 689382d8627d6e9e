#pragma once

#include "app/demo/exchange.h"
#include "app/demo/ntlm_handshake.h"

namespace liaison::demo {

/// Who a connection's requests come from. BASIC and Bearer come with each request, NTLM counts for the connection.
class ExchangeSignIn {
public:
    explicit ExchangeSignIn(Exchange *exchange);

    struct Verdict {
        bool letIn = false;
        DemoMailbox *user = nullptr; ///< null: an application with a token
        bool byToken = false;
    };
    Verdict check(const HttpRequest &request);
    /// The WWW-Authenticate fields of a 401; amid NTLM's handshake the server's part of it.
    [[nodiscard]] HttpFields challenge() const;

private:
    [[nodiscard]] DemoMailbox *byBasic(const QByteArray &credentials) const;
    [[nodiscard]] Verdict byToken(const QByteArray &token) const;
    Verdict byNtlm(const QByteArray &message);
    [[nodiscard]] DemoMailbox *account(const QString &user) const;

    Exchange *m_exchange;
    NtlmHandshake m_ntlm;
    bool m_ntlmAsks = false;
    DemoMailbox *m_connected = nullptr; ///< who signed in by NTLM
};

} // namespace liaison::demo
