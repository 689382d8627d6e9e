#pragma once

#include "core/base/on_done.h"
#include "core/feed/ingest.h"
#include "core/store/leases.h"

#include <QObject>

#include <memory>

namespace liaison::store {
class Store;
}

namespace liaison::feed {

/// Whether the store refused what a page holds; a busy, full, lost or broken store refuses nothing.
bool isPageRefusal(ErrorKind kind);

/// Stores a page that the store refused as a whole mail by mail, each in a transaction of its own, so that one mail
/// cannot block its folder for ever. A mail that is refused alone is stored as Quarantined, with its bytes and without
/// what was read of it; one that is refused even then is counted, logged and passed over. The cursor comes last: after
/// a death in between the page is read again. Destroys itself after its answer.
class PageRescue : public QObject {
    Q_OBJECT
public:
    PageRescue(store::Store *store, store::Lease lease, std::shared_ptr<const IngestPage> page, QObject *parent);

    Future<IngestSummary> run();

private:
    void storeMail(qsizetype index);
    void storeQuarantined(qsizetype index, const Error &why);
    void storeRest();
    void write(IngestPage piece, std::function<void(const Result<IngestSummary> &)> then);
    void add(const IngestSummary &piece);
    void end(Result<IngestSummary> result);

    store::Store *m_store;
    store::Lease m_lease;
    std::shared_ptr<const IngestPage> m_page;
    IngestSummary m_summary;
    QPromise<Result<IngestSummary>> m_promise;
};

} // namespace liaison::feed
