#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/incident.h"
#include "core/domain/mailbox.h"
#include "core/domain/thread.h"
#include "core/store/messages.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace liaison::test {

/// A future's value once it is there; the test's event loop runs meanwhile.
template <class T> Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 120'000))
        return fail(ErrorKind::TimedOut, QStringLiteral("the store did not answer"));
    if (future.resultCount() == 0)
        return fail(ErrorKind::Cancelled);
    return future.result();
}

/// A fresh database for one test class, on whichever of the two stores this binary is about.
class StoreFixture {
public:
    /// Makes the database; an error text when there is none to be had (then skip, or fail in CI).
    QString create();
    /// Opens a store on it; several may be open at a time.
    std::unique_ptr<store::Store> open();
    [[nodiscard]] store::OpenOptions options() const { return m_options; }
    [[nodiscard]] QString directory() const { return m_dir.path(); }
    [[nodiscard]] static bool isSqlite();
    ManualClock clock{1'770'000'000'000};

private:
    QTemporaryDir m_dir;
    store::OpenOptions m_options;
};

/// The value, or a failure of the running test that shows the error.
template <class T> T value(Result<T> result)
{
    if (!result) {
        QTest::qFail(qPrintable(errorKindName(result.error().kind) + QLatin1String(": ") + result.error().log),
                     __FILE__, __LINE__);
        return T();
    }
    return std::move(*result);
}
inline void value(Result<void> result)
{
    if (!result)
        QTest::qFail(qPrintable(errorKindName(result.error().kind) + QLatin1String(": ") + result.error().log),
                     __FILE__, __LINE__);
}

template <class F> auto write(store::Store &store, F f, store::Durability durability = store::Durability::Full)
{
    return await(store.write(std::move(f), durability));
}
template <class F> auto read(store::Store &store, F f)
{
    return await(store.read(std::move(f)));
}

/// A mail as the parser would hand it over; `words` make its content.
store::IncomingMail mail(const QString &messageId, const QString &subject, const QString &words);

/// A mailbox with Inbox and Sent.
struct TestMailbox {
    MailboxId id;
    FolderId inbox;
    FolderId sent;
};
TestMailbox makeMailbox(store::Store &store, const QString &address);
domain::Incident makeIncident(store::Store &store, const QString &title);
domain::Thread makeThread(store::Store &store, IncidentId incident, const QString &title);
MessageId storeMail(store::Store &store, const store::IncomingMail &mail);
void linkMail(store::Store &store, MessageId id, const domain::Thread &thread, bool byPerson = false);

} // namespace liaison::test

/// At the head of initTestCase(): makes the database or skips.
#define LIAISON_CREATE_STORE(fixture)                                                                                  \
    if (const QString problem = (fixture).create(); !problem.isEmpty()) {                                              \
        if (qEnvironmentVariableIsSet("CI"))                                                                           \
            QFAIL(qPrintable(problem));                                                                                \
        QSKIP(qPrintable(problem));                                                                                    \
    }
