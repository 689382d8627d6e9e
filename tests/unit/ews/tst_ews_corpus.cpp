#include "core/ews/create_item.h"
#include "core/ews/find_item.h"
#include "core/ews/get_attachment.h"
#include "core/ews/get_events.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_item.h"
#include "core/ews/get_streaming_events.h"
#include "core/ews/move_item.h"
#include "core/ews/resolve_names.h"
#include "core/ews/subscribe.h"
#include "core/ews/sync_folder_hierarchy.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/unsubscribe.h"
#include "core/ews/update_item.h"
#include "ews_answers.h"
#include "ews_files.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace liaison;
using namespace liaison::ews;
using namespace liaison::ews::test;

/// Recorded answers of real servers and Microsoft's printed ones: a value or a typed error, whole, byte by byte
/// and cut off anywhere.
class TestEwsCorpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void wellFormedFilesAreRead();
    void everyOperationMeetsEveryFile();
    void answersAreCutAtEachByte_data();
    void answersAreCutAtEachByte();
    void filesAreCutAnywhere();

private:
    QHash<QString, QByteArray> m_files; ///< by file name
};

namespace {

/// Every message and what became of the answer, in words.
class Recorder final : public SoapReader {
public:
    QStringList seen;

    static QString words(const Failure &failure)
    {
        return failure.code + QLatin1Char('/') + errorKindName(failure.error.kind) + QLatin1Char('/')
            + QString::number(static_cast<int>(failure.origin));
    }

private:
    void onMessage(const ResponseMessage &message) override
    {
        seen << message.element.name + QLatin1Char(' ')
                + (message.isGood() ? QStringLiteral("good") : words(failureFrom(message))) + QLatin1Char(' ')
                + QString::number(weight(message.element));
    }
    static qsizetype weight(const Element &element)
    {
        qsizetype sum = element.name.size() + element.text.size();
        for (const Element::Attribute &attribute : element.attributes)
            sum += attribute.name.size() + attribute.value.size();
        for (const Element &child : element.children)
            sum += weight(child);
        return sum;
    }
};

QStringList record(const QByteArray &bytes, Arrival arrival)
{
    Recorder recorder;
    feed(recorder, bytes, arrival);
    const auto failure = recorder.failure({});
    return recorder.seen << (failure ? Recorder::words(*failure) : QStringLiteral("complete"));
}

template <class Op> QString outcome(const QByteArray &bytes, Arrival arrival)
{
    const auto result = read<Op>(bytes, arrival);
    return result ? QStringLiteral("value") : Recorder::words(result.error());
}

/// What each operation makes of these bytes.
QStringList outcomes(const QByteArray &bytes, Arrival arrival)
{
    GetStreamingEvents stream;
    feed(stream, bytes, arrival);
    const auto ended = stream.finish({});
    return {outcome<GetFolder>(bytes, arrival),       outcome<SyncFolderHierarchy>(bytes, arrival),
            outcome<SyncFolderItems>(bytes, arrival), outcome<GetItem>(bytes, arrival),
            outcome<GetAttachment>(bytes, arrival),   outcome<CreateItem>(bytes, arrival),
            outcome<UpdateItem>(bytes, arrival),      outcome<MoveItem>(bytes, arrival),
            outcome<FindItem>(bytes, arrival),        outcome<Subscribe>(bytes, arrival),
            outcome<GetEvents>(bytes, arrival),       outcome<Unsubscribe>(bytes, arrival),
            outcome<ResolveNames>(bytes, arrival),    ended ? Recorder::words(*ended) : QStringLiteral("value")};
}

/// Not well-formed as recorded or printed; what else is, index.json says.
const QStringList &malformed()
{
    static const QStringList names{QStringLiteral("Exchange2007_SP1__create_existing_folder__02_resp.xml"),
                                   QStringLiteral("test_services__11.xml"),
                                   QStringLiteral("test_version__01.xml"),
                                   QStringLiteral("test_version__02.xml"),
                                   QStringLiteral("test_version__03.xml"),
                                   QStringLiteral("test_version__04.xml"),
                                   QStringLiteral("test_version__05.xml"),
                                   QStringLiteral("test_account__02.xml"),
                                   QStringLiteral("test_protocol__07.xml"),
                                   QStringLiteral("test_services__07.xml"),
                                   QStringLiteral("test_sync__05.xml"),
                                   QStringLiteral("test_autodiscover__01.xml")};
    return names;
}

/// What was told before a cut is what the whole answer tells, and it is known to be incomplete. In a test function.
void cutIsNoAnswer(const QByteArray &half, const QStringList &complete)
{
    const QStringList part = record(half, Arrival::Whole);
    QVERIFY(part.last() != QLatin1String("complete"));
    for (int i = 0; i + 1 < part.size(); ++i)
        QVERIFY(i + 1 < complete.size() && part.at(i) == complete.at(i));
}

struct Ours {
    const char *name;
    QString (*outcome)(const QByteArray &, Arrival);
};

const std::vector<Ours> &ours()
{
    static const std::vector<Ours> all{{"GetFolder", &outcome<GetFolder>},
                                       {"SyncFolderHierarchy", &outcome<SyncFolderHierarchy>},
                                       {"SyncFolderItems", &outcome<SyncFolderItems>},
                                       {"GetItem", &outcome<GetItem>},
                                       {"GetAttachment", &outcome<GetAttachment>},
                                       {"CreateItem", &outcome<CreateItem>},
                                       {"UpdateItem", &outcome<UpdateItem>},
                                       {"MoveItem", &outcome<MoveItem>},
                                       {"FindItem", &outcome<FindItem>},
                                       {"Subscribe", &outcome<Subscribe>},
                                       {"GetEvents", &outcome<GetEvents>},
                                       {"GetStreamingEvents", nullptr},
                                       {"Unsubscribe", &outcome<Unsubscribe>},
                                       {"ResolveNames", &outcome<ResolveNames>},
                                       {"Fault", &outcome<GetItem>}};
    return all;
}

constexpr qsizetype largestCut = 5'000; ///< what is longer takes too long, each byte of it
constexpr qsizetype mostCut = 3;        ///< answers of an operation

/// Answers to what nobody recorded.
QByteArray notInTheData(const QByteArray &operation)
{
    if (operation == "SyncFolderHierarchy")
        return answer(operation,
                      good(operation,
                           R"(<m:SyncState>H4s=</m:SyncState><m:IncludesLastFolderInRange>true)"
                           R"(</m:IncludesLastFolderInRange><m:Changes><t:Create><t:Folder><t:FolderId Id="AQ=" )"
                           R"(ChangeKey="AQ"/><t:ParentFolderId Id="AR=" ChangeKey="AQ"/><t:FolderClass>IPF.Note)"
                           R"(</t:FolderClass><t:DisplayName>F&amp;lle</t:DisplayName><t:TotalCount>3</t:TotalCount>)"
                           R"(<t:ChildFolderCount>0</t:ChildFolderCount><t:UnreadCount>1</t:UnreadCount></t:Folder>)"
                           R"(</t:Create><t:Delete><t:FolderId Id="AS=" ChangeKey="AQ"/></t:Delete></m:Changes>)"));
    if (operation == "GetEvents")
        return answer(operation,
                      good(operation,
                           R"(<m:Notification><t:SubscriptionId>sub</t:SubscriptionId><t:PreviousWatermark>w1)"
                           R"(</t:PreviousWatermark><t:MoreEvents>false</t:MoreEvents><t:NewMailEvent><t:Watermark>w2)"
                           R"(</t:Watermark><t:TimeStamp>2026-11-20T10:00:00Z</t:TimeStamp><t:ItemId Id="AI=" )"
                           R"(ChangeKey="AQ"/><t:ParentFolderId Id="AQ=" ChangeKey="AQ"/></t:NewMailEvent>)"
                           R"(</m:Notification>)"));
    return {};
}

} // namespace

void TestEwsCorpus::initTestCase()
{
    m_files = ewsFiles();
    if (m_files.isEmpty()) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
    qInfo("%d files", int(m_files.size()));
    QVERIFY(m_files.size() >= 470);
}

void TestEwsCorpus::wellFormedFilesAreRead()
{
    QStringList wrong = malformed();
    QFile index(liaison::test::testDataDir() + QStringLiteral("/ews/docs-examples/index.json"));
    QVERIFY(index.open(QIODevice::ReadOnly));
    for (const QJsonValue &value : QJsonDocument::fromJson(index.readAll()).array())
        if (!value[QLatin1String("wellformed")].toBool())
            wrong << QFileInfo(value[QLatin1String("file")].toString()).fileName();
    // Two documents in one file: the second is ignored, as whatever follows is.
    wrong.removeAll(QStringLiteral("aggregateon__01.xml"));
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
        const auto root = readTree(*file);
        QVERIFY2(root.has_value() != wrong.contains(file.key()),
                 qPrintable(file.key() + QStringLiteral(": ") + (root ? QStringLiteral("read") : root.error().log)));
    }
}

void TestEwsCorpus::everyOperationMeetsEveryFile()
{
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
        const QStringList whole = record(*file, Arrival::Whole);
        QCOMPARE(record(*file, Arrival::ByteByByte), whole);
        // Requests and fragments are in there, too: no operation takes one for its answer.
        const QStringList all = outcomes(*file, Arrival::Whole);
        if (whole.size() == 1 && whole.first() != QLatin1String("complete")
            && file.key() != QLatin1String("aggregateon__01.xml")) // two documents; a stream reads both
            QVERIFY2(!all.contains(QStringLiteral("value")), qPrintable(file.key()));
    }
}

void TestEwsCorpus::answersAreCutAtEachByte_data()
{
    QTest::addColumn<QByteArray>("operation");
    for (const auto &each : ours())
        QTest::newRow(each.name) << QByteArray(each.name);
}

/// By the operation itself: half an answer is a typed error, never a value, and says what the whole one says as far
/// as it goes.
void TestEwsCorpus::answersAreCutAtEachByte()
{
    QFETCH(const QByteArray, operation);
    const auto of
        = std::find_if(ours().begin(), ours().end(), [&](const Ours &each) { return operation == each.name; });
    const QByteArray mark = operation == "Fault" ? QByteArray(":Fault>") : operation + "Response>";
    QList<QByteArray> answers;
    for (const QByteArray &file : std::as_const(m_files))
        if (file.contains(mark) && file.size() < largestCut)
            answers << file.trimmed();
    std::sort(answers.begin(), answers.end(),
              [](const QByteArray &a, const QByteArray &b) { return std::pair(a.size(), a) < std::pair(b.size(), b); });
    answers = answers.mid(0, mostCut);
    if (const QByteArray own = notInTheData(operation); !own.isEmpty())
        answers << own;
    QVERIFY(!answers.isEmpty());
    qsizetype cuts = 0;
    for (const QByteArray &bytes : std::as_const(answers)) {
        const QStringList complete = record(bytes, Arrival::Whole);
        for (qsizetype size = 0; size < bytes.size(); ++size, ++cuts) {
            const QByteArray half = bytes.left(size);
            cutIsNoAnswer(half, complete);
            QVERIFY2(!QTest::currentTestFailed(), half);
            // A stream of notifications is one document after the other, and may end behind any.
            if (operation != "GetStreamingEvents")
                QVERIFY2(of->outcome(half, Arrival::Whole) != QLatin1String("value"), half);
        }
    }
    qInfo("%s: %lld answers, %lld cuts", operation.constData(), qlonglong(answers.size()), qlonglong(cuts));
}

/// Whatever else is there, at some sixty places, others in each file.
void TestEwsCorpus::filesAreCutAnywhere()
{
    qsizetype cuts = 0;
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
        const QByteArray bytes = file->trimmed();
        const QStringList complete = record(bytes, Arrival::Whole);
        const qsizetype step = std::max<qsizetype>(1, bytes.size() / 60);
        for (qsizetype size = bytes.size() % step; size < bytes.size(); size += step, ++cuts) {
            cutIsNoAnswer(bytes.left(size), complete);
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(file.key()));
        }
    }
    qInfo("%lld cuts", qlonglong(cuts));
    QVERIFY(cuts > 20'000);
}

LIAISON_TEST(TestEwsCorpus)
#include "tst_ews_corpus.moc"
