#pragma once

#include "core/ews/item.h"
#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

struct ItemChange {
    enum class Kind {
        Upsert,  ///< created or updated: an update of an unknown item is one that was created
        Removed, ///< deleted or moved away; of an unknown item it means nothing
        ReadFlag
    };
    Kind kind = Kind::Upsert;
    ItemId id = {};
    QString element = {};                  ///< "Message", "MeetingRequest", …; Upsert alone
    bool read = false;                     ///< ReadFlag; of an Upsert where Message-IDs were asked for
    qint64 size = -1;                      ///< where it was asked for
    std::optional<qint64> receivedAt = {}; ///< UTC milliseconds; where it was asked for
    bool isUpdate = false;                 ///< Upsert: told as an update, so it may be known
    QString messageId = {};                ///< with angle brackets; where it was asked for
};

/// One page. The cursor (`syncState`) is true once the page is stored.
struct ItemsPage {
    QString syncState;
    bool last = true;
    QList<ItemChange> changes; ///< newest first from 2010 SP2 on, oldest first before
};

struct ItemsRequest {
    FolderRef folder;
    QString syncState = {};  ///< empty: from the start
    int maxChanges = 512;    ///< 1 to 512, put into range
    QStringList ignore = {}; ///< ids whose changes are not to be told, at most 512 are said
    bool sizes = true;       ///< with item:Size and item:DateTimeReceived, to plan fetching by bytes and date
    /// With PR_INTERNET_MESSAGE_ID (0x1035) and the read flag (0x0E07), as items that are no messages may be asked,
    /// too.
    bool messageIds = false;
    friend bool operator==(const ItemsRequest &, const ItemsRequest &) = default;
};

/// SyncFolderItems, normal items alone.
class SyncFolderItems final : public SingleOperation<ItemsPage> {
public:
    static QByteArray request(const RequestContext &context, const ItemsRequest &request);

private:
    Answer<ItemsPage> read(const Element &message) override;
};

} // namespace liaison::ews
