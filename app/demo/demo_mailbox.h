#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QString>

#include <optional>

namespace liaison::demo {

/// One mail of a folder. Flags are IMAP's words ("\\Seen", "$Forwarded"); other protocols translate them.
struct DemoMail {
    quint32 uid = 0;
    quint64 modSeq = 0; ///< of its last change, RFC 7162
    QByteArray raw;
    UtcMs internalDate = 0;
    QSet<QByteArray> flags;
    quint64 bornSeq = 0;                           ///< the mod-sequence it came with
    quint64 markSeq = 0;                           ///< of its last change in anything but \\Seen
    QHash<QByteArray, QByteArray> properties = {}; ///< what Exchange's clients keep with it, by key
    quint64 serial = 0;                            ///< the same for ever, in whatever folder of its mailbox it is
};

/// A mail that was removed.
struct DemoGone {
    quint32 uid = 0;
    quint64 modSeq = 0; ///< of the removal
    quint64 serial = 0; ///< the mail's
};

/// Where a mail is now.
struct DemoPlace {
    quint32 folder = 0; ///< its number
    quint32 uid = 0;
};

/// A folder: `path` is its name, "/" the delimiter, `specialUse` IMAP's attribute ("\\Sent") or empty.
struct DemoFolder {
    QString path;
    QByteArray specialUse;
    quint32 uidValidity = 1;
    quint32 uidNext = 1;
    QList<DemoMail> mails;     ///< by ascending UID
    QList<DemoGone> gone = {}; ///< by ascending mod-sequence
    quint32 number = 0;        ///< in its mailbox, whatever it is called
    quint64 bornSeq = 0;       ///< the mod-sequence it was made with
    quint64 nameSeq = 0;       ///< that of its last renaming, or of its making

    [[nodiscard]] const DemoMail *find(quint32 uid) const;
    [[nodiscard]] int unseen() const;
};

/// What one account holds, without any protocol: the front-ends (IMAP, and whatever comes) all look at this.
/// Lives on the server's thread.
class DemoMailbox : public QObject {
    Q_OBJECT
public:
    DemoMailbox(QString address, QString password, QObject *parent = nullptr);

    [[nodiscard]] QString address() const { return m_address; }
    [[nodiscard]] QString password() const { return m_password; }
    [[nodiscard]] bool accepts(const QString &user, const QString &password) const;
    [[nodiscard]] const QList<DemoFolder> &folders() const { return m_folders; }
    [[nodiscard]] const DemoFolder *folder(const QString &path) const; ///< INBOX in any case; null: none
    [[nodiscard]] quint64 highestModSeq() const { return m_modSeq; }

    /// False for a folder that is not there.
    bool append(const QString &path, const QByteArray &raw, UtcMs internalDate, const QSet<QByteArray> &flags,
                quint32 *uid = nullptr);
    enum class Change { Add, Remove, Replace };
    void changeFlags(const QString &path, quint32 uid, Change change, const QSet<QByteArray> &flags);
    /// An empty value removes it.
    void setProperty(const QString &path, quint32 uid, const QByteArray &key, const QByteArray &value);
    bool copy(const QString &from, const QList<quint32> &uids, const QString &to, QList<quint32> *made);
    /// With new UIDs, and the serial numbers that they had. False for a folder that is not there.
    bool move(const QString &from, const QList<quint32> &uids, const QString &to, QList<quint32> *made);
    /// Other bytes in a mail's place, which only drafts are for: to IMAP it has changed in nothing but its marks.
    void rewrite(const QString &path, quint32 uid, const QByteArray &raw);
    /// By serial number; none: it was removed.
    [[nodiscard]] std::optional<DemoPlace> place(quint64 serial) const;
    void remove(const QString &path, const QList<quint32> &uids);
    bool createFolder(const QString &path);
    /// With all below it; its mails stay what they are. False for the inbox and folders of a special use, and where
    /// `to` is there already.
    bool renameFolder(const QString &from, const QString &to);
    /// With its mails. False for the inbox, folders of a special use and those that have others below them.
    bool removeFolder(const QString &path);
    /// The numbers of folders that were removed (as uid), by ascending mod-sequence.
    [[nodiscard]] const QList<DemoGone> &goneFolders() const { return m_goneFolders; }

Q_SIGNALS:
    void changed(const QString &path);

private:
    DemoFolder *at(const QString &path);
    DemoMail *at(DemoFolder *folder, quint32 uid);
    static bool mayGo(const DemoFolder *folder);
    void renumber(DemoFolder *folder, quint32 uid, quint64 serial);

    QString m_address;
    QString m_password;
    QList<DemoFolder> m_folders; ///< parents before their children
    QList<DemoGone> m_goneFolders;
    quint32 m_folderNumber = 0; ///< of the next one
    quint64 m_modSeq = 1;
    quint64 m_serial = 0; ///< of the newest mail
    QHash<quint64, DemoPlace> m_places;
};

} // namespace liaison::demo
