// ImapChanges' second half: mails come page by page, and those that do not come are remembered.
#include "core/base/log.h"
#include "core/transport/imap_changes.h"

namespace liaison::transport {

using imap::MailSummary;
using imap::Uid;
using imap::UidSet;

namespace {

constexpr quint64 mailsAPage = 700;
/// Mails whose sizes are asked for at a time: ahead, so that not every page waits a round trip for them.
constexpr quint64 summariesAhead = 4 * mailsAPage;
/// A command line should have 8192 bytes at most (RFC 7162 section 4).
constexpr qsizetype longestSet = 7'900;
/// One FETCH on the wire asks for so much at most; several are under way at a time.
constexpr quint64 batchBytes = 1024 * 1024;
constexpr quint64 batchMails = 50;
/// Larger mails are skipped: the parser would refuse their literal.
constexpr quint64 largestMail = 256 * 1024 * 1024;

std::vector<UidSet> batchesOf(const UidSet &chosen, const std::map<Uid, MailSummary> &summaries)
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
    for (const Uid uid : chosen.descending()) {
        const quint64 size = summaries.at(uid).size;
        if (bytes + size > batchBytes || batch.size() >= batchMails)
            close();
        batch.push_back(uid);
        bytes += size;
    }
    close();
    return batches;
}

/// The newest of `uids`, no more than fit into one command.
UidSet newestFitting(const UidSet &uids)
{
    quint64 count = summariesAhead;
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
    const UidSet wanted = m_cursor.pending.highestMembers(memory().careful > 0 ? 1 : mailsAPage);
    const UidSet missing = wanted.without(memory().summarised);
    if (missing.isEmpty())
        return onSummaries(takeSummaries(wanted), wanted);
    const UidSet asked = newestFitting(m_cursor.pending.without(memory().summarised));
    ask(std::make_unique<imap::FetchSummaries>(session().context(), asked),
        [this, asked](std::map<Uid, MailSummary> summaries) {
            memory().summaries.merge(summaries);
            memory().summarised = memory().summarised.united(asked);
            fetchSome();
        });
}

std::map<Uid, MailSummary> ImapChanges::takeSummaries(const UidSet &wanted)
{
    std::map<Uid, MailSummary> found;
    for (const Uid uid : wanted.descending()) {
        const auto summary = memory().summaries.find(uid);
        if (summary != memory().summaries.end())
            found.insert(*summary);
    }
    return found;
}

void ImapChanges::onSummaries(const std::map<Uid, MailSummary> &summaries, const UidSet &asked)
{
    std::vector<Uid> chosen;
    std::vector<Uid> tooLarge;
    std::vector<Uid> here;
    const auto budget = quint64(std::max<qint64>(m_request.byteBudget, 1));
    quint64 bytes = 0;
    bool full = false;
    for (auto it = summaries.rbegin(); it != summaries.rend(); ++it) {
        here.push_back(it->first);
        const quint64 size = it->second.size;
        if (size > largestMail) {
            tooLarge.push_back(it->first);
        } else if (!full && (chosen.empty() || bytes + size <= budget)) {
            chosen.push_back(it->first);
            bytes += size;
        } else {
            full = true; // newest first: no smaller one jumps the queue
        }
    }
    const UidSet gone = asked.without(UidSet::fromNumbers(here));
    m_cursor.pending = m_cursor.pending.without(gone).without(UidSet::fromNumbers(tooLarge));
    skip(UidSet::fromNumbers(tooLarge), "are larger than 256 MiB");
    if (chosen.empty())
        return finishPage();
    fetchChosen(UidSet::fromNumbers(chosen), summaries, bytes);
}

void ImapChanges::fetchChosen(const UidSet &chosen, std::map<Uid, MailSummary> summaries, quint64 bytes)
{
    imap::FetchBodies::Bounds bounds;
    // Sizes are the server's word. Where mails come out larger, the rest waits for the next page.
    bounds.stopAfter = qint64(bytes) + m_request.byteBudget;
    bounds.refuseAfter = bounds.stopAfter + qint64(largestMail);
    auto fetch = std::make_unique<imap::FetchBodies>(session().context(), batchesOf(chosen, summaries), bounds);
    session().run<imap::FetchBodies>(std::move(fetch),
                                     [this, keep = shared_from_this(), chosen,
                                      summaries = std::move(summaries)](const Result<imap::FetchedBodies> &bodies) {
                                         if (settled())
                                             return;
                                         if (!bodies)
                                             return onBrokenBodies(bodies.error(), chosen);
                                         onBodies(*bodies, chosen, summaries);
                                     });
}

void ImapChanges::onBodies(const imap::FetchedBodies &bodies, const UidSet &chosen,
                           const std::map<Uid, MailSummary> &summaries)
{
    std::vector<Uid> arrived;
    for (auto it = bodies.mails.rbegin(); it != bodies.mails.rend(); ++it) {
        const auto summary = summaries.find(it->first);
        if (summary == summaries.end() || !chosen.contains(it->first))
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
