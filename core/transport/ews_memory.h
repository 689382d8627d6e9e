#pragma once

#include "core/transport/ews_known.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>

namespace liaison::transport {

class EwsAhead;

/// What an adapter remembers of mails from page to page, for as long as it lives.
struct EwsMemory {
    /// How often a mail made trouble: one that always does is left out in the end, so that it does not block its
    /// folder.
    QHash<QString, int> troubled;
    EwsKnown known;
    /// Ids of mails that were left out before and asked for again since.
    QSet<QString> retrying;
    /// What was read ahead of the page that is asked for next, if that is the one with this folder and cursor.
    struct Next {
        QString folder;
        QByteArray cursor;
        std::shared_ptr<EwsAhead> ahead;
    };
    std::optional<Next> next;
};

} // namespace liaison::transport
