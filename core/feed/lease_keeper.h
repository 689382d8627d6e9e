#pragma once

#include "core/feed/feed_context.h"
#include "core/store/leases.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

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
    /// The store was asked and has not answered: a lease may yet come, and would be given back.
    [[nodiscard]] bool isAsking() const { return m_asking; }

Q_SIGNALS:
    void taken();
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
    QElapsedTimer m_sinceRenewed;
};

} // namespace liaison::feed
