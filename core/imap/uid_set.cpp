#include "core/imap/uid_set.h"

#include "core/imap/numbers.h"

#include <algorithm>

namespace liaison::imap {

UidSet UidSet::range(Uid first, Uid last)
{
    UidSet set;
    if (first != 0 && first <= last)
        set.m_ranges.push_back({first, last});
    return set;
}

UidSet UidSet::normalised(std::vector<Range> ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.first < b.first; });
    UidSet set;
    for (const Range &range : ranges) {
        // Compared in 64 bits, since last + 1 wraps for the highest UID.
        if (!set.m_ranges.empty() && range.first <= quint64(set.m_ranges.back().last) + 1)
            set.m_ranges.back().last = std::max(set.m_ranges.back().last, range.last);
        else
            set.m_ranges.push_back(range);
    }
    return set;
}

UidSet UidSet::fromNumbers(const std::vector<Uid> &numbers)
{
    std::vector<Range> ranges;
    for (const Uid uid : numbers) {
        if (uid == 0)
            continue;
        if (!ranges.empty() && quint64(ranges.back().last) + 1 == uid)
            ranges.back().last = uid;
        else
            ranges.push_back({uid, uid});
    }
    return normalised(std::move(ranges));
}

std::optional<UidSet> UidSet::parse(QByteArrayView text)
{
    std::vector<Range> ranges;
    while (!text.isEmpty()) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView item = comma < 0 ? text : text.first(comma);
        if (comma == text.size() - 1)
            return std::nullopt;
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
        const qsizetype colon = item.indexOf(':');
        const auto first = parseNonZero32(colon < 0 ? item : item.first(colon));
        const auto last = colon < 0 ? first : parseNonZero32(item.sliced(colon + 1));
        if (!first || !last)
            return std::nullopt;
        ranges.push_back({std::min(*first, *last), std::max(*first, *last)});
    }
    return normalised(std::move(ranges));
}

quint64 UidSet::count() const
{
    quint64 n = 0;
    for (const Range &range : m_ranges)
        n += quint64(range.last) - range.first + 1;
    return n;
}

bool UidSet::contains(Uid uid) const
{
    const auto after = std::upper_bound(m_ranges.begin(), m_ranges.end(), uid,
                                        [](Uid value, const Range &range) { return value < range.first; });
    return after != m_ranges.begin() && uid <= std::prev(after)->last;
}

UidSet UidSet::united(const UidSet &other) const
{
    std::vector<Range> all = m_ranges;
    all.insert(all.end(), other.m_ranges.begin(), other.m_ranges.end());
    return normalised(std::move(all));
}

UidSet UidSet::without(const UidSet &other) const
{
    UidSet result;
    auto cut = other.m_ranges.begin();
    for (const Range &range : m_ranges) {
        quint64 from = range.first;
        while (cut != other.m_ranges.end() && cut->last < from)
            ++cut;
        for (auto it = cut; it != other.m_ranges.end() && it->first <= range.last && from <= range.last; ++it) {
            if (it->first > from)
                result.m_ranges.push_back({Uid(from), it->first - 1});
            from = quint64(it->last) + 1;
        }
        if (from <= range.last)
            result.m_ranges.push_back({Uid(from), range.last});
    }
    return result;
}

UidSet UidSet::intersected(const UidSet &other) const
{
    return without(without(other));
}

UidSet UidSet::highestMembers(quint64 n) const
{
    UidSet result;
    for (auto it = m_ranges.rbegin(); it != m_ranges.rend() && n > 0; ++it) {
        const quint64 size = quint64(it->last) - it->first + 1;
        const quint64 taken = std::min(size, n);
        result.m_ranges.push_back({Uid(it->last - (taken - 1)), it->last});
        n -= taken;
    }
    std::reverse(result.m_ranges.begin(), result.m_ranges.end());
    return result;
}

std::vector<Uid> UidSet::descending() const
{
    std::vector<Uid> uids;
    uids.reserve(count());
    for (auto it = m_ranges.rbegin(); it != m_ranges.rend(); ++it) {
        for (quint64 uid = it->last; uid >= it->first; --uid)
            uids.push_back(Uid(uid));
    }
    return uids;
}

QByteArray UidSet::toByteArray() const
{
    QByteArray text;
    for (const Range &range : m_ranges) {
        if (!text.isEmpty())
            text += ',';
        text += QByteArray::number(range.first);
        if (range.last != range.first)
            text += ':' + QByteArray::number(range.last);
    }
    return text;
}

} // namespace liaison::imap
