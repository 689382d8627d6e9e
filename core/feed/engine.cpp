#include "core/feed/engine.h"

#include "core/base/heap.h"
#include "core/feed/engine_core.h"
#include "core/store/mailboxes.h"
#include "core/store/sending_hold.h"
#include "core/store/store.h"
#include "core/transport/account.h"
#include "core/transport/connection_test.h"

#include <QCoreApplication>
#include <QHash>
#include <QPointer>
#include <QSet>
#include <QSysInfo>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <utility>

namespace liaison::feed {

struct Engine::Private {
    store::Store *store = nullptr;
    QThread thread;
    EngineCore *core = nullptr; ///< lives on `thread`, dies with it
    QHash<MailboxId, domain::FeedStatus> statuses;
    QTimer changes; ///< gathers the store's changes, so that a busy sync does not wake the drains at each page
    bool mailChanged = false;
    bool outboxChanged = false;
    bool mailboxesChanged = false;
    bool settingsChanged = false;
    bool follows = false;    ///< what is saved about mailboxes
    QSet<MailboxId> listed;  ///< every mailbox that was seen
    QSet<MailboxId> removed; ///< those of them that are gone
    bool hold = false;
    std::optional<bool> storeHolds; ///< as far as was read
    QString holder;

    /// Runs `f(EngineCore &)` on the engine thread.
    template <class F> void post(F f)
    {
        QMetaObject::invokeMethod(
            core, [core = core, f = std::move(f)]() mutable { f(*core); }, Qt::QueuedConnection);
    }
};

namespace {

using Secrets = QPair<Secret, Secret>;

/// `secrets` asked on the façade's thread from any other one; only values cross.
SecretsFor askedOn(Engine *facade, SecretsFor secrets)
{
    return [facade, secrets = std::move(secrets)](domain::Mailbox mailbox) {
        auto promise = std::make_shared<QPromise<Result<Secrets>>>();
        promise->start();
        QMetaObject::invokeMethod(
            facade,
            [facade, secrets, promise, mailbox = std::move(mailbox)] {
                onDone<Secrets>(facade, secrets(mailbox), [promise](Result<Secrets> answer) {
                    finishWith<Secrets>(*promise, std::move(answer));
                });
            },
            Qt::QueuedConnection);
        return promise->future();
    };
}

/// `tell` on the façade's thread from the engine's, while `owner` lives; only values cross.
template <class T>
std::function<void(const T &)> toldOn(Engine *facade, QObject *owner, std::function<void(const T &)> tell)
{
    return [facade, owner = QPointer<QObject>(owner), tell = std::move(tell)](const T &value) {
        QMetaObject::invokeMethod(
            facade,
            [owner, tell, value] {
                if (owner && tell)
                    tell(value);
            },
            Qt::QueuedConnection);
    };
}

} // namespace

Engine::Engine(store::Store *store, transport::TransportFactory *transport, SecretsFor secrets, const Clock *clock,
               EngineOptions options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    boundHeap(); // pages of mail go through four threads
    qRegisterMetaType<domain::FeedStatus>();
    qRegisterMetaType<MailboxId>();
    d->store = store;
    FeedContext context;
    context.store = store;
    context.transport = transport;
    context.secrets = askedOn(this, std::move(secrets));
    context.clock = clock;
    context.options = options;
    context.holder = QStringLiteral("%1 %2")
                         .arg(QCoreApplication::applicationPid())
                         .arg(newUuid(clock->nowMs()).toString(QUuid::WithoutBraces));
    context.host = QSysInfo::machineHostName();
    d->holder = context.holder;
    d->core = new EngineCore(std::move(context));
    d->core->moveToThread(&d->thread);
    connect(d->core, &EngineCore::statusChanged, this, [this](const domain::FeedStatus &status) {
        d->statuses.insert(status.mailbox, status);
        Q_EMIT statusChanged(status);
    });
    connect(d->core, &EngineCore::mailArrived, this, &Engine::mailArrived);
    connect(&d->thread, &QThread::finished, d->core, &QObject::deleteLater);

    d->changes.setSingleShot(true);
    d->changes.setInterval(100);
    connect(&d->changes, &QTimer::timeout, this, &Engine::passChangesOn);
    connect(store, &store::Store::changed, this, &Engine::onStoreChanged);
    d->thread.setObjectName(QStringLiteral("engine"));
    d->thread.start();
    readHold();
}

Engine::~Engine()
{
    d->post([thread = &d->thread](EngineCore &core) { core.close([thread] { thread->quit(); }); });
    d->thread.wait();
}

void Engine::onStoreChanged(const QList<store::Change> &changes)
{
    for (const store::Change &change : changes) {
        d->mailChanged |= change.aggregate == store::Aggregate::Message;
        d->outboxChanged |= change.aggregate == store::Aggregate::Outbox;
        d->mailboxesChanged |= change.aggregate == store::Aggregate::Mailbox;
        d->settingsChanged |= change.aggregate == store::Aggregate::Setting;
    }
    const bool any = d->mailChanged || d->outboxChanged || d->mailboxesChanged || d->settingsChanged;
    if (any && !d->changes.isActive())
        d->changes.start();
}

void Engine::passChangesOn()
{
    const bool mail = std::exchange(d->mailChanged, false);
    const bool outbox = std::exchange(d->outboxChanged, false);
    if (mail || outbox)
        d->post([outbox](EngineCore &core) { core.storeChanged(outbox); });
    if (std::exchange(d->settingsChanged, false))
        readHold();
    if (!std::exchange(d->mailboxesChanged, false))
        return;
    d->post([](EngineCore &core) { core.takeRequests(); });
    if (d->follows)
        follow();
}

/// Follows "Hold all sending". What came and went between two looks has left drains asleep, so they are woken.
void Engine::readHold()
{
    using Hold = std::optional<store::SendingHold>;
    const auto read = [](store::Session &session) { return store::SendingHolds(session).current(); };
    onDone<Hold>(this, d->store->read(read), [this](const Result<Hold> &hold) {
        if (!hold)
            return; // the next change asks again; nothing is claimed while it is held
        const std::optional<bool> before = std::exchange(d->storeHolds, hold->has_value());
        if (before.value_or(false) != hold->has_value())
            setHoldSending(hold->has_value());
        else if (before && !d->hold)
            d->post([](EngineCore &core) { core.storeChanged(true); });
    });
}

/// Brings the feeds to what is saved now. What this process saved itself they know already.
void Engine::follow()
{
    const auto read = [](store::Session &session) { return store::Mailboxes(session).list(); };
    onDone<QList<domain::Mailbox>>(this, d->store->read(read), [this](const Result<QList<domain::Mailbox>> &mailboxes) {
        if (!mailboxes)
            return; // the next change asks again; feeds say themselves what is wrong with the store
        d->removed = d->listed;
        for (const domain::Mailbox &mailbox : *mailboxes) {
            d->listed.insert(mailbox.id);
            d->removed.remove(mailbox.id);
        }
        d->post([mailboxes = *mailboxes](EngineCore &core) { core.follow(mailboxes); });
    });
}

void Engine::startWanted()
{
    d->follows = true;
    const auto read = [](store::Session &session) { return store::Mailboxes(session).list(); };
    onDone<QList<domain::Mailbox>>(this, d->store->read(read), [this](const Result<QList<domain::Mailbox>> &mailboxes) {
        if (!mailboxes)
            return;
        for (const domain::Mailbox &mailbox : *mailboxes) {
            d->listed.insert(mailbox.id);
            if (mailbox.enabled && mailbox.feedWanted)
                start(mailbox.id);
            else if (mailbox.enabled)
                outboxChanged(mailbox.id); // what waits there goes out although nothing is read
        }
    });
}

void Engine::start(MailboxId mailbox)
{
    d->post([mailbox](EngineCore &core) { core.feed(mailbox)->start(); });
}

void Engine::stop(MailboxId mailbox)
{
    d->post([mailbox](EngineCore &core) { core.feed(mailbox)->stop(); });
}

void Engine::reload(MailboxId mailbox)
{
    d->post([mailbox](EngineCore &core) { core.feed(mailbox)->reload(); });
}

void Engine::syncNow(MailboxId mailbox)
{
    d->post([mailbox](EngineCore &core) { core.feed(mailbox)->syncNow(); });
}

void Engine::outboxChanged(MailboxId mailbox)
{
    d->post([mailbox](EngineCore &core) { core.feed(mailbox)->wakeOutbox(); });
}

void Engine::setHoldSending(bool hold)
{
    d->hold = hold;
    d->post([hold](EngineCore &core) { core.setHold(hold); });
}

bool Engine::holdSending() const
{
    return d->hold;
}

QString Engine::holder() const
{
    return d->holder;
}

QList<domain::FeedStatus> Engine::statuses() const
{
    QList<domain::FeedStatus> all;
    for (const domain::FeedStatus &status : std::as_const(d->statuses)) {
        if (!d->removed.contains(status.mailbox))
            all.append(status);
    }
    std::sort(all.begin(), all.end(),
              [](const domain::FeedStatus &a, const domain::FeedStatus &b) { return a.mailbox < b.mailbox; });
    return all;
}

Future<domain::TestReport> Engine::test(transport::ConnectionTestRequest request, QObject *owner,
                                        std::function<void(const domain::TestReport &)> progress, std::stop_token stop)
{
    using Report = domain::TestReport;
    auto promise = std::make_shared<QPromise<Result<Report>>>();
    promise->start();
    const auto pass = toldOn<Report>(this, owner, std::move(progress));
    d->post([promise, pass, request = std::move(request), stop = std::move(stop)](EngineCore &core) mutable {
        onDone<Report>(&core, core.test(std::move(request), pass, std::move(stop)),
                       [promise](Result<Report> answer) { finishWith<Report>(*promise, std::move(answer)); });
    });
    return promise->future();
}

Future<domain::SignInOutcome> Engine::signIn(transport::MailboxSignInRequest request, QObject *owner,
                                             std::function<void(const domain::SignInPrompt &)> show,
                                             std::stop_token stop)
{
    using Outcome = domain::SignInOutcome;
    auto promise = std::make_shared<QPromise<Result<Outcome>>>();
    promise->start();
    const auto pass = toldOn<domain::SignInPrompt>(this, owner, std::move(show));
    d->post([promise, pass, request = std::move(request), stop = std::move(stop)](EngineCore &core) mutable {
        onDone<Outcome>(&core, core.signIn(std::move(request), pass, std::move(stop)),
                        [promise](Result<Outcome> answer) { finishWith<Outcome>(*promise, std::move(answer)); });
    });
    return promise->future();
}

Future<domain::SwitchReport> Engine::switchMailbox(SwitchRequest request, QObject *owner,
                                                   std::function<void(const domain::SwitchProgress &)> progress,
                                                   std::stop_token stop)
{
    using Report = domain::SwitchReport;
    auto promise = std::make_shared<QPromise<Result<Report>>>();
    promise->start();
    const auto pass = toldOn<domain::SwitchProgress>(this, owner, std::move(progress));
    d->post([promise, pass, request = std::move(request), stop = std::move(stop)](EngineCore &core) mutable {
        onDone<Report>(&core, core.switchMailbox(std::move(request), pass, std::move(stop)),
                       [promise](Result<Report> answer) { finishWith<Report>(*promise, std::move(answer)); });
    });
    return promise->future();
}

Future<QList<domain::RemoteFolder>> Engine::folders(transport::Account account, QList<domain::RemoteFolder> wanted,
                                                    std::stop_token stop)
{
    using Folders = QList<domain::RemoteFolder>;
    auto promise = std::make_shared<QPromise<Result<Folders>>>();
    promise->start();
    d->post([promise, account = std::move(account), wanted = std::move(wanted),
             stop = std::move(stop)](EngineCore &core) mutable {
        onDone<Folders>(&core, core.folders(std::move(account), std::move(wanted), std::move(stop)),
                        [promise](Result<Folders> answer) { finishWith<Folders>(*promise, std::move(answer)); });
    });
    return promise->future();
}

Future<domain::NamedFolder> Engine::folder(transport::Account account, QString name, QList<domain::RemoteFolder> wanted,
                                           std::stop_token stop)
{
    using Named = domain::NamedFolder;
    auto promise = std::make_shared<QPromise<Result<Named>>>();
    promise->start();
    d->post([promise, account = std::move(account), name = std::move(name), wanted = std::move(wanted),
             stop = std::move(stop)](EngineCore &core) mutable {
        onDone<Named>(&core, core.folder(std::move(account), std::move(name), std::move(wanted), std::move(stop)),
                      [promise](Result<Named> answer) { finishWith<Named>(*promise, std::move(answer)); });
    });
    return promise->future();
}

Future<domain::Autodiscovery> Engine::autodiscover(domain::AutodiscoveryRequest request, std::stop_token stop)
{
    using Found = domain::Autodiscovery;
    auto promise = std::make_shared<QPromise<Result<Found>>>();
    promise->start();
    d->post([promise, request = std::move(request), stop = std::move(stop)](EngineCore &core) mutable {
        onDone<Found>(&core, core.autodiscover(std::move(request), std::move(stop)),
                      [promise](Result<Found> answer) { finishWith<Found>(*promise, std::move(answer)); });
    });
    return promise->future();
}

Future<domain::Addresses> Engine::resolve(MailboxId mailbox, QString typed, std::stop_token stop)
{
    using People = domain::Addresses;
    auto promise = std::make_shared<QPromise<Result<People>>>();
    promise->start();
    d->post([promise, mailbox, typed = std::move(typed), stop = std::move(stop)](EngineCore &core) mutable {
        onDone<People>(&core, core.resolve(mailbox, std::move(typed), std::move(stop)),
                       [promise](Result<People> answer) { finishWith<People>(*promise, std::move(answer)); });
    });
    return promise->future();
}

} // namespace liaison::feed
