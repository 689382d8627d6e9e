#include "core/ews/get_item.h"
#include "core/ews/sync_folder_items.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

#include <QTcpSocket>

using namespace liaison;
using namespace liaison::test;
using ews::FolderRef;
using ews::Remedy;

namespace {

const FolderRef inbox = FolderRef::named(QStringLiteral("inbox"));

} // namespace

/// What the demo's Exchange does wrong on purpose, and that it does it as often as it is told to.
class TestExchangeFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isBusy_data();
    void isBusy();
    void isAway();
    void talksNonsense();
    void refusesSignInOnce();
    void cuts_data();
    void cuts();
    void cutsALaterOne();
    void drips();
    void failsItems();
    void onlyOneOperation();
    void readsWords_data();
    void readsWords();
    void cutsTheFirstLongerAnswer();
    void cutsAnAnswerToOneOperation();
    void cutsARequest();
    void forgetsSyncStates();
    void failsTheNthItem();

private:
    static bool set(ExchangeWorld &world, const demo::ExchangeFaults &faults)
    {
        return world.exchange([faults](demo::Exchange &exchange) { exchange.faults = faults; });
    }
};

void TestExchangeFaults::isBusy_data()
{
    QTest::addColumn<bool>("asMessage");
    QTest::addColumn<int>("backOffMs");
    QTest::newRow("fault") << false << 297'749;
    QTest::newRow("message") << true << 1'500;
    QTest::newRow("without a time") << false << 0;
}

void TestExchangeFaults::isBusy()
{
    QFETCH(bool, asMessage);
    QFETCH(int, backOffMs);
    ExchangeWorld world;
    START_EXCHANGE(world);
    demo::ExchangeFaults busy;
    busy.busy = 2;
    busy.busyAsMessage = asMessage;
    busy.backOffMs = backOffMs;
    QVERIFY(set(world, busy));
    for (int i = 0; i < 2; ++i) {
        const auto page = world.sync();
        QVERIFY(!page);
        QCOMPARE(page.error().remedy, Remedy::BackOff);
        QCOMPARE(page.error().error.retryAfterMs.value_or(0), backOffMs);
    }
    QVERIFY(world.sync());
    FITS_SCHEMA(world);
}

void TestExchangeFaults::isAway()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    demo::ExchangeFaults away;
    away.unavailable = 1;
    away.retryAfterSeconds = 7;
    QVERIFY(set(world, away));
    const auto page = world.sync();
    QVERIFY(!page);
    QCOMPARE(page.error().remedy, Remedy::BackOff);
    QCOMPARE(page.error().error.retryAfterMs.value_or(0), 7'000);
    QVERIFY(world.sync());
}

void TestExchangeFaults::talksNonsense()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    demo::ExchangeFaults wrong;
    wrong.wrongXml = 1;
    QVERIFY(set(world, wrong));
    const auto broken = world.sync();
    QVERIFY(!broken && broken.error().origin == ews::Failure::Origin::Unreadable);
    demo::ExchangeFaults portal;
    portal.html = 1;
    QVERIFY(set(world, portal));
    const auto page = world.sync();
    QVERIFY(!page);
    QCOMPARE(page.error().remedy, Remedy::WrongAddress);
    QVERIFY(world.sync());
}

void TestExchangeFaults::refusesSignInOnce()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    demo::ExchangeFaults once;
    once.unauthorised = 1;
    QVERIFY(set(world, once));
    const auto page = world.sync();
    QVERIFY(!page);
    QCOMPARE(page.error().remedy, Remedy::SignIn);
    QVERIFY(world.sync());
}

void TestExchangeFaults::cuts_data()
{
    QTest::addColumn<int>("at");
    for (const int at : {0, 10, 300, 700, 1'000})
        QTest::newRow(qPrintable(QString::number(at))) << at;
}

void TestExchangeFaults::cuts()
{
    QFETCH(int, at);
    ExchangeWorld world;
    START_EXCHANGE(world);
    world.drop(1);
    const qsizetype whole = world.post(ews::SyncFolderItems::request(world.context, {inbox})).body.size();
    demo::ExchangeFaults cut;
    cut.cuts = 1;
    cut.wire.cutAt = at;
    QVERIFY(set(world, cut));
    const HttpAnswer answer = world.post(ews::SyncFolderItems::request(world.context, {inbox}));
    // Qt asks once more by itself where no status line came on a kept connection.
    if (at > 10)
        QVERIFY(answer.broken && answer.body.size() < whole);
    QVERIFY(world.sync());
}

void TestExchangeFaults::cutsALaterOne()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    demo::ExchangeFaults cut;
    cut.cuts = 1;
    cut.cutsAfter = 2;
    cut.wire.cutAt = 400;
    QVERIFY(set(world, cut));
    QVERIFY(world.sync());
    QVERIFY(world.sync());
    QVERIFY(!world.sync());
    QVERIFY(world.sync());
}

void TestExchangeFaults::drips()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    world.drop(1);
    demo::ExchangeFaults slow;
    slow.wire.dripBytes = 100;
    slow.wire.dripMs = 1;
    QVERIFY(set(world, slow));
    const auto page = world.sync();
    QVERIFY2(page, why(page));
    QCOMPARE(page->changes.size(), 1);
    QVERIFY(world.sync()); // the connection is still good
}

void TestExchangeFaults::failsItems()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    world.drop(1);
    world.drop(2);
    const auto page = world.sync();
    QVERIFY2(page, why(page));
    demo::ExchangeFaults broken;
    broken.itemErrors = {{QStringLiteral("<n1@unit.example>"), QStringLiteral("ErrorMimeContentConversionFailed")}};
    QVERIFY(set(world, broken));
    const auto items = world.ask<ews::GetItem>(
        ews::GetItem::request(world.context, {page->changes.at(0).id, page->changes.at(1).id}, ews::ItemShape::Mime));
    QVERIFY2(items, why(items));
    QVERIFY(items->at(0)); // n2, the newer one
    QVERIFY(!items->at(1));
    QCOMPARE(items->at(1).error().remedy, Remedy::RebuildFromProperties);
    FITS_SCHEMA(world);
}

void TestExchangeFaults::onlyOneOperation()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    demo::ExchangeFaults busy;
    busy.operation = QStringLiteral("GetItem");
    busy.busy = 1;
    QVERIFY(set(world, busy));
    QVERIFY(world.sync());
    const auto items = world.ask<ews::GetItem>(
        ews::GetItem::request(world.context, {{QStringLiteral("x"), {}}}, ews::ItemShape::IdOnly));
    QVERIFY(!items);
    QCOMPARE(items.error().remedy, Remedy::BackOff);
}

void TestExchangeFaults::readsWords_data()
{
    using demo::FaultText;
    QTest::addColumn<QString>("text");
    QTest::addColumn<FaultText>("result");
    for (const QString &word : demo::exchangeFaultWords()) {
        QTest::newRow(qPrintable(word)) << word + QStringLiteral("=3") << FaultText::Good;
        QTest::newRow(qPrintable(word + QStringLiteral(" without"))) << word << FaultText::NoNumber;
        QTest::newRow(qPrintable(word + QStringLiteral(" wrong")))
            << word + QStringLiteral("=3.5") << FaultText::NoNumber;
    }
    QTest::newRow("unknown") << QStringLiteral("fire=3") << FaultText::NoSuchFault;
    QTest::newRow("nothing") << QString() << FaultText::NoSuchFault;
    QTest::newRow("code") << QStringLiteral("item-error=2:ErrorItemCorrupt") << FaultText::Good;
    QTest::newRow("no code") << QStringLiteral("item-error=2:Corrupt") << FaultText::NoCode;
    QTest::newRow("operation") << QStringLiteral("cut-answer=2000:GetItem") << FaultText::Good;
    QTest::newRow("stream") << QStringLiteral("cut-answer=2000:GetStreamingEvents") << FaultText::Good;
    QTest::newRow("no operation") << QStringLiteral("cut-answer=2000:GetMail") << FaultText::NoOperation;
    QTest::newRow("none behind the colon") << QStringLiteral("cut-answer=2000:") << FaultText::NoOperation;
    QTest::newRow("operation of something else") << QStringLiteral("busy=3:GetItem") << FaultText::NoNumber;
    QTest::newRow("no item") << QStringLiteral("item-error=0") << FaultText::NoNumber;
}

void TestExchangeFaults::readsWords()
{
    QFETCH(QString, text);
    QFETCH(demo::FaultText, result);
    demo::ExchangeFaults faults;
    QVERIFY(demo::setExchangeFault(faults, text) == result);
}

void TestExchangeFaults::cutsTheFirstLongerAnswer()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    const qsizetype empty = world.post(ews::SyncFolderItems::request(world.context, {inbox})).body.size();
    demo::ExchangeFaults cut;
    QVERIFY(demo::setExchangeFault(cut, QStringLiteral("cut-answer=%1").arg(empty + 400)) == demo::FaultText::Good);
    QVERIFY(set(world, cut));
    QVERIFY(world.sync()); // too short
    world.drop(1);
    QVERIFY(world.post(ews::SyncFolderItems::request(world.context, {inbox})).broken);
    QVERIFY(world.sync()); // once
}

void TestExchangeFaults::cutsAnAnswerToOneOperation()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    world.drop(1);
    demo::ExchangeFaults cut;
    QVERIFY(demo::setExchangeFault(cut, QStringLiteral("cut-answer=300:GetItem")) == demo::FaultText::Good);
    QVERIFY(set(world, cut));
    QVERIFY(world.sync()); // longer than that, and another operation
    const QByteArray items = ews::GetItem::request(world.context, {{QStringLiteral("x"), {}}}, ews::ItemShape::IdOnly);
    QVERIFY(world.post(items).broken);
    QVERIFY(!world.post(items).broken); // once
}

void TestExchangeFaults::cutsARequest()
{
    demo::DemoServer::Options options;
    options.plainExchange = true;
    ExchangeWorld world(QStringLiteral("Exchange2019"), options);
    START_EXCHANGE(world);
    demo::ExchangeFaults cut;
    QVERIFY(demo::setExchangeFault(cut, QStringLiteral("cut-request=5000")) == demo::FaultText::Good);
    QVERIFY(set(world, cut));
    QVERIFY(world.sync()); // too short
    const auto ends = [&world](const QByteArray &path) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, world.address().exchange);
        // All but its last byte: nobody can have answered what is not there yet.
        socket.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 6001\r\n\r\n" + QByteArray(6'000, 'x'));
        return QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }, 5'000)
            && socket.readAll().isEmpty();
    };
    QVERIFY(ends("/EWS/Exchange.asmx"));
    int left = -1;
    QVERIFY(world.exchange([&left](demo::Exchange &exchange) { left = exchange.faults.requestCuts; }));
    QCOMPARE(left, 0);
    QVERIFY(world.sync());
}

void TestExchangeFaults::forgetsSyncStates()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    demo::ExchangeFaults forgetful;
    QVERIFY(demo::setExchangeFault(forgetful, QStringLiteral("sync-state=2")) == demo::FaultText::Good);
    QVERIFY(set(world, forgetful));
    const auto page = world.sync(); // without a state there is none to forget
    QVERIFY2(page, why(page));
    for (int i = 0; i < 2; ++i) {
        const auto lost = world.sync(page->syncState);
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, QStringLiteral("ErrorInvalidSyncStateData"));
        QCOMPARE(lost.error().remedy, Remedy::RestartSync);
    }
    QVERIFY(world.sync(page->syncState));
    FITS_SCHEMA(world);
}

void TestExchangeFaults::failsTheNthItem()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    for (int i = 1; i <= 3; ++i)
        world.drop(i);
    const auto page = world.sync();
    QVERIFY2(page, why(page));
    demo::ExchangeFaults broken;
    for (const auto &text : {QStringLiteral("item-error=2"), QStringLiteral("item-error=5:ErrorMimeContentInvalid")})
        QVERIFY(demo::setExchangeFault(broken, text) == demo::FaultText::Good);
    QVERIFY(set(world, broken));
    QStringList codes;
    for (int round = 0; round < 3; ++round) {
        const auto items = world.ask<ews::GetItem>(ews::GetItem::request(
            world.context, {page->changes.at(0).id, page->changes.at(1).id, page->changes.at(2).id},
            ews::ItemShape::Mime));
        QVERIFY2(items, why(items));
        for (const auto &item : *items)
            codes << (item ? QString() : item.error().code);
    }
    const QString none;
    QCOMPARE(codes,
             QStringList({none, QStringLiteral("ErrorItemNotFound"), none, none,
                          QStringLiteral("ErrorMimeContentInvalid"), none, none, none, none}));
    FITS_SCHEMA(world);
}

LIAISON_TEST(TestExchangeFaults)
#include "tst_exchange_faults.moc"
