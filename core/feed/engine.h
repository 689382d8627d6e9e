#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/domain/address.h"
#include "core/domain/autodiscovery.h"
#include "core/domain/connection_test.h"
#include "core/domain/feed_status.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"
#include "core/domain/mailbox_switch.h"
#include "core/domain/named_folder.h"
#include "core/domain/sign_in.h"

#include <QList>
#include <QObject>

#include <functional>
#include <memory>

namespace liaison::store {
struct Change;
class Store;
} // namespace liaison::store
namespace liaison::transport {
class TransportFactory;
struct Account;
struct ConnectionTestRequest;
struct MailboxSignInRequest;
} // namespace liaison::transport

namespace liaison::feed {

struct SwitchRequest;

/// Where the engine gets the secrets of a mailbox from; called on the thread the Engine object lives on.
using SecretsFor = std::function<Future<QPair<Secret, Secret>>(domain::Mailbox)>; ///< {inbound, outbound}

struct EngineOptions {
    qint64 leaseTtlMs = 60'000;
    qint64 leaseRenewMs = 20'000;
    qint64 backoffMinMs = 2'000;
    qint64 backoffMaxMs = 300'000;
    qint64 idleRenewMs = 25 * 60'000;
    qint64 outboxRetryMinMs = 15'000;
    qint64 outboxRetryMaxMs = 30 * 60'000;
    int outboxMaxAttempts = 40;
    qint64 sentCopyDelayMs = 3'000;     ///< the server gets this long to file the sent copy itself
    qint64 folderListMs = 10 * 60'000;  ///< the folder tree is read again after this long
    qint64 closeWaitMs = 5'000;         ///< what the unit in hand, and a mail on its way out, get at the end
    qint64 pageBytes = 4 * 1024 * 1024; ///< raw bytes of a page of mails; three or four of them are under way at a time
};

/// All feeds of this process on one engine thread. This object is the façade and lives on the caller's (UI) thread.
/// A feed is: take the lease → connect → folders → sync each selected folder (parse in the pool, correlate and
/// store in one transaction with the cursor) → drain outbox, flag operations and sent copies → wait for a push
/// hint, the poll interval or a wake → again.
class Engine : public QObject {
    Q_OBJECT
public:
    Engine(store::Store *store, transport::TransportFactory *transport, SecretsFor secrets, const Clock *clock,
           EngineOptions options, QObject *parent = nullptr);
    ~Engine() override; ///< stops every feed and joins the thread; a unit in hand is finished or rolled back

    /// Starts the feeds of every enabled mailbox whose feedWanted is set, and from then on follows what any process
    /// saves about mailboxes: new and removed ones, START and STOP, other servers, a new secret.
    void startWanted();
    void start(MailboxId mailbox);
    /// Finishes the unit in hand, then STOPPED. Reading only: the outbox goes on while the mailbox is enabled.
    void stop(MailboxId mailbox);
    /// Settings or secrets of the mailbox changed: connect anew, leave NEEDS SIGN-IN.
    void reload(MailboxId mailbox);
    /// "Get mail": sync now instead of at the next hint or poll; ends a back-off.
    void syncNow(MailboxId mailbox);
    /// The outbox holds something new for the mailbox.
    void outboxChanged(MailboxId mailbox);
    /// While held, nothing leaves the outbox by this process. The engine does so by itself while the store says that
    /// all sending is held (store::SendingHolds), whoever said so; no mail is claimed then in any case.
    void setHoldSending(bool hold);
    [[nodiscard]] bool holdSending() const;
    /// This engine's name in leases.
    [[nodiscard]] QString holder() const;

    /// Of every mailbox that has a feed here; removed ones are left out once that is known.
    [[nodiscard]] QList<domain::FeedStatus> statuses() const;
    /// Tests a mailbox's values, saved or not, beside its feed and without its lease. `progress` runs at each change,
    /// on this object's thread and only while `owner`, which lives there, does.
    Future<domain::TestReport> test(transport::ConnectionTestRequest request, QObject *owner,
                                    std::function<void(const domain::TestReport &)> progress, std::stop_token stop);
    /// The folders of a mailbox's values, saved or not, asked over a connection of their own: beside its feed and
    /// without its lease; with those of `wanted` that it has without listing them (see foldersWith). Errors: the
    /// adapter's, and Cancelled.
    Future<QList<domain::RemoteFolder>> folders(transport::Account account, QList<domain::RemoteFolder> wanted,
                                                std::stop_token stop);
    /// Likewise the folder of a name as a person writes it, whether the server lists it or not (see findFolder).
    Future<domain::NamedFolder> folder(transport::Account account, QString name, QList<domain::RemoteFolder> wanted,
                                       std::stop_token stop);
    /// Looks for the Exchange of an address; see transport::Autodiscover.
    Future<domain::Autodiscovery> autodiscover(domain::AutodiscoveryRequest request, std::stop_token stop);

    /// Signs a person in to a mailbox's server (see transport::TransportFactory::signIn), beside its feed and without
    /// its lease. `show` runs on this object's thread and only while `owner`, which lives there, does.
    Future<domain::SignInOutcome> signIn(transport::MailboxSignInRequest request, QObject *owner,
                                         std::function<void(const domain::SignInPrompt &)> show, std::stop_token stop);
    /// Moves a mailbox to another protocol, or compares the two (see MailboxSwitch). Its feed in this process ends
    /// for as long as it is switched, and begins anew afterwards. `progress` runs at each change, on this object's
    /// thread and only while `owner`, which lives there, does.
    Future<domain::SwitchReport> switchMailbox(SwitchRequest request, QObject *owner,
                                               std::function<void(const domain::SwitchProgress &)> progress,
                                               std::stop_token stop);

    /// People of the mailbox's directory whose names or addresses begin with `typed`, asked over the connection of its
    /// feed. Nobody where the feed does not work in this process, or the server has no directory.
    Future<domain::Addresses> resolve(MailboxId mailbox, QString typed, std::stop_token stop);

Q_SIGNALS:
    void statusChanged(const liaison::domain::FeedStatus &status);
    /// Mail that a person should see arrived (matched or unmatched, not older than "fetch since").
    void mailArrived(liaison::MailboxId mailbox, int matched, int unmatched);

private:
    void onStoreChanged(const QList<store::Change> &changes);
    void passChangesOn();
    void follow();
    void readHold();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace liaison::feed

Q_DECLARE_METATYPE(liaison::domain::FeedStatus)
Q_DECLARE_METATYPE(liaison::MailboxId)
