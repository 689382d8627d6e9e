#include "core/domain/named_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::domain;

namespace {

RemoteFolder folder(const QString &path, const QString &delimiter)
{
    RemoteFolder made;
    made.remoteId = made.path = path;
    made.delimiter = delimiter;
    return made;
}

} // namespace

/// Folders as people write them.
class TestNamedFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isNamed_data();
    void isNamed();
    void unlisted_data();
    void unlisted();
};

void TestNamedFolder::isNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("delimiter");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("is");
    QTest::newRow("as it is") << u"INBOX/Incidents"_qs << u"/"_qs << u"INBOX/Incidents"_qs << true;
    QTest::newRow("case") << u"INBOX/Incidents"_qs << u"/"_qs << u"inbox/incidents"_qs << true;
    QTest::newRow("room") << u"INBOX"_qs << u"/"_qs << u"  INBOX "_qs << true;
    QTest::newRow("the server's delimiter") << u"INBOX.Incidents"_qs << u"."_qs << u"INBOX.Incidents"_qs << true;
    QTest::newRow("a slash in its place") << u"INBOX.Incidents"_qs << u"."_qs << u"INBOX/Incidents"_qs << true;
    QTest::newRow("umlauts") << u"Posteingang/Vorf\u00e4lle"_qs << u"/"_qs << u"posteingang/VORF\u00c4LLE"_qs << true;
    QTest::newRow("no delimiter") << u"a/b"_qs << QString() << u"a/b"_qs << true;
    QTest::newRow("the last part alone") << u"INBOX/Incidents"_qs << u"/"_qs << u"Incidents"_qs << false;
    QTest::newRow("another") << u"INBOX"_qs << u"/"_qs << u"INBOX2"_qs << false;
    QTest::newRow("a dot where it is none") << u"INBOX.Incidents"_qs << u"/"_qs << u"INBOX/Incidents"_qs << false;
}

void TestNamedFolder::isNamed()
{
    QFETCH(const QString, path);
    QFETCH(const QString, delimiter);
    QFETCH(const QString, name);
    QTEST(liaison::domain::isNamed(folder(path, delimiter), name), "is");
}

void TestNamedFolder::unlisted_data()
{
    QTest::addColumn<QString>("delimiter"); ///< of a folder that is listed
    QTest::addColumn<QString>("remoteId");
    QTest::newRow("slash") << u"/"_qs << u"INBOX/Vorf\u00e4lle"_qs;
    QTest::newRow("dot") << u"."_qs << u"INBOX.Vorf\u00e4lle"_qs;
    QTest::newRow("none") << QString() << u"INBOX/Vorf\u00e4lle"_qs;
}

void TestNamedFolder::unlisted()
{
    QFETCH(const QString, delimiter);
    const QList<RemoteFolder> listed{folder(u"INBOX"_qs, QString()), folder(u"Sent"_qs, delimiter)};
    const RemoteFolder wanted = unlistedFolder(listed, u" INBOX/Vorf\u00e4lle "_qs);
    QTEST(wanted.remoteId, "remoteId");
    QCOMPARE(wanted.path, wanted.remoteId); // in Unicode: how it travels is the adapter's business
    QCOMPARE(wanted.delimiter, delimiter);
    QVERIFY(wanted.selectable);
}

LIAISON_TEST(TestNamedFolder)
#include "tst_named_folder.moc"
