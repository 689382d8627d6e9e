#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace liaison {

/// SHA-256 by OpenSSL, which uses the processor's instructions for it: QCryptographicHash of Qt 6.4 does not and takes
/// several times as long, which counts where every byte of a mailbox is hashed. Small pieces are gathered first.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256 &) = delete;
    Sha256 &operator=(const Sha256 &) = delete;

    void add(QByteArrayView bytes);
    /// The 32 bytes of the digest. Call once, at the end.
    QByteArray result();

    static QByteArray of(QByteArrayView bytes);

private:
    void flush();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace liaison
