#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/feed_report.h"

#include <QHash>
#include <QList>

namespace liaison::store {

class Session;

/// What the store knows of all feeds, whichever process runs them. Reads only.
class FeedOverview {
public:
    explicit FeedOverview(Session &session) : m_session(session) { }
    /// Every mailbox with its holder and what that one said; a few small rows each. `holder`: this process's name in
    /// leases.
    Result<QList<domain::FeedReport>> reports(const QString &holder);
    /// What came and went since `dayStart`, and the rhythm: the hours with mail of the last eight weeks, by the index
    /// of arrivals.
    Result<QHash<MailboxId, domain::FeedTally>> tallies(UtcMs dayStart);
    /// How many mails of the last day vanished within an hour after they had arrived, by mailbox; see
    /// domain::FeedTally. Nothing that vanished later, or lies in another folder that is read.
    Result<QHash<MailboxId, int>> vanishedSoon();
    /// When the newest mail arrived by the clock of the server it lies on; 0: none was fetched yet.
    Result<UtcMs> newestArrival();

private:
    Result<domain::FeedReport> reportOf(const domain::Mailbox &mailbox, const QString &holder);

    Session &m_session;
};

/// The name of the setting that keeps until when a mailbox's secret is good, as somebody noted it.
QString secretExpiryKey(const domain::Mailbox &mailbox);

} // namespace liaison::store
