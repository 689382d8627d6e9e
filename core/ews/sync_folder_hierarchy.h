#pragma once

#include "core/ews/folder.h"
#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

/// What changed in the folder tree. An update of a folder that is not known is one that was created, too.
struct HierarchyPage {
    QString syncState;
    bool last = true;      ///< no more for now
    QList<Folder> changed; ///< created or updated
    QStringList removed;   ///< ids
};

/// SyncFolderHierarchy. Servers answer counts and classes of their own accord or not, so GetFolder is asked for what
/// has to be true.
class SyncFolderHierarchy final : public SingleOperation<HierarchyPage> {
public:
    /// `syncState` empty: from the start.
    static QByteArray request(const RequestContext &context, const FolderRef &root, const QString &syncState,
                              FolderShape shape = FolderShape::Full);

private:
    Answer<HierarchyPage> read(const Element &message) override;
};

} // namespace liaison::ews
