#include "core/base/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <cstring>

namespace liaison {

namespace {

/// Looked up once: OpenSSL 3 searches its providers at each use of EVP_sha256().
const EVP_MD *algorithm()
{
    static const EVP_MD *const found = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    return found;
}

} // namespace

struct Sha256::Private {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    std::array<char, 16 * 1024> gathered;
    qsizetype size = 0;
};

Sha256::Sha256() : d(new Private) // without setting `gathered` to zeros
{
    // Only the lack of memory or a library without SHA-256 could make these fail: nothing could go on then.
    if (!d->context || EVP_DigestInit_ex(d->context, algorithm(), nullptr) != 1)
        qFatal("no SHA-256");
}

Sha256::~Sha256()
{
    EVP_MD_CTX_free(d->context);
}

void Sha256::flush()
{
    EVP_DigestUpdate(d->context, d->gathered.data(), static_cast<size_t>(d->size));
    d->size = 0;
}

void Sha256::add(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    const auto room = static_cast<qsizetype>(d->gathered.size());
    if (d->size + bytes.size() > room)
        flush();
    if (bytes.size() > room) {
        EVP_DigestUpdate(d->context, bytes.data(), static_cast<size_t>(bytes.size()));
        return;
    }
    std::memcpy(d->gathered.data() + d->size, bytes.data(), static_cast<size_t>(bytes.size()));
    d->size += bytes.size();
}

QByteArray Sha256::result()
{
    flush();
    QByteArray digest(EVP_MD_get_size(algorithm()), Qt::Uninitialized);
    if (EVP_DigestFinal_ex(d->context, reinterpret_cast<unsigned char *>(digest.data()), nullptr) != 1)
        qFatal("no SHA-256");
    return digest;
}

QByteArray Sha256::of(QByteArrayView bytes)
{
    QByteArray digest(EVP_MD_get_size(algorithm()), Qt::Uninitialized);
    if (EVP_Digest(bytes.data(), static_cast<size_t>(bytes.size()), reinterpret_cast<unsigned char *>(digest.data()),
                   nullptr, algorithm(), nullptr)
        != 1)
        qFatal("no SHA-256");
    return digest;
}

} // namespace liaison
