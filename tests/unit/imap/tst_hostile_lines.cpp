#include "core/imap/capability.h"
#include "core/imap/fetch_bodies.h"
#include "core/imap/greeting.h"
#include "core/imap/idle.h"
#include "core/imap/list.h"
#include "core/imap/search.h"
#include "core/imap/select.h"
#include "core/imap/starttls.h"
#include "script.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace liaison;
using namespace liaison::imap;
using namespace liaison::imap::test;

/// What a hostile server may say, put in front of every machine: an error or an answer, never a crash, and the same
/// whether it comes whole or byte by byte.
class TestHostileLines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void greetingsNeverSignIn();
    void linesMeetEveryMachine();
    void everythingBehindStartTlsIsRefused();

private:
    [[nodiscard]] QList<QByteArray> lines(const char *key) const;
    QJsonObject m_lines;
};

void TestHostileLines::initTestCase()
{
    const QString folder = liaison::test::testDataDir();
    if (folder.isEmpty()) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
    QFile file(folder + QStringLiteral("/mail/generated-hostile/HOSTILE-SERVER-LINES.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_lines = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(lines("imap_lines").size() >= 44);
}

QList<QByteArray> TestHostileLines::lines(const char *key) const
{
    QList<QByteArray> out;
    const QJsonArray array = m_lines.value(QLatin1String(key)).toArray();
    for (const QJsonValue &line : array)
        out << line.toString().toUtf8();
    return out;
}

void TestHostileLines::greetingsNeverSignIn()
{
    int taken = 0;
    for (const QByteArray &line : lines("imap_greetings")) {
        for (const Arrival arrival : {Arrival::Whole, Arrival::ByteByByte}) {
            auto played = play<Greeting>(
                {{"S: " + line}}, arrival, [](Context &) {},
                [](Context &context) { return std::make_unique<Greeting>(context); });
            QVERIFY2(played.done, line.left(80).constData());
            const auto result = played.machine->takeResult();
            QVERIFY(!result || !result->preAuthenticated);
            taken += result ? 1 : 0;
        }
    }
    QCOMPARE(taken, 2); // only the REFERRAL greeting, which is a greeting
}

void TestHostileLines::linesMeetEveryMachine()
{
    const QList<std::function<std::unique_ptr<Machine>(Context &)>> machines{
        [](Context &context) { return std::make_unique<Capability>(context); },
        [](Context &context) { return std::make_unique<ListFolders>(context); },
        [](Context &context) { return std::make_unique<Select>(context, QStringLiteral("INBOX")); },
        [](Context &context) {
            return std::make_unique<Search>(context, SearchFor{SearchFor::What::All, {}, {}, {}});
        },
        [](Context &context) { return std::make_unique<Idle>(context, 0); },
        [](Context &context) {
            return std::make_unique<FetchBodies>(context, std::vector<UidSet>{UidSet::range(1, 9)},
                                                 FetchBodies::Bounds{});
        },
    };
    for (const QByteArray &line : lines("imap_lines")) {
        for (const auto &make : machines) {
            QList<ErrorKind> fatal;
            for (const Arrival arrival : {Arrival::Whole, Arrival::ByteByByte}) {
                const auto played = play<Machine>({{"S: " + line, "S: a1 OK"}}, arrival, secureWith("IMAP4rev1"), make);
                const auto error = played.dialogue->fatal();
                fatal << (error ? error->kind : ErrorKind::Cancelled);
            }
            QVERIFY2(fatal.at(0) == fatal.at(1), line.left(80).constData());
        }
    }
}

void TestHostileLines::everythingBehindStartTlsIsRefused()
{
    for (const QByteArray &line : lines("imap_after_starttls_ok")) {
        Dialogue dialogue;
        dialogue.context().capabilities = Capabilities({"STARTTLS"});
        StartTls machine(dialogue.context());
        dialogue.start(machine);
        dialogue.feed("a1 OK go\r\n" + line + "\r\n");
        QVERIFY(dialogue.fatal());
        QCOMPARE(dialogue.fatal()->kind, ErrorKind::TlsInjection);
    }
}

LIAISON_TEST(TestHostileLines)
#include "tst_hostile_lines.moc"
