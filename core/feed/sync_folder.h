#pragma once

#include "core/domain/folder.h"
#include "core/domain/mailbox.h"
#include "core/feed/feed_context.h"
#include "core/feed/ingest.h"
#include "core/store/leases.h"
#include "core/transport/mail_source.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::feed {

/// What one pass over a mailbox works with.
struct PassContext {
    const FeedContext *shared = nullptr;
    domain::Mailbox mailbox;
    store::Lease lease;
    transport::MailSource *source = nullptr;
};

/// Brings one folder up to date, page by page: changes → parse and pack in the pool → ingest in one transaction with
/// the cursor and the lease's check. The three go on beside each other for different pages; there are never more than
/// four, so memory is bounded whatever the folder's size. Pages are stored in order, each only after the one before.
class FolderSync : public QObject {
    Q_OBJECT
public:
    FolderSync(PassContext pass, domain::Folder folder, QObject *parent = nullptr);
    ~FolderSync() override;

    void start();
    /// No further page; the oldest in hand is stored, then finished(Cancelled).
    void finishUnit();
    /// As finishUnit, but pages that are still being parsed are dropped.
    void abort();
    /// Mails that could not be stored in any form.
    [[nodiscard]] const std::optional<Error> &warning() const { return m_warning; }

Q_SIGNALS:
    void progress(qint64 done, qint64 total);
    void stored(int matched, int unmatched);
    void finished(const std::optional<liaison::Error> &error); ///< nullopt: all of it

private:
    /// A page on its way from the wire into the store.
    struct Unit {
        QByteArray next; ///< the cursor that is true once it is stored
        qint64 done = 0;
        qint64 total = 0;
        bool empty = false;               ///< nothing to store
        std::optional<IngestPage> packed; ///< nullopt: still in the pool
    };
    using UnitPtr = std::shared_ptr<Unit>;

    void request(const QByteArray &cursor);
    void requestMore();
    void arrived(Result<transport::ChangePage> answer);
    void take(transport::ChangePage page);
    void storeNext();
    void store(IngestPage page, std::function<void(Result<IngestSummary>)> stored);
    void unitStored(const Result<IngestSummary> &summary);
    void dropUnits(size_t kept);
    void fail(const Error &error);
    void settle();

    PassContext m_pass;
    domain::Folder m_folder;
    std::stop_source m_network;
    std::stop_source m_parsing;
    std::deque<UnitPtr> m_units; ///< oldest first; that one is stored when it is packed
    std::optional<Error> m_error;
    std::optional<Error> m_warning;
    qint64 m_budget = 0;               ///< bytes of the page asked for last
    QByteArray m_asked;                ///< cursor of the last request
    std::optional<QByteArray> m_ahead; ///< to be asked for when there is room
    int m_emptyInARow = 0;             ///< pages without anything in them that promised more
    bool m_requesting = false;
    bool m_storing = false;
    bool m_ended = false;
};

} // namespace liaison::feed
