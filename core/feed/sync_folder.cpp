#include "core/feed/sync_folder.h"

#include "core/base/fault_point.h"
#include "core/feed/page_packer.h"
#include "core/feed/page_rescue.h"
#include "core/store/store.h"

#include <memory>

namespace liaison::feed {

namespace {

bool isEmpty(const transport::ChangePage &page)
{
    return page.arrived.isEmpty() && page.flags.isEmpty() && page.vanished.isEmpty() && !page.generationChanged;
}

} // namespace

FolderSync::FolderSync(PassContext pass, domain::Folder folder, QObject *parent)
    : QObject(parent), m_pass(std::move(pass)), m_folder(std::move(folder))
{
}

FolderSync::~FolderSync()
{
    m_network.request_stop();
    m_parsing.request_stop();
}

void FolderSync::start()
{
    request(m_folder.cursor);
}

void FolderSync::finishUnit()
{
    if (!m_error)
        m_error = Error{ErrorKind::Cancelled, {}, {}, {}};
    m_waiting.reset();
    m_network.request_stop();
}

void FolderSync::abort()
{
    finishUnit();
    m_parsing.request_stop();
}

void FolderSync::request(const QByteArray &cursor)
{
    m_requesting = true;
    m_asked = cursor;
    faultPoint("feed.before-changes");
    onDone<transport::ChangePage>(
        this,
        m_pass.source->changes({m_folder.remote, cursor, m_pass.shared->options.pageBytes}, m_network.get_token()),
        [this](Result<transport::ChangePage> answer) { arrived(std::move(answer)); });
}

void FolderSync::arrived(Result<transport::ChangePage> answer)
{
    m_requesting = false;
    if (!answer) {
        if (!m_error)
            m_error = answer.error();
    } else if (!m_error) {
        // A server that says "more" without getting anywhere would be asked for ever.
        if (answer->more && isEmpty(*answer) && answer->next == m_asked)
            m_error = Error{ErrorKind::ProtocolViolation, QStringLiteral("a page that leads nowhere"), {}, {}};
        else if (m_processing)
            m_waiting = std::move(*answer);
        else
            process(std::move(*answer));
    }
    settle();
}

void FolderSync::process(transport::ChangePage page)
{
    m_processing = true;
    const qint64 done = page.done;
    const qint64 total = page.total;
    const bool nothing = isEmpty(page) && page.next == m_folder.cursor;
    const QByteArray next = page.next;
    if (page.more)
        request(next);
    if (nothing) {
        pageStored(0, 0);
        return;
    }
    const PackRules rules{m_folder.id, m_folder.remote.role, m_pass.mailbox.fetchSince};
    const auto stored = [this, next, done, total](Result<IngestSummary> summary) {
        if (!summary) {
            if (!m_error || m_error->kind == ErrorKind::Cancelled)
                m_error = summary.error();
            m_network.request_stop();
            m_waiting.reset();
            m_processing = false;
            settle();
            return;
        }
        faultPoint("feed.after-ingest");
        if (!summary->passedOver.isEmpty())
            m_warning = Error{ErrorKind::LimitExceeded, summary->passedOver.join(QLatin1Char(' ')), {}, {}};
        m_folder.cursor = next;
        Q_EMIT progress(done, total);
        pageStored(summary->matched, summary->unmatched);
    };
    onDone<IngestPage>(this, packPage(m_pass.shared->pool, std::move(page), rules, m_parsing.get_token()),
                       [this, stored](Result<IngestPage> packed) {
                           if (!packed) {
                               stored(fail(packed.error()));
                               return;
                           }
                           store(std::move(*packed), stored);
                       });
}

void FolderSync::store(IngestPage page, std::function<void(Result<IngestSummary>)> stored)
{
    faultPoint("feed.before-ingest");
    const auto unit = std::make_shared<const IngestPage>(std::move(page));
    const auto write = [unit, lease = m_pass.lease](store::Session &session) {
        return store::Leases(session).verify(lease).and_then([&] { return ingest(session, *unit); });
    };
    onDone<IngestSummary>(this, m_pass.shared->store->write(write, store::Durability::Refetchable),
                          [this, unit, stored = std::move(stored)](Result<IngestSummary> summary) {
                              if (summary || !isPageRefusal(summary.error().kind)) {
                                  stored(std::move(summary));
                                  return;
                              }
                              auto *rescue = new PageRescue(m_pass.shared->store, m_pass.lease, unit, this);
                              onDone<IngestSummary>(this, rescue->run(), stored);
                          });
}

void FolderSync::pageStored(int matched, int unmatched)
{
    m_processing = false;
    if (matched > 0 || unmatched > 0)
        Q_EMIT stored(matched, unmatched);
    if (m_waiting && !m_error) {
        transport::ChangePage page = std::move(*m_waiting);
        m_waiting.reset();
        process(std::move(page));
    }
    settle();
}

void FolderSync::settle()
{
    if (m_ended || m_processing || m_requesting || m_waiting)
        return;
    m_ended = true;
    Q_EMIT finished(m_error);
}

} // namespace liaison::feed
