#include "core/transport/ews_ahead.h"

namespace liaison::transport {

using ews::ItemChange;
using ews::ItemsPage;
using ews::ItemsRequest;
using Pending = EwsCursor::Pending;

namespace {

/// Mails of the page in hand and of the one ahead.
constexpr qsizetype mostMails = 2 * 700;

} // namespace

EwsAhead::EwsAhead(EwsSession *session, std::shared_ptr<EwsMemory> memory)
    : m_session(session), m_mails(session, std::move(memory))
{
}

EwsAhead::~EwsAhead()
{
    m_onStop.reset();
    m_stop.request_stop();
}

void EwsAhead::endWith(std::stop_token stop)
{
    m_onStop.reset();
    // The callback runs on the thread that asks for the stop, and only posts to this one.
    m_onStop.emplace(std::move(stop), [this] {
        QMetaObject::invokeMethod(
            this, [this] { close(); }, Qt::QueuedConnection);
    });
}

void EwsAhead::close()
{
    m_mails.close();
    m_stop.request_stop();
    m_asked.reset();
    m_answer.reset();
    m_done = nullptr;
}

void EwsAhead::takeSync(const ItemsRequest &request, SyncDone done)
{
    m_done = std::move(done);
    if (!m_asked || *m_asked != request)
        ask(request);
    else if (m_answer)
        answered(*std::exchange(m_answer, std::nullopt));
}

void EwsAhead::ask(const ItemsRequest &request)
{
    m_asked = request;
    m_answer.reset();
    EwsCall call;
    call.stop = m_stop.get_token();
    call.request
        = [request](const ews::RequestContext &context) { return ews::SyncFolderItems::request(context, request); };
    m_session->ask<ews::SyncFolderItems>(this, std::move(call), [this, request](const ews::Answer<ItemsPage> &page) {
        if (m_asked && *m_asked == request)
            answered(page);
    });
}

void EwsAhead::answered(const ews::Answer<ItemsPage> &page)
{
    if (const SyncDone done = std::exchange(m_done, nullptr)) {
        m_asked.reset();
        return done(page);
    }
    m_answer = page;
    if (page)
        wantAhead(mailsOf(*page));
}

/// Those that the page will want, as far as it can be told before its turn.
QList<Pending> EwsAhead::mailsOf(const ItemsPage &page) const
{
    QList<Pending> mails;
    for (const ItemChange &change : page.changes)
        if (change.kind == ItemChange::Kind::Upsert && !change.isUpdate)
            mails << Pending{change.id.id, change.size, change.receivedAt.value_or(0), false};
    return mails;
}

bool EwsAhead::wantAhead(const QList<Pending> &items)
{
    qint64 bytes = m_mails.heldBytes();
    qsizetype count = m_mails.heldMails();
    QList<Pending> wanted;
    for (const Pending &item : items) {
        if (m_mails.isWanted(item.id))
            continue;
        bytes += EwsBatches::sizeOf(item);
        if (++count > mostMails || bytes > 2 * m_bytesAPage)
            break;
        wanted << item;
    }
    m_mails.want(wanted);
    return bytes <= 2 * m_bytesAPage && count <= mostMails;
}

void EwsAhead::takeMails(const QList<Pending> &items, std::function<void(ews::Answer<EwsFetch::Fetched>)> done)
{
    m_mails.take(items, std::move(done));
}

void EwsAhead::lookAhead(const QList<Pending> &items, const std::optional<ItemsRequest> &request, qint64 bytesAPage)
{
    m_bytesAPage = bytesAPage;
    if (!wantAhead(items) || !request)
        return;
    if (!m_asked)
        ask(*request);
    else if (m_answer && *m_answer)
        wantAhead(mailsOf(**m_answer));
}

} // namespace liaison::transport
