#pragma once

#include "tests/support/mail_host.h"

#include <QMap>
#include <QProcess>
#include <QRandomGenerator>
#include <QString>

#include <memory>

namespace liaison::test {

/// The fault points that an undisturbed run passed, by name, with how often each was.
using FaultPoints = QMap<QByteArray, int>;
/// Reads what a process wrote to LIAISON_FAULT_LOG.
FaultPoints readFaultLog(const QString &path);

/// What faults_child is told; see there.
struct ChildJob {
    QString store;
    QString address;
    QString recipient;
    QString ca;
    int expectedMails = 0;
    int leaseMs = 1'200;

    [[nodiscard]] QStringList arguments(const MailHost &host) const;
};

/// A mailbox and a store of their own, worked by one process after the other: each is killed at a drawn fault point,
/// until one comes to the end of the work. The draws depend on seed and number alone.
class KillLife {
public:
    KillLife(ChildJob job, quint32 seed, int number);

    ~KillLife(); ///< no process is left behind, asleep or not
    KillLife(const KillLife &) = delete;
    KillLife &operator=(const KillLife &) = delete;

    /// Starts a process that dies at `point` ("NAME:n") and falls asleep (SIGSTOP) at `sleepAt`; empty: at none.
    void start(const MailHost &host, const QByteArray &point, const QString &logFile = {},
               const QByteArray &sleepAt = {});
    void kill();
    [[nodiscard]] qint64 pid() const { return m_child ? m_child->processId() : 0; }
    [[nodiscard]] bool isRunning() const { return m_child && m_child->state() != QProcess::NotRunning; }
    /// Whether the process that ended was killed by its fault point.
    [[nodiscard]] bool wasKilled() const;
    /// Whether it came to the end of its work.
    [[nodiscard]] bool isDone() const;
    /// What the process that ended had to say.
    [[nodiscard]] QByteArray output() const { return m_child ? m_child->readAll() : QByteArray(); }

    /// Another point out of `points`, early passings more often than late ones.
    QByteArray draw(const FaultPoints &points);
    [[nodiscard]] const QByteArray &point() const { return m_point; }
    [[nodiscard]] const ChildJob &job() const { return m_job; }
    [[nodiscard]] int number() const { return m_number; }

private:
    ChildJob m_job;
    int m_number;
    QRandomGenerator m_random;
    QByteArray m_point;
    std::unique_ptr<QProcess> m_child;
};

/// Looks at the store and the servers after everything was done: each of `mails` (how many lay in the mailbox) is
/// stored once, each mail that was written is at its recipient once, or is uncertain and there at most once. Answers
/// what is wrong, or nothing.
QByteArray judgeEnd(const MailHost &host, const ChildJob &job, int mailsWritten, int *uncertain);

} // namespace liaison::test
