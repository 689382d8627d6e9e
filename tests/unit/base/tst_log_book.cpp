#include "core/base/log.h"
#include "core/base/log_book.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <thread>

using namespace liaison;

namespace {

QStringList passedOn;

void take(QtMsgType, const QMessageLogContext &, const QString &message)
{
    passedOn << message;
}

} // namespace

/// What the window's Diagnostics show.
class TestLogBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesAreKeptWithoutSecrets();
    void oldOnesMakeRoom();
};

void TestLogBook::linesAreKeptWithoutSecrets()
{
    const QtMessageHandler before = qInstallMessageHandler(take);
    LogBook::install();
    LogBook::install(); // a second time changes nothing
    const qint64 written = LogBook::written();
    qCWarning(lcNet).noquote() << "C: a1 LOGIN ann hunter2";
    std::thread other([] { qCInfo(lcFeed, "from another thread"); });
    other.join();
    qInstallMessageHandler(before);
    QCOMPARE(LogBook::written(), written + 2);
    const QStringList lines = LogBook::lines();
    const QString first = lines.at(lines.size() - 2);
    QVERIFY2(first.contains(QStringLiteral(" warning liaison.net: C: a1 LOGIN")), qPrintable(first));
    QVERIFY2(!first.contains(QStringLiteral("hunter2")), qPrintable(first));
    QVERIFY(lines.constLast().endsWith(QStringLiteral(" info liaison.feed: from another thread")));
    // Whoever listened before hears it as it was, once.
    QCOMPARE(passedOn, QStringList({QStringLiteral("C: a1 LOGIN ann hunter2"), QStringLiteral("from another thread")}));
}

void TestLogBook::oldOnesMakeRoom()
{
    const QtMessageHandler before = qInstallMessageHandler(take);
    LogBook::install();
    for (int i = 0; i <= LogBook::mostLines; ++i)
        qCInfo(lcUi, "line %d", i);
    qInstallMessageHandler(before);
    const QStringList lines = LogBook::lines();
    QCOMPARE(lines.size(), LogBook::mostLines);
    QVERIFY(lines.constFirst().endsWith(QStringLiteral(": line 1")));
    QVERIFY(lines.constLast().endsWith(QStringLiteral(": line %1").arg(LogBook::mostLines)));
}

LIAISON_TEST(TestLogBook)
#include "tst_log_book.moc"
