// What changed in a folder since the cursor. How its new mails are fetched: imap_changes_fetch.cpp.
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

/// Without mod-sequences the flags of so many of the newest mails are looked at.
constexpr quint64 flagsWindow = 2000;

} // namespace

MailFlags mailFlags(const imap::MessageFlags &flags)
{
    return {flags.seen, flags.answered, flags.forwarded, flags.draft, flags.deleted};
}

ImapChanges::ImapChanges(ChangeRequest request, std::shared_ptr<ImapMemory> memory,
                         std::shared_ptr<ImapReading> reading)
    : m_request(std::move(request)), m_memory(std::move(memory)), m_reading(std::move(reading)),
      // A cursor that cannot be read costs a first sync, no mail: the store knows its mails by their remoteId.
      m_cursor(ImapCursor::fromJson(m_request.cursor).value_or(ImapCursor()))
{
}

bool ImapChanges::joins(const ImapSession &session) const
{
    const QString &folder = m_request.folder.remoteId;
    return session.selectedFolder() == folder && session.selected().uidValidity == m_cursor.uidValidity
        && m_reading->serves(folder, m_cursor.pending);
}

void ImapChanges::work()
{
    const bool continues = !m_cursor.pending.isEmpty() && session().selectedFolder() == m_request.folder.remoteId;
    if (continues)
        return onSelected();
    m_reading->forget();
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

} // namespace liaison::transport
