#include "ews_copy.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// Folders, flags, filing and finding over EWS.
class TestEwsSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void foldersAreListed();
    void whatTheTreeLeavesOutIsAsked();
    void aTreeWithoutEnd();
    void aDelegateOfOneFolder();
    void flagsAreSet_data();
    void flagsAreSet();
    void aFlagOfAMailThatIsGone();
    void aChangeKeyIsFetchedOnce();
    void filing();
    void aLostFilingIsNoUncertainSend();
    void whatAFilingLeftInDraftsIsMovedOn_data();
    void whatAFilingLeftInDraftsIsMovedOn();
    void finding();
    void shutDownEndsEverything();
};

void TestEwsSource::foldersAreListed()
{
    FakeExchange exchange;
    EwsSource source(exchange.exchange());
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QHash<QString, domain::RemoteFolder> byPath;
    for (const domain::RemoteFolder &folder : *folders)
        byPath.insert(folder.path, folder);
    QCOMPARE(byPath.size(), 4); // without the calendar
    QVERIFY(byPath.value(QStringLiteral("Inbox")).role == domain::FolderRole::Inbox);
    QVERIFY(byPath.value(QStringLiteral("Sent Items")).role == domain::FolderRole::Sent);
    QVERIFY(byPath.value(QStringLiteral("Junk")).role == domain::FolderRole::Junk);
    const domain::RemoteFolder cases = byPath.value(QStringLiteral("Inbox/Cases"));
    QCOMPARE(cases.remoteId, QStringLiteral("cases=="));
    QVERIFY(cases.role == domain::FolderRole::None);
    QCOMPARE(cases.total, 3);
    QCOMPARE(cases.unread, 1);
}

void TestEwsSource::whatTheTreeLeavesOutIsAsked()
{
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        if (operation != "SyncFolderHierarchy")
            return false;
        QByteArray changes;
        for (int i = 0; i < 23; ++i)
            changes += "<t:Create><t:Folder><t:FolderId Id=\"f" + QByteArray::number(i) + "\"/></t:Folder></t:Create>";
        answer = exchange.soap(
            operation,
            FakeExchange::message(operation, "<m:SyncState>h</m:SyncState><m:Changes>" + changes + "</m:Changes>"));
        return true;
    };
    EwsSource source(exchange.exchange());
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(folders->size(), 23);
    QCOMPARE(folders->at(22).path, QStringLiteral("Named f22"));
    QCOMPARE(exchange.asked("GetFolder"), 2 + 3); // the greeting, the known ones, and tens
}

void TestEwsSource::aTreeWithoutEnd()
{
    FakeExchange exchange;
    exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer) {
              const QByteArray state = request.body.contains(">odd<") ? "even" : "odd";
              answer = exchange.soap(operation,
                                     FakeExchange::message(operation,
                                                           "<m:SyncState>" + state
                                                               + "</m:SyncState><m:IncludesLastFolderInRange>false"
                                                                 "</m:IncludesLastFolderInRange><m:Changes/>"));
              return operation == "SyncFolderHierarchy";
          };
    EwsSource source(exchange.exchange());
    const auto folders = source.folders({});
    QTRY_VERIFY_WITH_TIMEOUT(folders.isFinished(), 60'000);
    QVERIFY(exchange.asked("SyncFolderHierarchy") > 500);
}

void TestEwsSource::aDelegateOfOneFolder()
{
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.failing(operation, "ErrorAccessDenied");
        return operation == "SyncFolderHierarchy";
    };
    EwsSource source(exchange.exchange());
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(folders->size(), 3);
}

void TestEwsSource::flagsAreSet_data()
{
    QTest::addColumn<int>("flag");
    QTest::addColumn<bool>("on");
    QTest::addColumn<bool>("read");
    QTest::addColumn<int>("verb");
    QTest::newRow("read") << int(MailSource::Flag::Seen) << true << true << 0;
    QTest::newRow("unread") << int(MailSource::Flag::Seen) << false << false << 0;
    QTest::newRow("answered") << int(MailSource::Flag::Answered) << true << false << 102;
    QTest::newRow("answered to all") << int(MailSource::Flag::AnsweredToAll) << true << false << 103;
    QTest::newRow("no more") << int(MailSource::Flag::AnsweredToAll) << false << false << 0;
    QTest::newRow("forwarded") << int(MailSource::Flag::Forwarded) << true << false << 104;
}

void TestEwsSource::flagsAreSet()
{
    QFETCH(const int, flag);
    QFETCH(const bool, on);
    QFETCH(const bool, read);
    QFETCH(const int, verb);
    FakeExchange exchange;
    const QString id = exchange.add(ewsMail(1));
    exchange.mails[0].read = !on && flag == int(MailSource::Flag::Seen);
    EwsSource source(exchange.exchange());
    const auto done = await(source.setFlag(FakeExchange::inbox(), id, MailSource::Flag(flag), on, {}));
    QVERIFY2(done, why(done));
    QCOMPARE(exchange.mails.at(0).read, read);
    QCOMPARE(exchange.mails.at(0).verb, verb);
}

void TestEwsSource::aFlagOfAMailThatIsGone()
{
    FakeExchange exchange;
    EwsSource source(exchange.exchange());
    const auto done
        = await(source.setFlag(FakeExchange::inbox(), QStringLiteral("none"), MailSource::Flag::Seen, true, {}));
    QCOMPARE(kindOf(done), QStringLiteral("NotFound"));
}

void TestEwsSource::aChangeKeyIsFetchedOnce()
{
    FakeExchange exchange;
    const QString id = exchange.add(ewsMail(1));
    bool always = false;
    exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer) {
              answer = exchange.failing(operation, "ErrorIrresolvableConflict");
              return operation == "UpdateItem" && (always || !request.body.contains("ChangeKey=\"c2\""));
          };
    EwsSource source(exchange.exchange());
    QVERIFY(await(source.setFlag(FakeExchange::inbox(), id, MailSource::Flag::Seen, true, {})));
    QVERIFY(exchange.mails.at(0).read);
    always = true;
    const auto before = exchange.asked("UpdateItem");
    QCOMPARE(kindOf(await(source.setFlag(FakeExchange::inbox(), id, MailSource::Flag::Seen, false, {}))),
             QStringLiteral("Conflict"));
    QCOMPARE(exchange.asked("UpdateItem"), before + 2);
}

void TestEwsSource::filing()
{
    FakeExchange exchange;
    EwsSource source(exchange.exchange());
    MailFlags seen;
    seen.seen = true;
    // Into Sent Items over Drafts, which keeps the mail's date.
    auto filed = await(source.append(FakeExchange::sentItems(), ewsMail(1), seen, {}));
    QVERIFY2(filed, why(filed));
    QCOMPARE(*filed, QStringLiteral("moved=="));
    QVERIFY(exchange.requestsFor("CreateItem").last().body.contains("Id=\"drafts\""));
    QVERIFY(exchange.requestsFor("CreateItem").last().body.contains("MessageDisposition=\"SaveOnly\""));
    QVERIFY(exchange.requestsFor("MoveItem").last().body.contains("Id=\"sent==\""));
    QCOMPARE(exchange.sent.last().raw, ewsMail(1));
    domain::RemoteFolder cases;
    cases.remoteId = QStringLiteral("cases==");
    filed = await(source.append(cases, ewsMail(2), seen, {}));
    QCOMPARE(*filed, QStringLiteral("new=="));
    QVERIFY(exchange.requestsFor("CreateItem").last().body.contains("Id=\"cases==\""));
    QCOMPARE(exchange.asked("MoveItem"), 1);
}

void TestEwsSource::aLostFilingIsNoUncertainSend()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &) {
        return operation == "CreateItem"; // hangs up
    };
    EwsSource source(exchange.exchange());
    QCOMPARE(kindOf(await(source.append(FakeExchange::sentItems(), ewsMail(1), {}, {}))),
             QStringLiteral("ConnectionLost"));
    QCOMPARE(exchange.asked("CreateItem"), 1);
}

void TestEwsSource::whatAFilingLeftInDraftsIsMovedOn_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<bool>("isDone"); ///< before the answer is lost
    QTest::newRow("the answer to creating it is lost") << QByteArray("CreateItem") << true;
    QTest::newRow("creating it is lost") << QByteArray("CreateItem") << false;
    QTest::newRow("moving it is lost") << QByteArray("MoveItem") << false;
}

void TestEwsSource::whatAFilingLeftInDraftsIsMovedOn()
{
    QFETCH(const QByteArray, operation);
    QFETCH(const bool, isDone);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &asked, const SeenRequest &, std::optional<QByteArray> &) {
        if (asked != operation)
            return false;
        if (isDone)
            exchange.drafts.append({QStringLiteral("left=="), ewsMail(1)});
        return true; // hangs up
    };
    EwsSource source(exchange.exchange());
    const auto lost = await(source.append(FakeExchange::sentItems(), ewsMail(1), {}, {}));
    QCOMPARE(kindOf(lost), QStringLiteral("ConnectionLost"));
    QCOMPARE(exchange.drafts.size(), isDone || operation == "MoveItem" ? 1 : 0);
    exchange.intercept = {};
    exchange.drafts.append({QStringLiteral("somebody's=="), ewsMail(2)});
    const auto filed = await(source.append(FakeExchange::sentItems(), ewsMail(1), {}, {}));
    QVERIFY2(filed, why(filed));
    QCOMPARE(*filed, QStringLiteral("moved=="));
    QCOMPARE(exchange.sent.size(), 1);
    QCOMPARE(exchange.sent.first().raw, ewsMail(1));
    QCOMPARE(exchange.drafts.size(), 1);
    QCOMPARE(exchange.drafts.first().raw, ewsMail(2));
}

void TestEwsSource::finding()
{
    FakeExchange exchange;
    exchange.sent.append({QStringLiteral("s1"), ewsMail(7)});
    EwsSource source(exchange.exchange());
    QCOMPARE(*await(source.contains(FakeExchange::sentItems(), QStringLiteral("m7@x"), {})), true);
    QCOMPARE(*await(source.contains(FakeExchange::sentItems(), QStringLiteral("<m7@x>"), {})), true);
    QCOMPARE(*await(source.contains(FakeExchange::sentItems(), QStringLiteral("m8@x"), {})), false);
}

void TestEwsSource::shutDownEndsEverything()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return true;
    };
    EwsSource source(exchange.exchange());
    const auto folders = source.folders({});
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_VERIFY(exchange.server.requests.size() >= 2);
    source.shutDown();
    QCOMPARE(kindOf(await(folders)), QStringLiteral("Cancelled"));
    QCOMPARE(kindOf(await(hint)), QStringLiteral("Cancelled"));
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("Cancelled"));
    QCOMPARE(kindOf(await(source.waitForHint({FakeExchange::inbox()}, {}))), QStringLiteral("Cancelled"));
}

LIAISON_TEST(TestEwsSource)
#include "tst_ews_source.moc"
