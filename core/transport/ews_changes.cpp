#include "core/transport/ews_changes.h"

namespace liaison::transport {

using ews::ItemChange;
using ews::Remedy;

namespace {

constexpr qsizetype flagsABatch = 100;

} // namespace

ews::ItemsRequest EwsChanges::nextItems() const
{
    ews::ItemsRequest items;
    items.folder = ews::FolderRef::byId(request().folder.remoteId);
    items.syncState = cursor().state;
    items.maxChanges = m_mostChanges;
    items.sizes = m_sizes;
    return items;
}

void EwsChanges::syncFailed(const ews::Failure &failure)
{
    if (failure.remedy == Remedy::RestartSync && !cursor().state.isEmpty())
        return restart();
    const bool tooMuch = failure.remedy == Remedy::HalveBatch || failure.error.kind == ErrorKind::LimitExceeded;
    if (tooMuch && m_mostChanges > 1) {
        m_mostChanges /= 2;
        return sync();
    }
    if (failure.remedy == Remedy::SkipProperties && std::exchange(m_sizes, false))
        return sync();
    end(failure);
}

void EwsChanges::take(const ews::ItemsPage &page)
{
    for (const ItemChange &change : page.changes)
        takeChange(change);
    stand(page.syncState, page.last, !page.changes.isEmpty());
    askFlags();
}

void EwsChanges::takeChange(const ItemChange &change)
{
    const QString &id = change.id.id;
    if (change.kind != ItemChange::Kind::ReadFlag)
        isNews(id);
    const Pending item{id, change.size, change.receivedAt.value_or(0), change.isUpdate};
    switch (change.kind) {
    case ItemChange::Kind::Upsert:
        if (change.size > largestMail)
            skipTooLarge(item);
        else if (isWaiting(id) || m_flagged.contains(id))
            break;
        else if (change.isUpdate && isKnown(id))
            m_flagged << id;
        else
            await(item);
        break;
    case ItemChange::Kind::Removed:
        removed(id);
        break;
    case ItemChange::Kind::ReadFlag:
        if (!isWaiting(id) && !m_flagged.contains(id))
            m_flagged << id;
        break;
    }
}

/// A change of the read flag does not say what else is marked, and all marks are stored together.
void EwsChanges::askFlags()
{
    if (m_flagged.isEmpty())
        return fetch();
    QList<ews::ItemId> ids;
    for (const QString &id : m_flagged.mid(0, flagsABatch))
        ids << ews::ItemId{id, {}};
    m_flagged = m_flagged.mid(ids.size());
    ask<ews::GetItem>(
        [ids](const ews::RequestContext &context) {
            return ews::GetItem::request(context, ids, ews::ItemShape::AnyItem);
        },
        [this, ids](const ews::Answer<ews::GetItem::Value> &items) {
            if (!items)
                return end(items.error());
            takeFlags(ids, *items);
            askFlags();
        });
}

void EwsChanges::takeFlags(const QList<ews::ItemId> &asked, const std::vector<ews::Answer<ews::Item>> &items)
{
    for (qsizetype i = 0; i < asked.size() && size_t(i) < items.size(); ++i)
        if (const auto &item = items.at(size_t(i)))
            page().flags << FlagChange{asked.at(i).id, mailFlags(*item)};
}

} // namespace liaison::transport
