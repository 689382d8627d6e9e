#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace liaison::imap {

/// A unique identifier or a sequence number (RFC 9051 section 2.3.1): 1 … 2^32-1.
using Uid = quint32;

/// A set of UIDs kept as sorted ranges that neither touch nor overlap, so that a whole mailbox costs a few
/// bytes and "1:4294967295" from a hostile server costs no more.
class UidSet {
public:
    struct Range {
        Uid first = 0;
        Uid last = 0;
        friend bool operator==(const Range &, const Range &) = default;
    };

    UidSet() = default;
    static UidSet single(Uid uid) { return range(uid, uid); }
    /// All from `first` to `last`; empty when last < first.
    static UidSet range(Uid first, Uid last);
    /// Any order, duplicates allowed; zeros are dropped.
    static UidSet fromNumbers(const std::vector<Uid> &numbers);
    /// "1:3,7" (RFC 9051 sequence-set without "*"), also "3:1". An empty text is the empty set; nullopt for anything
    /// that is not a set of numbers.
    static std::optional<UidSet> parse(QByteArrayView text);

    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] quint64 count() const;
    [[nodiscard]] bool contains(Uid uid) const;
    [[nodiscard]] Uid lowest() const { return m_ranges.empty() ? 0 : m_ranges.front().first; }
    [[nodiscard]] Uid highest() const { return m_ranges.empty() ? 0 : m_ranges.back().last; }
    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; }
    [[nodiscard]] UidSet united(const UidSet &other) const;
    [[nodiscard]] UidSet without(const UidSet &other) const;
    [[nodiscard]] UidSet intersected(const UidSet &other) const;
    /// The `n` highest members.
    [[nodiscard]] UidSet highestMembers(quint64 n) const;
    /// Every member, highest first. Call it only on sets whose count() was bounded before.
    [[nodiscard]] std::vector<Uid> descending() const;
    /// "1:3,7", as commands and cursors hold it.
    [[nodiscard]] QByteArray toByteArray() const;

    friend bool operator==(const UidSet &, const UidSet &) = default;

private:
    static UidSet normalised(std::vector<Range> ranges);
    std::vector<Range> m_ranges;
};

} // namespace liaison::imap
