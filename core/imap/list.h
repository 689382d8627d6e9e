#pragma once

#include "core/domain/folder.h"
#include "core/imap/command.h"
#include "core/imap/namespaces.h"

namespace liaison::imap {

/// LIST of the whole tree (RFC 9051 section 6.3.9), with RETURN (SPECIAL-USE STATUS …) where the server has RFC 6154
/// and RFC 5819. Roles come from attributes; where the server gives none at all they are guessed from common names.
/// The remoteId is the name in UTF-8. A name that does not survive decoding and encoding is listed as it came and
/// is not selectable, for we could not name it to the server.
class ListFolders final : public Command<QList<domain::RemoteFolder>> {
public:
    /// Folders below a foreign namespace get no role by their name: "user/bob/Sent" is not ours to file into.
    explicit ListFolders(Context &context, Namespaces namespaces = {})
        : Command(context), m_namespaces(std::move(namespaces))
    {
    }

private:
    [[nodiscard]] const char *name() const override { return "LIST"; }
    [[nodiscard]] QByteArray verb() const override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;
    void addFolder(const ListData &data);
    void addStatus(const StatusData &data);

    Namespaces m_namespaces;
    QList<domain::RemoteFolder> m_folders;
    QHash<QByteArray, qsizetype> m_index; ///< wire name → place in m_folders
};

/// The role that people give a folder of this name ("Gesendet", "Sent Items"); None if it is no usual one.
domain::FolderRole roleByName(const QString &leafName);

} // namespace liaison::imap
