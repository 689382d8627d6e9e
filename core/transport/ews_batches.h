#pragma once

#include "core/transport/ews_cursor.h"
#include "core/transport/ews_memory.h"
#include "core/transport/ews_session.h"
#include "core/transport/mail_source.h"

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
    /// Who is told what becomes of each mail, once. May be told from inside of add().
    class Taker {
    public:
        virtual ~Taker() = default;
        [[nodiscard]] virtual bool wants(const QString &id) const = 0;
        /// Somebody waits for it now: what may pass by itself is a failure then, and else a matter of another time.
        [[nodiscard]] virtual bool waitsFor(const QString &id) const = 0;
        virtual void came(RemoteMail mail) = 0;
        virtual void isWithheld(const QString &id) = 0;       ///< it is there, and is not given out
        virtual void comesLater(const QString &id) = 0;       ///< it did not come this time, and nobody waits for it
        virtual void failed(const ews::Failure &failure) = 0; ///< nothing more comes
    };

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
    };
    void pump();
    void ask(const Batch &batch);
    void takeBatch(const Batch &batch, ews::Answer<std::vector<ews::Answer<ews::Item>>> answer);
    void takeItem(const Batch &batch, const EwsCursor::Pending &wanted, ews::Answer<ews::Item> item);
    void rebuild(const Batch &batch, const EwsCursor::Pending &wanted, RemoteMail mail, ews::Item item);
    void came(RemoteMail mail);
    void batchFailed(const Batch &batch, const ews::Failure &failure);
    void itemFailed(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void otherWay(const Batch &batch, const EwsCursor::Pending &wanted, const ews::Failure &failure);
    void halve(const Batch &batch);
    void leaveOut(const EwsCursor::Pending &wanted, const ews::Failure &failure, const char *what);
    void end(const ews::Failure &failure);

    EwsSession *m_session;
    std::shared_ptr<EwsMemory> m_memory;
    Taker *m_taker;
    std::stop_source m_stop;
    std::deque<Batch> m_batches;
    int m_under = 0;
    bool m_over = false;
};

} // namespace liaison::transport
