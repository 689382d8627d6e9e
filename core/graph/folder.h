#pragma once

#include "core/graph/failure.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace liaison::graph {

/// A mailFolder as far as it was told. Folders of mail alone are listed; v1.0 tells no class.
struct Folder {
    QString id;
    QString parentId = {};
    QString displayName = {}; ///< in the mailbox's language
    qint64 total = -1;        ///< -1: not told
    qint64 unread = -1;
    qint64 childFolders = -1;
    bool hidden = false;
    bool isSearch = false; ///< mailSearchFolder: it holds no mail of its own
    friend bool operator==(const Folder &, const Folder &) = default;
};

/// Names that stand for a folder's id in any request, whatever the mailbox's language
/// (api/resources/mailfolder.md). v1.0 does not say of a folder which of them it is: GetFolder each, in a batch.
namespace well_known {
inline const QString root = QStringLiteral("msgfolderroot");
inline const QString inbox = QStringLiteral("inbox");
inline const QString sentItems = QStringLiteral("sentitems");
inline const QString drafts = QStringLiteral("drafts");
inline const QString junk = QStringLiteral("junkemail");
inline const QString deletedItems = QStringLiteral("deleteditems");
inline const QString archive = QStringLiteral("archive");
inline const QString outbox = QStringLiteral("outbox");
/// Those that a mail client shows a mark for: inbox to outbox.
QStringList all();
} // namespace well_known

/// The properties that requests ask for: "$select=…".
QByteArray folderSelect();
/// Fails without an id.
Answer<Folder> folderFrom(const QJsonObject &json);

} // namespace liaison::graph
