#pragma once

#include "tests/unit/transport/fake_http_server.h"

#include <QtEndian>

namespace liaison::test {

/// The server's side of NTLM ([MS-NLMP]) as far as a client can see it: asks, challenges, and reads the names out of
/// the answer. Whether the password is right is the test's to say.
class NtlmChallenger {
public:
    bool accepts = true;
    bool challenges = true; ///< false: asks anew for ever, as broken servers do
    QString user;
    QString domain;
    int offers = 0; ///< Type 1 messages seen
    int proofs = 0; ///< Type 3 messages seen

    /// What to answer instead of the operation's own answer; nullopt: the client is signed in.
    std::optional<QByteArray> answer(const SeenRequest &request)
    {
        const QByteArray header = request.header("Authorization");
        const QByteArray message = QByteArray::fromBase64(header.mid(5));
        if (!header.startsWith("NTLM ") || message.size() < 12)
            return m_signedIn ? std::nullopt : std::optional(refusal("NTLM"));
        if (message.at(8) == 1) {
            ++offers;
            return refusal(challenges ? "NTLM " + challenge().toBase64() : QByteArray("NTLM"));
        }
        ++proofs;
        domain = field(message, 28);
        user = field(message, 36);
        m_signedIn = accepts;
        return accepts ? std::nullopt : std::optional(refusal("NTLM"));
    }

private:
    static QByteArray refusal(const QByteArray &scheme)
    {
        return httpAnswer(401, "<html>sign in</html>", "WWW-Authenticate: " + scheme + "\r\n");
    }
    template <class T> static QByteArray number(T value)
    {
        value = qToLittleEndian(value);
        return QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
    }
    static QByteArray utf16(const QString &text)
    {
        return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    }
    /// CHALLENGE_MESSAGE, section 2.2.1.2.
    static QByteArray challenge()
    {
        const QByteArray target = utf16(QStringLiteral("CORP"));
        const QByteArray info = number<quint16>(2) + number<quint16>(quint16(target.size())) + target
            + number<quint16>(0) + number<quint16>(0);
        QByteArray out("NTLMSSP\0", 8);
        out += number<quint32>(2);
        out += number<quint16>(quint16(target.size())) + number<quint16>(quint16(target.size())) + number<quint32>(56);
        out += number<quint32>(0x00810205); // Unicode, NTLM, target is a domain, target info
        out += QByteArray("\1\2\3\4\5\6\7\10", 8) + QByteArray(8, '\0');
        out += number<quint16>(quint16(info.size())) + number<quint16>(quint16(info.size()))
            + number<quint32>(quint32(56 + target.size()));
        return out + QByteArray(8, '\0') + target + info;
    }
    /// A field of AUTHENTICATE_MESSAGE, section 2.2.1.3.
    static QString field(const QByteArray &message, int at)
    {
        const auto length = qFromLittleEndian<quint16>(message.constData() + at);
        const auto offset = qFromLittleEndian<quint32>(message.constData() + at + 4);
        const QByteArray bytes = message.mid(offset, length);
        return QString::fromUtf16(reinterpret_cast<const char16_t *>(bytes.constData()), bytes.size() / 2);
    }

    bool m_signedIn = false;
};

} // namespace liaison::test
