#pragma once

#include "core/feed/feed.h"
#include "core/feed/feed_context.h"
#include "core/feed/mailbox_switch.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <functional>
#include <map>
#include <memory>

namespace liaison::feed {

/// The part of the engine that lives on the engine thread and owns the feeds.
class EngineCore : public QObject {
    Q_OBJECT
public:
    explicit EngineCore(FeedContext context);
    ~EngineCore() override;

    /// The feed of a mailbox, made when first asked for.
    Feed *feed(MailboxId mailbox);
    void setHold(bool hold);
    void storeChanged(bool outbox);
    /// Somebody may have asked something of whoever holds a mailbox.
    void takeRequests();
    /// `mailboxes` are those that are saved now; the feeds of others end.
    void follow(const QList<domain::Mailbox> &mailboxes);
    Future<domain::TestReport> test(transport::ConnectionTestRequest request,
                                    std::function<void(const domain::TestReport &)> progress, std::stop_token stop);
    Future<domain::SignInOutcome> signIn(transport::MailboxSignInRequest request, transport::ShowSignIn show,
                                         std::stop_token stop);
    Future<QList<domain::RemoteFolder>> folders(transport::Account account, QList<domain::RemoteFolder> wanted,
                                                std::stop_token stop);
    Future<domain::NamedFolder> folder(transport::Account account, QString name, QList<domain::RemoteFolder> wanted,
                                       std::stop_token stop);
    Future<domain::Autodiscovery> autodiscover(domain::AutodiscoveryRequest request, std::stop_token stop);
    Future<domain::SwitchReport> switchMailbox(SwitchRequest request,
                                               const std::function<void(const domain::SwitchProgress &)> &progress,
                                               std::stop_token stop);
    Future<domain::Addresses> resolve(MailboxId mailbox, QString typed, std::stop_token stop);
    /// Closes every feed; `done` runs when all are closed or closeWaitMs are over.
    void close(std::function<void()> done);

Q_SIGNALS:
    void statusChanged(const liaison::domain::FeedStatus &status);
    void mailArrived(liaison::MailboxId mailbox, int matched, int unmatched);

private:
    void closedOne();
    void endFeed(MailboxId mailbox, std::function<void()> done);
    void switchEnded(MailboxId mailbox);

    QThreadPool m_pool; ///< parsing and packing
    FeedContext m_context;
    std::map<MailboxId, std::unique_ptr<Feed>> m_feeds;
    QSet<MailboxId> m_switching; ///< mailboxes that are switched now …
    QSet<MailboxId> m_waiting;   ///< … and those of them whose feed goes on afterwards
    std::function<void()> m_done;
    size_t m_open = 0;
    bool m_hold = false;
};

} // namespace liaison::feed
