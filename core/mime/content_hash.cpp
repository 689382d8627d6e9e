#include "core/mime/content_hash.h"

#include "core/base/sha256.h"

#include <QSet>

#include <algorithm>

namespace liaison::mime {

namespace {

bool isTraceField(const QByteArray &lowerName)
{
    static const QSet<QByteArray> names = {"received",
                                           "return-path",
                                           "delivered-to",
                                           "envelope-to",
                                           "authentication-results",
                                           "dkim-signature",
                                           "domainkey-signature",
                                           "received-spf",
                                           "delivery-date",
                                           "original-recipient",
                                           "errors-to",
                                           "authentication-info",
                                           "status",
                                           "lines",
                                           "content-length",
                                           "apparently-to",
                                           "bcc",
                                           "old-return-path"};
    return names.contains(lowerName) || lowerName.startsWith("x-") || lowerName.startsWith("arc-")
        || lowerName.startsWith("resent-") || lowerName.startsWith("dkim-");
}

/// The body with LF line ends and without the empty lines at its end, which stores add and drop.
void addBody(Sha256 &hash, const QByteArray &raw, qsizetype start)
{
    qsizetype end = raw.size();
    while (end > start && (raw.at(end - 1) == '\n' || raw.at(end - 1) == '\r'))
        --end;
    qsizetype from = start;
    while (from < end) {
        const qsizetype newline = raw.indexOf('\n', from);
        const qsizetype stop = newline < 0 || newline >= end ? end : newline;
        const qsizetype text = stop > from && stop < end && raw.at(stop - 1) == '\r' ? stop - 1 : stop;
        hash.add(QByteArrayView(raw.constData() + from, text - from));
        hash.add("\n");
        from = stop + 1;
    }
}

} // namespace

QByteArray contentHash(const QByteArray &raw, const HeaderBlock &headers)
{
    QList<QByteArray> lines;
    for (const RawHeader &field : headers.fields) {
        const QByteArray name = field.name.toLower();
        if (!isTraceField(name))
            lines.append(name + ':' + unfolded(field.value).simplified());
    }
    std::stable_sort(lines.begin(), lines.end()); // servers reorder fields
    Sha256 hash;
    for (const QByteArray &line : std::as_const(lines)) {
        hash.add(line);
        hash.add("\n");
    }
    hash.add("\n");
    addBody(hash, raw, headers.bodyStart);
    return hash.result();
}

} // namespace liaison::mime
