#pragma once

#include "core/imap/fetch_summaries.h"
#include "core/imap/flags.h"
#include "core/imap/select.h"
#include "core/imap/status.h"

#include <QHash>
#include <QString>

#include <map>
#include <memory>

namespace liaison::transport {

/// What an adapter remembers of a folder beside the cursor. All of it may be lost at any time: it saves work only.
struct ImapFolderMemory {
    std::optional<imap::SelectedMailbox> lastSeen;    ///< at the last changes()
    imap::FolderStatus told;                          ///< the numbers last heard, by SELECT or STATUS
    bool news = false;                                ///< other ones were heard since the last changes()
    std::map<imap::Uid, imap::MessageFlags> flags;    ///< last told, where the server has no mod-sequences
    imap::UidSet poison;                              ///< mails that broke the connection when fetched alone
    std::map<imap::Uid, imap::MailSummary> summaries; ///< asked for ahead of the pages that will need them
    imap::UidSet summarised;                          ///< asked for in this run, whether the server knew them or not
    quint64 summariesAtATime = 0;                     ///< how many were asked for last
    imap::UidSet retrying;                            ///< were skipped before, and asked for again in this run
    quint64 careful = 0; ///< fetch so many mails one at a time: one of them broke the connection
};
using ImapMemory = QHash<QString, ImapFolderMemory>;

} // namespace liaison::transport
