#include "core/store/raw_store.h"

#include "core/base/append_growing.h"
#include "core/base/sha256.h"
#include "core/store/session.h"

#include <zstd.h>

#include <memory>

namespace liaison::store {

namespace {
// One value of 40 MB through QPSQL peaks at 632 MB; a chunk at some 6 MB.
constexpr qsizetype chunkBytes = 1024 * 1024;
/// Most of a mailbox is base64, of which every level takes out the same quarter: the cheapest will do.
constexpr int compressionLevel = 1;
constexpr qsizetype largeMail = 4 * 1024 * 1024;
/// What is left of a large mail, which is base64 of something that was packed before: three quarters and the line ends.
constexpr int usualPercent = 77;

/// A context is some hundred kilobytes of tables: one a thread, used again for each mail.
ZSTD_CCtx *compressor()
{
    static thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                           &ZSTD_freeCCtx);
    return context.get();
}

/// In one call, which is what is fast for small ones; the block is as large as the worst case would need, for a moment.
QByteArray packedAtOnce(const QByteArray &raw)
{
    const size_t bound = ZSTD_compressBound(static_cast<size_t>(raw.size()));
    QByteArray out(static_cast<qsizetype>(bound), Qt::Uninitialized);
    const size_t written = ZSTD_compressCCtx(compressor(), out.data(), bound, raw.constData(),
                                             static_cast<size_t>(raw.size()), compressionLevel);
    Q_ASSERT(!ZSTD_isError(written)); // the bound is enough for every input
    out.resize(static_cast<qsizetype>(written));
    out.squeeze();
    return out;
}

/// By pieces, so that what is packed lies in memory once.
QByteArray packedByPieces(const QByteArray &raw)
{
    ZSTD_CCtx *context = compressor();
    ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, compressionLevel);
    ZSTD_CCtx_setPledgedSrcSize(context, static_cast<unsigned long long>(raw.size()));
    ZSTD_inBuffer in{raw.constData(), static_cast<size_t>(raw.size()), 0};
    QByteArray piece(static_cast<qsizetype>(ZSTD_CStreamOutSize()), Qt::Uninitialized);
    QByteArray packed;
    packed.reserve(raw.size() / 100 * usualPercent);
    for (size_t left = 1; left > 0;) {
        ZSTD_outBuffer out{piece.data(), static_cast<size_t>(piece.size()), 0};
        left = ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
        if (ZSTD_isError(left)) // its memory apart, nothing can fail, and without memory nothing goes on
            qFatal("a mail cannot be packed: %s", ZSTD_getErrorName(left));
        appendGrowing(packed, QByteArrayView(piece).first(static_cast<qsizetype>(out.pos)));
    }
    ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters); // its tables are those of small mails again
    return packed;
}
} // namespace

PackedRaw packRaw(const QByteArray &raw)
{
    PackedRaw packed;
    packed.sha256 = Sha256::of(raw);
    packed.size = raw.size();
    packed.zstd = raw.size() > largeMail ? packedByPieces(raw) : packedAtOnce(raw);
    return packed;
}

qint64 saveRaw(Session &session, const PackedRaw &raw)
{
    const qint64 known = session.number(QStringLiteral("SELECT id FROM raw WHERE sha256 = ?"), {raw.sha256});
    return known != 0 ? known : insertRaw(session, raw);
}

qint64 insertRaw(Session &session, const PackedRaw &raw)
{
    const qsizetype chunks = (raw.zstd.size() + chunkBytes - 1) / chunkBytes;
    const qint64 id
        = session.number(QStringLiteral("INSERT INTO raw (sha256, size, chunks) VALUES (?, ?, ?) RETURNING id"),
                         {raw.sha256, raw.size, static_cast<qint64>(chunks)});
    for (qsizetype n = 0; n < chunks; ++n)
        session.run(QStringLiteral("INSERT INTO raw_chunk (raw_id, n, bytes) VALUES (?, ?, ?)"),
                    {id, static_cast<qint64>(n), raw.zstd.mid(n * chunkBytes, chunkBytes)});
    return id;
}

Result<QByteArray> loadRaw(Session &session, qint64 rawId)
{
    auto head = session.row(QStringLiteral("SELECT sha256, size, chunks FROM raw WHERE id = ?"), {rawId});
    if (!head)
        return session.missing(QStringLiteral("raw %1").arg(rawId));
    const QByteArray sha256 = head->bytes();
    const qint64 size = head->number();
    const qint64 chunks = head->number();
    QByteArray packed;
    for (qint64 n = 0; n < chunks; ++n) {
        auto chunk = session.row(QStringLiteral("SELECT bytes FROM raw_chunk WHERE raw_id = ? AND n = ?"), {rawId, n});
        if (chunk)
            packed += chunk->bytes();
    }
    if (auto status = session.status(); !status)
        return fail(status.error());
    QByteArray raw(static_cast<qsizetype>(size), Qt::Uninitialized);
    const size_t got = ZSTD_decompress(raw.data(), static_cast<size_t>(size), packed.constData(),
                                       static_cast<size_t>(packed.size()));
    const bool whole = !ZSTD_isError(got) && got == static_cast<size_t>(size);
    if (!whole || Sha256::of(raw) != sha256)
        return fail(ErrorKind::StoreCorrupt, QStringLiteral("raw %1 is not what was stored").arg(rawId));
    return raw;
}

} // namespace liaison::store
