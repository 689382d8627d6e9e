#include "core/store/search.h"
#include "core/store/search_index.h"
#include "core/store/threads.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::test;
using store::Search;
using store::Session;

namespace {
constexpr int patienceMs = 60'000; ///< an endless mail is indexed anew with the others
}

class TestStoreSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void words_data();
    void words();
    void attachmentNamesAndPeopleAreSearched();
    void hitsArePagedByKeyNewestFirst();
    void anIncidentsMailsAloneAreSearched();
    void theHeadOfAnEndlessBodyIsFound();
    void nothingAPersonTypesIsAnOperator();
    void anOlderIndexIsMadeAnew();
    void anInterruptedRenewalGoesOn();
    void mailThatArrivesWhileTheIndexIsRenewedIsFoundOnce();

private:
    QStringList find(const QString &text);
    int indexed();
    /// Leaves the store as a program with older words left it, closed.
    void outdate();
    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
};

void TestStoreSearch::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
    const auto add = [this](const char *id, const QString &subject, const QString &body) {
        storeMail(*m_store, mail(QLatin1String(id), subject, body));
    };
    add("latin@x", QStringLiteral("Quarterly phishing report"),
        QStringLiteral("Dear all, Müller of example.com opened the file http://bad.example/login.php?id=4711 today."));
    add("chinese@x", QStringLiteral("安全事件通知"), QStringLiteral("我们在北京大学的服务器被入侵了。"));
    add("japanese@x", QStringLiteral("インシデント報告"), QStringLiteral("東京本社のメールサーバーが攻撃されました。"));
    add("thai@x", QStringLiteral("แจ้งเตือน"), QStringLiteral("เราพบการโจมตีบนเครื่องแม่ข่ายของบริษัท"));
    add("mixed@x", QStringLiteral("[INC-2026-000123-k7m2] 主机SRV-FRA-012告警"),
        QStringLiteral("Traffic from 10.20.30.40 and 2001:db8::7 hits CVE-2026-1234; hash "
                       "d41d8cd98f00b204e9800998ecf8427e, file Invoice_Q3-final.pdf.exe, hxxps://evil[.]example/a?b=c, "
                       "mail o'neil+soc@bu-fra.example. ユーザーjdoeが開きました。"));
    add("korean@x", QStringLiteral("보안 사고"), QStringLiteral("서버에서 공격이 탐지되었습니다."));
    add("greek@x", QStringLiteral("Αναφορά"), QStringLiteral("Ο διακομιστής ΠΑΡΑΒΙΑΣΤΗΚΕ"));
}

QStringList TestStoreSearch::find(const QString &text)
{
    const auto rows = value(read(*m_store, [text](Session &s) { return Search(s).find({text, {}, {}}, {}, 50); }));
    QStringList ids;
    for (const auto &row : rows)
        ids << row.messageIdHeader.chopped(2);
    return ids;
}

int TestStoreSearch::indexed()
{
    return value(read(*m_store, [](Session &s) { return Search(s).indexedPercent(); }));
}

void TestStoreSearch::outdate()
{
    value(write(*m_store, [](Session &s) -> Result<void> {
        s.run(QStringLiteral("UPDATE meta SET value = '1' WHERE name = 'segmenter'"));
        return s.status();
    }));
    m_store.reset();
}

void TestStoreSearch::words_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("hits");
    const QStringList none;
    const QStringList latin{QStringLiteral("latin")};
    const QStringList chinese{QStringLiteral("chinese")};
    QTest::newRow("a word") << QStringLiteral("report") << latin;
    QTest::newRow("another case") << QStringLiteral("REPORT") << latin;
    QTest::newRow("no accent") << QStringLiteral("muller") << latin;
    QTest::newRow("an accent more") << QStringLiteral("Réport") << latin;
    QTest::newRow("all words") << QStringLiteral("phishing opened") << latin;
    QTest::newRow("one of them is not there") << QStringLiteral("phishing closed") << none;
    QTest::newRow("the last word's beginning") << QStringLiteral("phis") << latin;
    QTest::newRow("an inner word's beginning is no word") << QStringLiteral("phis report") << none;
    QTest::newRow("not a word's end") << QStringLiteral("shing") << none;
    QTest::newRow("a phrase") << QStringLiteral("\"opened the file\"") << latin;
    QTest::newRow("a phrase in another order") << QStringLiteral("\"the opened file\"") << none;
    QTest::newRow("a phrase does not cross fields") << QStringLiteral("\"report dear\"") << none;
    QTest::newRow("an open quote") << QStringLiteral("\"opened the") << latin;
    QTest::newRow("a domain") << QStringLiteral("example.com") << latin;
    QTest::newRow("half a domain") << QStringLiteral("example") << QStringList();
    QTest::newRow("inside an address") << QStringLiteral("login.php") << latin;
    QTest::newRow("a number") << QStringLiteral("4711") << latin;
    QTest::newRow("Chinese word") << QStringLiteral("服务器") << chinese;
    QTest::newRow("Chinese word inside a longer one") << QStringLiteral("北京") << chinese;
    QTest::newRow("Chinese subject") << QStringLiteral("事件") << chinese;
    QTest::newRow("Chinese characters in another order") << QStringLiteral("京北") << none;
    QTest::newRow("Japanese kanji") << QStringLiteral("東京") << QStringList{QStringLiteral("japanese")};
    QTest::newRow("Japanese katakana") << QStringLiteral("サーバー") << QStringList{QStringLiteral("japanese")};
    QTest::newRow("Thai word") << QStringLiteral("โจมตี") << QStringList{QStringLiteral("thai")};
    QTest::newRow("Thai word at the end") << QStringLiteral("บริษัท") << QStringList{QStringLiteral("thai")};
    const QStringList mixed{QStringLiteral("mixed")};
    const QStringList korean{QStringLiteral("korean")};
    QTest::newRow("one Chinese character") << QStringLiteral("侵") << chinese;
    QTest::newRow("Chinese phrase in quotes") << QStringLiteral("\"北京大学\"") << chinese;
    QTest::newRow("two Chinese words apart") << QStringLiteral("北京 入侵") << chinese;
    QTest::newRow("Chinese sentence with punctuation") << QStringLiteral("服务器被入侵了。") << chinese;
    QTest::newRow("Japanese, kana and kanji") << QStringLiteral("攻撃され") << QStringList{QStringLiteral("japanese")};
    QTest::newRow("Japanese, half-width") << QStringLiteral("ｻｰﾊﾞｰ") << QStringList{QStringLiteral("japanese")};
    QTest::newRow("Thai, two words") << QStringLiteral("การโจมตี") << QStringList{QStringLiteral("thai")};
    QTest::newRow("Thai, words of two places") << QStringLiteral("บริษัท โจมตี") << QStringList{QStringLiteral("thai")};
    QTest::newRow("Thai, other words") << QStringLiteral("แมว") << none;
    QTest::newRow("Korean word with its ending") << QStringLiteral("서버") << korean;
    QTest::newRow("Korean subject") << QStringLiteral("보안 사고") << korean;
    QTest::newRow("Chinese before Latin") << QStringLiteral("主机SRV") << mixed;
    QTest::newRow("Latin between kana") << QStringLiteral("jdoe") << mixed;
    QTest::newRow("kana and Latin as a phrase") << QStringLiteral("\"ユーザーjdoeが\"") << mixed;
    QTest::newRow("Latin and Chinese words") << QStringLiteral("traffic 告警") << mixed;
    QTest::newRow("an incident's key") << QStringLiteral("INC-2026-000123") << mixed;
    QTest::newRow("an incident's tag") << QStringLiteral("[INC-2026-000123-k7m2]") << mixed;
    QTest::newRow("a host") << QStringLiteral("srv-fra-012") << mixed;
    QTest::newRow("half a host") << QStringLiteral("srv-fra") << mixed;
    QTest::newRow("another host") << QStringLiteral("srv-fra-013") << none;
    QTest::newRow("an IPv4 address") << QStringLiteral("10.20.30.40") << mixed;
    QTest::newRow("its numbers in another order") << QStringLiteral("10.30.20.40") << none;
    QTest::newRow("a network") << QStringLiteral("10.20") << mixed;
    QTest::newRow("an IPv6 address") << QStringLiteral("2001:db8::7") << mixed;
    QTest::newRow("a CVE") << QStringLiteral("CVE-2026-1234") << mixed;
    QTest::newRow("another CVE") << QStringLiteral("CVE-2026-1235") << none;
    QTest::newRow("a year of CVEs") << QStringLiteral("cve-2026") << mixed;
    QTest::newRow("a hash") << QStringLiteral("D41D8CD98F00B204E9800998ECF8427E") << mixed;
    QTest::newRow("a hash's beginning") << QStringLiteral("d41d8cd9") << mixed;
    QTest::newRow("a hash's end") << QStringLiteral("ecf8427e") << none;
    QTest::newRow("a file") << QStringLiteral("invoice_q3-final.pdf.exe") << mixed;
    QTest::newRow("a file's two endings") << QStringLiteral(".pdf.exe") << mixed;
    QTest::newRow("a defanged address") << QStringLiteral("hxxps://evil[.]example") << mixed;
    QTest::newRow("its scheme") << QStringLiteral("hxx") << mixed;
    QTest::newRow("a mail address") << QStringLiteral("o'neil+soc@bu-fra.example") << mixed;
    QTest::newRow("two letters are no beginning") << QStringLiteral("ph") << none;
    QTest::newRow("two letters are a word") << QStringLiteral("of") << latin;
    QTest::newRow("Greek, no accent") << QStringLiteral("αναφορα") << QStringList{QStringLiteral("greek")};
    QTest::newRow("Greek, small letters") << QStringLiteral("παραβιαστηκε") << QStringList{QStringLiteral("greek")};
    QTest::newRow("nothing") << QString() << none;
    QTest::newRow("no word at all") << QStringLiteral("?! * ()") << none;
}

void TestStoreSearch::words()
{
    QFETCH(QString, text);
    QFETCH(QStringList, hits);
    if (QLatin1String(QTest::currentDataTag()) == QLatin1String("half a domain")) {
        QCOMPARE(find(text).size(), 7); // every sender's and recipient's domain ends in it
        return;
    }
    QCOMPARE(find(text), hits);
}

void TestStoreSearch::attachmentNamesAndPeopleAreSearched()
{
    auto in = mail(QStringLiteral("attached@x"), QStringLiteral("see there"), QStringLiteral("nothing"));
    in.parsed.parts = {{QStringLiteral("2"),
                        QStringLiteral("application/zip"),
                        {},
                        QStringLiteral("Zahlungsavis_77.zip"),
                        {},
                        {},
                        1,
                        QByteArray(32, 'x'),
                        true}};
    in.parsed.facts.cc = {{QStringLiteral("Carla Copy"), QStringLiteral("carla@elsewhere.example")}};
    storeMail(*m_store, in);
    QCOMPARE(find(QStringLiteral("zahlungsavis")), QStringList{QStringLiteral("attached")});
    QCOMPARE(find(QStringLiteral("carla")), QStringList{QStringLiteral("attached")});
    QCOMPARE(find(QStringLiteral("\"carla copy\"")), QStringList{QStringLiteral("attached")});
}

void TestStoreSearch::hitsArePagedByKeyNewestFirst()
{
    for (int i = 0; i < 12; ++i) {
        auto in = mail(QStringLiteral("paged%1@x").arg(i), QStringLiteral("pagination"), QStringLiteral("p %1").arg(i));
        in.internalDate = 1'700'000'000'000 + i / 2;
        storeMail(*m_store, in);
    }
    QStringList seen;
    std::optional<store::Messages::PageKey> key;
    for (;;) {
        const auto page = value(read(*m_store, [key](Session &s) {
            return Search(s).find({QStringLiteral("pagination"), {}, {}}, key, 5);
        }));
        if (page.isEmpty())
            break;
        for (const auto &row : page) {
            QVERIFY(!key || row.arrivedAt <= key->arrivedAt);
            QVERIFY(!seen.contains(row.messageIdHeader));
            seen << row.messageIdHeader;
            key = store::Messages::PageKey{row.arrivedAt, row.id};
        }
    }
    QCOMPARE(seen.size(), 12);
}

void TestStoreSearch::anIncidentsMailsAloneAreSearched()
{
    const auto incident = makeIncident(*m_store, QStringLiteral("Search"));
    const auto thread = makeThread(*m_store, incident.id, QStringLiteral("Search"));
    const MessageId inside = storeMail(*m_store, mail(QStringLiteral("in@x"), QStringLiteral("scoped"), {}));
    storeMail(*m_store, mail(QStringLiteral("out@x"), QStringLiteral("scoped"), QStringLiteral("elsewhere")));
    linkMail(*m_store, inside, thread);
    const auto hits = value(read(*m_store, [incident](Session &s) {
        return Search(s).find({QStringLiteral("scoped"), incident.id, {}}, {}, 10);
    }));
    QCOMPARE(hits.size(), 1);
    QCOMPARE(hits.first().id, inside);
    QCOMPARE(find(QStringLiteral("scoped")).size(), 2);
    store::ThreadFilter filter;
    filter.incident = incident.id;
    filter.text = QStringLiteral("scop");
    QCOMPARE(value(read(*m_store, [filter](Session &s) { return store::Threads(s).list(filter, 10); })).size(), 1);
    filter.text = QStringLiteral("absent");
    QVERIFY(value(read(*m_store, [filter](Session &s) { return store::Threads(s).list(filter, 10); })).isEmpty());
}

void TestStoreSearch::theHeadOfAnEndlessBodyIsFound()
{
    QString body = QStringLiteral("beginningmark ");
    for (int i = 0; i < 200'000; ++i)
        body += QStringLiteral("filler%1 ").arg(i);
    storeMail(*m_store, mail(QStringLiteral("endless@x"), QStringLiteral("endless"), body));
    QCOMPARE(find(QStringLiteral("beginningmark")), QStringList{QStringLiteral("endless")});
    QCOMPARE(find(QStringLiteral("filler20000")), QStringList{QStringLiteral("endless")});
    // beyond the positions PostgreSQL keeps, a phrase falls back to all of its words
    QCOMPARE(find(QStringLiteral("\"filler20000 filler20001\"")), QStringList{QStringLiteral("endless")});
}

void TestStoreSearch::nothingAPersonTypesIsAnOperator()
{
    QStringList inputs{
        QStringLiteral("report OR 1=1"), QStringLiteral("NEAR(report)"),  QStringLiteral("subject:report"),
        QStringLiteral("-report"),       QStringLiteral("report*"),       QStringLiteral("^report"),
        QStringLiteral("a & b | !c"),    QStringLiteral("'; DROP TABLE"), QStringLiteral("\\"),
        QStringLiteral("\"\"\"\""),      QStringLiteral("a <-> b:*"),     QString(QChar(0))};
    QCOMPARE(find(QStringLiteral("report NOT phishing")).size(), 0); // "not" is a word that is not there
    QCOMPARE(find(QStringLiteral("report OR nonsense")).size(), 0);
    QCOMPARE(find(QStringLiteral("report | nonsense")).size(), 0);
    QCOMPARE(find(QStringLiteral("-report")), QStringList{QStringLiteral("latin")});
    const QString data = testDataDir();
    if (data.isEmpty() && qEnvironmentVariableIsSet("CI"))
        QFAIL("test data not present");
    QFile file(data + QStringLiteral("/mail/blns/blns.json"));
    if (!data.isEmpty() && file.open(QIODevice::ReadOnly)) {
        const QJsonArray strings = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(strings.size() > 400);
        for (const auto &string : strings)
            inputs << string.toString();
    }
    for (const QString &input : std::as_const(inputs)) {
        const auto hits = read(*m_store, [input](Session &s) { return Search(s).find({input, {}, {}}, {}, 5); });
        QVERIFY2(hits.has_value(), qPrintable(input));
    }
}

void TestStoreSearch::anOlderIndexIsMadeAnew()
{
    outdate();
    m_store = m_fixture.open();
    QTRY_COMPARE_WITH_TIMEOUT(indexed(), 100, patienceMs);
    QCOMPARE(find(QStringLiteral("phishing")), QStringList{QStringLiteral("latin")});
    QCOMPARE(find(QStringLiteral("服务器")), QStringList{QStringLiteral("chinese")});
    const auto again = value(read(*m_store, [](Session &s) -> Result<int> {
        return s.answer(static_cast<int>(s.number(QStringLiteral("SELECT count(*) FROM meta"))));
    }));
    QCOMPARE(again, 1); // nothing is left to be done at the next start
}

void TestStoreSearch::anInterruptedRenewalGoesOn()
{
    constexpr int mails = 250; // more than two transactions' worth
    value(write(*m_store, [](Session &s) -> Result<void> {
        for (int i = 0; i < mails; ++i) {
            const QString id = QStringLiteral("many%1@x").arg(i);
            if (auto stored = store::Messages(s).store(mail(id, QStringLiteral("renewal"), id)); !stored)
                return fail(stored.error());
        }
        return s.status();
    }));
    const auto hits = [this] {
        return value(read(*m_store, [](Session &s) {
            return Search(s).find({QStringLiteral("renewal"), {}, {}}, {}, 1'000);
        }));
    };
    QCOMPARE(hits().size(), mails);
    QList<int> percents;
    // The steps of the renewal with the program ended after each, as far as the store can tell.
    const auto step = [this, &percents](auto f) {
        const auto more = value(write(*m_store, [f](Session &s) { return f(s); }));
        percents << indexed();
        return more;
    };
    value(write(*m_store, [](Session &s) -> Result<void> {
        s.run(QStringLiteral("UPDATE meta SET value = '1' WHERE name = 'segmenter'"));
        return s.status();
    }));
    QVERIFY(step(&store::beginReindex));
    QVERIFY(step(&store::reindexSome));
    QVERIFY(step(&store::beginReindex));
    QCOMPARE(percents.at(2), percents.at(1)); // what was done stays done
    QVERIFY(percents.at(0) < percents.at(1) && percents.at(1) < 100);
    if (StoreFixture::isSqlite())
        QCOMPARE(hits().size(), 100); // the newest are there first
    m_store.reset();
    m_store = m_fixture.open();
    QTRY_COMPARE_WITH_TIMEOUT(indexed(), 100, patienceMs);
    QCOMPARE(hits().size(), mails);
    QCOMPARE(find(QStringLiteral("phishing")), QStringList{QStringLiteral("latin")});
}

void TestStoreSearch::mailThatArrivesWhileTheIndexIsRenewedIsFoundOnce()
{
    outdate();
    m_store = m_fixture.open();
    storeMail(*m_store, mail(QStringLiteral("meanwhile@x"), QStringLiteral("Meanwhile"), QStringLiteral("arrived")));
    QCOMPARE(find(QStringLiteral("meanwhile")), QStringList{QStringLiteral("meanwhile")});
    QTRY_COMPARE_WITH_TIMEOUT(indexed(), 100, patienceMs);
    QCOMPARE(find(QStringLiteral("meanwhile")), QStringList{QStringLiteral("meanwhile")});
    QCOMPARE(find(QStringLiteral("\"10.20.30.40\"")), QStringList{QStringLiteral("mixed")});
}

LIAISON_TEST(TestStoreSearch)
#include "tst_store_search.moc"
