#include "core/feed/page_rescue.h"

#include "core/base/log.h"
#include "core/store/store.h"

namespace liaison::feed {

bool isPageRefusal(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Internal:
    case ErrorKind::InvalidInput:
    case ErrorKind::NotFound:
    case ErrorKind::AlreadyExists:
    case ErrorKind::LimitExceeded:
    case ErrorKind::MessageTooLarge:
        return true;
    default:
        return false;
    }
}

PageRescue::PageRescue(store::Store *store, store::Lease lease, std::shared_ptr<const IngestPage> page, QObject *parent)
    : QObject(parent), m_store(store), m_lease(std::move(lease)), m_page(std::move(page))
{
}

Future<IngestSummary> PageRescue::run()
{
    m_promise.start();
    IngestPage first;
    first.folder = m_page->folder;
    first.generationChanged = m_page->generationChanged;
    write(std::move(first), [this](const Result<IngestSummary> &done) {
        if (done)
            storeMail(0);
        else
            end(fail(done.error()));
    });
    return m_promise.future();
}

void PageRescue::storeMail(qsizetype index)
{
    if (index == m_page->mails.size()) {
        storeRest();
        return;
    }
    IngestPage piece;
    piece.folder = m_page->folder;
    piece.onlyNamed = m_page->onlyNamed;
    piece.mails = {m_page->mails.at(index)};
    write(std::move(piece), [this, index](const Result<IngestSummary> &done) {
        if (!done && isPageRefusal(done.error().kind)) {
            storeQuarantined(index, done.error());
        } else if (!done) {
            end(fail(done.error()));
        } else {
            add(*done);
            storeMail(index + 1);
        }
    });
}

void PageRescue::storeQuarantined(qsizetype index, const Error &why)
{
    store::IncomingMail mail = m_page->mails.at(index);
    const QString remoteId = mail.remoteId;
    qCWarning(lcFeed) << "mail" << remoteId << "is refused by the store:" << why.log;
    mail.parsed = {};
    mail.parsed.health = domain::ParseHealth::Quarantined;
    mail.parsed.healthNote = QStringLiteral("refused by the store: ") + errorKindName(why.kind);
    IngestPage piece;
    piece.folder = m_page->folder;
    piece.onlyNamed = m_page->onlyNamed;
    piece.mails = {std::move(mail)};
    write(std::move(piece), [this, index, remoteId](const Result<IngestSummary> &done) {
        if (!done && !isPageRefusal(done.error().kind)) {
            end(fail(done.error()));
            return;
        }
        if (done) {
            add(*done);
        } else {
            qCCritical(lcFeed) << "mail" << remoteId << "cannot be stored at all:" << done.error().log;
            m_summary.passedOver.append(remoteId);
        }
        storeMail(index + 1);
    });
}

void PageRescue::storeRest()
{
    IngestPage rest;
    rest.folder = m_page->folder;
    rest.flags = m_page->flags;
    rest.vanished = m_page->vanished;
    rest.nextCursor = m_page->nextCursor;
    write(std::move(rest), [this](const Result<IngestSummary> &done) {
        if (done)
            end(m_summary);
        else
            end(fail(done.error()));
    });
}

void PageRescue::write(IngestPage piece, std::function<void(const Result<IngestSummary> &)> then)
{
    const auto unit = std::make_shared<const IngestPage>(std::move(piece));
    const auto store = [unit, lease = m_lease](store::Session &session) {
        return store::Leases(session).verify(lease).and_then([&] { return ingest(session, *unit); });
    };
    onDone<IngestSummary>(this, m_store->write(store, store::Durability::Refetchable), std::move(then));
}

void PageRescue::add(const IngestSummary &piece)
{
    m_summary.stored += piece.stored;
    m_summary.copies += piece.copies;
    m_summary.matched += piece.matched;
    m_summary.unmatched += piece.unmatched;
    m_summary.ids += piece.ids;
}

void PageRescue::end(Result<IngestSummary> result)
{
    finishWith<IngestSummary>(m_promise, std::move(result));
    deleteLater();
}

} // namespace liaison::feed
