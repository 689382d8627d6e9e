// ImapChanges' second half: mails come page by page, and those that do not come are remembered.
#include "core/base/log.h"
#include "core/transport/imap_changes.h"
#include "core/transport/imap_limits.h"

namespace liaison::transport {

using imap::MailSummary;
using imap::Uid;
using imap::UidSet;

namespace {

constexpr quint64 mailsAPage = 700;
/// Mails whose sizes are asked for at a time: ahead, so that not every page waits a round trip for them. First a few,
/// so that the newest mail is soon there.
constexpr quint64 firstSummaries = 2 * mailsAPage;
constexpr quint64 summariesAhead = 32 * mailsAPage;
/// A command line should have 8192 bytes at most (RFC 7162 section 4).
constexpr qsizetype longestSet = 7'900;
/// The newest of `uids`, `most` at most, and no more than fit into one command.
UidSet newestFitting(const UidSet &uids, quint64 most)
{
    quint64 count = most;
    UidSet newest = uids.highestMembers(count);
    while (newest.toByteArray().size() > longestSet) {
        count /= 2;
        newest = uids.highestMembers(count);
    }
    return newest;
}

} // namespace

bool ImapChanges::retryIsDue() const
{
    return !m_cursor.skipped.isEmpty() && m_cursor.retry.isDue(m_request.now);
}

/// A server that says no today may be repaired tomorrow: nothing is given up for good.
void ImapChanges::retrySkipped()
{
    memory().retrying = m_cursor.skipped;
    m_cursor.pending = m_cursor.pending.united(m_cursor.skipped);
    m_cursor.skipped = UidSet();
    m_cursor.retry.tried(m_request.now);
}

void ImapChanges::skip(const UidSet &uids, const char *why)
{
    if (uids.isEmpty())
        return;
    qCInfo(lcNet, "mails that %s: %s", why, uids.toByteArray().left(200).constData());
    m_cursor.skipped = m_cursor.skipped.united(uids);
    if (!uids.without(memory().retrying).isEmpty())
        m_cursor.retry.restart(m_request.now);
}

void ImapChanges::fetchSome()
{
    if (!m_resumed)
        m_cursor.total = qint64(m_cursor.pending.count());
    const UidSet poisoned = m_cursor.pending.intersected(memory().poison);
    m_cursor.pending = m_cursor.pending.without(poisoned);
    skip(poisoned, "break the connection");
    if (m_cursor.pending.isEmpty())
        return finishPage();
    if (m_reading->serves(m_request.folder.remoteId, m_cursor.pending)) {
        m_reading->noteDemand();
        return takeBodies();
    }
    m_reading->forget();
    const UidSet wanted = m_cursor.pending.highestMembers(memory().careful > 0 ? 1 : mailsAPage);
    if (!wanted.without(memory().summarised).isEmpty())
        return askSummaries();
    BodyPage page = choose(wanted);
    if (page.chosen.isEmpty()) {
        settle(page);
        return finishPage();
    }
    m_reading->read(session(), m_request.folder.remoteId, std::move(page), m_request.byteBudget);
    takeBodies();
}

void ImapChanges::askSummaries()
{
    quint64 &count = memory().summariesAtATime;
    count = std::clamp(count * 4, firstSummaries, summariesAhead);
    const UidSet asked = newestFitting(m_cursor.pending.without(memory().summarised), count);
    ask(std::make_unique<imap::FetchSummaries>(session().context(), asked),
        [this, asked](std::map<Uid, MailSummary> summaries) {
            memory().summaries.merge(summaries);
            memory().summarised = memory().summarised.united(asked);
            fetchSome();
        });
}

/// Of `wanted`, whose summaries were asked for, as many as go into a page: the newest first.
BodyPage ImapChanges::choose(const UidSet &wanted)
{
    BodyPage page;
    std::vector<Uid> chosen;
    std::vector<Uid> tooLarge;
    std::vector<Uid> gone;
    const auto budget = quint64(std::max<qint64>(m_request.byteBudget, 1));
    for (const Uid uid : wanted.descending()) {
        const auto summary = memory().summaries.find(uid);
        if (summary == memory().summaries.end()) {
            gone.push_back(uid);
        } else if (summary->second.size > largestMail) {
            tooLarge.push_back(uid);
        } else if (chosen.empty() || page.bytes + summary->second.size <= budget) {
            chosen.push_back(uid);
            page.bytes += summary->second.size;
            page.summaries.insert(*summary);
        } else {
            break; // newest first: no smaller one jumps the queue
        }
    }
    page.chosen = UidSet::fromNumbers(chosen);
    page.gone = UidSet::fromNumbers(gone);
    page.tooLarge = UidSet::fromNumbers(tooLarge);
    page.asked = page.chosen.united(page.gone).united(page.tooLarge);
    return page;
}

/// Pages behind the one that is waited for, where that needs no question before.
void ImapChanges::readAhead()
{
    const ImapFolderMemory &known = memory();
    while (known.careful == 0 && m_reading->pages() < m_reading->depth()) {
        const UidSet rest = m_cursor.pending.without(m_reading->asked()).without(known.poison);
        const UidSet wanted = rest.highestMembers(mailsAPage).intersected(known.summarised);
        BodyPage page = choose(wanted);
        if (page.chosen.isEmpty())
            return;
        m_reading->read(session(), m_request.folder.remoteId, std::move(page), m_request.byteBudget);
    }
}

void ImapChanges::takeBodies()
{
    readAhead();
    m_reading->take([this, keep = shared_from_this()](const BodyPage &page, const Result<imap::FetchedBodies> &bodies) {
        if (settled())
            return;
        if (!bodies)
            return onBrokenBodies(bodies.error(), page.chosen);
        settle(page);
        onBodies(*bodies, page);
    });
}

/// What the page's summaries said of mails that are not fetched.
void ImapChanges::settle(const BodyPage &page)
{
    m_cursor.pending = m_cursor.pending.without(page.gone).without(page.tooLarge);
    skip(page.tooLarge, "are larger than 256 MiB");
}

void ImapChanges::onBodies(const imap::FetchedBodies &bodies, const BodyPage &page)
{
    const UidSet &chosen = page.chosen;
    std::vector<Uid> arrived;
    for (auto it = bodies.mails.rbegin(); it != bodies.mails.rend(); ++it) {
        const auto summary = page.summaries.find(it->first);
        if (summary == page.summaries.end())
            continue;
        arrived.push_back(it->first);
        m_page.arrived << RemoteMail{imapRemoteId(m_cursor.uidValidity, it->first), it->second,
                                     summary->second.internalDate, mailFlags(summary->second.flags)};
        if (m_box.highestModSeq == 0)
            memory().flags[it->first] = summary->second.flags;
    }
    if (memory().careful > 0)
        --memory().careful;
    m_cursor.known = m_cursor.known.united(UidSet::fromNumbers(arrived));
    skip(bodies.failed.intersected(chosen), "the server does not give out");
    const UidSet settledNow = chosen.without(bodies.notAsked);
    m_cursor.pending = m_cursor.pending.without(settledNow);
    for (const Uid uid : settledNow.descending())
        memory().summaries.erase(uid);
    // Where the page is not stored after all, its mails are in the next one's cursor again, and not known to be gone.
    memory().summarised = memory().summarised.without(settledNow);
    finishPage();
}

void ImapChanges::onBrokenBodies(const Error &error, const UidSet &chosen)
{
    // One mail must not block its folder: the mails of this page are tried one by one next time, and the one that
    // breaks the connection even then is left out.
    if (error.kind == ErrorKind::ProtocolViolation || error.kind == ErrorKind::LimitExceeded) {
        if (chosen.count() == 1) {
            memory().poison = memory().poison.united(chosen);
            memory().careful = 0;
        } else {
            memory().careful = chosen.count();
        }
    }
    end(error);
}

void ImapChanges::finishPage()
{
    const bool more = !m_cursor.pending.isEmpty();
    if (!more)
        m_cursor.modSeq = m_cursor.modSeqTarget;
    if (m_cursor.skipped.isEmpty() && !more)
        m_cursor.retry = {};
    m_page.withheld = qint64(m_cursor.skipped.count());
    m_page.more = more || (m_resumed && session().mailbox().changed);
    m_page.total = m_cursor.total;
    m_page.done = m_cursor.total - qint64(m_cursor.pending.count());
    m_page.next = m_cursor.toJson();
    succeed(std::move(m_page));
}

} // namespace liaison::transport
