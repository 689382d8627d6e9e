#include "core/ews/version.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::ews;
using V = ServerVersion;

/// Versions: names, numbers, what each can, and how one is agreed on.
class TestEwsVersion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void buildsNameTheNewestVersion_data();
    void buildsNameTheNewestVersion();
    void namesComeBack();
    void abilitiesComeWithTheirVersion();
    void otherClimbsAndStaysBelowARefusal();
    void aChosenVersionDoesNotClimb();
    void anEndingIsReached();
};

void TestEwsVersion::buildsNameTheNewestVersion_data()
{
    QTest::addColumn<ServerBuild>("build");
    QTest::addColumn<int>("version");
    const auto row = [](int major, int minor, int build, V version) {
        const ServerBuild server{major, minor, build, 0};
        QTest::newRow(qPrintable(toString(server))) << server << static_cast<int>(version);
    };
    row(8, 0, 685, V::Exchange2007_SP1);
    row(8, 3, 83, V::Exchange2007_SP1);
    row(14, 0, 639, V::Exchange2010);
    row(14, 1, 218, V::Exchange2010_SP1);
    row(14, 2, 247, V::Exchange2010_SP2);
    row(14, 3, 123, V::Exchange2010_SP2);
    row(15, 0, 516, V::Exchange2013);
    row(15, 0, 846, V::Exchange2013);
    row(15, 0, 847, V::Exchange2013_SP1);
    row(15, 1, 225, V::Exchange2013_SP1);
    row(15, 2, 2562, V::Exchange2013_SP1);
    row(15, 20, 5834, V::Exchange2013_SP1);
}

void TestEwsVersion::buildsNameTheNewestVersion()
{
    QFETCH(ServerBuild, build);
    QFETCH(int, version);
    QVERIFY(newestFor(build));
    QCOMPARE(static_cast<int>(*newestFor(build)), version);
    QVERIFY(!newestFor({6, 5, 7638, 0}));
    QVERIFY(!newestFor({}));
}

void TestEwsVersion::namesComeBack()
{
    for (const V version : allVersions())
        QCOMPARE(versionFromName(requestName(version)), std::optional(version));
    QCOMPARE(allVersions().size(), 7);
    for (const char *echo : {"V2_8", "V2016_01_06", "Exchange2015", ""})
        QVERIFY(!versionFromName(QLatin1String(echo)));
}

void TestEwsVersion::abilitiesComeWithTheirVersion()
{
    const auto since = [](Ability ability, V first) {
        for (const V version : allVersions())
            if (can(version, ability) != (version >= first))
                return false;
        return true;
    };
    QVERIFY(since(Ability::SyncScope, V::Exchange2010));
    QVERIFY(since(Ability::ConversationId, V::Exchange2010));
    QVERIFY(since(Ability::Streaming, V::Exchange2010_SP1));
    QVERIFY(since(Ability::NewIdsFromMove, V::Exchange2010_SP1));
    QVERIFY(since(Ability::NewestFirst, V::Exchange2010_SP2));
    QVERIFY(since(Ability::SuppressReadReceipts, V::Exchange2013));
    QVERIFY(since(Ability::FlagAndPreview, V::Exchange2013));
    QVERIFY(since(Ability::MimeContentUtf8, V::Exchange2013_SP1));
}

void TestEwsVersion::otherClimbsAndStaysBelowARefusal()
{
    VersionNegotiation negotiation;
    QCOMPARE(negotiation.current(), V::Exchange2007_SP1);
    QVERIFY(negotiation.learn({15, 1, 2507, 0}));
    QCOMPARE(negotiation.current(), V::Exchange2013_SP1);
    QVERIFY(!negotiation.learn({15, 1, 2507, 0}));
    // A proxy of 15.1 in front of a mailbox on 14.1 refuses, though it says 15.1 each time.
    QVERIFY(negotiation.refused());
    QCOMPARE(negotiation.current(), V::Exchange2013);
    QVERIFY(!negotiation.learn({15, 1, 2507, 0}));
    QCOMPARE(negotiation.current(), V::Exchange2013);
    // Another node of the farm is older: that is no reason to go back.
    QVERIFY(!negotiation.learn({14, 1, 218, 0}));
    QCOMPARE(negotiation.current(), V::Exchange2013);
    QCOMPARE(VersionNegotiation(VersionChoice::Other, V::Exchange2010_SP2).current(), V::Exchange2010_SP2);
}

void TestEwsVersion::aChosenVersionDoesNotClimb()
{
    VersionNegotiation chosen(VersionChoice::Exchange2010_SP1, V::Exchange2013);
    QCOMPARE(chosen.current(), V::Exchange2010_SP1);
    QVERIFY(!chosen.learn({15, 2, 2562, 0}));
    QCOMPARE(chosen.current(), V::Exchange2010_SP1);
    for (const VersionChoice newest :
         {VersionChoice::Exchange2016, VersionChoice::Exchange2019, VersionChoice::SubscriptionEdition})
        QCOMPARE(VersionNegotiation(newest).current(), V::Exchange2016);
}

void TestEwsVersion::anEndingIsReached()
{
    VersionNegotiation negotiation(VersionChoice::SubscriptionEdition);
    int steps = 0;
    while (negotiation.refused())
        ++steps;
    QCOMPARE(steps, 6);
    QCOMPARE(negotiation.current(), V::Exchange2007_SP1);
}

LIAISON_TEST(TestEwsVersion)
#include "tst_ews_version.moc"
