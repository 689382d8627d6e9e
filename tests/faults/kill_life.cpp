#include "tests/faults/kill_life.h"

#include "core/store/outbox.h"
#include "tests/support/await.h"
#include "tests/support/office.h"

#include <QFile>
#include <QSet>

#include <csignal>

namespace liaison::test {

FaultPoints readFaultLog(const QString &path)
{
    FaultPoints points;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return points;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (!line.isEmpty())
            ++points[line];
    return points;
}

QStringList ChildJob::arguments(const MailHost &host) const
{
    return {store,
            QString::number(host.imapsPort()),
            QString::number(host.smtpsPort()),
            ca,
            address,
            QStringLiteral("secret"),
            recipient,
            QString::number(expectedMails),
            QString::number(leaseMs)};
}

KillLife::KillLife(ChildJob job, quint32 seed, int number) : m_job(std::move(job)), m_number(number)
{
    const quint32 both[] = {seed, static_cast<quint32>(number)};
    m_random = QRandomGenerator(both);
}

KillLife::~KillLife()
{
    kill();
}

void KillLife::kill()
{
    if (!isRunning())
        return;
    m_child->kill();
    m_child->waitForFinished(10'000);
}

void KillLife::start(const MailHost &host, const QByteArray &point, const QString &logFile, const QByteArray &sleepAt)
{
    m_point = point;
    m_child = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!point.isEmpty())
        environment.insert(QStringLiteral("LIAISON_FAULT_AT"), QString::fromLatin1(point));
    if (!logFile.isEmpty())
        environment.insert(QStringLiteral("LIAISON_FAULT_LOG"), logFile);
    if (!sleepAt.isEmpty())
        environment.insert(QStringLiteral("LIAISON_FAULT_STOP"), QString::fromLatin1(sleepAt));
    m_child->setProcessEnvironment(environment);
    m_child->setProcessChannelMode(QProcess::MergedChannels);
    m_child->start(QStringLiteral(FAULTS_CHILD), m_job.arguments(host));
}

bool KillLife::wasKilled() const
{
    return m_child && m_child->exitStatus() == QProcess::CrashExit && m_child->exitCode() == SIGKILL
        && !m_point.isEmpty();
}

bool KillLife::isDone() const
{
    return m_child && m_child->error() != QProcess::FailedToStart && m_child->exitStatus() == QProcess::NormalExit
        && m_child->exitCode() == 0;
}

QByteArray KillLife::draw(const FaultPoints &points)
{
    const QList<QByteArray> names = points.keys();
    const QByteArray name = names.at(m_random.bounded(static_cast<int>(names.size())));
    const double early = m_random.generateDouble() * m_random.generateDouble();
    return name + ':' + QByteArray::number(1 + static_cast<int>(early * points.value(name)));
}

namespace {

int times(const MailHost &host, const QString &account, const QString &folder, const QString &messageId)
{
    const QByteArray wanted = "<" + messageId.toUtf8() + ">";
    const QList<QByteArray> mails = host.delivered(account, folder);
    return static_cast<int>(
        std::count_if(mails.begin(), mails.end(), [&](const QByteArray &raw) { return raw.contains(wanted); }));
}

QByteArray judgeMailbox(Office &office, int expected)
{
    const auto unmatched = office.unmatched(10'000);
    if (!unmatched)
        return why(unmatched);
    QSet<QString> ids;
    for (const store::MailRow &row : *unmatched)
        ids.insert(row.messageIdHeader);
    if (unmatched->size() != expected || ids.size() != expected)
        return "of " + QByteArray::number(expected) + " mails there are " + QByteArray::number(ids.size()) + " in "
            + QByteArray::number(unmatched->size()) + " rows";
    return {};
}

QByteArray judgeWritten(const MailHost &host, const ChildJob &job, const domain::OutboxMail &mail)
{
    const auto arrived = [&] { return times(host, job.recipient, QStringLiteral("INBOX"), mail.messageIdHeader); };
    if (mail.state == domain::OutboxState::Uncertain)
        return arrived() <= 1 ? QByteArray() : QByteArray("an uncertain mail arrived more than once");
    if (mail.state != domain::OutboxState::Sent)
        return "a mail is " + domain::toString(mail.state).toUtf8();
    if (!QTest::qWaitFor([&] { return arrived() >= 1; }, 30'000))
        return "a sent mail did not arrive";
    if (arrived() != 1)
        return "a sent mail arrived " + QByteArray::number(arrived()) + " times";
    const int copies = times(host, job.address, QStringLiteral("Sent"), mail.messageIdHeader);
    return copies == 1 ? QByteArray() : "a sent mail was filed " + QByteArray::number(copies) + " times";
}

} // namespace

QByteArray judgeEnd(const MailHost &host, const ChildJob &job, int mailsWritten, int *uncertain)
{
    Office::Options options;
    options.location = job.store;
    Office office(options);
    if (const QByteArray failure = office.openStoreOnly(); !failure.isEmpty())
        return failure;
    if (const QByteArray wrong = judgeMailbox(office, job.expectedMails); !wrong.isEmpty())
        return wrong;
    const auto outbox
        = await(office.store()->read([](store::Session &session) { return store::Outbox(session).list(true, 100); }));
    if (!outbox)
        return why(outbox);
    if (outbox->size() != mailsWritten)
        return QByteArray::number(outbox->size()) + " mails in the outbox";
    for (const domain::OutboxMail &mail : *outbox) {
        *uncertain += mail.state == domain::OutboxState::Uncertain ? 1 : 0;
        if (const QByteArray wrong = judgeWritten(host, job, mail); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

} // namespace liaison::test
