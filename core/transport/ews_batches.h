#pragma once

#include "core/transport/ews_cursor.h"
#include "core/transport/ews_memory.h"
#include "core/transport/ews_session.h"
#include "core/transport/fetch_room.h"
#include "core/transport/mail_source.h"
#include "core/transport/sync_fetch.h"

#include "core/ews/get_item.h"

#include <QObject>

#include <deque>
#include <memory>
#include <stop_token>

namespace liaison::transport {

/// The flags as the port has them.
MailFlags mailFlags(const ews::Item &item);

/// Asks for mails in batches that go beside each other. A batch that fails as a whole is halved down to the mail that
/// is to blame; one that the server cannot give as MIME is had another way, and rebuilt in the end; one that is always
/// to blame is left out. What is under way ends with it.
class EwsBatches : public QObject {
    Q_OBJECT
public:
    using Session = EwsSession;
    using Memory = EwsMemory;
    using Failure = ews::Failure;
    /// May be told from inside of add().
    using Taker = MailTaker<Failure>;

    EwsBatches(EwsSession *session, std::shared_ptr<EwsMemory> memory, Taker *taker);
    ~EwsBatches() override;

    /// Bytes that the server told of a mail, or the usual size where it was not told.
    static qint64 sizeOf(const EwsCursor::Pending &item);

    void add(const QList<EwsCursor::Pending> &items);
    /// Ends what is under way; nobody is told.
    void close();

private:
    struct Batch {
        QList<EwsCursor::Pending> items;
        ews::ItemShape shape = ews::ItemShape::Mime;
        bool anySize = false; ///< the mail, one alone, is larger than the server told
    };
    static qint64 allowance(const Batch &batch);
    void pump();
    void ask(const Batch &batch);
    void takeBatch(const Batch &batch, ews::Answer<std::vector<ews::Answer<ews::Item>>> answer);
    void takeItem(const Batch &batch, const EwsCursor::Pending &wanted, ews::Answer<ews::Item> item);
    void rebuild(const Batch &batch, const EwsCursor::Pending &wanted, RemoteMail mail, ews::Item item);
    void came(RemoteMail mail);
    void batchFailed(const Batch &batch, const ews::Failure &failure);
    void itemFailed(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void otherWay(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void tooMuch(const Batch &batch, const ews::Failure &failure);
    void halve(const Batch &batch);
    void leaveOut(const EwsCursor::Pending &wanted, const ews::Failure &failure, const char *what);
    void end(const ews::Failure &failure);

    EwsSession *m_session;
    std::shared_ptr<EwsMemory> m_memory;
    Taker *m_taker;
    std::stop_source m_stop;
    std::deque<Batch> m_batches;
    FetchRoom m_room;
    int m_under = 0;
    bool m_over = false;
};

using EwsFetch = SyncFetch<EwsBatches>;

} // namespace liaison::transport
