#include "core/transport/stock_taking.h"

namespace liaison::transport {

ListedMail &StockTaking::at(const QString &id)
{
    ListedMail &mail = m_mails[id];
    if (mail.remoteId.isEmpty()) {
        mail.remoteId = id;
        m_order << id;
    }
    return mail;
}

ListedMail *StockTaking::find(const QString &id)
{
    const auto found = m_mails.find(id);
    return found == m_mails.end() ? nullptr : &*found;
}

FolderStock StockTaking::finished(const QString &state) const
{
    FolderStock stock{{}, state};
    QSet<QString> told; // one that went and came back stands in the order twice
    for (const QString &id : m_order) {
        const auto found = m_mails.constFind(id);
        if (found == m_mails.cend() || told.contains(id))
            continue;
        told.insert(id);
        stock.mails << *found;
    }
    return stock;
}

QString bareMessageId(const QString &header)
{
    const qsizetype from = header.indexOf(QLatin1Char('<'));
    const qsizetype to = header.indexOf(QLatin1Char('>'), from + 1);
    return (from < 0 || to < 0 ? header : header.mid(from + 1, to - from - 1)).trimmed();
}

SyncCursor cursorOf(const FolderStock &stock, const QList<ListedMail> &missing)
{
    SyncCursor cursor;
    cursor.state = stock.state;
    cursor.first = false;
    cursor.last = true;
    cursor.total = missing.size();
    for (const ListedMail &mail : missing)
        cursor.pending << SyncCursor::Pending{mail.remoteId, mail.size, mail.internalDate};
    return cursor;
}

} // namespace liaison::transport
