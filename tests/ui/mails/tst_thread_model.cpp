#include "tests/support/test_registry.h"

#include "ui/mails/thread_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace liaison;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

class TestThreadModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void groupsByBusinessUnitNewestFirst();
    void unreadFirst();
    void keepsIndexesWhereOnlyContentsChanged();
    void speaksToScreenReaders();
};

namespace {
constexpr UtcMs now = 1'795'000'000'000;

store::ThreadRow row(qint64 id, qint64 unit, const QString &unitTitle, UtcMs at, int unread)
{
    store::ThreadRow row;
    row.thread.id = ThreadId{id};
    row.thread.businessUnit = BusinessUnitId{unit};
    row.thread.title = u"Thread %1"_s.arg(id);
    row.thread.lastAt = at;
    row.businessUnitTitle = unitTitle;
    row.lastSender = u"M. Roe"_s;
    row.snippet = u"words"_s;
    row.mails = 3;
    row.unread = unread;
    return row;
}

QStringList shape(const ThreadModel &model)
{
    QStringList lines;
    for (int g = 0; g < model.rowCount(); ++g) {
        const QModelIndex group = model.index(g, 0);
        QString line = group.data().toString() + u":"_s;
        for (int t = 0; t < model.rowCount(group); ++t)
            line += u" %1"_s.arg(model.index(t, 0, group).data(ThreadModel::ThreadIdRole).toLongLong());
        lines << line;
    }
    return lines;
}
} // namespace

void TestThreadModel::groupsByBusinessUnitNewestFirst()
{
    const ManualClock clock(now);
    ThreadModel model(&clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({row(1, 7, u"Finance"_s, now - 9, 0), row(2, 8, u"Legal"_s, now - 5, 1),
                   row(3, 7, u"Finance"_s, now - 1, 0), row(4, 0, {}, now - 99, 0)},
                  false);
    QCOMPARE(shape(model), (QStringList{u"Finance: 3 1"_s, u"Legal: 2"_s, u"No business unit yet: 4"_s}));
    QCOMPARE(model.threadCount(), 4);
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
}

void TestThreadModel::unreadFirst()
{
    const ManualClock clock(now);
    ThreadModel model(&clock);
    model.setRows(
        {row(1, 7, u"Finance"_s, now - 1, 0), row(2, 8, u"Legal"_s, now - 5, 2), row(3, 7, u"Finance"_s, now - 9, 1)},
        true);
    QCOMPARE(shape(model), (QStringList{u"Legal: 2"_s, u"Finance: 3 1"_s}));
}

void TestThreadModel::keepsIndexesWhereOnlyContentsChanged()
{
    const ManualClock clock(now);
    ThreadModel model(&clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({row(1, 7, u"Finance"_s, now - 1, 2)}, false);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    const QPersistentModelIndex kept(model.indexOf(ThreadId{1}));
    model.setRows({row(1, 7, u"Finance"_s, now - 1, 0)}, false);
    QCOMPARE(resets.count(), 0);
    QVERIFY(changes.count() > 0);
    QVERIFY(kept.isValid());
    QVERIFY(!kept.data(ThreadModel::UnreadRole).toBool());
    model.setRows({row(1, 7, u"Finance"_s, now - 1, 0), row(2, 7, u"Finance"_s, now, 0)}, false);
    QCOMPARE(resets.count(), 1);
}

void TestThreadModel::speaksToScreenReaders()
{
    const ManualClock clock(now);
    ThreadModel model(&clock);
    store::ThreadRow failed = row(1, 7, u"Finance"_s, now - 1, 2);
    failed.worstDelivery = u"failed"_s;
    failed.attachments = true;
    failed.thread.title = u"a\u202Eb"_s;
    model.setRows({failed}, false);
    const QString words = model.indexOf(ThreadId{1}).data(Qt::AccessibleTextRole).toString();
    for (const QString &part : {u"a⟦RLO⟧b (3)"_s, u"Finance"_s, u"send failed"_s, u"2 new"_s, u"attachments"_s})
        QVERIFY2(words.contains(part), qPrintable(words));
    QVERIFY(model.indexOf(ThreadId{1}).siblingAtColumn(ThreadModel::State).data(ThreadModel::AttentionRole).toBool());
}

LIAISON_TEST(TestThreadModel)
#include "tst_thread_model.moc"
