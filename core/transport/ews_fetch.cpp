#include "core/transport/ews_fetch.h"

#include "core/base/log.h"
#include "core/ews/rebuild_mail.h"

namespace liaison::transport {

using ews::Failure;
using ews::Item;
using ews::ItemShape;
using ews::Remedy;
using Pending = EwsCursor::Pending;

namespace {

constexpr int batchesAtATime = 3;
constexpr qsizetype batchMails = 20;
constexpr qint64 batchBytes = 1024 * 1024;
/// Of a mail whose size was not told.
constexpr qint64 usualSize = 64 * 1024;
/// A mail in an answer is base64 of MIME, which may be base64 of what item:Size counts.
constexpr qint64 mostBytesOfAnswer = 1024LL * 1024 * 1024;
/// A mail that is to blame for so many failed pages is left out.
constexpr int mostTrouble = 3;

qint64 sizeOf(const Pending &item)
{
    return item.size >= 0 ? item.size : usualSize;
}

QList<QList<Pending>> batchesOf(const QList<Pending> &wanted)
{
    QList<QList<Pending>> batches;
    qint64 bytes = 0;
    for (const Pending &item : wanted) {
        const bool full = batches.isEmpty() || batches.last().size() >= batchMails || bytes + sizeOf(item) > batchBytes;
        if (full) {
            batches.append(QList<Pending>());
            bytes = 0;
        }
        batches.last().append(item);
        bytes += sizeOf(item);
    }
    return batches;
}

/// The network, or a server that does not answer at all: no mail is to blame.
bool concernsNoMail(const Failure &failure)
{
    return failure.code == QLatin1String("network") || ews::concernsAccount(failure.remedy);
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

EwsFetch::EwsFetch(EwsSession *session, std::shared_ptr<EwsMemory> memory, std::stop_token stop, QObject *parent)
    : QObject(parent), m_session(session), m_memory(std::move(memory)), m_stop(std::move(stop))
{
}

void EwsFetch::start(const QList<Pending> &wanted, std::function<void(ews::Answer<Mails>)> done)
{
    m_done = std::move(done);
    for (const QList<Pending> &items : batchesOf(wanted))
        m_batches.push_back({items, ItemShape::Mime});
    pump();
}

void EwsFetch::pump()
{
    while (!m_over && m_under < batchesAtATime && !m_batches.empty()) {
        const Batch next = std::move(m_batches.front());
        m_batches.pop_front();
        fetch(next);
    }
    if (m_over || m_under > 0)
        return;
    m_over = true;
    m_done(std::move(m_mails));
}

void EwsFetch::fetch(const Batch &batch)
{
    ++m_under;
    QList<ews::ItemId> ids;
    for (const Pending &item : batch.items)
        ids << ews::ItemId{item.id, {}};
    EwsCall call;
    call.stop = m_stop;
    call.mostBytes = mostBytesOfAnswer;
    call.request = [ids, shape = batch.shape](const ews::RequestContext &context) {
        return ews::GetItem::request(context, ids, shape);
    };
    m_session->ask<ews::GetItem>(this, std::move(call),
                                 [this, batch](ews::Answer<std::vector<ews::Answer<Item>>> answer) {
                                     --m_under;
                                     if (!m_over)
                                         take(batch, std::move(answer));
                                     pump();
                                 });
}

void EwsFetch::take(const Batch &batch, ews::Answer<std::vector<ews::Answer<Item>>> answer)
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
    if (!item)
        return itemFailed(batch, wanted, item.error());
    RemoteMail mail;
    mail.remoteId = wanted.id;
    mail.internalDate = item->receivedAt.value_or(item->sentAt.value_or(wanted.receivedAt));
    mail.flags = mailFlags(*item);
    if (batch.shape == ItemShape::Properties)
        mail.raw = ews::rebuiltMail(*item);
    else if (item->mime.isEmpty())
        return otherWay(batch, wanted, {Error{ErrorKind::ServerRefused, QStringLiteral("no MIME"), {}, {}}});
    else
        mail.raw = std::move(item->mime);
    m_memory->troubled.remove(wanted.id);
    m_mails.insert_or_assign(wanted.id, std::move(mail));
}

void EwsFetch::batchFailed(const Batch &batch, const Failure &failure)
{
    if (concernsNoMail(failure))
        return end(failure);
    if (batch.items.size() > 1)
        return halve(batch);
    itemFailed(batch, batch.items.first(), failure);
}

void EwsFetch::itemFailed(const Batch &batch, const Pending &wanted, const Failure &failure)
{
    switch (failure.remedy) {
    case Remedy::DropItem:
        return;
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
    if (passing && ++m_memory->troubled[wanted.id] < mostTrouble)
        return end(failure);
    m_memory->troubled.remove(wanted.id);
    leaveOut(wanted, failure, "a mail that the server does not give out");
}

void EwsFetch::leaveOut(const Pending &wanted, const Failure &failure, const char *what)
{
    m_withheld.insert(wanted.id);
    qCInfo(lcNet, "%s (%s): %s", what, qPrintable(failure.code), qPrintable(printable(wanted.id.toUtf8())));
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
    if (!std::exchange(m_over, true))
        m_done(ews::failed(failure));
}

} // namespace liaison::transport
