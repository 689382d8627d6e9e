#include "app/demo/exchange_subscriptions.h"

#include "app/demo/exchange.h"
#include "app/demo/exchange_item.h"
#include "app/demo/exchange_operations.h"

#include <QDateTime>

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr qsizetype mostWaiting = 10'000; // a subscription that nobody reads loses the oldest

} // namespace

Subscriptions::Subscriptions(Exchange *exchange) : QObject(exchange), m_exchange(exchange) { }

Subscription *Subscriptions::add(Subscription subscription)
{
    watch(subscription.box);
    subscription.number = ++m_count;
    subscription.id
        = sealed(subscription.streaming ? 'T' : 'P', {subscription.number, m_exchange->numberOf(subscription.box)});
    if (subscription.timeoutMinutes > 0)
        subscription.expiry.setRemainingTime(qint64(subscription.timeoutMinutes) * 60'000);
    return &*m_all.insert(subscription.id, subscription);
}

Subscription *Subscriptions::find(const QString &id)
{
    const auto found = m_all.find(id);
    if (found == m_all.end())
        return nullptr;
    if (found->timeoutMinutes > 0 && found->expiry.hasExpired()) {
        remove(id);
        return nullptr;
    }
    return &*found;
}

bool Subscriptions::remove(const QString &id)
{
    if (m_all.remove(id) == 0)
        return false;
    Q_EMIT removed(id);
    return true;
}

void Subscriptions::forgetAll()
{
    const QStringList ids = m_all.keys();
    for (const QString &id : ids)
        remove(id);
}

void Subscriptions::watch(DemoMailbox *box)
{
    if (m_seen.contains(box))
        return;
    m_seen.insert(box, box->highestModSeq());
    // What one request does is looked at when it is done: a move is a copy and a removal.
    connect(box, &DemoMailbox::changed, this, [this, box] {
        if (m_due.contains(box))
            return;
        m_due.insert(box);
        QMetaObject::invokeMethod(
            this, [this, box] { collect(box); }, Qt::QueuedConnection);
    });
}

void Subscriptions::collect(DemoMailbox *box)
{
    m_due.remove(box);
    const quint64 since = m_seen.value(box);
    m_seen.insert(box, box->highestModSeq());
    const auto moves = std::exchange(m_moves, {});
    const QString now = exchangeTime(QDateTime::currentMSecsSinceEpoch());
    const auto partOf = [&moves](const ExchangeKey &key) {
        return std::find_if(moves.cbegin(), moves.cend(),
                            [&key](const auto &move) { return move.first == key || move.second == key; });
    };
    for (const ExchangeFolder &folder : foldersOf(*box)) {
        if (!folder.isMail())
            continue;
        const ExchangeKey parent = m_exchange->keyOf(box, folder);
        for (const DemoMail &mail : folder.mails->mails) {
            if (mail.modSeq <= since)
                continue;
            MailboxEvent event{
                "ModifiedEvent", 0, m_exchange->keyOf(box, folder, mail.uid), mail.modSeq, parent, {}, now};
            const auto move = partOf(event.item);
            if (mail.bornSeq > since && move != moves.cend()) {
                event.name = "MovedEvent";
                event.old = {move->first, {move->first.mailbox, move->first.folder, 0, 0}};
            } else if (mail.bornSeq > since) {
                event.name = "CreatedEvent";
                if (folder.distinguished == QLatin1String("inbox")) {
                    tell(box, event);
                    event.name = "NewMailEvent";
                }
            }
            tell(box, event);
        }
        for (auto gone = folder.mails->gone.crbegin(); gone != folder.mails->gone.crend() && gone->modSeq > since;
             ++gone) {
            const ExchangeKey key = m_exchange->keyOf(box, folder, gone->uid);
            if (partOf(key) == moves.cend())
                tell(box, {"DeletedEvent", 0, key, gone->modSeq, parent, {}, now});
        }
    }
}

void Subscriptions::tell(DemoMailbox *box, const MailboxEvent &event)
{
    QStringList told;
    for (Subscription &subscription : m_all) {
        const bool here = subscription.folders.isEmpty() || subscription.folders.contains(event.folder.folder)
            || (event.old && subscription.folders.contains(event.old->second.folder));
        if (subscription.box != box || !here || !subscription.types.contains(event.name))
            continue;
        subscription.waiting.append(event);
        subscription.waiting.last().number = ++subscription.lastEvent;
        if (subscription.waiting.size() > mostWaiting)
            subscription.waiting.removeFirst();
        told << subscription.id;
    }
    for (const QString &id : std::as_const(told))
        Q_EMIT arrived(id);
}

QString watermarkText(const Subscription &subscription, quint64 event)
{
    return sealed('W', {subscription.number, event});
}

void writeNotification(XmlOut &out, const Subscription &subscription, const QList<MailboxEvent> &events,
                       quint64 previous, bool more)
{
    const auto watermark = [&](quint64 event) {
        if (!subscription.streaming)
            out.text("t:Watermark", watermarkText(subscription, event));
    };
    out.text("t:SubscriptionId", subscription.id);
    if (!subscription.streaming) {
        out.text("t:PreviousWatermark", watermarkText(subscription, previous));
        out.flag("t:MoreEvents", more);
    }
    for (const MailboxEvent &event : events) {
        out.open("t:" + event.name);
        watermark(event.number);
        out.text("t:TimeStamp", event.at);
        writeItemId(out, event.item, event.modSeq);
        writeFolderId(out, "t:ParentFolderId", event.folder);
        if (event.old) {
            out.open("t:OldItemId").attr("Id", idText(event.old->first)).attr("ChangeKey", changeKeyText(1)).close();
            writeFolderId(out, "t:OldParentFolderId", event.old->second);
        }
        out.close();
    }
    if (events.isEmpty()) {
        out.open("t:StatusEvent");
        watermark(previous);
        out.close();
    }
}

} // namespace liaison::demo
