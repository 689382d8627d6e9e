#pragma once

#include "core/feed/feed_context.h"
#include "core/feed/lease_watch.h"
#include "core/store/leases.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace liaison::feed {

/// Takes a mailbox's lease, renews it, and says when it is gone. Lives on the engine thread.
class LeaseKeeper : public QObject {
    Q_OBJECT
public:
    LeaseKeeper(const FeedContext *context, MailboxId mailbox, QObject *parent = nullptr);
    ~LeaseKeeper() override; ///< gives the lease back

    /// Takes the lease; while somebody else has it, tries again every leaseRenewMs.
    void want();
    void giveBack();
    /// Asks the store at once whether the lease is still ours.
    void check();
    [[nodiscard]] const std::optional<store::Lease> &lease() const { return m_lease; }
    /// The lease is ours and has not run out by our own clock.
    [[nodiscard]] bool isHeld() const { return m_lease && m_watch->held(); }
    /// Outlives this object: what is asked before each byte that leaves.
    [[nodiscard]] std::shared_ptr<const LeaseWatch> watch() const { return m_watch; }
    /// The store was asked and has not answered: a lease may yet come, and would be given back.
    [[nodiscard]] bool isAsking() const { return m_asking; }

Q_SIGNALS:
    void taken();     ///< also when it was renewed after it had run out, and nobody had taken it
    void givenBack(); ///< a lease that came when it was not wanted any more
    void heldElsewhere(const QString &host);
    /// Fenced off by `host`, or (empty) expired while the store could not be reached.
    void lost(const QString &host);
    void troubled(const liaison::Error &error); ///< the store failed; it is tried again

private:
    void acquire();
    void renew();
    void lose(const QString &host);

    const FeedContext *m_context;
    MailboxId m_mailbox;
    std::optional<store::Lease> m_lease;
    bool m_wanted = false;
    bool m_asking = false;
    QTimer m_timer;
    std::shared_ptr<LeaseWatch> m_watch = std::make_shared<LeaseWatch>();
};

} // namespace liaison::feed
