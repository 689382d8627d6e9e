#include "core/ews/autodiscover.h"
#include "core/ews/create_item.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_item.h"
#include "core/ews/get_streaming_events.h"
#include "core/ews/move_item.h"
#include "core/ews/resolve_names.h"
#include "core/ews/subscribe.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/unsubscribe.h"
#include "core/ews/update_item.h"
#include "ews_answers.h"
#include "ews_files.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::ews;
using namespace liaison::ews::test;

/// Recorded answers of real servers and Microsoft's printed ones have the right values.
class TestEwsRecorded : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void recordedAnswers();
    void recordedFailures();
    void printedAnswers();
    void printedAutodiscover();

private:
    [[nodiscard]] QByteArray content(const char *name) const { return m_files.value(QLatin1String(name)); }
    QHash<QString, QByteArray> m_files;
};

void TestEwsRecorded::initTestCase()
{
    m_files = ewsFiles();
    if (m_files.isEmpty()) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
}

void TestEwsRecorded::recordedAnswers()
{
    GetFolder folder;
    folder.feed(content("Exchange2010_SP2__create_distinguished_folder_subfolder__04_resp.xml"));
    const auto folders = folder.finish();
    QVERIFY2(folders, why(folders).constData());
    QCOMPARE(folders->front()->changeKey, QStringLiteral("AQAAABYAAABPRrS+NgN2TLdvauFC2S+xAACqkvK6"));
    QCOMPARE(folder.server(), std::optional(ServerBuild{14, 2, 328, 9}));
    QCOMPARE(newestFor(*folder.server()), std::optional(ServerVersion::Exchange2010_SP2));

    const auto classes = read<GetFolder>(content("test_folder__01.xml"), Arrival::Whole);
    QCOMPARE(classes->front()->displayName, QStringLiteral("publicfoldersroot"));
    const auto calendar = read<GetFolder>(content("test_folder__07.xml"), Arrival::Whole);
    QVERIFY(!calendar->front()->holdsMail());

    const auto names = read<ResolveNames>(content("test_protocol__04.xml"), Arrival::Whole);
    QCOMPARE(names->matches.size(), 2);
    QCOMPARE(names->matches.first().address, QStringLiteral("anne@example.com"));
    QVERIFY(!names->more);
    QVERIFY(read<ResolveNames>(content("test_protocol__05.xml"), Arrival::Whole)->more);
    QVERIFY(read<ResolveNames>(content("test_services__09.xml"), Arrival::Whole)->matches.isEmpty());

    QVERIFY(read<CreateItem>(content("test_bulk__01.xml"), Arrival::Whole)->isEmpty());
    GetStreamingEvents stream;
    stream.feed(content("test_sync__04.xml"));
    QVERIFY(stream.takeSignals().closed);
}

void TestEwsRecorded::recordedFailures()
{
    const auto failure = [this](const char *name) {
        const auto result = read<Unsubscribe>(content(name), Arrival::ByteByByte, {500, "Internal Server Error"});
        return result ? Failure{} : result.error();
    };
    QCOMPARE(failure("test_services__03.xml").remedy, Remedy::BackOff);
    QCOMPARE(failure("test_services__03.xml").error.retryAfterMs, std::optional<qint64>(297'749));
    QCOMPARE(failure("test_services__04.xml").remedy, Remedy::OurBug);
    QCOMPARE(failure("test_services__05.xml").remedy, Remedy::FewerAtATime);
    QCOMPARE(failure("errorserverbusy_maxconcurrency.xml").remedy, Remedy::BackOff);
    QVERIFY(!failure("errorserverbusy_maxconcurrency.xml").error.retryAfterMs);
    QCOMPARE(failure("Exchange2007_SP1__create_folder_with_invalid_distinguished_parent_id__02_resp.xml").code,
             QStringLiteral("ErrorSchemaValidation"));
    QCOMPARE(failure("Exchange2010_SP2__create_folder_with_invalid_distinguished_parent_id__02_resp.xml").remedy,
             Remedy::OurBug);
}

void TestEwsRecorded::printedAnswers()
{
    const auto page = read<SyncFolderItems>(content("syncfolderitems-operation__02.xml"), Arrival::ByteByByte);
    QVERIFY2(page, why(page).constData());
    QCOMPARE(page->syncState, QStringLiteral("H4sIAAAAA="));
    QCOMPARE(page->changes.size(), 1);
    QCOMPARE(page->changes.first().element, QStringLiteral("MeetingRequest"));
    QCOMPARE(page->changes.first().id, (ItemId{QStringLiteral("AQApAHRwA=="), QStringLiteral("CwAAABYA")}));

    const auto more = read<SyncFolderItems>(content("how-to-synchronize-items-by-using-ews-in-exchange__04.xml"),
                                            Arrival::ByteByByte);
    QVERIFY2(more, why(more).constData());
    QCOMPARE(more->changes.size(), 5);
    QCOMPARE(more->changes.at(0).size, 23'110);
    QCOMPARE(more->changes.at(3).kind, ItemChange::Kind::ReadFlag);
    QCOMPARE(more->changes.at(4).kind, ItemChange::Kind::Removed);

    const auto subscription = read<Subscribe>(content("subscribe-operation__05.xml"), Arrival::Whole);
    QCOMPARE(subscription->id, QStringLiteral("83826921-afdf-48be-b469-628cc02b5f49"));
    QVERIFY(!subscription->watermark.isEmpty());
    QVERIFY(read<Unsubscribe>(content("unsubscribe-operation__02.xml"), Arrival::Whole));

    const auto refused = read<GetItem>(content("getitem-operation-email-message__03.xml"), Arrival::Whole);
    QCOMPARE(refused->front().error().remedy, Remedy::SkipProperties);
    QVERIFY(!read<GetItem>(content("getitem-operation-email-message__02.xml"), Arrival::Whole));

    const auto updated = read<UpdateItem>(content("updateitem-operation__04.xml"), Arrival::Whole);
    QCOMPARE(updated->front()->changeKey, QStringLiteral("CQAAABYAAA..."));
    // Printed as t:ItemID: no id that we know, and no failure either.
    QVERIFY(read<MoveItem>(content("moveitem-operation__02.xml"), Arrival::Whole)->front()->isEmpty());
    const auto names = read<ResolveNames>(content("resolvenames-operation__02.xml"), Arrival::Whole);
    QCOMPARE(names->matches.first(), (NameMatch{QStringLiteral("User2"), QStringLiteral("User2@example.com"), false}));
}

void TestEwsRecorded::printedAutodiscover()
{
    const auto found = poxAnswer(content("pox-autodiscover-response-for-exchange__01.xml"));
    QVERIFY(found);
    QCOMPARE(found->ewsUrl.toString(), QStringLiteral("https://mail.contoso.com/ews/exchange.asmx"));
    QCOMPARE(found->serverVersion, QStringLiteral("72008287"));
    // Cut anywhere it is an error, and so is every other file.
    const QByteArray bytes = content("pox-autodiscover-response-for-exchange__01.xml").trimmed();
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!poxAnswer(bytes.left(size)));
    int answers = 0;
    for (const QByteArray &file : std::as_const(m_files))
        answers += poxAnswer(file) ? 1 : 0;
    QCOMPARE(answers, 1);
}

LIAISON_TEST(TestEwsRecorded)
#include "tst_ews_recorded.moc"
