#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

namespace liaison::transport {

/// Which mails were handed out, by hashes of their ids: of an update of one of these the flags alone are fetched. A
/// page counts only as long as the next one builds upon it: where its cursor was not stored its mails were not either,
/// and have to be told again.
class SyncKnown {
public:
    [[nodiscard]] bool contains(const QString &folder, const QString &id) const;
    /// An id may stay with a mail that is moved: it is known in one folder and new in another.
    static size_t hashOf(const QString &folder, const QString &id);
    /// It left the folder; if it comes back it is new again.
    void gone(const QString &folder, const QString &id);

    /// A page is asked for with this cursor.
    void asked(const QString &folder, const QByteArray &cursor);
    /// What it handed out. `more`: the next page may be asked for before this one is stored.
    void handedOut(const QString &folder, const QByteArray &cursor, const QByteArray &next, bool more,
                   const QSet<size_t> &mails);
    /// The folder's mails are to be taken anew. Those of others that were stored are forgotten, too, and no more than
    /// fetched once too often if they change.
    void forget(const QString &folder);

private:
    struct Page {
        QByteArray cursor;
        QByteArray next;
        bool more = false;
        QSet<size_t> mails;
    };
    QSet<size_t> m_stored;
    QHash<QString, QList<Page>> m_pages; ///< of a folder, each built upon the one before, perhaps not stored yet
};

} // namespace liaison::transport
