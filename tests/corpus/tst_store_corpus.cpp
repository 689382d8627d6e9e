#include "core/feed/ingest.h"
#include "core/mime/body.h"
#include "core/mime/parse.h"
#include "core/store/messages.h"
#include "core/store/store.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Every mail of the test data through parse → correlate → store → what a window reads: no crash, no hang, no byte
/// lost.
class TestStoreCorpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMailIsStoredMatchedAndReadBack();
};

namespace {

/// How many files the data had when this was written; CI must read at least as many.
constexpr int knownFiles = 1'360;

QStringList mailFiles(const QString &data)
{
    QStringList files;
    QDirIterator tree(data + QStringLiteral("/mail"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (tree.hasNext())
        files << tree.next();
    files.sort();
    return files;
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestStoreCorpus::everyMailIsStoredMatchedAndReadBack()
{
    const QString data = testDataDir();
    if (data.isEmpty()) {
        if (qEnvironmentVariableIsSet("CI"))
            QFAIL("the test data is not present");
        QSKIP("test data not present");
    }
    const QStringList files = mailFiles(data);
    QTemporaryDir dir;
    SystemClock clock;
    store::Store store({dir.filePath(QStringLiteral("corpus.db")), {}, 1'000}, &clock);
    const auto opened = await<void>(store.open());
    QVERIFY2(opened, why(opened));

    int stored = 0;
    for (const QString &file : files) {
        const QByteArray raw = readFile(file);
        store::IncomingMail mail;
        mail.raw = store::packRaw(raw);
        mail.parsed = mime::parse(raw);
        mail.internalDate = clock.nowMs();
        feed::IngestPage page;
        page.mails << mail;
        const auto summary = await(store.write([page](store::Session &session) { return feed::ingest(session, page); },
                                               store::Durability::Refetchable));
        QVERIFY2(summary, file.toUtf8() + ": " + why(summary));
        QCOMPARE(summary->ids.size(), 1);
        const MessageId id = summary->ids.first();
        stored += summary->stored;
        const auto back = await(store.read([id](store::Session &session) { return store::Messages(session).raw(id); }));
        QVERIFY2(back, file.toUtf8() + ": " + why(back));
        // A copy of a mail that came before has that mail's bytes, the same but for trace fields.
        if (summary->stored == 1)
            QVERIFY2(*back == raw, qPrintable(file));
        const auto row = await(store.read(
            [id](store::Session &session) { return store::Messages(session).row(id, QStringLiteral("Ada")); }));
        QVERIFY2(row, file.toUtf8() + ": " + why(row));
        QVERIFY(!row->subject.contains(QChar(u'\0')));
        const mime::MailBody body = mime::readBody(*back);
        QVERIFY2(!body.sections.isEmpty() || !body.parsed.parts.isEmpty() || raw.trimmed().isEmpty(), qPrintable(file));
    }
    qDebug("store corpus: %d files read, %d different mails", int(files.size()), stored);
    if (qEnvironmentVariableIsSet("CI"))
        QVERIFY2(files.size() >= knownFiles, "the test data has fewer mails than it had");
}

LIAISON_TEST(TestStoreCorpus)
#include "tst_store_corpus.moc"
