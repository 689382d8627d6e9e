#pragma once

#include "app/demo/demo_mailbox.h"
#include "app/demo/exchange_answer.h"
#include "app/demo/exchange_ids.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>

namespace liaison::demo {

class Exchange;

struct MailboxEvent {
    QByteArray name;    ///< "NewMailEvent"
    quint64 number = 0; ///< in its subscription, from 1
    ExchangeKey item;
    quint64 modSeq = 0;
    ExchangeKey folder;
    std::optional<std::pair<ExchangeKey, ExchangeKey>> old = {}; ///< Moved: the item and folder it was
    QString at;
};

struct Subscription {
    QString id;
    bool streaming = false;
    DemoMailbox *box = nullptr;
    QSet<quint32> folders; ///< numbers; empty: all
    QSet<QByteArray> types;
    quint64 number = 0;
    quint64 lastEvent = 0;       ///< the number of the last one that happened
    QList<MailboxEvent> waiting; ///< not yet told; of a pull subscription: not yet confirmed
    int timeoutMinutes = 0;      ///< of a pull subscription that nobody asks
    QDeadlineTimer expiry = {};
};

/// Who wants to hear of what happens in which folders. What happens is found by mod-sequence, whichever protocol did
/// it.
class Subscriptions : public QObject {
    Q_OBJECT
public:
    explicit Subscriptions(Exchange *exchange);

    Subscription *add(Subscription subscription);
    /// Null: there is none, or it has expired.
    Subscription *find(const QString &id);
    bool remove(const QString &id);
    /// That the next removal and arrival are one move.
    void moved(const ExchangeKey &from, const ExchangeKey &to) { m_moves.append({from, to}); }
    /// They are all forgotten, as after a restart of the server.
    void forgetAll();

Q_SIGNALS:
    void arrived(const QString &subscriptionId);
    void removed(const QString &subscriptionId);

private:
    void watch(DemoMailbox *box);
    void collect(DemoMailbox *box);
    void tell(DemoMailbox *box, const MailboxEvent &event);

    Exchange *m_exchange;
    QHash<QString, Subscription> m_all;
    QHash<DemoMailbox *, quint64> m_seen; ///< changes up to this mod-sequence were told
    QList<std::pair<ExchangeKey, ExchangeKey>> m_moves;
    QSet<DemoMailbox *> m_due;
    quint64 m_count = 0;
};

/// m:Notification with events, or with the StatusEvent that says there are none.
void writeNotification(XmlOut &out, const Subscription &subscription, const QList<MailboxEvent> &events,
                       quint64 previous, bool more);
/// The watermark behind an event of a pull subscription.
QString watermarkText(const Subscription &subscription, quint64 event);

} // namespace liaison::demo
