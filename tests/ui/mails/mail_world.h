#pragma once

#include "core/base/clock.h"
#include "core/domain/incident.h"
#include "core/domain/mailbox.h"
#include "core/store/messages.h"
#include "core/store/store.h"
#include "ui/common/ui_context.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace liaison::test {

/// A future's value once it is there; the event loop runs meanwhile, and a failure fails the test.
template <class T> Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000) || future.resultCount() == 0)
        return fail(ErrorKind::TimedOut, QStringLiteral("no answer"));
    return future.result();
}
template <class T> T value(Result<T> result)
{
    if (!result) {
        QTest::qFail(qPrintable(errorKindName(result.error().kind) + QLatin1String(": ") + result.error().log),
                     __FILE__, __LINE__);
        return T();
    }
    return std::move(*result);
}

/// A store on a temporary file with one mailbox, the business units Finance and Legal, and one incident; mails come
/// in as they would from a feed.
class MailWorld {
public:
    MailWorld();
    ~MailWorld();
    MailWorld(const MailWorld &) = delete;
    MailWorld &operator=(const MailWorld &) = delete;

    [[nodiscard]] ui::UiContext context() const;
    [[nodiscard]] store::Store &store() const { return *m_store; }
    [[nodiscard]] const domain::Incident &incident() const { return m_incident; }
    [[nodiscard]] MailboxId mailbox() const { return m_mailbox.id; }
    [[nodiscard]] QByteArray tag() const; ///< for subjects
    ManualClock &clock() { return m_clock; }

    /// Stores a mail as received now. `raw` has "\n" line ends.
    MessageId receive(QByteArray raw);
    /// A plain mail from `from` with our tag in its subject.
    MessageId receive(const QByteArray &from, const QByteArray &subject, const QByteArray &text,
                      const QByteArray &moreHeaders = {});
    /// Writes a mail to Finance and lets the server accept it; answers its Message-ID.
    QString send(const QString &subject, const QString &text);
    [[nodiscard]] store::MailRow row(MessageId id) const;
    [[nodiscard]] ThreadId threadOf(MessageId id) const { return row(id).thread.value_or(ThreadId{}); }

private:
    void makeUnits();
    void makeIncident();

    QTemporaryDir m_dir;
    ManualClock m_clock{1'795'255'440'000}; // 21 November 2026, 09:44 UTC
    std::unique_ptr<store::Store> m_store;
    domain::Mailbox m_mailbox;
    FolderId m_inbox;
    domain::Incident m_incident;
    BusinessUnitId m_finance;
    BusinessUnitId m_legal;
    int m_count = 0;
};

} // namespace liaison::test
