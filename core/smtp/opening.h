#pragma once

#include "core/sasl/mechanism.h"
#include "core/smtp/action.h"
#include "core/smtp/capabilities.h"

#include <memory>
#include <optional>

namespace liaison::smtp {

struct OpeningOptions {
    QByteArray clientName = QByteArrayLiteral("[127.0.0.1]"); ///< for EHLO; names neither machine nor network
    bool useStartTls = false;
    bool secure = false; ///< a password may be sent without STARTTLS: TLS is on, or the peer is this machine
    std::optional<sasl::Credentials> credentials; ///< none: no AUTH
};

/// From the greeting to the point where mail may be sent: EHLO, STARTTLS and EHLO again (RFC 3207), AUTH (RFC 4954).
/// HELO only for servers without EHLO where neither STARTTLS nor AUTH is needed. Never goes on in clear where
/// STARTTLS was asked for, and never sends AUTH on a connection that is not secure.
class Opening {
public:
    explicit Opening(OpeningOptions options);

    Action next();
    void onReply(const Reply &reply);
    void onTlsStarted();

    /// The reply that ends the clear part was taken; whatever is held behind it was injected.
    [[nodiscard]] bool awaitsTls() const { return m_state == State::TlsHandshake; }
    [[nodiscard]] bool awaitsReply() const { return m_awaitsReply; }
    [[nodiscard]] bool done() const { return m_state == State::Done; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] const Capabilities &capabilities() const { return m_capabilities; }
    /// The server's first words, its code included; empty: none came yet.
    [[nodiscard]] const QString &greeting() const { return m_greeting; }
    /// The SASL mechanism that was chosen; empty: none yet, or no sign-in.
    [[nodiscard]] QByteArray mechanism() const { return m_mechanism ? m_mechanism->name() : QByteArray(); }

private:
    enum class State { Greeting, Ehlo, Helo, StartTls, TlsHandshake, Auth, AuthCancel, Done };

    void onEhlo(const Reply &reply);
    void onStartTls(const Reply &reply);
    void onAuth(const Reply &reply);
    void afterEhlo();
    void startAuth();
    void answerChallenge(const Reply &reply);
    void send(Action action);
    void stop(ErrorKind kind, const QString &log);
    void stop(Error error);

    OpeningOptions m_options;
    State m_state = State::Greeting;
    bool m_awaitsReply = true; ///< the greeting
    bool m_tls = false;
    bool m_tlsAsked = false;
    std::optional<Action> m_toSend;
    std::optional<QByteArray> m_heldResponse; ///< an initial response that did not fit into the AUTH line
    std::unique_ptr<sasl::Mechanism> m_mechanism;
    QString m_greeting;
    Capabilities m_capabilities;
    std::optional<Error> m_error;
};

} // namespace liaison::smtp
