#pragma once

#include "app/demo/exchange.h"

namespace liaison::demo {

/// Who a connection's requests come from.
class ExchangeSignIn {
public:
    explicit ExchangeSignIn(Exchange *exchange) : m_exchange(exchange) { }

    struct Verdict {
        bool letIn = false;
        DemoMailbox *user = nullptr; ///< null: an application with a token
        bool byToken = false;
    };
    Verdict check(const HttpRequest &request);
    /// The WWW-Authenticate fields of a 401.
    [[nodiscard]] HttpFields challenge() const;

private:
    [[nodiscard]] DemoMailbox *byBasic(const QByteArray &credentials) const;
    [[nodiscard]] Verdict byForeignToken(const QString &owner) const;

    Exchange *m_exchange;
};

} // namespace liaison::demo
