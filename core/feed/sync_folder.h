#pragma once

#include "core/domain/folder.h"
#include "core/domain/mailbox.h"
#include "core/feed/feed_context.h"
#include "core/feed/ingest.h"
#include "core/store/leases.h"
#include "core/transport/mail_source.h"

#include <QObject>

#include <functional>
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
/// the cursor and the lease's check. While a page is parsed and stored the next one is on the wire; never more than
/// these two, so memory is bounded. Pages are stored in order.
class FolderSync : public QObject {
    Q_OBJECT
public:
    FolderSync(PassContext pass, domain::Folder folder, QObject *parent = nullptr);
    ~FolderSync() override;

    void start();
    /// No further page; the one in hand is stored, then finished(Cancelled).
    void finishUnit();
    /// As finishUnit, but a page that is still being parsed is dropped.
    void abort();
    /// Mails that could not be stored in any form.
    [[nodiscard]] const std::optional<Error> &warning() const { return m_warning; }

Q_SIGNALS:
    void progress(qint64 done, qint64 total);
    void stored(int matched, int unmatched);
    void finished(const std::optional<liaison::Error> &error); ///< nullopt: all of it

private:
    void request(const QByteArray &cursor);
    void arrived(Result<transport::ChangePage> answer);
    void process(transport::ChangePage page);
    void store(IngestPage page, std::function<void(Result<IngestSummary>)> stored);
    void pageStored(int matched, int unmatched);
    void settle();

    PassContext m_pass;
    domain::Folder m_folder;
    std::stop_source m_network;
    std::stop_source m_parsing;
    std::optional<transport::ChangePage> m_waiting;
    std::optional<Error> m_error;
    std::optional<Error> m_warning;
    QByteArray m_asked; ///< cursor of the request in flight
    bool m_requesting = false;
    bool m_processing = false;
    bool m_ended = false;
};

} // namespace liaison::feed
