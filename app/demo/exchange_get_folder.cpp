#include "app/demo/exchange_operations.h"

#include <algorithm>

namespace liaison::demo {

namespace {

int childrenOf(const DemoMailbox &box, quint32 number)
{
    const auto all = foldersOf(box);
    return static_cast<int>(std::count_if(all.cbegin(), all.cend(),
                                          [number](const ExchangeFolder &folder) { return folder.parent == number; }));
}

void writeRights(XmlOut &out)
{
    out.open("t:EffectiveRights");
    for (const char *right :
         {"t:CreateAssociated", "t:CreateContents", "t:CreateHierarchy", "t:Delete", "t:Modify", "t:Read"})
        out.flag(right, true);
    out.close();
}

/// Folders are counted from, so that a change in them is one of the folder, too.
quint64 stateOf(const ExchangeFolder &folder)
{
    return folder.isMail() ? folder.mails->uidNext : 1;
}

} // namespace

void writeFolderId(XmlOut &out, const QByteArray &element, const ExchangeKey &key)
{
    out.open(element).attr("Id", idText(key)).attr("ChangeKey", changeKeyText(1)).close();
}

void writeFolder(XmlOut &out, const FolderPlace &place, const ExchangeShape &shape, const Exchange &exchange,
                 ews::ServerVersion version)
{
    const ExchangeFolder &folder = place.folder;
    out.open(folder.element);
    out.open("t:FolderId").attr("Id", idText(place.key)).attr("ChangeKey", changeKeyText(stateOf(folder))).close();
    if (shape.wants("folder:ParentFolderId") && folder.parent != 0)
        writeFolderId(out, "t:ParentFolderId", {exchange.numberOf(place.box), folder.parent, 0, 0});
    if (shape.wants("folder:FolderClass") && !folder.folderClass.isEmpty())
        out.text("t:FolderClass", folder.folderClass);
    if (shape.wants("folder:DisplayName", true))
        out.text("t:DisplayName", folder.name);
    if (shape.wants("folder:TotalCount", true))
        out.number("t:TotalCount", folder.isMail() ? folder.mails->mails.size() : 0);
    if (shape.wants("folder:ChildFolderCount", true))
        out.number("t:ChildFolderCount", childrenOf(*place.box, folder.number));
    for (const ExtendedField &field : shape.extended) {
        const bool hidden = field.key == "0x10f4";
        const bool uidNext = field.key == "0x6751" && folder.isMail(); // PR_INTERNET_ARTICLE_NUMBER_NEXT
        if (!hidden && !uidNext)
            continue;
        out.open("t:ExtendedProperty");
        writeExtendedUri(out, field);
        out.text("t:Value", hidden ? QStringLiteral("false") : QString::number(folder.mails->uidNext)).close();
    }
    if (shape.wants("folder:EffectiveRights"))
        writeRights(out);
    const bool named = version >= ews::ServerVersion::Exchange2013 && !folder.distinguished.isEmpty();
    if (named && shape.wants("folder:DistinguishedFolderId"))
        out.text("t:DistinguishedFolderId", folder.distinguished);
    const bool counts = folder.element == "t:Folder" || folder.element == "t:TasksFolder";
    if (counts && shape.wants("folder:UnreadCount", true))
        out.number("t:UnreadCount", folder.isMail() ? folder.mails->unseen() : 0);
    out.close();
}

std::optional<Refusal> answerGetFolder(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    const ExchangeShape shape = shapeFrom(call.body->child("FolderShape"));
    ResponseMessages messages(out, "GetFolder");
    for (const ews::Element &id : call.body->child("FolderIds").children) {
        const auto place = exchange.folder(call, id);
        if (!place) {
            messages.refuse(place.error(), "m:Folders");
            continue;
        }
        messages.success().open("m:Folders");
        writeFolder(out, *place, shape, exchange, call.version);
        out.close();
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
