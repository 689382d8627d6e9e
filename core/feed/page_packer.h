#pragma once

#include "core/base/on_done.h"
#include "core/domain/folder.h"
#include "core/feed/ingest.h"
#include "core/transport/mail_source.h"

#include <stop_token>

class QThreadPool;

namespace liaison::feed {

/// What the folder and the mailbox say of every mail of a page.
struct PackRules {
    FolderId folder;
    domain::FolderRole role = domain::FolderRole::None;
    UtcMs fetchSince = 0; ///< what came in before is Triage::Older
};

/// Parses and packs the mails of a page, several at a time, on the threads of `pool`. A mail that no parser takes comes
/// out as quarantined: it never fails the page. Cancelled is the only error.
Future<IngestPage> packPage(QThreadPool *pool, transport::ChangePage page, PackRules rules, std::stop_token stop);

} // namespace liaison::feed
