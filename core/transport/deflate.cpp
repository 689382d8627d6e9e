#include "core/transport/deflate.h"

#include <zlib.h>

#include <algorithm>

namespace liaison::transport {

namespace {
constexpr int rawDeflate = -MAX_WBITS; // neither zlib's header nor its checksum
constexpr int memoryLevel = 8;

const Bytef *bytesOf(QByteArrayView bytes)
{
    return reinterpret_cast<const Bytef *>(bytes.data());
}
} // namespace

struct Deflate::Streams {
    z_stream out{};
    z_stream in{};
    bool ended = false; ///< the server's stream came to its end
};

Deflate::Deflate() : m_streams(std::make_unique<Streams>())
{
    if (deflateInit2(&m_streams->out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, rawDeflate, memoryLevel, Z_DEFAULT_STRATEGY)
            != Z_OK
        || inflateInit2(&m_streams->in, rawDeflate) != Z_OK)
        qFatal("zlib does not start");
}

Deflate::~Deflate()
{
    deflateEnd(&m_streams->out);
    inflateEnd(&m_streams->in);
}

QByteArray Deflate::deflated(const QByteArray &bytes)
{
    z_stream &stream = m_streams->out;
    stream.next_in = const_cast<Bytef *>(bytesOf(bytes)); // zlib does not write there
    stream.avail_in = uInt(bytes.size());
    QByteArray out;
    do {
        const qsizetype filled = out.size();
        out.resize(filled + std::max<qsizetype>(bytes.size() / 2, 256));
        stream.next_out = reinterpret_cast<Bytef *>(out.data()) + filled;
        stream.avail_out = uInt(out.size() - filled);
        ::deflate(&stream, Z_SYNC_FLUSH);
        out.chop(stream.avail_out);
    } while (stream.avail_out == 0); // full to the brim: there may be more
    return out;
}

Result<void> Deflate::inflate(QByteArrayView bytes, const std::function<bool(QByteArrayView)> &take)
{
    z_stream &stream = m_streams->in;
    stream.next_in = const_cast<Bytef *>(bytesOf(bytes));
    stream.avail_in = uInt(bytes.size());
    QByteArray piece(pieceBytes, Qt::Uninitialized);
    do {
        if (m_streams->ended)
            return fail(ErrorKind::ProtocolViolation, QStringLiteral("bytes behind the deflate stream"));
        stream.next_out = reinterpret_cast<Bytef *>(piece.data());
        stream.avail_out = uInt(piece.size());
        const int state = ::inflate(&stream, Z_SYNC_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
            return fail(ErrorKind::ProtocolViolation, QStringLiteral("no deflate stream"));
        m_streams->ended = state == Z_STREAM_END;
        const qsizetype filled = piece.size() - qsizetype(stream.avail_out);
        if (filled > 0 && !take(QByteArrayView(piece).first(filled)))
            return {};
    } while (stream.avail_in > 0 || (stream.avail_out == 0 && !m_streams->ended));
    return {};
}

} // namespace liaison::transport
