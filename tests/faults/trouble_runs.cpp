#include "tests/faults/trouble_runs.h"

namespace liaison::test {

QByteArray emptyOffice(MailWorld &world)
{
    return world.openOffice(impatientEngine(8'000)); // a pause that is not kept shows as hundreds of requests
}

QByteArray beginTrouble(MailWorld &world)
{
    const QByteArray failure = world.start();
    QList<QByteArray> mails;
    for (int i = 0; i < troubledMails; ++i)
        mails << mailToAnalysts(finance, QStringLiteral("Mail %1").arg(i),
                                "trouble-" + QByteArray::number(i) + "@bu.test", {},
                                QByteArray(500, 'x') + QByteArray::number(i) + "\r\n");
    world.drop(mails);
    return failure.isEmpty() ? emptyOffice(world) : failure;
}

QByteArray finishTrouble(MailWorld &world)
{
    const QByteArray failure = syncAfresh(world);
    return !failure.isEmpty() || world.waitInSync() ? failure : "never in sync";
}

void syncThroughTrouble(MailWorld &world, const std::function<void()> &prepare, const std::function<void()> &heal)
{
    QCOMPARE(beginTrouble(world), QByteArray());
    QCOMPARE(finishTrouble(world), QByteArray());
    const QStringList expected = world.office().endState();
    QCOMPARE(expected.size(), troubledMails);
    QCOMPARE(emptyOffice(world), QByteArray());
    prepare();
    QCOMPARE(finishTrouble(world), QByteArray());
    heal();
    QCOMPARE(world.office().endState(), expected);
    QCOMPARE(int(world.office().status(world.mailbox())->state), int(domain::FeedState::Running));
}

void sendThroughTrouble(MailWorld &world, const std::function<void()> &prepare, domain::OutboxState left)
{
    QCOMPARE(world.start(), QByteArray());
    QCOMPARE(emptyOffice(world), QByteArray());
    QCOMPARE(finishTrouble(world), QByteArray());
    const auto incident = makeIncident(world.office(), QStringLiteral("Busy"));
    QVERIFY2(incident, why(incident));
    prepare();
    domain::OutboxState before = domain::OutboxState::Queued;
    QCOMPARE(sendToItsEnd(world, *incident, &before), QByteArray());
    QCOMPARE(int(before), int(left));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.delivered().size(), 1);
    QCOMPARE(world.mailsIn(QStringLiteral("Sent")).size(), 1);
    QCOMPARE(world.office().threads(incident->id)->first().mails, 1);
}

} // namespace liaison::test
