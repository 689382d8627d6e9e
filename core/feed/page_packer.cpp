#include "core/feed/page_packer.h"

#include "core/base/heap.h"
#include "core/mime/parse.h"

#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

namespace liaison::feed {

namespace {

constexpr qsizetype largeMail = 16 * 1024 * 1024;
/// Beside a large mail, which by itself is more than a page of others.
constexpr std::size_t littleHeap = 2 * 1024 * 1024;

std::optional<bool> seenOf(const transport::MailFlags &flags)
{
    return flags.seenTold ? std::optional(flags.seen) : std::nullopt;
}

std::optional<bool> answeredOf(const transport::MailFlags &flags)
{
    return flags.answeredTold ? std::optional(flags.answered) : std::nullopt;
}

store::IncomingMail packMail(transport::RemoteMail mail, const PackRules &rules)
{
    store::IncomingMail packed;
    packed.folder = rules.folder;
    packed.remoteId = mail.remoteId;
    const bool large = mail.raw.size() > largeMail;
    if (large)
        trimHeap(littleHeap); // what it came through
    packed.parsed = mime::parse(mail.raw);
    if (large)
        trimHeap(littleHeap); // its parts, which are as large again
    packed.words = store::searchWords(packed.parsed);
    packed.raw = store::packRaw(mail.raw);
    mail.raw.clear();
    if (large)
        trimHeap(littleHeap); // the store will need as much again
    packed.internalDate = mail.internalDate;
    packed.answered = answeredOf(mail.flags);
    packed.seen = seenOf(mail.flags);
    if (rules.role == domain::FolderRole::Sent)
        packed.direction = store::Direction::Out;
    // Junk stays Junk however old it is: it only suggests, while older mail is linked by the rules.
    if (rules.role == domain::FolderRole::Junk)
        packed.triageIfUnlinked = store::Triage::Junk;
    else if (rules.fetchSince > 0 && mail.internalDate < rules.fetchSince)
        packed.triageIfUnlinked = store::Triage::Older;
    return packed;
}

/// Shared by the workers of one page: each takes the next mail until none is left; the last one finishes the promise.
struct Job {
    std::vector<transport::RemoteMail> mails;
    std::vector<store::IncomingMail> packed;
    PackRules rules;
    IngestPage page;
    std::stop_token stop;
    std::atomic<size_t> next{0};
    std::atomic<int> working{0};
    QPromise<Result<IngestPage>> promise;
};

void finish(Job &job)
{
    if (job.stop.stop_requested()) {
        finishWith<IngestPage>(job.promise, fail(ErrorKind::Cancelled));
        return;
    }
    job.page.mails.reserve(static_cast<qsizetype>(job.packed.size()));
    for (store::IncomingMail &mail : job.packed)
        job.page.mails.append(std::move(mail));
    finishWith<IngestPage>(job.promise, std::move(job.page));
}

void work(Job &job)
{
    for (size_t i = job.next++; i < job.packed.size() && !job.stop.stop_requested(); i = job.next++)
        job.packed[i] = packMail(std::move(job.mails[i]), job.rules); // the raw bytes go at once
    if (--job.working == 0)
        finish(job);
}

} // namespace

Future<IngestPage> packPage(QThreadPool *pool, transport::ChangePage page, PackRules rules, std::stop_token stop)
{
    auto job = std::make_shared<Job>();
    job->promise.start();
    job->stop = std::move(stop);
    job->rules = rules;
    job->page.folder = rules.folder;
    job->page.vanished = std::move(page.vanished);
    job->page.generationChanged = page.generationChanged;
    job->page.onlyNamed = rules.role == domain::FolderRole::Junk;
    job->page.nextCursor = std::move(page.next);
    for (const transport::FlagChange &change : std::as_const(page.flags))
        job->page.flags.append({change.remoteId, seenOf(change.flags), answeredOf(change.flags)});
    job->packed.resize(static_cast<size_t>(page.arrived.size()));
    job->mails.reserve(job->packed.size());
    for (transport::RemoteMail &mail : page.arrived)
        job->mails.push_back(std::move(mail));
    page.arrived.clear();

    const auto workers
        = std::clamp<qsizetype>(static_cast<qsizetype>(job->mails.size()), 1, std::max(1, pool->maxThreadCount()));
    job->working = static_cast<int>(workers);
    for (qsizetype i = 0; i < workers; ++i)
        pool->start([job] { work(*job); });
    return job->promise.future();
}

} // namespace liaison::feed
