#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>

namespace liaison::transport {

/// The two raw deflate streams of one connection (RFC 1951, as RFC 4978 uses them).
class Deflate {
public:
    Deflate();
    ~Deflate();
    Deflate(const Deflate &) = delete;
    Deflate &operator=(const Deflate &) = delete;

    /// `bytes` compressed and flushed, so that the peer can read all of it.
    QByteArray deflated(const QByteArray &bytes);
    /// Hands what `bytes` hold to `take`, at most `pieceBytes` at a time, so that a small packet that swells to
    /// gigabytes meets the limits of whoever reads it. It stops when `take` answers false. Error ProtocolViolation for
    /// bytes that are no deflate stream, or stand behind its end.
    Result<void> inflate(QByteArrayView bytes, const std::function<bool(QByteArrayView)> &take);

    static constexpr int pieceBytes = 64 * 1024;

private:
    struct Streams;
    std::unique_ptr<Streams> m_streams;
};

} // namespace liaison::transport
