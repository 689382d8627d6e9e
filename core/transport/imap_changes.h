#pragma once

#include "core/transport/imap_cursor.h"
#include "core/transport/imap_folder_memory.h"
#include "core/transport/imap_reading.h"
#include "core/transport/imap_task.h"
#include "core/transport/mail_source.h"

namespace liaison::transport {

/// One page of MailSource::changes() over IMAP. The first page of a run SELECTs and finds out what is new, what got
/// other flags and what is gone; that page and those after it fetch the new mails, newest first, bounded by bytes.
/// While a page comes the next one is asked for (ImapReading), so that whoever asks for it finds it on its way.
/// Flags count as known (modSeq) only when no mail is left to fetch.
class ImapChanges final : public ImapTaskOf<ChangePage> {
public:
    ImapChanges(ChangeRequest request, std::shared_ptr<ImapMemory> memory, std::shared_ptr<ImapReading> reading);
    /// Whether its page is on its way already.
    [[nodiscard]] bool joins(const ImapSession &session) const override;

private:
    void work() override;
    [[nodiscard]] bool mayBeUnchanged() const;
    void askStatus();
    void selectFolder();
    void onSelected();
    void takeResynced(const imap::Resynced &changes);
    void noteVanished(const imap::UidSet &gone);
    void begin();
    void findNew();
    void findFlagChanges();
    [[nodiscard]] bool retryIsDue() const;
    void retrySkipped();
    void skip(const imap::UidSet &uids, const char *why);
    void findVanished();
    void fetchSome();
    void askSummaries();
    [[nodiscard]] BodyPage choose(const imap::UidSet &wanted);
    void readAhead();
    void takeBodies();
    void settle(const BodyPage &page);
    void onBodies(const imap::FetchedBodies &bodies, const BodyPage &page);
    void onBrokenBodies(const Error &error, const imap::UidSet &chosen);
    void finishPage();
    [[nodiscard]] ImapFolderMemory &memory() { return (*m_memory)[m_request.folder.remoteId]; }
    [[nodiscard]] bool unchanged() const;
    void takeFlags(const std::map<imap::Uid, imap::MessageFlags> &flags);

    ChangeRequest m_request;
    std::shared_ptr<ImapMemory> m_memory;
    std::shared_ptr<ImapReading> m_reading;
    ImapCursor m_cursor;
    ChangePage m_page;
    imap::SelectedMailbox m_box;
    bool m_resumed = false; ///< went on with what an earlier page left, without looking for news
};

/// The flags as the port has them.
MailFlags mailFlags(const imap::MessageFlags &flags);

} // namespace liaison::transport
