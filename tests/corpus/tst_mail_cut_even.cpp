#include "tests/corpus/corpus_files.h"
#include "tests/corpus/view_check.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;

/// Every second cut of every file of the mail corpus.
class TestMailCutEven : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFileIsReadWhereverItIsCut();
};

void TestMailCutEven::everyFileIsReadWhereverItIsCut()
{
    const bool there = !test::corpusFiles(QStringLiteral("mail")).isEmpty();
    if (!there && !qEnvironmentVariableIsSet("CI"))
        QSKIP("test data not present");
    QVERIFY2(there, "test data not present");
    const test::CutMails cut = test::readCutMails(2);
    qInfo("mail corpus: %lld cut mails read", cut.read);
    QVERIFY2(cut.faults.isEmpty(), qPrintable(cut.faults.mid(0, 50).join(QLatin1Char('\n'))));
    QVERIFY(cut.read > 0);
}

LIAISON_TEST(TestMailCutEven)
#include "tst_mail_cut_even.moc"
