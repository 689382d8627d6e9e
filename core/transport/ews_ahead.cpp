#include "core/transport/ews_ahead.h"

namespace liaison::transport {

using ews::ItemChange;

void EwsWire::sync(Session &session, QObject *owner, const Request &request, std::stop_token stop,
                   std::function<void(const Answer &)> done)
{
    EwsCall call;
    call.stop = std::move(stop);
    call.request
        = [request](const ews::RequestContext &context) { return ews::SyncFolderItems::request(context, request); };
    session.ask<ews::SyncFolderItems>(owner, std::move(call), std::move(done));
}

QList<SyncCursor::Pending> EwsWire::mailsOf(const Page &page)
{
    QList<SyncCursor::Pending> mails;
    for (const ItemChange &change : page.changes)
        if (change.kind == ItemChange::Kind::Upsert && !change.isUpdate)
            mails << SyncCursor::Pending{change.id.id, change.size, change.receivedAt.value_or(0), false};
    return mails;
}

} // namespace liaison::transport
