#include "core/transport/imap_changes.h"

#include "core/base/log.h"
#include "core/imap/fetch_flags.h"
#include "core/imap/search.h"
#include "core/imap/status.h"

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
/// Without mod-sequences the flags of so many of the newest mails are looked at.
constexpr quint64 flagsWindow = 2000;

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

MailFlags mailFlags(const imap::MessageFlags &flags)
{
    return {flags.seen, flags.answered, flags.forwarded, flags.draft, flags.deleted};
}

ImapChanges::ImapChanges(ChangeRequest request, std::shared_ptr<ImapMemory> memory)
    : m_request(std::move(request)), m_memory(std::move(memory))
{
}

void ImapChanges::work()
{
    // A cursor that cannot be read costs a first sync, no mail: the store knows its mails by their remoteId.
    m_cursor = ImapCursor::fromJson(m_request.cursor).value_or(ImapCursor());
    const QString &folder = m_request.folder.remoteId;
    const bool continues = !m_cursor.pending.isEmpty() && session().selectedFolder() == folder;
    if (continues)
        return onSelected();
    if (mayBeUnchanged())
        return askStatus();
    selectFolder();
}

/// Whether STATUS may settle it: another folder is selected (the inbox, for IDLE), and this one was in sync when last
/// seen with mod-sequences, so that equal numbers mean that nothing happened. The other folder stays selected.
bool ImapChanges::mayBeUnchanged() const
{
    const QString &folder = m_request.folder.remoteId;
    const auto seen = m_memory->constFind(folder);
    return session().selectedFolder() != folder && !session().selectedFolder().isEmpty() && seen != m_memory->cend()
        && seen->lastSeen && seen->lastSeen->highestModSeq != 0 && m_cursor.pending.isEmpty()
        && m_cursor.uidValidity == seen->lastSeen->uidValidity;
}

void ImapChanges::askStatus()
{
    ask(std::make_unique<imap::StatusCommand>(session().context(), m_request.folder.remoteId),
        [this](const imap::FolderStatus &status) {
            m_box = *memory().lastSeen;
            const bool same = status.messages == m_box.exists && status.uidNext == m_box.uidNext
                && status.uidValidity == m_box.uidValidity && status.highestModSeq == m_box.highestModSeq;
            if (!same || !unchanged())
                return selectFolder();
            m_cursor.total = 0;
            m_cursor.modSeqTarget = m_cursor.modSeq;
            finishPage();
        });
}

void ImapChanges::selectFolder()
{
    memory().summaries.clear();
    memory().summarised = UidSet();
    imap::ResyncFrom from;
    if (m_cursor.pending.isEmpty()) // else the mod-sequence is not reached yet, and the rest of the run comes first
        from = {m_cursor.uidValidity, m_cursor.modSeq, m_cursor.known.united(m_cursor.skipped)};
    reselect(
        m_request.folder.remoteId, [this] { onSelected(); }, std::move(from));
}

void ImapChanges::onSelected()
{
    m_box = session().selected();
    if (m_cursor.uidValidity != 0 && m_cursor.uidValidity != m_box.uidValidity) {
        m_page.generationChanged = true;
        m_cursor = ImapCursor();
        memory() = ImapFolderMemory();
    }
    if (m_cursor.uidValidity != 0 && !m_cursor.pending.isEmpty()) {
        m_resumed = true;
        return fetchSome();
    }
    memory().lastSeen = m_box;
    memory().news = false;
    memory().told = {m_box.exists, {}, {}, m_box.uidValidity, {}};
    if (m_box.uidNext != 0)
        memory().told.uidNext = m_box.uidNext;
    if (m_box.highestModSeq != 0)
        memory().told.highestModSeq = m_box.highestModSeq;
    begin();
}

void ImapChanges::begin()
{
    if (m_cursor.uidValidity == 0) {
        m_cursor.uidValidity = m_box.uidValidity;
        m_cursor.uidNext = 1;
        m_cursor.modSeq = m_box.highestModSeq;
    } else if (unchanged()) {
        m_cursor.total = 0;
        return finishPage();
    }
    m_cursor.modSeqTarget = m_box.highestModSeq;
    findNew();
}

bool ImapChanges::unchanged() const
{
    return !retryIsDue() && m_box.highestModSeq != 0 && m_box.highestModSeq == m_cursor.modSeq && m_box.uidNext != 0
        && m_box.uidNext == m_cursor.uidNext && m_box.exists == m_cursor.known.count() + m_cursor.skipped.count();
}

void ImapChanges::findNew()
{
    if (m_box.exists == 0 || (m_box.uidNext != 0 && m_box.uidNext <= m_cursor.uidNext)) {
        m_cursor.uidNext = std::max(m_cursor.uidNext, m_box.uidNext);
        return findFlagChanges();
    }
    const UidSet range = UidSet::range(m_cursor.uidNext, std::numeric_limits<Uid>::max());
    ask(std::make_unique<imap::Search>(session().context(),
                                       imap::SearchFor{imap::SearchFor::What::Uids, range, {}, {}}),
        [this, range](const UidSet &found) {
            // What came after SELECT belongs to the next run, whose flags will be asked for then.
            const UidSet before = m_box.uidNext != 0 ? UidSet::range(1, m_box.uidNext - 1) : range;
            m_cursor.pending = found.intersected(range).intersected(before);
            const Uid next = m_box.uidNext != 0 ? m_box.uidNext : m_cursor.pending.highest() + 1;
            m_cursor.uidNext = std::max(m_cursor.uidNext, next);
            findFlagChanges();
        });
}

void ImapChanges::findFlagChanges()
{
    if (resynced()) {
        takeResynced(*resynced());
        return findVanished();
    }
    const bool modSeqs = m_box.highestModSeq != 0 && m_cursor.modSeq != 0;
    if (m_cursor.known.isEmpty() || (modSeqs && m_box.highestModSeq == m_cursor.modSeq))
        return findVanished();
    const UidSet asked = modSeqs ? m_cursor.known : m_cursor.known.highestMembers(flagsWindow);
    ask(std::make_unique<imap::FetchFlags>(session().context(), asked, modSeqs ? m_cursor.modSeq : 0),
        [this](const std::map<Uid, imap::MessageFlags> &flags) {
            takeFlags(flags);
            findVanished();
        });
}

/// What SELECT told by QRESYNC (RFC 7162) spares a FETCH of flags and a SEARCH for what is gone.
void ImapChanges::takeResynced(const imap::Resynced &changes)
{
    std::map<Uid, imap::MessageFlags> flags;
    for (const auto &[uid, now] : changes.flags) {
        if (m_cursor.known.contains(uid))
            flags.emplace(uid, now);
    }
    takeFlags(flags);
    noteVanished(m_cursor.known.intersected(changes.vanished));
    m_cursor.skipped = m_cursor.skipped.without(changes.vanished);
}

void ImapChanges::noteVanished(const UidSet &gone)
{
    // Bounded by what the cursor holds, and that by what was fetched.
    for (const Uid uid : gone.descending())
        m_page.vanished << imapRemoteId(m_cursor.uidValidity, uid);
    m_cursor.known = m_cursor.known.without(gone);
}

void ImapChanges::takeFlags(const std::map<Uid, imap::MessageFlags> &flags)
{
    const bool modSeqs = m_box.highestModSeq != 0;
    std::map<Uid, imap::MessageFlags> &told = memory().flags;
    for (const auto &[uid, now] : flags) {
        const auto before = told.find(uid);
        if (modSeqs || before == told.end() || before->second != now)
            m_page.flags << FlagChange{imapRemoteId(m_cursor.uidValidity, uid), mailFlags(now)};
    }
    told = modSeqs ? std::map<Uid, imap::MessageFlags>() : flags;
}

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

void ImapChanges::findVanished()
{
    if (retryIsDue())
        retrySkipped();
    const UidSet accounted = m_cursor.known.united(m_cursor.skipped).united(m_cursor.pending);
    if (m_box.exists == accounted.count())
        return fetchSome();
    ask(std::make_unique<imap::Search>(session().context(), imap::SearchFor{imap::SearchFor::What::All, {}, {}, {}}),
        [this, accounted](const UidSet &all) {
            noteVanished(m_cursor.known.without(all));
            m_cursor.skipped = m_cursor.skipped.intersected(all);
            // Some servers give old UIDs to mails that come later (and lost ones come back after a repair).
            const UidSet below = UidSet::range(1, m_cursor.uidNext > 1 ? m_cursor.uidNext - 1 : 0);
            m_cursor.pending = m_cursor.pending.intersected(all).united(all.without(accounted).intersected(below));
            fetchSome();
        });
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
