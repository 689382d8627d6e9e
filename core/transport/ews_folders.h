#pragma once

#include "core/ews/folder.h"
#include "core/transport/ews_task.h"
#include "core/transport/mail_source.h"

#include <QHash>

namespace liaison::transport {

/// MailSource::folders() over EWS: the folders that every mailbox has, for what they are for; the tree below
/// msgfolderroot; and what a server does not tell with the tree, by GetFolder in tens. Only folders that hold mail.
class EwsFolders final : public EwsTask<QList<domain::RemoteFolder>> {
public:
    using EwsTask::EwsTask;
    void start() override { askKnown(); }

private:
    void askKnown();
    void askTree(const QString &state);
    void askMissing();
    void take(const ews::Folder &folder);
    void list();
    [[nodiscard]] QString pathOf(const ews::Folder &folder) const;

    QHash<QString, domain::FolderRole> m_roles; ///< by id
    QHash<QString, ews::Folder> m_known;        ///< the folders that every mailbox has, by id
    QHash<QString, ews::Folder> m_folders;      ///< by id
    QStringList m_order;                        ///< as the server told of them
    QStringList m_missing;                      ///< of which too little was told
    int m_pages = 0;
};

} // namespace liaison::transport
