#include "core/sasl/scram.h"

#include "core/base/log.h"
#include "core/sasl/prepare.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace liaison::sasl {

namespace {

constexpr auto gs2Header = "n,,"; // no channel binding, no authorization identity

const EVP_MD *digestOf(Scram::Hash hash)
{
    return hash == Scram::Hash::Sha256 ? EVP_sha256() : EVP_sha1();
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}
const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

QByteArray hmac(const EVP_MD *digest, const QByteArray &key, const QByteArray &message)
{
    QByteArray out(EVP_MD_get_size(digest), '\0');
    unsigned int size = 0;
    HMAC(digest, key.constData(), int(key.size()), bytesOf(message), size_t(message.size()), bytesOf(out), &size);
    return out;
}

QByteArray hashed(const EVP_MD *digest, const QByteArray &message)
{
    QByteArray out(EVP_MD_get_size(digest), '\0');
    EVP_Digest(message.constData(), size_t(message.size()), bytesOf(out), nullptr, digest, nullptr);
    return out;
}

/// "Hi" of RFC 5802 section 2.2, which is PBKDF2.
QByteArray saltedPassword(const EVP_MD *digest, const QByteArray &password, const QByteArray &salt, int rounds)
{
    QByteArray out(EVP_MD_get_size(digest), '\0');
    PKCS5_PBKDF2_HMAC(password.constData(), int(password.size()), bytesOf(salt), int(salt.size()), rounds, digest,
                      int(out.size()), bytesOf(out));
    return out;
}

QByteArray freshNonce()
{
    QByteArray bytes(24, '\0');
    if (RAND_bytes(bytesOf(bytes), int(bytes.size())) != 1)
        qFatal("no random numbers from OpenSSL");
    return bytes.toBase64();
}

/// The value of the attribute `name` at place `index` of "a=…,b=…"; nullopt where another stands there.
std::optional<QByteArray> attribute(const QList<QByteArray> &fields, qsizetype index, char name)
{
    const QByteArray field = fields.value(index);
    if (field.size() < 2 || field.at(0) != name || field.at(1) != '=')
        return std::nullopt;
    return field.mid(2);
}

std::optional<QByteArray> decoded(const QByteArray &base64)
{
    const auto result
        = QByteArray::fromBase64Encoding(base64, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return result && !result.decoded.isEmpty() ? std::optional(result.decoded) : std::nullopt;
}

tl::unexpected<Error> violation(const char *what)
{
    return fail(ErrorKind::ProtocolViolation, QStringLiteral("SCRAM: ") + QLatin1String(what));
}

void wipe(QByteArray &bytes)
{
    OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
}

} // namespace

QByteArray escapedName(const QByteArray &name)
{
    return QByteArray(name).replace('=', "=3D").replace(',', "=2C");
}

Scram::Scram(Credentials credentials, Hash hash) : Scram(std::move(credentials), hash, freshNonce()) { }

Scram::Scram(Credentials credentials, Hash hash, QByteArray nonce)
    : m_credentials(std::move(credentials)), m_hash(hash), m_nonce(std::move(nonce))
{
}

QByteArray Scram::name() const
{
    return m_hash == Hash::Sha256 ? QByteArrayLiteral("SCRAM-SHA-256") : QByteArrayLiteral("SCRAM-SHA-1");
}

std::optional<QByteArray> Scram::initialResponse()
{
    return clientFirst();
}

QByteArray Scram::clientFirst()
{
    m_state = State::FirstSent;
    m_clientFirstBare = "n=" + escapedName(prepared(m_credentials.user.toUtf8())) + ",r=" + m_nonce;
    return gs2Header + m_clientFirstBare;
}

Result<QByteArray> Scram::respond(const QByteArray &challenge)
{
    switch (m_state) {
    case State::Start:
        return clientFirst();
    case State::FirstSent:
        m_state = State::Over;
        return onServerFirst(challenge);
    case State::ProofSent:
        m_state = State::Over;
        return onServerFinal(challenge);
    case State::ServerProven:
    case State::Over:
        break;
    }
    return violation("one challenge too many");
}

Result<QByteArray> Scram::onServerFirst(const QByteArray &message)
{
    // "r=…,s=…,i=…"; an extension in front ("m=…") is mandatory and unknown, those behind may be ignored.
    const QList<QByteArray> fields = message.split(',');
    const auto nonce = attribute(fields, 0, 'r');
    const auto salt = decoded(attribute(fields, 1, 's').value_or(QByteArray()));
    bool isNumber = false;
    const qlonglong rounds = attribute(fields, 2, 'i').value_or(QByteArray()).toLongLong(&isNumber);
    if (!nonce || !salt || !isNumber)
        return violation("the server's first message is malformed");
    if (!nonce->startsWith(m_nonce) || nonce->size() == m_nonce.size())
        return violation("the server did not add to our nonce");
    if (rounds < fewestRounds)
        return fail(ErrorKind::AuthenticationUnsupported, QStringLiteral("SCRAM: only %1 rounds").arg(rounds));
    if (rounds > mostRounds)
        return fail(ErrorKind::LimitExceeded, QStringLiteral("SCRAM: %1 rounds").arg(rounds));

    const EVP_MD *digest = digestOf(m_hash);
    QByteArray salted = saltedPassword(digest, prepared(m_credentials.password.reveal()), *salt, int(rounds));
    QByteArray clientKey = hmac(digest, salted, "Client Key");
    const QByteArray finalBare = "c=" + QByteArray(gs2Header).toBase64() + ",r=" + *nonce;
    const QByteArray authMessage = m_clientFirstBare + ',' + message + ',' + finalBare;
    QByteArray proof = hmac(digest, hashed(digest, clientKey), authMessage); // the client's signature …
    for (qsizetype i = 0; i < proof.size(); ++i)
        proof[i] = char(proof.at(i) ^ clientKey.at(i)); // … hides the key
    m_expectedSignature = hmac(digest, hmac(digest, salted, "Server Key"), authMessage);
    wipe(salted);
    wipe(clientKey);
    m_state = State::ProofSent;
    return finalBare + ",p=" + proof.toBase64();
}

Result<QByteArray> Scram::onServerFinal(const QByteArray &message)
{
    const QList<QByteArray> fields = message.split(',');
    if (const auto error = attribute(fields, 0, 'e')) {
        m_serverWords = printable(*error, 100);
        return QByteArray(); // the protocol's no follows
    }
    const auto signature = decoded(attribute(fields, 0, 'v').value_or(QByteArray()));
    if (!signature || signature->size() != m_expectedSignature.size()
        || CRYPTO_memcmp(signature->constData(), m_expectedSignature.constData(), size_t(signature->size())) != 0)
        return violation("the server does not know the password");
    m_state = State::ServerProven;
    return QByteArray();
}

Result<void> Scram::succeeded() const
{
    if (m_state != State::ServerProven)
        return violation("the server has not shown that it knows the password");
    return {};
}

} // namespace liaison::sasl
