#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <QUuid>

#include <compare>
#include <functional>

namespace liaison {

/// A row's integer key that cannot be mistaken for another aggregate's. 0 means "none".
template <class Tag> struct Id {
    qint64 value = 0;

    [[nodiscard]] bool isNull() const { return value == 0; }
    explicit operator bool() const { return value != 0; }
    friend auto operator<=>(const Id &, const Id &) = default;
};

template <class Tag> size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using IncidentId = Id<struct IncidentTag>;
using BusinessUnitId = Id<struct BusinessUnitTag>;
using MailboxId = Id<struct MailboxTag>;
using FolderId = Id<struct FolderTag>;
using MessageId = Id<struct MessageTag>; ///< our row; the header field is called `messageIdHeader` everywhere
using ThreadId = Id<struct ThreadTag>;
using OutboxId = Id<struct OutboxTag>;
using DraftId = Id<struct DraftTag>;
using PartId = Id<struct PartTag>;

/// A UUID version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, then random. Sorts by time of making.
QUuid newUuid(qint64 nowMs);

/// `bits` random bits from the system's generator in lower-case base 32 without 0, 1, l and o
/// (5 bits a character), such as the "k7f3q9" of an incident tag. `bits` is a multiple of 5.
QString randomToken(int bits);

} // namespace liaison

template <class Tag> struct std::hash<liaison::Id<Tag>> {
    size_t operator()(const liaison::Id<Tag> &id) const noexcept { return std::hash<qint64>{}(id.value); }
};
