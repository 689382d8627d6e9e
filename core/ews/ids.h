#pragma once

#include <QString>

namespace liaison::ews {

/// t:ItemId. Case-sensitive, up to 512 bytes, another one after a move; the ChangeKey names a state of the item.
struct ItemId {
    QString id = {};
    QString changeKey = {}; ///< empty: whatever it is now

    [[nodiscard]] bool isEmpty() const { return id.isEmpty(); }
    friend bool operator==(const ItemId &, const ItemId &) = default;
};

/// A folder in a request: one that all mailboxes have ("inbox", "msgfolderroot"), or one by its id.
struct FolderRef {
    QString distinguished = {}; ///< a name of t:DistinguishedFolderIdNameType; empty: by `id`
    QString id = {};
    QString mailbox = {}; ///< with `distinguished`: whose folder, for a delegate; empty: one's own

    static FolderRef named(const QString &name, const QString &mailbox = {}) { return {name, {}, mailbox}; }
    static FolderRef byId(const QString &id) { return {{}, id, {}}; }
    friend bool operator==(const FolderRef &, const FolderRef &) = default;
};

} // namespace liaison::ews
