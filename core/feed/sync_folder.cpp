#include "core/feed/sync_folder.h"

#include "core/base/fault_point.h"
#include "core/base/heap.h"
#include "core/feed/page_packer.h"
#include "core/feed/page_rescue.h"
#include "core/store/store.h"

#include <algorithm>

namespace liaison::feed {

namespace {

/// Pages on the wire, in the pool and before the store, in all: enough that none of the three waits for another, and
/// few enough that they stay within some 100 MiB together. An adapter may have one more on its way.
constexpr size_t mostUnits = 3;
/// The first page is this part of a whole one, and each after it twice as large: the pool and the store begin soon, and
/// so does whoever waits for the newest mail.
constexpr qint64 firstPagePart = 8;
/// Some hundred changes each that are none for us: more than any mailbox has.
constexpr int mostEmptyInARow = 1'000;

/// Nobody would miss what the store never had, so it is said as long as it lasts.
Error withheld(const QString &folder, qint64 mails)
{
    return {ErrorKind::ServerRefused,
            QStringLiteral("%1 mails of %2 are not given out by the server, or too large; they are asked for again")
                .arg(mails)
                .arg(folder),
            {},
            {}};
}

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
    fail(Error{ErrorKind::Cancelled, {}, {}, {}});
    dropUnits(1);
}

void FolderSync::abort()
{
    finishUnit();
    m_parsing.request_stop();
}

/// Nothing more is asked for. What has arrived is stored all the same, unless it is dropped.
void FolderSync::fail(const Error &error)
{
    if (!m_error)
        m_error = error;
    m_ahead.reset();
    m_network.request_stop();
}

void FolderSync::dropUnits(size_t kept)
{
    while (m_units.size() > kept)
        m_units.pop_back();
}

void FolderSync::request(const QByteArray &cursor)
{
    m_requesting = true;
    m_asked = cursor;
    faultPoint("feed.before-changes");
    const qint64 whole = m_pass.shared->options.pageBytes;
    m_budget = std::min(whole, m_budget > 0 ? 2 * m_budget : std::max<qint64>(1, whole / firstPagePart));
    onDone<transport::ChangePage>(
        this,
        m_pass.source->changes({m_folder.remote, cursor, m_budget, m_pass.shared->clock->nowMs()},
                               m_network.get_token()),
        [this](Result<transport::ChangePage> answer) { arrived(std::move(answer)); });
}

void FolderSync::requestMore()
{
    if (!m_ahead || m_requesting || m_units.size() >= mostUnits)
        return;
    const QByteArray cursor = *std::exchange(m_ahead, std::nullopt);
    request(cursor);
}

void FolderSync::arrived(Result<transport::ChangePage> answer)
{
    m_requesting = false;
    if (answer && !isEmpty(*answer))
        m_emptyInARow = 0;
    // A server that says "more" without getting anywhere would be asked for ever.
    if (!answer)
        fail(answer.error());
    else if (answer->more && isEmpty(*answer) && (answer->next == m_asked || ++m_emptyInARow > mostEmptyInARow))
        fail(Error{ErrorKind::ProtocolViolation, QStringLiteral("a page that leads nowhere"), {}, {}});
    else if (!m_error)
        take(std::move(*answer));
    settle();
}

void FolderSync::take(transport::ChangePage page)
{
    const auto unit = std::make_shared<Unit>();
    unit->next = page.next;
    unit->done = page.done;
    unit->total = page.total;
    unit->empty = isEmpty(page) && page.next == m_asked;
    m_units.push_back(unit);
    if (page.more)
        m_ahead = page.next;
    else if (page.withheld > 0 && !m_warning)
        m_warning = withheld(m_folder.remote.path, page.withheld);
    requestMore();
    if (unit->empty) {
        unit->packed.emplace();
        storeNext();
        return;
    }
    const PackRules rules{m_folder.id, m_folder.remote.role, m_pass.mailbox.fetchSince};
    onDone<IngestPage>(this, packPage(m_pass.shared->pool, std::move(page), rules, m_parsing.get_token()),
                       [this, unit](Result<IngestPage> packed) {
                           if (packed) {
                               unit->packed = std::move(*packed);
                           } else {
                               fail(packed.error());
                               dropUnits(m_storing ? 1 : 0);
                           }
                           storeNext();
                           settle();
                       });
}

/// The oldest page goes into the store when it is packed; the next one only once that is committed.
void FolderSync::storeNext()
{
    if (m_storing || m_units.empty() || !m_units.front()->packed)
        return;
    m_storing = true;
    if (m_units.front()->empty) {
        unitStored(IngestSummary());
        return;
    }
    store(std::move(*m_units.front()->packed), [this](const Result<IngestSummary> &summary) {
        if (summary) {
            faultPoint("feed.after-ingest");
            m_folder.cursor = m_units.front()->next;
            Q_EMIT progress(m_units.front()->done, m_units.front()->total);
        }
        unitStored(summary);
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

void FolderSync::unitStored(const Result<IngestSummary> &summary)
{
    m_storing = false;
    m_units.pop_front();
    if (!summary) {
        if (m_error && m_error->kind == ErrorKind::Cancelled)
            m_error.reset(); // why it could not even finish says more
        fail(summary.error());
        dropUnits(0); // their cursors build upon this page
    } else {
        if (!summary->passedOver.isEmpty())
            m_warning = Error{ErrorKind::LimitExceeded, summary->passedOver.join(QLatin1Char(' ')), {}, {}};
        if (summary->matched > 0 || summary->unmatched > 0)
            Q_EMIT stored(summary->matched, summary->unmatched);
    }
    trimHeap(); // the page is gone now
    requestMore();
    storeNext();
    settle();
}

void FolderSync::settle()
{
    if (m_ended || m_storing || m_requesting || !m_units.empty() || m_ahead)
        return;
    m_ended = true;
    Q_EMIT finished(m_error);
}

} // namespace liaison::feed
