#include "core/domain/correlation.h"
#include "tests/contract/exchange_mail_world.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray mailNumber(int number)
{
    const QByteArray n = QByteArray::number(number);
    // Every seventh answers the one before it.
    const QByteArray answers
        = number % 7 == 6 ? "In-Reply-To: <many-" + QByteArray::number(number - 1) + "@bu.test>\r\n" : QByteArray();
    return mailToAnalysts(finance, u"Mail %1"_s.arg(number), "many-" + n + "@bu.test", answers,
                          QByteArray(900, 'x').replace(70, 2, "\r\n") + n + "\r\n");
}

QList<QByteArray> mailsNumbered(int from, int to)
{
    QList<QByteArray> mails;
    for (int i = from; i < to; ++i)
        mails << mailNumber(i);
    return mails;
}

} // namespace

/// Mail and marks on their way from a mail server into the store and back, on every kind of server.
class TestMailArriving : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstSyncReadsEverythingOnce_data() { MailWorld::rows(); }
    void firstSyncReadsEverythingOnce();
    void newMailComesByItself_data() { MailWorld::rowsOnSqlite(); }
    void newMailComesByItself();
    void readFlagsGoBothWays_data() { MailWorld::rowsOnSqlite(); }
    void readFlagsGoBothWays();
    void answersWrittenElsewhereAppear_data() { MailWorld::oneOfEach(); }
    void answersWrittenElsewhereAppear();
    void aRestartFetchesNothingTwice_data() { MailWorld::rows(); }
    void aRestartFetchesNothingTwice();
    void aStopIsRememberedAcrossARestart_data() { MailWorld::oneOfEach(); }
    void aStopIsRememberedAcrossARestart();
    void aRefusedPasswordIsTriedOnce_data() { MailWorld::rowsOnSqlite(); }
    void aRefusedPasswordIsTriedOnce();
    void mailThatIsNotGivenOutKeepsNoneOut_data() { MailWorld::demoRows(); }
    void mailThatIsNotGivenOutKeepsNoneOut();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }
};

void TestMailArriving::firstSyncReadsEverythingOnce()
{
    START_WORLD(world);
    constexpr int count = 120; // several pages
    world.drop(mailsNumbered(0, count));
    world.drop({mailToAnalysts(analysts, u"Sent before"_s, "before@corp.test", {}, "x\r\n")}, u"Sent"_s);
    CONNECT_WORLD(world);
    QStringList expected{u"before@corp.test Sent"_s};
    for (int i = 0; i < count; ++i)
        expected << u"many-%1@bu.test INBOX"_s.arg(i);
    expected.sort();
    QCOMPARE(world.copies(), expected);
    const auto unmatched = world.office().unmatched();
    QCOMPARE(unmatched->size(), count);
    for (const store::MailRow &row : *unmatched)
        QVERIFY(!row.duplicateId);
    // Nothing happened: nothing is fetched.
    QVERIFY(world.waitInSync());
    QCOMPARE(world.copies(), expected);
    QVERIFY(world.office().engine()->statuses().size() == 1);
}

void TestMailArriving::newMailComesByItself()
{
    START_WORLD(world);
    // Only where nothing is told does looking for it bring it. An Exchange without streams is asked for its events.
    auto *exchange = dynamic_cast<ExchangeMailWorld *>(&world);
    const int pollSeconds = world.pushes() || exchange ? 3'600 : 5;
    const auto mailbox = world.connect([&](domain::Mailbox &box) { box.pollSeconds = pollSeconds; });
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.submit(mailNumber(1)), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office().unmatched()->size(), 1, 60'000);
    QCOMPARE(world.submit(mailNumber(2)), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office().unmatched()->size(), 2, 60'000);
    if (exchange)
        QCOMPARE(exchange->requests("GetEvents") > 0, !world.pushes());
}

void TestMailArriving::readFlagsGoBothWays()
{
    START_WORLD(world);
    world.drop(mailsNumbered(1, 3));
    CONNECT_WORLD(world);
    QCOMPARE(world.copies(), (QStringList{u"many-1@bu.test INBOX"_s, u"many-2@bu.test INBOX"_s}));
    // What is read elsewhere is noted.
    QVERIFY(world.setSeen(u"many-1@bu.test"_s, true));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.copies(), (QStringList{u"many-1@bu.test INBOX seen"_s, u"many-2@bu.test INBOX"_s}));
    QVERIFY(world.setSeen(u"many-1@bu.test"_s, false));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.copies(), (QStringList{u"many-1@bu.test INBOX"_s, u"many-2@bu.test INBOX"_s}));
    // What is read here is marked there, and comes back as known.
    const auto unmatched = world.office().unmatched();
    QCOMPARE(unmatched->size(), 2);
    const auto second = std::find_if(unmatched->cbegin(), unmatched->cend(), [](const store::MailRow &row) {
        return row.messageIdHeader == QLatin1String("many-2@bu.test");
    });
    QVERIFY(second != unmatched->cend());
    desk::MailDesk mails(world.office().context());
    QVERIFY(await(mails.setRead({second->id}, true)));
    QTRY_COMPARE_WITH_TIMEOUT(world.flags(u"many-2@bu.test"_s), QSet<QByteArray>{"seen"}, 60'000);
    QVERIFY(world.waitInSync());
    QCOMPARE(world.copies(), (QStringList{u"many-1@bu.test INBOX"_s, u"many-2@bu.test INBOX seen"_s}));
    QVERIFY(world.flags(u"many-1@bu.test"_s).isEmpty());
}

void TestMailArriving::answersWrittenElsewhereAppear()
{
    START_WORLD(world);
    CONNECT_WORLD(world);
    const auto incident = makeIncident(world.office(), u"Elsewhere"_s);
    QVERIFY2(incident, why(incident));
    world.drop({mailToAnalysts(finance, u"Question "_s + domain::subjectTag(*incident), "q@bu.test", {}, "?\r\n")});
    QByteArray sent
        = mailToAnalysts(analysts, u"Re: Question"_s, "elsewhere@corp.test", "In-Reply-To: <q@bu.test>\r\n", "!\r\n");
    sent.replace("To: " + analysts.toUtf8(), "To: " + finance.toUtf8());
    world.drop({sent}, u"Sent"_s);
    QVERIFY(world.waitInSync());
    const auto threads = world.office().threads(incident->id);
    QVERIFY2(threads, why(threads));
    QCOMPARE(threads->size(), 1);
    QCOMPARE(threads->first().mails, 2);
    QCOMPARE(int(threads->first().thread.waiting), int(domain::Waiting::ForThem));
    const auto mails = world.office().mails(threads->first().thread.id);
    const auto elsewhere = std::find_if(
        mails->begin(), mails->end(), [](const store::MailRow &row) { return row.direction == store::Direction::Out; });
    QVERIFY(elsewhere != mails->end());
    QCOMPARE(elsewhere->linkReason, domain::toString(domain::LinkReason::SentElsewhere));
}

void TestMailArriving::aRestartFetchesNothingTwice()
{
    START_WORLD(world);
    world.drop(mailsNumbered(0, 40));
    CONNECT_WORLD(world);
    QCOMPARE(world.copyCount(), 40);
    const QByteArray again = world.office().restart();
    QVERIFY2(again.isEmpty(), again);
    QVERIFY(world.waitInSync());
    world.drop(mailsNumbered(40, 43));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.copyCount(), 43);
    QVERIFY(world.office().restart().isEmpty()); // whose end tells what was fetched
    QTRY_COMPARE_WITH_TIMEOUT(world.fetchedMails(), 43, 60'000);
}

void TestMailArriving::aStopIsRememberedAcrossARestart()
{
    START_WORLD(world);
    CONNECT_WORLD(world);
    QVERIFY(world.office().restart().isEmpty());
    QVERIFY(world.office().waitForState(world.mailbox(), domain::FeedState::Running));
    desk::MailboxDesk mailboxes(world.office().context());
    QVERIFY(await(mailboxes.stop(world.mailbox())));
    QVERIFY(world.office().waitForState(world.mailbox(), domain::FeedState::Stopped));
    world.drop({mailNumber(1)});
    QVERIFY(world.office().restart().isEmpty());
    QVERIFY(world.office().waitForState(world.mailbox(), domain::FeedState::Stopped));
    QCOMPARE(world.copyCount(), 0);
    QVERIFY(await(desk::MailboxDesk(world.office().context()).start(world.mailbox())));
    QTRY_COMPARE_WITH_TIMEOUT(world.copyCount(), 1, 60'000);
}

void TestMailArriving::aRefusedPasswordIsTriedOnce()
{
    START_WORLD(world);
    const auto mailbox = world.connect([](domain::Mailbox &box) { box.pollSeconds = 5; }, u"not it"_s);
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.office().waitForState(mailbox->id, domain::FeedState::NeedsSignIn));
    QCOMPARE(world.office().status(mailbox->id)->error->kind, ErrorKind::AuthenticationFailed);
    // Neither a mail that is queued now nor a person who wants mail makes it try again.
    const auto incident = makeIncident(world.office(), u"Locked"_s);
    QVERIFY2(incident, why(incident));
    const auto queued = writeToFinance(world.office(), *incident, u"Hello"_s, u"x"_s);
    QVERIFY2(queued, why(queued));
    world.office().engine()->syncNow(mailbox->id);
    // The right password through the desk mends it: everything that was waiting goes on.
    desk::MailboxDesk mailboxes(world.office().context());
    const auto mended = await(mailboxes.save({*mailbox, Secret::fromText(analystsPassword), std::nullopt}));
    QVERIFY2(mended, why(mended));
    QVERIFY(world.office().waitForState(mailbox->id, domain::FeedState::Running));
    QTRY_COMPARE_WITH_TIMEOUT(world.delivered().size(), 1, 60'000);
    QCOMPARE(world.refusedSignIns(), world.triesOfSignIn());
}

void TestMailArriving::mailThatIsNotGivenOutKeepsNoneOut()
{
    START_WORLD(world);
    world.drop(mailsNumbered(1, 30));
    QVERIFY(world.withhold(u"many-12@bu.test"_s));
    CONNECT_WORLD(world);
    QCOMPARE(world.copyCount(), 28);
    QVERIFY(!world.copies().contains(u"many-12@bu.test INBOX"_s));
    const auto told = [&] { return world.office().status(world.mailbox()).value_or(domain::FeedStatus{}).error; };
    QTRY_VERIFY_WITH_TIMEOUT(told().has_value(), 60'000);
    QCOMPARE(told()->kind, ErrorKind::ServerRefused);
    QVERIFY2(told()->log.startsWith(QLatin1String("1 mails of ")), qPrintable(told()->log));
    world.drop({mailNumber(30)});
    QVERIFY(world.waitInSync());
    QCOMPARE(world.copyCount(), 29);
}

LIAISON_TEST(TestMailArriving)
#include "tst_mail_arriving.moc"
