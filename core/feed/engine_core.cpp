#include "core/feed/engine_core.h"

#include "core/feed/unlisted_folders.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/account.h"
#include "core/transport/autodiscover.h"
#include "core/transport/connection_test.h"

#include <QTimer>

#include <algorithm>

namespace liaison::feed {

EngineCore::EngineCore(FeedContext context) : m_context(std::move(context))
{
    m_context.pool = &m_pool;
}

EngineCore::~EngineCore()
{
    m_feeds.clear();
    m_pool.waitForDone();
}

Feed *EngineCore::feed(MailboxId mailbox)
{
    std::unique_ptr<Feed> &feed = m_feeds[mailbox];
    if (!feed) {
        feed = std::make_unique<Feed>(&m_context, mailbox);
        connect(feed.get(), &Feed::statusChanged, this, &EngineCore::statusChanged);
        connect(feed.get(), &Feed::mailArrived, this, &EngineCore::mailArrived);
        if (m_hold)
            feed->setHold(true);
    }
    return feed.get();
}

void EngineCore::setHold(bool hold)
{
    m_hold = hold;
    for (const auto &[id, feed] : m_feeds)
        feed->setHold(hold);
}

void EngineCore::storeChanged(bool outbox)
{
    for (const auto &[id, feed] : m_feeds) {
        if (outbox)
            feed->wakeOutbox();
        else
            feed->storeChanged();
    }
}

void EngineCore::takeRequests()
{
    for (const auto &[id, feed] : m_feeds)
        feed->takeRequests();
}

void EngineCore::follow(const QList<domain::Mailbox> &mailboxes)
{
    std::map<MailboxId, domain::Mailbox> saved;
    for (const domain::Mailbox &mailbox : mailboxes) {
        saved.emplace(mailbox.id, mailbox);
        if (mailbox.enabled)
            feed(mailbox.id); // those that are off have one only if they were on
    }
    for (const auto &[id, feed] : m_feeds) {
        const auto found = saved.find(id);
        if (found == saved.end())
            feed->leave();
        else
            feed->follow(found->second);
    }
}

Future<domain::TestReport> EngineCore::test(transport::ConnectionTestRequest request,
                                            std::function<void(const domain::TestReport &)> progress,
                                            std::stop_token stop)
{
    auto *test = new transport::ConnectionTest(m_context.transport, m_context.clock, std::move(request),
                                               std::move(progress), std::move(stop), this);
    Future<domain::TestReport> answer = test->run();
    onDone<domain::TestReport>(test, answer, [test](const Result<domain::TestReport> &) { test->deleteLater(); });
    return answer;
}

Future<domain::SignInOutcome> EngineCore::signIn(transport::MailboxSignInRequest request, transport::ShowSignIn show,
                                                 std::stop_token stop)
{
    return m_context.transport->signIn(std::move(request), std::move(show), this, std::move(stop));
}

Future<QList<domain::RemoteFolder>> EngineCore::folders(transport::Account account, QList<domain::RemoteFolder> wanted,
                                                        std::stop_token stop)
{
    using Folders = QList<domain::RemoteFolder>;
    const domain::Protocol protocol = account.mailbox.inbound.protocol;
    auto made = m_context.transport->source(std::move(account));
    if (!made)
        return readyFuture<Folders>(fail(made.error()));
    transport::MailSource *source = made->release();
    source->setParent(this); // it ends with this at the latest
    Future<Folders> answer = foldersWith(source, protocol, std::move(wanted), std::move(stop));
    onDone<Folders>(source, answer, [source](const Result<Folders> &) {
        source->shutDown();
        source->deleteLater();
    });
    return answer;
}

Future<domain::NamedFolder> EngineCore::folder(transport::Account account, QString name,
                                               QList<domain::RemoteFolder> wanted, std::stop_token stop)
{
    using Named = domain::NamedFolder;
    const domain::Protocol protocol = account.mailbox.inbound.protocol;
    auto made = m_context.transport->source(std::move(account));
    if (!made)
        return readyFuture<Named>(fail(made.error()));
    transport::MailSource *source = made->release();
    source->setParent(this); // it ends with this at the latest
    Future<Named> answer = findFolder(source, protocol, std::move(name), std::move(wanted), std::move(stop));
    onDone<Named>(source, answer, [source](const Result<Named> &) {
        source->shutDown();
        source->deleteLater();
    });
    return answer;
}

Future<domain::Autodiscovery> EngineCore::autodiscover(domain::AutodiscoveryRequest request, std::stop_token stop)
{
    auto *search
        = new transport::Autodiscover(std::move(request), transport::AutodiscoverNetwork(), std::move(stop), this);
    return search->run();
}

Future<domain::SwitchReport>
EngineCore::switchMailbox(SwitchRequest request, const std::function<void(const domain::SwitchProgress &)> &progress,
                          std::stop_token stop)
{
    using Report = domain::SwitchReport;
    const MailboxId id = request.from.id;
    const bool changes = !request.dryRun;
    if (changes && m_switching.contains(id))
        return readyFuture<Report>(fail(ErrorKind::Busy, m_context.host));
    if (changes)
        m_switching.insert(id);
    auto *run = new MailboxSwitch(
        m_context, std::move(request), [this, id](std::function<void()> done) { endFeed(id, std::move(done)); },
        std::move(stop), this);
    connect(run, &MailboxSwitch::progressed, run, progress);
    Future<Report> answer = run->run();
    onDone<Report>(this, answer, [this, run, id, changes](const Result<Report> &) {
        run->deleteLater();
        if (changes)
            switchEnded(id);
    });
    return answer;
}

Future<domain::Addresses> EngineCore::resolve(MailboxId mailbox, QString typed, std::stop_token stop)
{
    const auto found = m_feeds.find(mailbox);
    return found == m_feeds.end() ? readyFuture<domain::Addresses>(domain::Addresses())
                                  : found->second->resolve(std::move(typed), std::move(stop));
}

/// A feed that somebody asks for meanwhile waits for the lease, which the switch has.
void EngineCore::endFeed(MailboxId mailbox, std::function<void()> done)
{
    const auto found = m_feeds.find(mailbox);
    if (found == m_feeds.end())
        return done();
    m_waiting.insert(mailbox);
    found->second->close([this, mailbox, done = std::move(done)] {
        auto feed = m_feeds.extract(mailbox);
        if (feed && feed.mapped())
            feed.mapped().release()->deleteLater(); // we are inside its call
        done();
    });
}

/// The feed begins anew with what is saved now.
void EngineCore::switchEnded(MailboxId mailbox)
{
    m_switching.remove(mailbox);
    if (!m_waiting.remove(mailbox))
        return;
    const auto read = [mailbox](store::Session &session) { return store::Mailboxes(session).find(mailbox); };
    onDone<domain::Mailbox>(this, m_context.store->read(read), [this, mailbox](const Result<domain::Mailbox> &saved) {
        if (saved && !m_done)
            feed(mailbox)->follow(*saved);
    });
}

void EngineCore::close(std::function<void()> done)
{
    m_done = std::move(done);
    m_open = m_feeds.size() + 1;
    // A mail on its way out has closeWaitMs; noting what became of it takes a moment more.
    constexpr qint64 noteMs = 1'000;
    QTimer::singleShot(static_cast<int>(m_context.options.closeWaitMs + noteMs), this, [this] {
        m_open = std::min<size_t>(m_open, 1); // 0: all were closed in time, and `done` has run
        closedOne();
    });
    for (const auto &[id, feed] : m_feeds)
        feed->close([this] { closedOne(); });
    closedOne();
}

void EngineCore::closedOne()
{
    if (m_open == 0 || --m_open > 0)
        return;
    std::exchange(m_done, {})();
}

} // namespace liaison::feed
