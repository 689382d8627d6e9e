#include "core/transport/ews_fetch.h"

#include "core/base/log.h"
#include "core/transport/ews_rebuild.h"

#include <algorithm>

namespace liaison::transport {

using ews::Failure;
using ews::Item;
using ews::ItemShape;
using ews::Remedy;
using Pending = EwsCursor::Pending;

namespace {

/// With SyncFolderItems beside them these are the five requests that an account may have under way.
constexpr int batchesAtATime = EwsAccount::mostAtATime - 1;
constexpr qsizetype batchMails = 64;
constexpr qint64 batchBytes = 1024 * 1024;
/// Of a mail whose size was not told.
constexpr qint64 usualSize = 64 * 1024;
/// A mail in an answer is base64 of MIME, which may be base64 of what item:Size counts.
constexpr qint64 mostBytesOfAnswer = 1024LL * 1024 * 1024;
/// What an answer may have beyond three times what its mails are said to have.
constexpr qint64 spareBytesOfAnswer = 32 * 1024 * 1024;
/// A mail that is to blame for so many failed pages is left out.
constexpr int mostTrouble = 3;

QList<QList<Pending>> batchesOf(const QList<Pending> &wanted)
{
    QList<QList<Pending>> batches;
    qint64 bytes = 0;
    for (const Pending &item : wanted) {
        const bool full
            = batches.isEmpty() || batches.last().size() >= batchMails || bytes + EwsFetch::sizeOf(item) > batchBytes;
        if (full) {
            batches.append(QList<Pending>());
            bytes = 0;
        }
        batches.last().append(item);
        bytes += EwsFetch::sizeOf(item);
    }
    return batches;
}

} // namespace

MailFlags mailFlags(const Item &item)
{
    MailFlags flags;
    flags.seen = item.read;
    flags.answered = item.lastVerb == ews::LastVerb::Replied || item.lastVerb == ews::LastVerb::RepliedAll;
    flags.forwarded = item.lastVerb == ews::LastVerb::Forwarded;
    flags.draft = item.draft;
    return flags;
}

qint64 EwsFetch::sizeOf(const Pending &item)
{
    return item.size >= 0 ? item.size : usualSize;
}

EwsFetch::EwsFetch(EwsSession *session, std::shared_ptr<EwsMemory> memory, QObject *parent)
    : QObject(parent), m_session(session), m_memory(std::move(memory))
{
}

EwsFetch::~EwsFetch()
{
    m_stop.request_stop();
}

void EwsFetch::close()
{
    m_over = true;
    m_done = nullptr;
    m_stop.request_stop();
    m_batches.clear();
    m_fetched = {};
}

void EwsFetch::want(const QList<Pending> &items)
{
    QList<Pending> fresh;
    for (const Pending &item : items) {
        if (m_wanted.contains(item.id))
            continue;
        m_wanted.insert(item.id, sizeOf(item));
        m_heldBytes += sizeOf(item);
        fresh << item;
    }
    for (const QList<Pending> &batch : batchesOf(fresh))
        m_batches.push_back({batch, ItemShape::Mime});
    pump();
}

void EwsFetch::take(const QList<Pending> &items, std::function<void(ews::Answer<Fetched>)> done)
{
    if (m_over) // what was read ahead failed before anybody waited for it
        return done(ews::failed(m_failure));
    m_done = std::move(done);
    m_awaited.clear();
    m_missing = 0;
    for (const Pending &item : items) {
        m_awaited.insert(item.id);
        m_missing += m_settled.contains(item.id) ? 0 : 1;
    }
    want(items);
    if (m_missing == 0)
        deliver();
}

void EwsFetch::pump()
{
    while (!m_over && m_under < batchesAtATime && !m_batches.empty()) {
        const Batch next = std::move(m_batches.front());
        m_batches.pop_front();
        fetch(next);
    }
}

/// The mail came, or is known not to come.
void EwsFetch::settled(const QString &id)
{
    m_settled.insert(id);
    if (m_awaited.contains(id) && --m_missing == 0)
        deliver();
}

void EwsFetch::forget(const QString &id)
{
    m_settled.remove(id);
    m_heldBytes -= m_wanted.take(id);
}

void EwsFetch::drop(const QString &id)
{
    m_fetched.mails.erase(id);
    m_fetched.withheld.remove(id);
    forget(id);
}

void EwsFetch::deliver()
{
    Fetched taken;
    for (const QString &id : std::exchange(m_awaited, {})) {
        if (auto mail = m_fetched.mails.extract(id))
            taken.mails.insert(std::move(mail));
        if (m_fetched.withheld.remove(id))
            taken.withheld.insert(id);
        forget(id);
    }
    if (const auto done = std::exchange(m_done, nullptr))
        done(std::move(taken));
}

void EwsFetch::fetch(const Batch &batch)
{
    ++m_under;
    QList<ews::ItemId> ids;
    qint64 told = 0;
    for (const Pending &item : batch.items) {
        ids << ews::ItemId{item.id, {}};
        told += sizeOf(item);
    }
    EwsCall call;
    call.stop = m_stop.get_token();
    call.mostBytes = std::min(mostBytesOfAnswer, 3 * told + spareBytesOfAnswer);
    call.request = [ids, shape = batch.shape](const ews::RequestContext &context) {
        return ews::GetItem::request(context, ids, shape);
    };
    m_session->ask<ews::GetItem>(this, std::move(call),
                                 [this, batch](ews::Answer<std::vector<ews::Answer<Item>>> answer) {
                                     --m_under;
                                     if (!m_over)
                                         takeBatch(batch, std::move(answer));
                                     pump();
                                 });
}

void EwsFetch::takeBatch(const Batch &batch, ews::Answer<std::vector<ews::Answer<Item>>> answer)
{
    if (!answer)
        return batchFailed(batch, answer.error());
    const auto count = qsizetype(answer->size());
    for (qsizetype i = 0; i < batch.items.size() && !m_over; ++i) {
        if (i < count)
            takeItem(batch, batch.items.at(i), std::move(answer->at(size_t(i))));
        else // the server stopped in the middle
            m_batches.push_back({{batch.items.at(i)}, batch.shape});
    }
}

void EwsFetch::takeItem(const Batch &batch, const Pending &wanted, ews::Answer<Item> item)
{
    if (!m_wanted.contains(wanted.id))
        return;
    if (!item)
        return itemFailed(batch, wanted, item.error());
    RemoteMail mail;
    mail.remoteId = wanted.id;
    mail.internalDate = item->receivedAt.value_or(item->sentAt.value_or(wanted.receivedAt));
    mail.flags = mailFlags(*item);
    if (batch.shape == ItemShape::Properties)
        return rebuild(batch, wanted, std::move(mail), std::move(*item));
    if (item->mime.isEmpty())
        return otherWay(batch, wanted, {Error{ErrorKind::ServerRefused, QStringLiteral("no MIME"), {}, {}}});
    mail.raw = std::move(item->mime);
    came(std::move(mail));
}

void EwsFetch::came(RemoteMail mail)
{
    const QString id = mail.remoteId;
    if (!m_wanted.contains(id))
        return;
    m_memory->troubled.remove(id);
    m_fetched.mails.insert_or_assign(id, std::move(mail));
    settled(id);
}

/// A mail is worth waiting for its attachments while they may come, and is better without them than not at all.
void EwsFetch::rebuild(const Batch &batch, const Pending &wanted, RemoteMail mail, Item item)
{
    ++m_under;
    auto *rebuild = new EwsRebuild(m_session, std::move(item), m_stop.get_token(), this);
    rebuild->start([this, batch, wanted, mail = std::move(mail)](QByteArray raw,
                                                                 const std::optional<Failure> &failure) mutable {
        --m_under;
        if (m_over)
            return;
        const bool passing
            = failure && failure->remedy == Remedy::RetryLater && m_memory->troubled.value(wanted.id) + 1 < mostTrouble;
        if (raw.isEmpty())
            batchFailed(batch, *failure);
        else if (passing)
            itemFailed(batch, wanted, *failure);
        else {
            mail.raw = std::move(raw);
            came(std::move(mail));
        }
        pump();
    });
}

void EwsFetch::batchFailed(const Batch &batch, const Failure &failure)
{
    if (EwsRebuild::concernsNoItem(failure))
        return end(failure);
    if (batch.items.size() > 1)
        return halve(batch);
    itemFailed(batch, batch.items.first(), failure);
}

void EwsFetch::itemFailed(const Batch &batch, const Pending &wanted, const Failure &failure)
{
    switch (failure.remedy) {
    case Remedy::DropItem:
        return settled(wanted.id);
    case Remedy::RebuildFromProperties:
    case Remedy::SkipProperties:
        return otherWay(batch, wanted, failure);
    default:
        break;
    }
    if (batch.items.size() > 1) { // by itself it may be had
        m_batches.push_back({{wanted}, batch.shape});
        return;
    }
    // What passes by itself is worth another page; a mail that never comes is not worth its folder.
    const bool passing = failure.remedy == Remedy::RetryLater || failure.remedy == Remedy::HalveBatch
        || failure.origin == Failure::Origin::Unreadable;
    if (passing && !m_awaited.contains(wanted.id))
        return forget(wanted.id);
    if (passing && ++m_memory->troubled[wanted.id] < mostTrouble)
        return end(failure);
    m_memory->troubled.remove(wanted.id);
    leaveOut(wanted, failure, "a mail that the server does not give out");
}

void EwsFetch::leaveOut(const Pending &wanted, const Failure &failure, const char *what)
{
    qCInfo(lcNet, "%s (%s): %s", what, qPrintable(failure.code), qPrintable(printable(wanted.id.toUtf8())));
    m_fetched.withheld.insert(wanted.id);
    settled(wanted.id);
}

/// By MimeContentUTF8 where the version has it, else out of the mail's properties.
void EwsFetch::otherWay(const Batch &batch, const Pending &wanted, const Failure &failure)
{
    const bool utf8 = ews::can(m_session->account().version(), ews::Ability::MimeContentUtf8);
    if (batch.shape == ItemShape::Mime)
        m_batches.push_back({{wanted}, utf8 ? ItemShape::MimeUtf8 : ItemShape::Properties});
    else if (batch.shape == ItemShape::MimeUtf8)
        m_batches.push_back({{wanted}, ItemShape::Properties});
    else
        leaveOut(wanted, failure, "a mail that cannot be rebuilt");
}

void EwsFetch::halve(const Batch &batch)
{
    const qsizetype half = batch.items.size() / 2;
    m_batches.push_front({batch.items.mid(half), batch.shape});
    m_batches.push_front({batch.items.mid(0, half), batch.shape});
}

void EwsFetch::end(const Failure &failure)
{
    m_over = true;
    m_failure = failure;
    m_batches.clear();
    if (const auto done = std::exchange(m_done, nullptr))
        done(ews::failed(failure));
}

} // namespace liaison::transport
