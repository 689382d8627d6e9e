#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace liaison::demo {

/// What an id of the demo's Exchange stands for. Ids look like Exchange's: base64, case-sensitive, with '+' and '/'.
struct ExchangeKey {
    quint32 mailbox = 0;     ///< its place in the post office
    quint32 folder = 0;      ///< ExchangeFolder::number
    quint32 uidValidity = 0; ///< 0: the folder itself
    quint32 uid = 0;
    friend bool operator==(const ExchangeKey &, const ExchangeKey &) = default;
};

QString idText(const ExchangeKey &key);
/// None for what we did not make: ErrorInvalidIdMalformed.
std::optional<ExchangeKey> keyFromId(const QString &id);

/// A mail's state.
QString changeKeyText(quint64 modSeq);

/// The id of a part of a mail ("1.2"), and back.
QString attachmentIdText(const ExchangeKey &key, const QString &part);
std::optional<std::pair<ExchangeKey, QString>> fromAttachmentId(const QString &id);

/// Numbers as an opaque text that is only good as it is, for sync states and watermarks; `kind` keeps them apart.
QString sealed(char kind, const QList<quint64> &numbers);
/// None where it was tampered with or is of another kind.
std::optional<QList<quint64>> unsealed(char kind, const QString &text);

} // namespace liaison::demo
