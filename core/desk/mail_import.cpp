#include "core/desk/mail_import.h"

#include "core/base/fault_point.h"
#include "core/base/heap.h"
#include "core/base/in_pool.h"
#include "core/domain/address.h"
#include "core/feed/page_rescue.h"
#include "core/mime/parse.h"
#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <QThreadPool>

#include <algorithm>

namespace liaison::desk {

namespace {

constexpr qint64 pageBytes = 16 * 1024 * 1024;
constexpr qsizetype pageMails = 500;
constexpr qsizetype mostProblems = 1'000;

store::IncomingMail packed(const FoundMail &found, const QStringList &ownAddresses, UtcMs now)
{
    store::IncomingMail mail;
    mail.parsed = mime::parse(found.raw);
    mail.words = store::searchWords(mail.parsed);
    mail.raw = store::packRaw(found.raw);
    mail.internalDate = std::min(found.arrivedAt, now); // a Date in the future would be the newest mail for ever
    mail.seen = found.seen;
    const domain::Addresses &from = mail.parsed.facts.from;
    // A From of ours proves nothing by itself: it is what forgers write.
    if (!found.received && !from.isEmpty()
        && ownAddresses.contains(domain::normalisedAddress(from.constFirst().address)))
        mail.direction = store::Direction::Out;
    return mail;
}

} // namespace

MailImport::MailImport(Context context, const QString &path)
    : QObject(context.store), m_context(std::move(context)), m_files(std::make_shared<MailFiles>(path)), m_path(path)
{
}

Future<ImportSummary> MailImport::run()
{
    boundHeap(); // mails go through three threads
    m_promise.start();
    Future<ImportSummary> future = m_promise.future();
    if (const Result<void> opened = m_files->open(); !opened) {
        end(fail(opened.error()));
        return future;
    }
    const auto read = [](store::Session &session) { return store::Mailboxes(session).ownAddresses(); };
    onDone<QStringList>(this, m_context.store->read(read), [this](Result<QStringList> addresses) {
        if (!addresses) {
            end(fail(addresses.error()));
            return;
        }
        m_ownAddresses = std::move(*addresses);
        step();
    });
    return future;
}

Result<MailImport::Page> MailImport::readPage(MailFiles &files, const QStringList &ownAddresses, UtcMs now)
{
    Page page;
    qint64 bytes = 0;
    while (bytes < pageBytes && page.ingest.mails.size() + page.problems.size() < pageMails) {
        const auto found = files.next();
        if (!found) {
            page.end = true;
            break;
        }
        if (!found->problem.isEmpty()) {
            page.problems.append(found->problem);
            continue;
        }
        bytes += found->raw.size();
        page.ingest.mails.append(packed(*found, ownAddresses, now));
    }
    return page;
}

void MailImport::step()
{
    const auto read = [files = m_files, own = m_ownAddresses, now = m_context.clock->nowMs()] {
        return readPage(*files, own, now);
    };
    onDone<Page>(this, inPool(QThreadPool::globalInstance(), read), [this](Result<Page> page) {
        if (!page) {
            end(fail(page.error()));
            return;
        }
        const auto unit = std::make_shared<const Page>(std::move(*page));
        faultPoint("import.before-ingest");
        const auto write = [unit](store::Session &session) { return feed::ingest(session, unit->ingest); };
        onDone<feed::IngestSummary>(this, m_context.store->write(write),
                                    [this, unit](const Result<feed::IngestSummary> &done) { stored(unit, done); });
    });
}

void MailImport::stored(std::shared_ptr<const Page> page, const Result<feed::IngestSummary> &summary)
{
    if (!summary && feed::isPageRefusal(summary.error().kind)) {
        storeOne(std::move(page), 0);
        return;
    }
    if (!summary) {
        end(fail(summary.error()));
        return;
    }
    add(*summary);
    for (const QString &problem : page->problems)
        addProblem(problem);
    Q_EMIT progress(m_summary.imported + m_summary.known + m_summary.failed);
    if (!page->end) {
        step();
        return;
    }
    const auto note = [actor = m_context.actor, path = m_path, summary = m_summary](store::Session &session) {
        return store::AuditLog(session).append(actor, QStringLiteral("mail.import"), path,
                                               {{QStringLiteral("imported"), summary.imported},
                                                {QStringLiteral("known"), summary.known},
                                                {QStringLiteral("failed"), summary.failed}});
    };
    onDone<void>(this, m_context.store->write(note), [this](const Result<void> &noted) {
        end(noted ? Result<ImportSummary>(m_summary) : fail(noted.error()));
    });
}

/// The store refused the page: mail by mail, so that one it does not take keeps none of the others out.
void MailImport::storeOne(std::shared_ptr<const Page> page, qsizetype index)
{
    if (index == page->ingest.mails.size()) {
        stored(std::move(page), feed::IngestSummary());
        return;
    }
    const auto write = [page, index](store::Session &session) {
        feed::IngestPage one;
        one.mails = {page->ingest.mails.at(index)};
        return feed::ingest(session, one);
    };
    onDone<feed::IngestSummary>(
        this, m_context.store->write(write), [this, page, index](const Result<feed::IngestSummary> &done) {
            if (!done && !feed::isPageRefusal(done.error().kind)) {
                end(fail(done.error()));
                return;
            }
            if (done)
                add(*done);
            else
                addProblem(QStringLiteral("%1: the store refused the mail <%2>")
                               .arg(m_path, page->ingest.mails.at(index).parsed.facts.messageIdHeader));
            storeOne(page, index + 1);
        });
}

void MailImport::add(const feed::IngestSummary &summary)
{
    m_summary.imported += summary.stored;
    m_summary.known += summary.copies;
    m_summary.matched += summary.matched;
    m_summary.unmatched += summary.unmatched;
}

void MailImport::addProblem(const QString &problem)
{
    ++m_summary.failed;
    if (m_summary.problems.size() < mostProblems)
        m_summary.problems.append(problem);
}

void MailImport::end(Result<ImportSummary> result)
{
    finishWith<ImportSummary>(m_promise, std::move(result));
    deleteLater();
}

} // namespace liaison::desk
