#include "core/transport/imap_cursor.h"

#include "core/imap/numbers.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::transport {

using imap::Uid;
using imap::UidSet;

namespace {

constexpr int version = 1;

/// Numbers are texts, because a JSON number does not hold 63 bits.
std::optional<quint64> numberOf(const QJsonObject &json, const char *key)
{
    return imap::parseNumber(json.value(QLatin1String(key)).toString(QStringLiteral("0")).toLatin1());
}

std::optional<UidSet> setOf(const QJsonObject &json, const char *key)
{
    return UidSet::parse(json.value(QLatin1String(key)).toString().toLatin1());
}

} // namespace

QByteArray ImapCursor::toJson() const
{
    const auto text = [](const UidSet &set) { return QString::fromLatin1(set.toByteArray()); };
    const QJsonObject json{
        {QStringLiteral("imap"), version},
        {QStringLiteral("uidvalidity"), QString::number(uidValidity)},
        {QStringLiteral("uidnext"), QString::number(uidNext)},
        {QStringLiteral("modseq"), QString::number(modSeq)},
        {QStringLiteral("modseqTarget"), QString::number(modSeqTarget)},
        {QStringLiteral("known"), text(known)},
        {QStringLiteral("pending"), text(pending)},
        {QStringLiteral("skipped"), text(skipped)},
        {QStringLiteral("total"), QString::number(total)},
        {QStringLiteral("retryAt"), QString::number(retry.at)},
        {QStringLiteral("retries"), retry.tries},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<ImapCursor> ImapCursor::fromJson(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return ImapCursor();
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const auto uidValidity = imap::parseNonZero32(json.value(QLatin1String("uidvalidity")).toString().toLatin1());
    const auto uidNext = numberOf(json, "uidnext");
    const auto modSeq = numberOf(json, "modseq");
    const auto target = numberOf(json, "modseqTarget");
    const auto known = setOf(json, "known");
    const auto pending = setOf(json, "pending");
    const auto skipped = setOf(json, "skipped");
    const auto total = numberOf(json, "total");
    const auto retryAt = numberOf(json, "retryAt"); // not in cursors of earlier versions
    if (json.value(QLatin1String("imap")).toInt() != version || !uidValidity || !uidNext || !modSeq || !target || !known
        || !pending || !skipped || !total || !retryAt || *uidNext > std::numeric_limits<Uid>::max())
        return std::nullopt;
    return ImapCursor{*uidValidity, Uid(*uidNext),  *modSeq,
                      *target,      *known,         *pending,
                      *skipped,     qint64(*total), {UtcMs(*retryAt), json.value(QLatin1String("retries")).toInt()}};
}

QString imapRemoteId(Uid uidValidity, Uid uid)
{
    return QStringLiteral("%1:%2").arg(uidValidity).arg(uid);
}

std::optional<ImapMailId> parseImapRemoteId(const QString &remoteId)
{
    const QByteArray text = remoteId.toLatin1();
    const qsizetype colon = text.indexOf(':');
    if (colon < 0)
        return std::nullopt;
    const auto uidValidity = imap::parseNonZero32(QByteArrayView(text).first(colon));
    const auto uid = imap::parseNonZero32(QByteArrayView(text).sliced(colon + 1));
    if (!uidValidity || !uid)
        return std::nullopt;
    return ImapMailId{*uidValidity, *uid};
}

} // namespace liaison::transport
