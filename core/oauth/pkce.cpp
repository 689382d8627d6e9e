#include "core/oauth/pkce.h"

#include "core/base/sha256.h"

#include <openssl/rand.h>

namespace liaison::oauth {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray randomWord()
{
    QByteArray bytes(32, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), int(bytes.size())) != 1)
        qFatal("no random numbers from OpenSSL");
    return base64Url(bytes);
}

Pkce pkceOf(Secret verifier)
{
    const QByteArray challenge = base64Url(Sha256::of(verifier.reveal()));
    return {std::move(verifier), challenge};
}

Pkce newPkce()
{
    return pkceOf(Secret(randomWord()));
}

} // namespace liaison::oauth
