#pragma once

#include "core/ews/folder.h"
#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

/// GetFolder: one answer for each folder asked for, in that order. IdOnly of a distinguished folder is the smallest
/// request there is and serves to sign in and to learn the version. A distinguished name that the server does not know
/// fails the whole request (ErrorSchemaValidation): ask for one that is not in mailEveryoneHas() by itself.
class GetFolder final : public BatchOperation<Folder> {
public:
    static QByteArray request(const RequestContext &context, const QList<FolderRef> &folders,
                              FolderShape shape = FolderShape::Full);

    /// The distinguished mail folders that all versions know.
    static QStringList mailEveryoneHas();

private:
    Answer<Folder> read(const Element &message) override { return firstFolder(message.child("Folders")); }
};

} // namespace liaison::ews
