#include "core/transport/ews_changes.h"

#include "core/base/log.h"

#include <algorithm>

namespace liaison::transport {

using ews::ItemChange;
using ews::Remedy;
using Pending = EwsCursor::Pending;

namespace {

constexpr qsizetype mailsAPage = 700;
constexpr qsizetype flagsABatch = 100;
/// Larger mails are skipped, as they are over IMAP.
constexpr qint64 largestMail = 256LL * 1024 * 1024;

/// What was read ahead of this very page, or a new beginning.
std::shared_ptr<EwsAhead> aheadFor(EwsSession *session, const std::shared_ptr<EwsMemory> &memory,
                                   const ChangeRequest &request)
{
    const auto next = std::exchange(memory->next, std::nullopt);
    if (next && next->folder == request.folder.remoteId && next->cursor == request.cursor && !next->ahead->isOver())
        return next->ahead;
    return std::make_shared<EwsAhead>(session, memory);
}

} // namespace

EwsChanges::EwsChanges(EwsSession *session, ChangeRequest request, std::shared_ptr<EwsMemory> memory,
                       std::stop_token stop, QObject *parent)
    : EwsTask(session, stop, parent), m_request(std::move(request)), m_memory(std::move(memory)),
      m_ahead(aheadFor(session, m_memory, m_request))
{
}

void EwsChanges::start()
{
    m_ahead->endWith(stopToken());
    m_memory->known.asked(m_request.folder.remoteId, m_request.cursor);
    // A cursor that cannot be read costs a first sync, no mail: the store knows its mails by their ids.
    m_cursor = EwsCursor::fromJson(m_request.cursor).value_or(EwsCursor());
    m_before = m_cursor;
    for (const Pending &item : std::as_const(m_cursor.pending))
        m_waiting.insert(item.id);
    if (m_cursor.pending.isEmpty())
        sync();
    else
        fetch();
}

void EwsChanges::sync()
{
    if (m_cursor.last) { // a new run
        m_cursor.done = 0;
        m_cursor.total = 0;
        retrySkipped();
    }
    m_ahead->takeSync(nextItems(), [this](const ews::Answer<ews::ItemsPage> &page) {
        if (isOver())
            return;
        if (page)
            take(*page);
        else
            syncFailed(page.error());
    });
}

/// What comes behind the cursor's state.
ews::ItemsRequest EwsChanges::nextItems() const
{
    ews::ItemsRequest items;
    items.folder = ews::FolderRef::byId(m_request.folder.remoteId);
    items.syncState = m_cursor.state;
    items.maxChanges = m_mostChanges;
    items.sizes = m_sizes;
    return items;
}

/// What the server did not give out may be had today. What is too large stays that.
void EwsChanges::retrySkipped()
{
    if (m_cursor.skipped.isEmpty() || !m_cursor.retry.isDue(m_request.now))
        return;
    for (const Pending &item : std::exchange(m_cursor.skipped, {})) {
        if (item.size > largestMail) {
            m_cursor.skipped << item;
            continue;
        }
        m_waiting.insert(item.id);
        m_memory->retrying.insert(item.id);
        m_cursor.pending << item;
    }
    m_cursor.retry.tried(m_request.now);
}

void EwsChanges::skip(const Pending &item)
{
    m_cursor.skipped << item;
    if (!m_memory->retrying.contains(item.id))
        m_cursor.retry.restart(m_request.now);
}

void EwsChanges::syncFailed(const ews::Failure &failure)
{
    if (failure.remedy == Remedy::RestartSync && !m_cursor.state.isEmpty()) {
        qCInfo(lcNet, "the server forgot up to where a folder was read: it is read anew");
        m_page.generationChanged = true;
        m_cursor = EwsCursor();
        m_waiting.clear(); // what was to be asked for again is told of anew, and must not be taken for waiting
        return sync();
    }
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
    // Servers word the same state anew each time: a folder in which nothing happened keeps the cursor it had.
    if (!page.changes.isEmpty() || !page.last || m_cursor.state.isEmpty())
        m_cursor.state = page.syncState;
    m_cursor.last = page.last;
    const qint64 told = m_cursor.done + m_cursor.pending.size();
    m_cursor.total = std::max(told, m_cursor.first ? qint64(m_request.folder.total) : m_cursor.total);
    askFlags();
}

void EwsChanges::takeChange(const ItemChange &change)
{
    const QString &id = change.id.id;
    // Whatever happened to it, what is known of it now is newer.
    if (change.kind != ItemChange::Kind::ReadFlag)
        m_cursor.skipped.removeIf([&id](const Pending &item) { return item.id == id; });
    switch (change.kind) {
    case ItemChange::Kind::Upsert:
        if (change.size > largestMail) {
            qCInfo(lcNet, "a mail of %lld bytes is too large to be kept", static_cast<long long>(change.size));
            skip({id, change.size, change.receivedAt.value_or(0), change.isUpdate});
        } else if (m_waiting.contains(id) || m_flagged.contains(id)) {
            break;
        } else if (change.isUpdate && m_memory->known.contains(m_request.folder.remoteId, id)) {
            m_flagged << id;
        } else {
            m_waiting.insert(id);
            m_cursor.pending << Pending{id, change.size, change.receivedAt.value_or(0), change.isUpdate};
        }
        break;
    case ItemChange::Kind::Removed:
        m_ahead->drop(id);
        if (m_waiting.remove(id))
            m_cursor.pending.removeIf([&id](const Pending &item) { return item.id == id; });
        m_page.vanished << id;
        break;
    case ItemChange::Kind::ReadFlag:
        if (!m_waiting.contains(id) && !m_flagged.contains(id))
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
            m_page.flags << FlagChange{asked.at(i).id, mailFlags(*item)};
}

/// From the front, no more than the budget; one at least.
QList<Pending> EwsChanges::choose()
{
    QList<Pending> chosen;
    qint64 bytes = 0;
    for (const Pending &item : std::as_const(m_cursor.pending)) {
        const qint64 size = EwsBatches::sizeOf(item);
        if (!chosen.isEmpty() && (bytes + size > m_request.byteBudget || chosen.size() >= mailsAPage))
            break;
        chosen << item;
        bytes += size;
    }
    return chosen;
}

void EwsChanges::fetch()
{
    const QList<Pending> chosen = choose();
    if (chosen.isEmpty())
        return finishPage();
    m_ahead->lookAhead(m_cursor.pending, m_cursor.last ? std::nullopt : std::optional(nextItems()),
                       m_request.byteBudget);
    m_ahead->takeMails(chosen, [this, chosen](ews::Answer<EwsFetch::Fetched> fetched) {
        if (isOver())
            return;
        if (fetched)
            arrived(chosen, std::move(*fetched));
        else
            end(fetched.error());
    });
}

void EwsChanges::arrived(const QList<Pending> &chosen, EwsFetch::Fetched fetched)
{
    for (const Pending &item : chosen) {
        const auto mail = fetched.mails.find(item.id);
        if (mail == fetched.mails.end()) {
            if (fetched.withheld.contains(item.id))
                skip(item);
            continue;
        }
        // What is known already keeps its content; its flags are these now.
        if (item.updated)
            m_page.flags << FlagChange{item.id, mail->second.flags};
        m_handedOut.insert(qHash(item.id));
        m_page.arrived << std::move(mail->second);
    }
    std::stable_sort(m_page.arrived.begin(), m_page.arrived.end(),
                     [](const RemoteMail &a, const RemoteMail &b) { return a.internalDate > b.internalDate; });
    m_cursor.pending = m_cursor.pending.mid(chosen.size());
    m_cursor.done += chosen.size();
    finishPage();
}

void EwsChanges::finishPage()
{
    m_page.more = !m_cursor.pending.isEmpty() || !m_cursor.last;
    if (!m_page.more)
        m_cursor.first = false;
    if (m_cursor.skipped.isEmpty() && !m_page.more)
        m_cursor.retry = {};
    m_page.withheld = m_cursor.skipped.size();
    m_page.done = m_cursor.done;
    m_page.total = m_cursor.total;
    const bool nothing = m_cursor.state == m_before.state && m_cursor.last && m_before.last && !m_before.first
        && m_page.arrived.isEmpty() && m_before.pending.isEmpty() && m_cursor.skipped == m_before.skipped
        && m_cursor.retry == m_before.retry;
    m_page.next = nothing ? m_request.cursor : m_cursor.toJson();
    m_memory->known.handedOut(m_request.folder.remoteId, m_request.cursor, m_page.next, m_page.more, m_handedOut);
    if (m_page.more)
        m_memory->next = {m_request.folder.remoteId, m_page.next, m_ahead};
    finish(std::move(m_page));
}

} // namespace liaison::transport
