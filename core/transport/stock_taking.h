#pragma once

#include "core/transport/mail_source.h"
#include "core/transport/sync_cursor.h"

#include <QHash>
#include <QStringList>

namespace liaison::transport {

/// Gathers a folder's mails from pages of changes: what was told may be gone, or be told again, by the end.
class StockTaking {
public:
    /// The mail of this id, as far as it was told; a new one where it was not.
    ListedMail &at(const QString &id);
    /// nullptr: it was not told of.
    ListedMail *find(const QString &id);
    void gone(const QString &id) { m_mails.remove(id); }
    /// What is there, in the server's order.
    [[nodiscard]] FolderStock finished(const QString &state) const;

private:
    QHash<QString, ListedMail> m_mails;
    QStringList m_order;
};

/// A Message-ID without angle brackets and what stands around them.
QString bareMessageId(const QString &header);

/// Where the stock stood, with `missing` still to be fetched.
SyncCursor cursorOf(const FolderStock &stock, const QList<ListedMail> &missing);

} // namespace liaison::transport
