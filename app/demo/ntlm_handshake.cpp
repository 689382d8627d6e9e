#include "app/demo/ntlm_handshake.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QSet>
#include <QtEndian>

#include <openssl/crypto.h>

namespace liaison::demo {

namespace {

const QByteArray signature("NTLMSSP\0", 8);

/// NEGOTIATE flags, section 2.2.2.5.
enum Flag : quint32 {
    Unicode = 0x00000001, ///< names in UTF-16; else in the client's own charset
    RequestTarget = 0x00000004,
    Ntlm = 0x00000200,
    AlwaysSign = 0x00008000,
    TargetIsDomain = 0x00010000,
    ExtendedSecurity = 0x00080000,
    TargetInfo = 0x00800000,
    Strong128 = 0x20000000,
    KeyExchange = 0x40000000
};

/// AV_PAIR ids, section 2.2.2.1.
enum Av : quint16 { End = 0, ComputerName = 1, DomainName = 2, DnsComputer = 3, DnsDomain = 4, Flags = 6, Time = 7 };

constexpr int challengeHead = 56; ///< bytes before the payload, its empty version counted
constexpr int micAt = 72;
constexpr int micSize = 16;
constexpr int blobHead = 28; ///< of the client's challenge, before its AV pairs

template <class T> QByteArray number(T value)
{
    value = qToLittleEndian(value);
    return {reinterpret_cast<const char *>(&value), sizeof value};
}

template <class T> std::optional<T> numberAt(const QByteArray &bytes, qsizetype at)
{
    if (at < 0 || at + qsizetype(sizeof(T)) > bytes.size())
        return std::nullopt;
    return qFromLittleEndian<T>(bytes.constData() + at);
}

QByteArray utf16(const QString &text)
{
    QByteArray out;
    for (const QChar c : text)
        out += number<quint16>(c.unicode());
    return out;
}

QString fromUtf16(const QByteArray &bytes)
{
    QString text;
    for (qsizetype at = 0; at + 1 < bytes.size(); at += 2)
        text += QChar(*numberAt<quint16>(bytes, at));
    return text;
}

QByteArray avPair(Av id, const QByteArray &value)
{
    return number<quint16>(id) + number<quint16>(static_cast<quint16>(value.size())) + value;
}

/// What a security buffer (length, capacity, offset) points at; none where it points outside.
std::optional<QByteArray> bufferAt(const QByteArray &message, qsizetype at)
{
    const auto size = numberAt<quint16>(message, at);
    const auto offset = numberAt<quint32>(message, at + 4);
    if (!size || !offset || qint64(*offset) + *size > message.size())
        return std::nullopt;
    return message.mid(*offset, *size);
}

/// The value of an AV pair; none where there is no such one.
std::optional<QByteArray> avValue(const QByteArray &pairs, Av wanted)
{
    qsizetype at = 0;
    for (;;) {
        const auto id = numberAt<quint16>(pairs, at);
        const auto size = numberAt<quint16>(pairs, at + 2);
        if (!id || !size || *id == End || at + 4 + *size > pairs.size())
            return std::nullopt;
        if (*id == wanted)
            return pairs.mid(at + 4, *size);
        at += 4 + *size;
    }
}

QByteArray hmacMd5(const QByteArray &key, const QByteArray &bytes)
{
    return QMessageAuthenticationCode::hash(bytes, key, QCryptographicHash::Md5);
}

bool same(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), static_cast<size_t>(a.size())) == 0;
}

/// A name in capitals as clients make them: whole words by Unicode's rules ("ß" becomes "SS"), or letter by letter, as
/// Windows does.
QSet<QString> capitals(const QString &name)
{
    QString simple;
    for (const QChar c : name)
        simple += c.toUpper();
    return {name.toUpper(), simple};
}

} // namespace

/// MD4 is Qt's own: OpenSSL 3 has it in its legacy provider alone, which not every machine installs or allows.
QByteArray ntlmKey(const QString &password, const QString &upperUser, const QString &domain)
{
    return hmacMd5(QCryptographicHash::hash(utf16(password), QCryptographicHash::Md4), utf16(upperUser + domain));
}

NtlmHandshake::NtlmHandshake(QString domain, QString computer, QByteArray challenge)
    : m_domain(std::move(domain)), m_computer(std::move(computer)), m_fixedChallenge(std::move(challenge))
{
}

NtlmHandshake::Verdict NtlmHandshake::take(const QByteArray &message, const PasswordOf &passwordOf)
{
    const auto type = numberAt<quint32>(message, 8);
    if (!message.startsWith(signature) || !type)
        return Verdict::Refused;
    if (*type == 1)
        return onNegotiate(message);
    const Verdict verdict
        = *type == 3 && !m_challenge.isEmpty() ? onAuthenticate(message, passwordOf) : Verdict::Refused;
    m_challenge.clear(); // good for one answer
    return verdict;
}

/// CHALLENGE_MESSAGE, section 2.2.1.2. Key exchange is not offered: it needs RC4, and nothing here is sealed.
NtlmHandshake::Verdict NtlmHandshake::onNegotiate(const QByteArray &message)
{
    const quint32 asked = numberAt<quint32>(message, 12).value_or(0);
    if ((asked & Ntlm) == 0)
        return Verdict::Refused;
    m_challenge
        = m_fixedChallenge.isEmpty() ? number<quint64>(QRandomGenerator::system()->generate64()) : m_fixedChallenge;
    constexpr quint32 ours = Unicode | Ntlm | RequestTarget | AlwaysSign | ExtendedSecurity | Strong128;
    const QByteArray target = (asked & Unicode) != 0 ? utf16(m_domain) : m_domain.toUtf8();
    // 100 ns since 1601.
    const quint64 now = (quint64(QDateTime::currentMSecsSinceEpoch()) + 11'644'473'600'000ULL) * 10'000;
    const QByteArray info = avPair(DomainName, utf16(m_domain)) + avPair(ComputerName, utf16(m_computer))
        + avPair(DnsDomain, utf16(m_domain.toLower())) + avPair(DnsComputer, utf16(m_computer.toLower()))
        + avPair(Time, number<quint64>(now)) + avPair(End, {});
    const auto buffer = [](const QByteArray &bytes, int offset) {
        const auto size = number<quint16>(static_cast<quint16>(bytes.size()));
        return size + size + number<quint32>(static_cast<quint32>(offset));
    };
    m_negotiateMessage = message;
    m_challengeMessage = signature + number<quint32>(2) + buffer(target, challengeHead)
        + number<quint32>((asked & ours) | TargetIsDomain | TargetInfo) + m_challenge + QByteArray(8, '\0')
        + buffer(info, challengeHead + static_cast<int>(target.size())) + QByteArray(8, '\0') + target + info;
    return Verdict::Challenge;
}

/// AUTHENTICATE_MESSAGE, section 2.2.1.3.
NtlmHandshake::Verdict NtlmHandshake::onAuthenticate(const QByteArray &message, const PasswordOf &passwordOf)
{
    const auto response = bufferAt(message, 20);
    const auto domain = bufferAt(message, 28);
    const auto user = bufferAt(message, 36);
    const auto flags = numberAt<quint32>(message, 60);
    // Shorter ones are of version 1; without a user it is the anonymous sign-in.
    if (!response || !domain || !user || !flags || response->size() < micSize + blobHead || user->isEmpty()
        || (*flags & KeyExchange) != 0)
        return Verdict::Refused;
    const bool unicode = (*flags & Unicode) != 0; // curl never asks for it
    const QString name = unicode ? fromUtf16(*user) : QString::fromUtf8(*user);
    const QString realm = unicode ? fromUtf16(*domain) : QString::fromUtf8(*domain);
    const auto password = passwordOf(name);
    if (!password)
        return Verdict::Refused;
    for (const QString &upper : capitals(name)) {
        if (proves(message, *response, ntlmKey(*password, upper, realm))) {
            m_user = name;
            return Verdict::LetIn;
        }
    }
    return Verdict::Refused;
}

/// NTLMv2_RESPONSE, section 3.3.2: a proof over the server's challenge and the client's.
bool NtlmHandshake::proves(const QByteArray &message, const QByteArray &ntResponse, const QByteArray &key) const
{
    const QByteArray proof = ntResponse.left(micSize);
    return same(proof, hmacMd5(key, m_challenge + ntResponse.mid(micSize)))
        && isUntouched(message, ntResponse, hmacMd5(key, proof));
}

/// The MIC over all three messages, where the client says that it made one (MsvAvFlags, section 2.2.2.1).
bool NtlmHandshake::isUntouched(const QByteArray &message, const QByteArray &ntResponse,
                                const QByteArray &sessionKey) const
{
    const auto flags = avValue(ntResponse.mid(micSize + blobHead), Flags);
    if (!flags || (numberAt<quint32>(*flags, 0).value_or(0) & 2) == 0)
        return true;
    QByteArray blank = message;
    blank.replace(micAt, micSize, QByteArray(micSize, '\0'));
    return message.size() >= micAt + micSize
        && same(message.mid(micAt, micSize), hmacMd5(sessionKey, m_negotiateMessage + m_challengeMessage + blank));
}

} // namespace liaison::demo
