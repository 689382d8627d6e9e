#include "core/transport/imap_reading.h"

#include "core/transport/imap_limits.h"

#include <algorithm>

namespace liaison::transport {

using imap::FetchBodies;
using imap::FetchedBodies;
using imap::Uid;
using imap::UidSet;

namespace {

/// One FETCH on the wire asks for so much at most; several are under way at a time.
constexpr quint64 batchBytes = 1024 * 1024;
constexpr quint64 batchMails = 50;
constexpr size_t leastPages = 2;
constexpr size_t mostPages = 4;

std::vector<UidSet> batchesOf(const BodyPage &page)
{
    std::vector<UidSet> batches;
    std::vector<Uid> batch;
    quint64 bytes = 0;
    const auto close = [&] {
        if (!batch.empty())
            batches.push_back(UidSet::fromNumbers(batch));
        batch.clear();
        bytes = 0;
    };
    for (const Uid uid : page.chosen.descending()) {
        const quint64 size = page.summaries.at(uid).size;
        if (bytes + size > batchBytes || batch.size() >= batchMails)
            close();
        batch.push_back(uid);
        bytes += size;
    }
    close();
    return batches;
}

} // namespace

bool ImapReading::serves(const QString &folder, const UidSet &pending) const
{
    return !m_entries.empty() && m_folder == folder && m_entries.front().page.chosen.without(pending).isEmpty();
}

UidSet ImapReading::asked() const
{
    UidSet all;
    for (const Entry &entry : m_entries)
        all = all.united(entry.page.asked);
    return all;
}

void ImapReading::read(ImapSession &session, const QString &folder, BodyPage page, qint64 slack)
{
    FetchBodies::Bounds bounds;
    // Sizes are the server's word. Where mails come out larger, the rest waits for a later page.
    bounds.stopAfter = qint64(page.bytes) + slack;
    bounds.refuseAfter = bounds.stopAfter + qint64(largestMail);
    std::vector<UidSet> batches = batchesOf(page);
    m_folder = folder;
    m_entries.push_back({std::move(page), std::nullopt});
    if (m_machine)
        return session.say(m_machine->add(std::move(batches), bounds));
    auto machine = std::make_unique<FetchBodies>(session.context(), std::move(batches), bounds);
    m_machine = machine.get();
    const auto self = shared_from_this();
    session.run<FetchBodies>(
        std::move(machine), [self](FetchBodies &running) { self->collect(running); },
        [self](Result<FetchedBodies> last) { self->ended(std::move(last)); });
}

void ImapReading::noteDemand()
{
    const bool isHere = !m_entries.empty() && m_entries.front().bodies;
    m_depth = isHere ? std::max(leastPages, m_depth - 1) : std::min(mostPages, m_depth + 1);
}

void ImapReading::take(Taker taker)
{
    m_taker = std::move(taker);
    deliver();
}

void ImapReading::forget()
{
    m_entries.clear();
    m_machine = nullptr;
    m_taker = nullptr;
}

void ImapReading::collect(FetchBodies &machine)
{
    while (auto page = machine.takePage())
        settleNext(std::move(*page));
    deliver();
}

void ImapReading::ended(Result<FetchedBodies> last)
{
    if (FetchBodies *machine = std::exchange(m_machine, nullptr)) { // lives until this returns
        while (auto page = machine->takePage())
            settleNext(std::move(*page));
        settleNext(std::move(last));
    }
    deliver();
    m_released();
}

/// The first page that is not whole yet; an error is the end of those behind it, too.
void ImapReading::settleNext(Result<FetchedBodies> bodies)
{
    const auto next = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry &one) { return !one.bodies; });
    if (next == m_entries.end())
        return;
    const bool broken = !bodies;
    next->bodies = std::move(bodies);
    if (broken)
        m_entries.erase(std::next(next), m_entries.end());
}

void ImapReading::deliver()
{
    if (!m_taker || m_entries.empty() || !m_entries.front().bodies)
        return;
    const Entry entry = std::move(m_entries.front());
    m_entries.pop_front();
    const Taker taker = std::exchange(m_taker, nullptr);
    taker(entry.page, *entry.bodies);
}

} // namespace liaison::transport
