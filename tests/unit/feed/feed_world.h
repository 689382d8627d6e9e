#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "core/domain/outbox.h"
#include "core/domain/thread.h"
#include "core/feed/ingest.h"
#include "core/store/links.h"
#include "core/store/messages.h"
#include "core/store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace liaison::test {

/// What a test says about a mail; the rest is filled in.
struct MailSpec {
    QString name; ///< its Message-ID, unless `messageId` says otherwise, and its snippet
    QString messageId = {};
    QStringList inReplyTo = {};
    QStringList references = {};
    QString subject = u"Phishing"_qs;
    QString from = u"anna@bu.example"_qs;
    QStringList to = {u"soc@corp.example"_qs};
    domain::MailKind kind = domain::MailKind::Human;
    QString reported = {};
    QString envelopeId = {}; ///< Original-Envelope-Id
    QByteArray threadIndex = {};
    store::Direction direction = store::Direction::In;
    store::Triage triage = store::Triage::Unmatched;
    bool dmarcFailed = false;
    UtcMs at = 0; ///< 0: a minute after the mail made before
};

/// A SQLite store in a folder of its own with two incidents, a business unit and a mailbox.
class FeedWorld {
public:
    FeedWorld();

    /// Whether the world could be built.
    [[nodiscard]] bool isReady() const { return m_ready; }

    template <class T> Result<T> wait(Future<T> future) const
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000) || future.resultCount() == 0)
            return fail(ErrorKind::TimedOut, u"the store did not answer"_qs);
        return future.result();
    }
    template <class F> auto write(F f) { return wait(begin(std::move(f))); }
    /// The same without waiting; what is begun first is done first.
    template <class F> auto begin(F f) { return m_store->write(std::move(f)); }

    store::IncomingMail incoming(const MailSpec &spec);
    Result<feed::IngestSummary> ingest(const MailSpec &spec);
    Result<feed::IngestSummary> ingest(const feed::IngestPage &page);
    /// A mail written here: stored, linked, queued and its Message-ID remembered; a thread of its own.
    Result<ThreadId> sendOwn(const QString &id, IncidentId incident);
    /// The mail with this Message-ID; the newest where there are several.
    store::MailRow row(const QString &messageId);
    std::optional<store::Link> link(const QString &messageId);
    domain::Thread thread(const QString &messageId);
    domain::OutboxMail outbox(const QString &messageId);

    domain::Incident a;
    domain::Incident b;
    domain::BusinessUnit unit;
    MailboxId mailbox;
    FolderId inbox;
    FolderId sent;
    FolderId junk;

private:
    Result<void> build(store::Session &session);

    QTemporaryDir m_folder;
    ManualClock m_clock{1'760'000'000'000};
    std::unique_ptr<store::Store> m_store;
    int m_made = 0;
    bool m_ready = false;
};

} // namespace liaison::test
