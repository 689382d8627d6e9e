#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace liaison::demo {

/// The server's side of NTLM ([MS-NLMP] section 3.2.5) for one connection: version 2, with the MIC where the client
/// has one; no sealing. Older responses are refused, as Windows does today.
class NtlmHandshake {
public:
    /// The password of the account that a client names; none: there is no such account.
    using PasswordOf = std::function<std::optional<QString>(const QString &user)>;

    /// `domain` and `computer` are told to clients; `challenge` is drawn where it is not given, for tests.
    NtlmHandshake(QString domain, QString computer, QByteArray challenge = {});

    enum class Verdict { Challenge, LetIn, Refused };
    /// Takes a client's message. Challenge: reply() is to be sent. After LetIn user() tells who it is.
    Verdict take(const QByteArray &message, const PasswordOf &passwordOf);
    [[nodiscard]] const QByteArray &reply() const { return m_challengeMessage; }
    [[nodiscard]] const QString &user() const { return m_user; }

private:
    Verdict onNegotiate(const QByteArray &message);
    Verdict onAuthenticate(const QByteArray &message, const PasswordOf &passwordOf);
    [[nodiscard]] bool proves(const QByteArray &message, const QByteArray &ntResponse, const QByteArray &key) const;
    [[nodiscard]] bool isUntouched(const QByteArray &message, const QByteArray &ntResponse,
                                   const QByteArray &sessionKey) const;

    QString m_domain;
    QString m_computer;
    QByteArray m_fixedChallenge;
    QByteArray m_challenge; ///< of the handshake under way; empty: there is none
    QByteArray m_negotiateMessage;
    QByteArray m_challengeMessage;
    QString m_user;
};

/// NTOWFv2 of section 3.3.2: what an NTLMv2 response is keyed with. `upperUser` is in capitals already.
QByteArray ntlmKey(const QString &password, const QString &upperUser, const QString &domain);

} // namespace liaison::demo
