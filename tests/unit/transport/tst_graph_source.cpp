#include "core/transport/mail_sink.h"
#include "fake_graph.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// Folders, marks, drafts and hints over Graph.
class TestGraphSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void folders();
    void theTreesChanges();
    void aForgottenTree();
    void marks();
    void anInboxThatIsNotTold();
    void aMarkOfAMailThatIsGone();
    void drafts();
    void contains();
    void looks();
    void hints();
    void theFactory();
};

void TestGraphSource::folders()
{
    FakeGraph graph;
    GraphSource source(graph.graph());
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QStringList paths;
    for (const domain::RemoteFolder &folder : *folders)
        paths << folder.path;
    QCOMPARE(
        paths,
        (QStringList{QStringLiteral("Posteingang"), QStringLiteral("Posteingang/Fälle"), QStringLiteral("Gesendet")}));
    QVERIFY(folders->at(0).role == domain::FolderRole::Inbox);
    QCOMPARE(folders->at(0).total, 3);
    QCOMPARE(folders->at(0).unread, 1);
    QVERIFY(folders->at(1).role == domain::FolderRole::None);
    QVERIFY(folders->at(2).role == domain::FolderRole::Sent);
}

void TestGraphSource::theTreesChanges()
{
    FakeGraph graph;
    GraphSource source(graph.graph());
    QVERIFY(await(source.folders({})));
    const auto before = graph.server.requests.size();
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(graph.server.requests.size(), before + 1);
    QCOMPARE(folders->size(), 2);
    QCOMPARE(folders->at(1).path, QStringLiteral("Posteingang/Vorfälle")); // its parent was not told again
    QVERIFY(folders->at(0).role == domain::FolderRole::Inbox);
}

/// Without knowing which folder is the inbox there would be a feed that reads none.
void TestGraphSource::anInboxThatIsNotTold()
{
    FakeGraph graph;
    int failures = 100;
    graph.part = [&](const QByteArray &operation, const QByteArray &target) {
        const bool fails = operation == "folder" && target.contains("/mailFolders/inbox") && failures-- > 0;
        return fails ? std::optional(FakeGraph::error(500, "ErrorInternalServerError")) : std::nullopt;
    };
    GraphSource source(graph.graph());
    const auto none = await(source.folders({}));
    QVERIFY(!none);
    QCOMPARE(graph.asked("folders"), 0);
    failures = 1; // once: it is asked for again by itself
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QVERIFY(folders->at(0).role == domain::FolderRole::Inbox);
    QVERIFY(folders->at(2).role == domain::FolderRole::Sent);
}

void TestGraphSource::aForgottenTree()
{
    FakeGraph graph;
    GraphSource source(graph.graph());
    QVERIFY(await(source.folders({})));
    graph.reply = [](const QByteArray &operation, const QByteArray &target) -> std::optional<FakeGraph::Reply> {
        if (operation == "folders" && target.contains("deltatoken"))
            return FakeGraph::error(410, "SyncStateNotFound");
        return std::nullopt;
    };
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(folders->size(), 3);
}

void TestGraphSource::marks()
{
    FakeGraph graph;
    const QString id = graph.add(graphMail(1));
    GraphSource source(graph.graph());
    using Flag = MailSource::Flag;
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), id, Flag::Seen, true, {})));
    QVERIFY(graph.mails.at(0).read);
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), id, Flag::Seen, false, {})));
    QVERIFY(!graph.mails.at(0).read);
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), id, Flag::Answered, true, {})));
    QCOMPARE(graph.mails.at(0).verb, 102);
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), id, Flag::AnsweredToAll, true, {})));
    QCOMPARE(graph.mails.at(0).verb, 103);
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), id, Flag::Forwarded, true, {})));
    QCOMPARE(graph.mails.at(0).verb, 104);
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), id, Flag::Forwarded, false, {})));
    QCOMPARE(graph.mails.at(0).verb, 0);
    // Changed by somebody else in between: once more.
    int conflicts = 1;
    graph.reply = [&](const QByteArray &, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        return conflicts-- > 0 ? std::optional(FakeGraph::error(409, "ErrorIrresolvableConflict")) : std::nullopt;
    };
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), id, Flag::Seen, true, {})));
    QVERIFY(graph.mails.at(0).read);
}

void TestGraphSource::aMarkOfAMailThatIsGone()
{
    FakeGraph graph;
    GraphSource source(graph.graph());
    QCOMPARE(
        kindOf(await(source.setFlag(FakeGraph::inbox(), QStringLiteral("gone"), MailSource::Flag::Seen, true, {}))),
        QStringLiteral("NotFound"));
}

void TestGraphSource::drafts()
{
    FakeGraph graph;
    GraphSource source(graph.graph());
    MailFlags flags;
    flags.draft = true;
    const domain::RemoteFolder drafts{QStringLiteral("drafts=="), {}, {}, domain::FolderRole::Drafts, true, 0, 0};
    const auto id = await(source.append(drafts, graphMail(1), flags, {}));
    QVERIFY2(id, why(id));
    QCOMPARE(graph.mails.at(0).id, *id);
    QCOMPARE(graph.mails.at(0).raw, graphMail(1));
    QCOMPARE(graph.mails.at(0).folder, drafts.remoteId);
    // A copy of what another server sent would be a draft, too.
    flags.draft = false;
    flags.seen = true;
    QCOMPARE(kindOf(await(source.append(FakeGraph::sentItems(), graphMail(2), flags, {}))),
             QStringLiteral("ServerRefused"));
    QCOMPARE(graph.mails.size(), 1);
}

void TestGraphSource::contains()
{
    FakeGraph graph;
    graph.mails.append({QStringLiteral("S1"), "Message-ID: <o'brien@x>\r\n\r\n", FakeGraph::sentItems().remoteId});
    GraphSource source(graph.graph());
    graph.reply = [](const QByteArray &operation, const QByteArray &target) -> std::optional<FakeGraph::Reply> {
        // As OData has it, quotes are doubled.
        if (operation == "list" && target.contains("brien") && !target.contains("o%27%27brien"))
            return FakeGraph::error(400, "ErrorInvalidUrlQueryFilter");
        return std::nullopt;
    };
    graph.add(graphMail(7));
    const auto other = await(source.contains(FakeGraph::sentItems(), QStringLiteral("<m7@x>"), {}));
    QVERIFY2(other, why(other));
    QVERIFY(!*other); // it is in another folder
    QVERIFY(*await(source.contains(FakeGraph::inbox(), QStringLiteral("m7@x"), {})));
    QVERIFY(await(source.contains(FakeGraph::sentItems(), QStringLiteral("<o'brien@x>"), {})));
}

void TestGraphSource::looks()
{
    FakeGraph graph;
    graph.add(graphMail(1));
    GraphSource source(graph.graph());
    const auto open = await(source.look(FakeGraph::inbox(), Look::Open, {}));
    QVERIFY2(open, why(open));
    QCOMPARE(open->mails, 3);
    QVERIFY(!open->writable);
    QCOMPARE(await(source.look(FakeGraph::inbox(), Look::OneMail, {}))->bytes, graphMail(1).size());
    domain::RemoteFolder gone = FakeGraph::inbox();
    gone.remoteId = QStringLiteral("gone");
    QCOMPARE(kindOf(await(source.look(gone, Look::Open, {}))), QStringLiteral("FolderMissing"));
}

void TestGraphSource::hints()
{
    FakeGraph graph;
    GraphTimings timings;
    timings.frontMs = 1;
    timings.behindMs = 3'600'000;
    timings.tickMs = 1;
    bool inFront = false;
    int asked = 0;
    GraphSource source(graph.graph(), timings, [&] {
        ++asked;
        return inFront;
    });
    std::stop_source stop;
    const auto waiting = source.waitForHint({FakeGraph::inbox(), FakeGraph::sentItems()}, stop.get_token());
    QTRY_VERIFY(asked > 3);
    QVERIFY(!waiting.isFinished());
    inFront = true;
    const auto hint = await(waiting);
    QVERIFY2(hint, why(hint));
    QCOMPARE(*hint, (QStringList{FakeGraph::inbox().remoteId, FakeGraph::sentItems().remoteId}));
    inFront = false;
    const auto next = source.waitForHint({FakeGraph::inbox()}, stop.get_token());
    stop.request_stop();
    QCOMPARE(kindOf(await(next)), QStringLiteral("Cancelled"));
    QVERIFY(graph.server.requests.isEmpty());
}

void TestGraphSource::theFactory()
{
    FakeGraph graph;
    const auto factory = networkTransport();
    const auto source = factory->source(graph.account());
    QVERIFY(source.has_value());
    QVERIFY(factory->sink(graph.account()).has_value());
    const auto folders = await((*source)->folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(folders->size(), 3);
}

LIAISON_TEST(TestGraphSource)
#include "tst_graph_source.moc"
