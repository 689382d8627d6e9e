#include "core/transport/ews_batches.h"

#include "core/base/log.h"
#include "core/transport/ews_rebuild.h"

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
/// A mail that is to blame for so many failed pages is left out.
constexpr int mostTrouble = 3;

QList<QList<Pending>> batchesOf(const QList<Pending> &wanted)
{
    QList<QList<Pending>> batches;
    qint64 bytes = 0;
    for (const Pending &item : wanted) {
        const bool full
            = batches.isEmpty() || batches.last().size() >= batchMails || bytes + EwsBatches::sizeOf(item) > batchBytes;
        if (full) {
            batches.append(QList<Pending>());
            bytes = 0;
        }
        batches.last().append(item);
        bytes += EwsBatches::sizeOf(item);
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

qint64 EwsBatches::sizeOf(const Pending &item)
{
    return item.size >= 0 ? item.size : usualSize;
}

EwsBatches::EwsBatches(EwsSession *session, std::shared_ptr<EwsMemory> memory, Taker *taker)
    : m_session(session), m_memory(std::move(memory)), m_taker(taker)
{
}

EwsBatches::~EwsBatches()
{
    m_stop.request_stop();
}

void EwsBatches::close()
{
    m_over = true;
    m_stop.request_stop();
    m_batches.clear();
}

void EwsBatches::add(const QList<Pending> &items)
{
    for (const QList<Pending> &batch : batchesOf(items))
        m_batches.push_back({batch, ItemShape::Mime});
    pump();
}

void EwsBatches::pump()
{
    while (!m_over && m_under < batchesAtATime && !m_batches.empty() && m_taker->hasRoom()
           && (m_under == 0 || m_room.hasRoomFor(allowance(m_batches.front())))) {
        const Batch next = std::move(m_batches.front());
        m_batches.pop_front();
        ask(next);
    }
}

qint64 EwsBatches::allowance(const Batch &batch)
{
    qint64 told = 0;
    for (const Pending &item : batch.items)
        told += sizeOf(item);
    return batch.anySize ? FetchRoom::largestAnswer() : FetchRoom::allowance(told);
}

void EwsBatches::ask(const Batch &batch)
{
    ++m_under;
    m_room.enter(allowance(batch));
    QList<ews::ItemId> ids;
    for (const Pending &item : batch.items)
        ids << ews::ItemId{item.id, {}};
    EwsCall call;
    call.stop = m_stop.get_token();
    call.mostBytes = allowance(batch);
    call.request = [ids, shape = batch.shape](const ews::RequestContext &context) {
        return ews::GetItem::request(context, ids, shape);
    };
    const bool isAlone = batch.items.size() == 1 && batch.items.constFirst().size > 0;
    const qsizetype likely = isAlone ? FetchRoom::likely(batch.items.constFirst().size) : 0;
    m_session->ask<ews::GetItem>(
        this, std::move(call),
        [this, batch](ews::Answer<std::vector<ews::Answer<Item>>> answer) {
            --m_under;
            m_room.leave(allowance(batch));
            if (!m_over)
                takeBatch(batch, std::move(answer));
            pump();
        },
        static_cast<ews::CutSink *>(nullptr), likely);
}

void EwsBatches::takeBatch(const Batch &batch, ews::Answer<std::vector<ews::Answer<Item>>> answer)
{
    if (!answer)
        return batchFailed(batch, answer.error());
    // An answer stands where its mail was asked for. One that left a mail out would give the others' content to the
    // wrong ones, so each has to say whose it is; a refusal cannot, and is believed where nothing was left out.
    const auto count = qsizetype(answer->size());
    const qsizetype asked = batch.items.size();
    for (qsizetype i = 0; i < asked && !m_over; ++i) {
        const Pending &wanted = batch.items.at(i);
        const ews::Answer<Item> *item = i < count ? &answer->at(size_t(i)) : nullptr;
        const bool its = item && (asked == 1 || (*item ? (*item)->id.id == wanted.id : count == asked));
        if (its)
            takeItem(batch, wanted, std::move(answer->at(size_t(i))));
        else if (asked == 1)
            itemFailed(batch, wanted, {Error{ErrorKind::ProtocolViolation, QStringLiteral("no item"), {}, {}}});
        else
            m_batches.push_back({{wanted}, batch.shape});
    }
}

void EwsBatches::takeItem(const Batch &batch, const Pending &wanted, ews::Answer<Item> item)
{
    if (!m_taker->wants(wanted.id))
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

void EwsBatches::came(RemoteMail mail)
{
    if (!m_taker->wants(mail.remoteId))
        return;
    m_memory->troubled.remove(mail.remoteId);
    m_taker->came(std::move(mail));
}

/// A mail is worth waiting for its attachments while they may come, and is better without them than not at all.
void EwsBatches::rebuild(const Batch &batch, const Pending &wanted, RemoteMail mail, Item item)
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

void EwsBatches::batchFailed(const Batch &batch, const Failure &failure)
{
    if (EwsRebuild::concernsNoItem(failure))
        return end(failure);
    if (failure.error.kind == ErrorKind::LimitExceeded && failure.origin == Failure::Origin::Http)
        return tooMuch(batch, failure);
    if (batch.items.size() > 1)
        return halve(batch);
    itemFailed(batch, batch.items.first(), failure);
}

void EwsBatches::itemFailed(const Batch &batch, const Pending &wanted, const Failure &failure)
{
    switch (failure.remedy) {
    case Remedy::DropItem: // Exchange says so of mails that are on their way between servers, too
        return m_taker->isWithheld(wanted.id);
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
    if (passing && !m_taker->waitsFor(wanted.id))
        return m_taker->comesLater(wanted.id);
    if (passing && ++m_memory->troubled[wanted.id] < mostTrouble)
        return end(failure);
    m_memory->troubled.remove(wanted.id);
    leaveOut(wanted, failure, "a mail that the server does not give out");
}

void EwsBatches::leaveOut(const Pending &wanted, const Failure &failure, const char *what)
{
    qCInfo(lcNet, "%s (%s): %s", what, qPrintable(failure.code), qPrintable(printable(wanted.id.toUtf8())));
    m_taker->isWithheld(wanted.id);
}

/// By MimeContentUTF8 where the version has it, else out of the mail's properties.
void EwsBatches::otherWay(const Batch &batch, const Pending &wanted, const Failure &failure)
{
    const bool utf8 = ews::can(m_session->account().version(), ews::Ability::MimeContentUtf8);
    if (batch.shape == ItemShape::Mime)
        m_batches.push_back({{wanted}, utf8 ? ItemShape::MimeUtf8 : ItemShape::Properties});
    else if (batch.shape == ItemShape::MimeUtf8)
        m_batches.push_back({{wanted}, ItemShape::Properties});
    else
        leaveOut(wanted, failure, "a mail that cannot be rebuilt");
}

/// Sizes that the server told are not to be relied on: with fewer others there is room, and alone for any.
void EwsBatches::tooMuch(const Batch &batch, const Failure &failure)
{
    if (batch.items.size() > 1)
        return halve(batch);
    if (!batch.anySize)
        m_batches.push_front({batch.items, batch.shape, true});
    else
        leaveOut(batch.items.first(), failure, "a mail that is too large");
}

void EwsBatches::halve(const Batch &batch)
{
    const qsizetype half = batch.items.size() / 2;
    m_batches.push_front({batch.items.mid(half), batch.shape});
    m_batches.push_front({batch.items.mid(0, half), batch.shape});
}

void EwsBatches::end(const Failure &failure)
{
    m_over = true;
    m_batches.clear();
    m_taker->failed(failure);
}

} // namespace liaison::transport
