#include "core/smtp/capabilities.h"
#include "core/smtp/reply.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace liaison;
using namespace liaison::smtp;

/// Recorded answers of real servers, read whole and cut at every byte.
class TestSmtpCorpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTraceAtEverySplitPoint();

private:
    static constexpr int knownFiles = 34;

    /// The replies in `bytes` as words; an error ends the list by its name.
    static QStringList replies(const QList<QByteArray> &pieces)
    {
        ReplyParser parser;
        QStringList out;
        for (const QByteArray &piece : pieces) {
            parser.feed(piece);
            for (;;) {
                const Result<std::optional<Reply>> reply = parser.next();
                if (!reply)
                    return out << errorKindName(reply.error().kind);
                if (!*reply)
                    break;
                out << (*reply)->words();
                if ((*reply)->code == 250)
                    out << QString::fromLatin1(capabilitiesFrom(**reply).authentication.join(' '));
            }
        }
        return out << QStringLiteral("held %1").arg(parser.heldBytes());
    }
};

void TestSmtpCorpus::everyTraceAtEverySplitPoint()
{
    const QString dir = test::testDataDir();
    const bool inCi = qEnvironmentVariableIsSet("CI");
    if (dir.isEmpty() && !inCi)
        QSKIP("test data not present");
    int files = 0;
    int splits = 0;
    QDirIterator walk(dir + QStringLiteral("/smtp-traces"), QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        ++files;
        const QStringList whole = replies({bytes});
        QVERIFY2(whole.size() > 1, qPrintable(file.fileName()));
        QCOMPARE(whole.last(), QStringLiteral("held 0")); // real servers break no rule of ours
        for (qsizetype i = 0; i <= bytes.size(); ++i, ++splits)
            QCOMPARE(replies({bytes.left(i), bytes.mid(i)}), whole);
    }
    qInfo("%d traces, %d split points", files, splits);
    QVERIFY2(!inCi || files >= knownFiles, "fewer traces than there were");
}

LIAISON_TEST(TestSmtpCorpus)
#include "tst_smtp_corpus.moc"
