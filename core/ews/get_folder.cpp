#include "core/ews/get_folder.h"

namespace liaison::ews {

QByteArray GetFolder::request(const RequestContext &context, const QList<FolderRef> &folders, FolderShape shape)
{
    RequestWriter writer(context, "GetFolder");
    writeFolderShape(writer, shape, context.version);
    writer.openM("FolderIds");
    for (const FolderRef &folder : folders)
        writer.folderId(folder);
    return writer.close().finish();
}

QStringList GetFolder::mailEveryoneHas()
{
    return {QStringLiteral("inbox"),        QStringLiteral("sentitems"), QStringLiteral("drafts"),
            QStringLiteral("deleteditems"), QStringLiteral("junkemail"), QStringLiteral("outbox")};
}

} // namespace liaison::ews
