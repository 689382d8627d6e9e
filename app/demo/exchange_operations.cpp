#include "app/demo/exchange_operations.h"

#include <QHash>

namespace liaison::demo {

ExchangeOperation exchangeOperation(const QString &name)
{
    static const QHash<QString, ExchangeOperation> all{
        {QStringLiteral("ConvertId"), answerConvertId},
        {QStringLiteral("CopyItem"), answerCopyItem},
        {QStringLiteral("CreateItem"), answerCreateItem},
        {QStringLiteral("DeleteItem"), answerDeleteItem},
        {QStringLiteral("FindFolder"), answerFindFolder},
        {QStringLiteral("FindItem"), answerFindItem},
        {QStringLiteral("GetAttachment"), answerGetAttachment},
        {QStringLiteral("GetEvents"), answerGetEvents},
        {QStringLiteral("GetFolder"), answerGetFolder},
        {QStringLiteral("GetItem"), answerGetItem},
        {QStringLiteral("MoveItem"), answerMoveItem},
        {QStringLiteral("ResolveNames"), answerResolveNames},
        {QStringLiteral("Subscribe"), answerSubscribe},
        {QStringLiteral("SyncFolderHierarchy"), answerSyncFolderHierarchy},
        {QStringLiteral("SyncFolderItems"), answerSyncFolderItems},
        {QStringLiteral("Unsubscribe"), answerUnsubscribe},
        {QStringLiteral("UpdateItem"), answerUpdateItem},
    };
    return all.value(name, nullptr);
}

} // namespace liaison::demo
