#include "tests/cli/cli_world.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// What a person decides about unmatched mail, by script: link, take back, dismiss, restore.
class TestCliDecisions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aMailIsLinkedAndTakenBack();
    void aMailIsDismissedAndRestored();
    void mistakesAreTold_data();
    void mistakesAreTold();
    void inWordsOfBothLanguages();

private:
    QStringList listed(const QStringList &which);

    std::unique_ptr<CliWorld> m_cli;
    QString m_key;
    QString m_id;
};

void TestCliDecisions::init()
{
    m_cli = std::make_unique<CliWorld>();
    m_key = m_cli->call({u"incidents"_s, u"create"_s, u"--title"_s, u"Phishing wave"_s, u"--json"_s})
                .json()
                .value("key"_L1)
                .toString();
    const QString mbox = m_cli->file(u"in.mbox"_s,
                                     "From a@b.test Fri Nov 20 10:00:00 2026\nFrom: a@b.test\nTo: ir@corp.test\n"
                                     "Subject: Odd\nMessage-ID: <1@b.test>\n\nWords\n\n"
                                     "From a@b.test Fri Nov 20 10:00:01 2026\nFrom: a@b.test\nTo: ir@corp.test\n"
                                     "Subject: Re: Odd\nMessage-ID: <2@b.test>\nIn-Reply-To: <1@b.test>\n\nMore\n");
    const Called imported = m_cli->call({u"mails"_s, u"import"_s, mbox, u"--json"_s});
    QVERIFY2(imported.json().value("unmatched"_L1).toInt() == 2, imported.err);
    const QJsonArray mails = m_cli->call({u"mails"_s, u"list"_s, u"--json"_s}).json().value("mails"_L1).toArray();
    m_id = QString::number(mails.at(1).toObject().value("id"_L1).toInteger());
}

/// The subjects that `mails list` shows with these options, newest first.
QStringList TestCliDecisions::listed(const QStringList &which)
{
    const Called called = m_cli->call(QStringList{u"mails"_s, u"list"_s, u"--json"_s} + which);
    const QJsonArray mails = called.json().value("mails"_L1).toArray();
    QStringList subjects;
    for (const QJsonValue &mail : mails)
        subjects << mail.toObject().value("subject"_L1).toString();
    return subjects;
}

void TestCliDecisions::aMailIsLinkedAndTakenBack()
{
    const Called linked = m_cli->call({u"mails"_s, u"link"_s, m_id, m_key, u"--json"_s});
    QVERIFY2(linked.exitCode == 0, linked.err);
    QCOMPARE(linked.json().value("id"_L1).toInteger(), m_id.toLongLong());
    QCOMPARE(linked.json().value("incident"_L1).toString(), m_key);
    QCOMPARE(linked.json().value("why"_L1).toObject().value("reason"_L1).toString(), u"person"_s);
    // What refers to it comes along.
    QCOMPARE(listed({u"--incident"_s, m_key}), (QStringList{u"Re: Odd"_s, u"Odd"_s}));
    QCOMPARE(listed({u"--unmatched"_s}), QStringList());
    QCOMPARE(m_cli->call({u"mails"_s, u"link"_s, m_id, m_key}).exitCode, 0); // again changes nothing
    const Called taken = m_cli->call({u"mails"_s, u"unlink"_s, m_id, u"--json"_s});
    QVERIFY2(taken.exitCode == 0, taken.err);
    QVERIFY(!taken.json().contains("incident"_L1));
    QCOMPARE(taken.json().value("triage"_L1).toString(), u"unmatched"_s);
    QCOMPARE(listed({u"--unmatched"_s}).size(), 2);
    QCOMPARE(m_cli->call({u"doctor"_s}).exitCode, 0); // each has its audit row
}

void TestCliDecisions::aMailIsDismissedAndRestored()
{
    const Called dismissed = m_cli->call({u"mails"_s, u"dismiss"_s, m_id, u"--json"_s});
    QVERIFY2(dismissed.exitCode == 0, dismissed.err);
    QCOMPARE(dismissed.json().value("triage"_L1).toString(), u"dismissed"_s);
    QCOMPARE(listed({u"--unmatched"_s}), QStringList{u"Re: Odd"_s});
    QCOMPARE(listed({u"--dismissed"_s}), QStringList{u"Odd"_s});
    const Called restored = m_cli->call({u"mails"_s, u"restore"_s, m_id, u"--json"_s});
    QVERIFY2(restored.exitCode == 0, restored.err);
    QCOMPARE(listed({u"--dismissed"_s}), QStringList());
    QCOMPARE(listed({u"--unmatched"_s}).size(), 2);
    // A dismissed mail may be linked after all.
    QCOMPARE(m_cli->call({u"mails"_s, u"dismiss"_s, m_id}).exitCode, 0);
    QCOMPARE(m_cli->call({u"mails"_s, u"link"_s, m_id, m_key}).exitCode, 0);
    QCOMPARE(listed({u"--incident"_s, m_key}).size(), 2);
}

void TestCliDecisions::mistakesAreTold_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QStringList &words, int exitCode, const QString &says) {
        QTest::newRow(name) << words << exitCode << says;
    };
    row("without a key", {u"link"_s, u"ID"_s}, 2, u"wants ID INCIDENT-KEY"_s);
    row("no number", {u"link"_s, u"x"_s, u"KEY"_s}, 2, u"“x”"_s);
    row("nothing to unlink", {u"unlink"_s}, 2, u"wants ID"_s);
    row("no such incident", {u"link"_s, u"ID"_s, u"INC-1999-000001"_s}, 1, u"there is no incident INC-1999-000001"_s);
    row("no such mail", {u"link"_s, u"4711"_s, u"KEY"_s}, 1, u"not there"_s);
    row("no such mail to dismiss", {u"dismiss"_s, u"4711"_s}, 1, u"not there"_s);
    row("nobody linked it", {u"unlink"_s, u"ID"_s}, 3, u"nobody linked"_s);
    row("nobody dismissed it", {u"restore"_s, u"ID"_s}, 1, u"nobody dismissed mail"_s);
}

void TestCliDecisions::mistakesAreTold()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    words.replaceInStrings(u"ID"_s, m_id).replaceInStrings(u"KEY"_s, m_key);
    const Called called = m_cli->call(QStringList{u"mails"_s} + words);
    QVERIFY2(called.exitCode == exitCode, called.err);
    QVERIFY2(called.err.contains(says.toUtf8()), called.err);
    QVERIFY(called.out.isEmpty());
    QCOMPARE(listed({u"--unmatched"_s}).size(), 2);
}

void TestCliDecisions::inWordsOfBothLanguages()
{
    QCOMPARE(m_cli->call({u"mails"_s, u"link"_s, m_id, m_key}).out, u"Mail %1 is in %2.\n"_s.arg(m_id, m_key).toUtf8());
    const Called refused = m_cli->call({u"mails"_s, u"dismiss"_s, m_id});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains(m_key.toUtf8()), refused.err);
    m_cli->language = u"de"_s;
    const Called taken = m_cli->call({u"mails"_s, u"unlink"_s, m_id});
    QCOMPARE(taken.out, u"Mail %1 gehört zu keinem Vorfall.\n"_s.arg(m_id).toUtf8());
}

LIAISON_TEST(TestCliDecisions)
#include "tst_cli_decisions.moc"
