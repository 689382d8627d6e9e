#pragma once

#include "core/domain/audit.h"
#include "core/domain/mailbox_switch.h"
#include "core/feed/feed_context.h"
#include "core/feed/lease_keeper.h"
#include "core/feed/switch_pairing.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::feed {

/// What is to be switched.
struct SwitchRequest {
    domain::Mailbox from; ///< as it is saved
    domain::Mailbox to;   ///< the same with the endpoints of the new way
    domain::Actor actor;
    bool dryRun = true; ///< compares and changes nothing
};

/// Moves a mailbox to another protocol over which the same mails are reached. The new way's sign-in is tested; then
/// the mailbox's feed ends here and its lease is taken, so that nobody reads it meanwhile; the folders there are listed
/// without fetching a mail; and in one transaction the mailbox's endpoints, the ids of its folders and mails, and the
/// cursors are replaced. Nothing changes unless that transaction commits. Of stored mails everything stays; what is
/// there and not stored comes with the first pass. A dry run does all but the changing, beside the feed, and lists the
/// way that is used now as well. Lives on the engine thread.
class MailboxSwitch : public QObject {
    Q_OBJECT
public:
    /// Ends the mailbox's feed in this process, if there is one, and then calls back.
    using EndFeed = std::function<void(std::function<void()>)>;
    MailboxSwitch(const FeedContext &context, SwitchRequest request, EndFeed endFeed, std::stop_token stop,
                  QObject *parent = nullptr);
    ~MailboxSwitch() override;

    /// What a server refuses is in the report, and so is what stands in the way. Errors: Busy with who holds the
    /// mailbox, Conflict where it was changed meanwhile, Cancelled, those of vault, network and store.
    Future<domain::SwitchReport> run();

Q_SIGNALS:
    void progressed(const liaison::domain::SwitchProgress &progress);

private:
    struct Task {
        domain::Folder folder;
        domain::RemoteFolder there;
        domain::SwitchedFolder report;
        QList<store::PlacedCopy> copies;
        transport::FolderStock stock; ///< as it is there
        SwitchPairing pairing;
        QByteArray cursor;
    };

    void test(domain::TestSide side);
    void prepare();
    void takeLease();
    void listThere();
    void listHere();
    void readStored();
    void planFolders(const QList<domain::Folder> &stored);
    void nextFolder();
    void takeStock();
    void takeStockHere();
    void compare(const std::optional<transport::FolderStock> &here);
    void commit();
    void giveUp(const Error &error);
    void end(Result<domain::SwitchReport> result);

    FeedContext m_context; ///< with a holder of its own, so that a feed of this process stays out, too
    SwitchRequest m_request;
    EndFeed m_endFeed;
    std::stop_source m_work;
    domain::SwitchReport m_report;
    Secret m_inboundSecret;
    Secret m_outboundSecret;
    std::unique_ptr<transport::MailSource> m_here;
    std::unique_ptr<transport::MailSource> m_there;
    QList<domain::RemoteFolder> m_foldersHere;
    QList<domain::RemoteFolder> m_foldersThere;
    QList<domain::Folder> m_stored;
    QHash<FolderId, domain::RemoteFolder> m_matches;
    std::deque<Task> m_todo;
    std::deque<Task> m_done;
    LeaseKeeper m_lease;
    bool m_committing = false;
    bool m_ended = false;
    QPromise<Result<domain::SwitchReport>> m_promise;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::feed
