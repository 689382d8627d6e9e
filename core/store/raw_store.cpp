#include "core/store/raw_store.h"

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

/// A context is some hundred kilobytes of tables: one a thread, used again for each mail.
ZSTD_CCtx *compressor()
{
    static thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                           &ZSTD_freeCCtx);
    return context.get();
}
} // namespace

PackedRaw packRaw(const QByteArray &raw)
{
    PackedRaw packed;
    packed.sha256 = Sha256::of(raw);
    packed.size = raw.size();
    const size_t bound = ZSTD_compressBound(static_cast<size_t>(raw.size()));
    packed.zstd.resize(static_cast<qsizetype>(bound));
    const size_t written = ZSTD_compressCCtx(compressor(), packed.zstd.data(), bound, raw.constData(),
                                             static_cast<size_t>(raw.size()), compressionLevel);
    Q_ASSERT(!ZSTD_isError(written)); // the bound is enough for every input
    packed.zstd.resize(static_cast<qsizetype>(written));
    packed.zstd.squeeze();
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
