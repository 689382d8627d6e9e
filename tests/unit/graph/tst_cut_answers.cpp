#include "graph_readers.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

namespace {

/// An answer and what it is to.
struct Asked {
    RecordedAnswer answer;
    QString method;
    QString route;
};

QJsonDocument jsonOf(const QMap<QString, QByteArray> &files, const QString &name)
{
    return QJsonDocument::fromJson(files.value(name));
}

/// What was recorded from the service, printed in Microsoft's pages, or quoted by people, as files of their own.
QMap<QString, Asked> files(const QMap<QString, QByteArray> &data)
{
    QMap<QString, Asked> all;
    const QMap<QString, RecordedAnswer> answers = recordedAnswers();
    for (auto answer = answers.begin(); answer != answers.end(); ++answer)
        all.insert(answer.key(), {answer.value(), {}, {}});
    const QJsonArray printed = jsonOf(data, u"docs-examples/index.json"_s).array();
    for (const QJsonValue &value : printed) {
        const auto asked = all.find(u"docs-examples/"_s + value["file"_L1].toString());
        if (asked != all.end()) {
            asked->method = value["method"_L1].toString();
            asked->route = value["route"_L1].toString();
        }
    }
    const QJsonArray recorded = jsonOf(data, u"traces/gnome-msgraph/index.json"_s).array();
    for (const QJsonValue &value : recorded) {
        const auto asked = all.find(u"traces/"_s + value["file"_L1].toString() + u"-response.http"_s);
        if (asked != all.end()) {
            asked->method = value["method"_L1].toString();
            asked->route = routeOf(value["url"_L1].toString());
        }
    }
    return all;
}

/// The examples within Microsoft's description.
QMap<QString, Asked> examples(const QMap<QString, QByteArray> &data)
{
    QMap<QString, Asked> all;
    const QJsonObject paths = jsonOf(data, u"openapi-mail-examples.json"_s)["paths"_L1].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject methods = path->toObject();
        for (auto method = methods.begin(); method != methods.end(); ++method) {
            const QJsonObject responses = method.value()["responses"_L1].toObject();
            for (auto response = responses.begin(); response != responses.end(); ++response) {
                const QJsonObject named
                    = response.value()["content"_L1]["application/json"_L1]["examples"_L1].toObject();
                for (auto example = named.begin(); example != named.end(); ++example)
                    all.insert(path.key() + u' ' + example.key(),
                               {{jsonHead(response.key().toInt()),
                                 QJsonDocument(example.value()["value"_L1].toObject()).toJson(QJsonDocument::Compact)},
                                method.key().toUpper(),
                                routeOf(path.key())});
            }
        }
    }
    return all;
}

/// A mail's end cannot be seen in it: what was announced tells, and where nothing was it is HTTP that does.
void announceLength(RecordedAnswer &answer)
{
    HttpHeaders &headers = answer.head.headers;
    headers.removeIf(
        [](const auto &header) { return header.first.compare("Content-Length", Qt::CaseInsensitive) == 0; });
    headers << qMakePair(QByteArray("Content-Length"), QByteArray::number(answer.body.size()));
}

QByteArray withoutEndingSpace(QByteArray text)
{
    while (!text.isEmpty() && isspace(static_cast<unsigned char>(text.back())))
        text.chop(1);
    return text;
}

/// Operations whose status says that it was done, whatever else is told.
bool goesByStatus(const QString &reader)
{
    static const QStringList all{u"PATCH /me/messages/{message-id}"_s, u"POST /me/messages/{message-id}/send"_s,
                                 u"POST /me/sendMail"_s, u"DELETE /me/messages/{message-id}"_s, u"PUT"_s};
    return all.contains(reader);
}

/// A reader of each kind: of a list that goes on, of one thing, of a batch, of a mail.
bool isOneOfEachKind(const QString &reader)
{
    static const QStringList all{u"GET /me/mailFolders/{mailFolder-id}/messages/delta"_s,
                                 u"GET /me/messages/{message-id}"_s, u"POST /$batch"_s,
                                 u"GET /me/messages/{message-id}/$value"_s};
    return all.contains(reader);
}

/// In a test function: every beginning of the answer is a typed error to the reader. Returns how many there were.
qsizetype cutEverywhere(const RecordedAnswer &answer, const QString &name, const Reader &reader)
{
    const Outcome whole = reader(answer, Arrival::Whole);
    // Only white space is missing behind this; of a mail that is a part, too.
    const bool isMail = name.endsWith("$value"_L1);
    const qsizetype end = isMail ? answer.body.size() : withoutEndingSpace(answer.body).size();
    for (qsizetype at = 0; at < answer.body.size(); ++at) {
        const RecordedAnswer part{answer.head, answer.body.left(at)};
        const Outcome outcome = reader(part, Arrival::Whole);
        const QByteArray what = name.toUtf8() + " at " + QByteArray::number(at) + ": " + part.body;
        if (at >= end) {
            [&] { QVERIFY2(outcome.has_value() == whole.has_value(), what); }();
        } else if (!outcome) {
            // No more than what the status tells.
            const bool nothingTold = part.body.trimmed().isEmpty() || (name == "PUT"_L1 && answer.head.status == 201);
            [&] { QVERIFY2(goesByStatus(name) && nothingTold && !whole, what); }();
        } else {
            [&] {
                QVERIFY2(!outcome->error.log.isEmpty(), what);
                QVERIFY2(outcome->status == answer.head.status || answer.head.isGood(), what);
                QVERIFY2(!answer.head.isGood() || outcome->origin != Failure::Origin::Response, what);
            }();
        }
        if (QTest::currentTestFailed())
            return at;
    }
    return answer.body.size();
}

} // namespace

/// Every answer in the test data, cut at each of its bytes (none is longer than some kilobytes), as those operations
/// take it to which it is an answer: a typed error, or no more than white space was missing. An error can be the answer
/// to any operation; what is the answer to none of ours goes to an operation of each kind.
class TestCutAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cutAtEachByte_data();
    void cutAtEachByte();

private:
    QMap<QString, Asked> m_asked;
};

void TestCutAnswers::initTestCase()
{
    const QMap<QString, QByteArray> data = graphFiles();
    if (data.isEmpty()) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
    m_asked = files(data);
    m_asked.insert(examples(data));
    QVERIFY(m_asked.size() >= 200);
    for (Asked &asked : m_asked) {
        QVERIFY(asked.answer.body.size() < 10'000); // else each byte takes too long
        announceLength(asked.answer);
    }
    QCOMPARE(routeOf(u"/v1.0/users/a%40b/mailFolders/inbox?$select=id"_s), u"/me/mailFolders/{mailFolder-id}"_s);
    QCOMPARE(routeOf(u"/v1.0/me/mailFolders//AQ=/messages/delta"_s),
             u"/me/mailFolders/{mailFolder-id}/messages/delta"_s);
}

void TestCutAnswers::cutAtEachByte_data()
{
    QTest::addColumn<QString>("name");
    for (auto reader = readers().begin(); reader != readers().end(); ++reader)
        QTest::newRow(qPrintable(reader.key())) << reader.key();
}

void TestCutAnswers::cutAtEachByte()
{
    QFETCH(const QString, name);
    const Reader reader = readers().value(name);
    qsizetype own = 0;
    qsizetype others = 0;
    qsizetype cuts = 0;
    for (auto asked = m_asked.cbegin(); asked != m_asked.cend(); ++asked) {
        const QMap<QString, Reader> takers = readersOf(asked->method, asked->route);
        if (!takers.contains(name) && asked->answer.head.isGood() && (!takers.isEmpty() || !isOneOfEachKind(name)))
            continue;
        ++(takers.contains(name) ? own : others);
        cuts += cutEverywhere(asked->answer, name, reader);
        QVERIFY2(!QTest::currentTestFailed(), qPrintable(asked.key()));
    }
    QVERIFY(own >= 1);
    QVERIFY(others >= 1);
    qInfo("%lld answers to it, %lld to anything, %lld cuts", qint64(own), qint64(others), qint64(cuts));
}

LIAISON_TEST(TestCutAnswers)
#include "tst_cut_answers.moc"
