#include "core/mime/body.h"
#include "core/mime/html_inert.h"
#include "core/mime/parse.h"
#include "tests/corpus/corpus_files.h"
#include "tests/corpus/inert_check.h"
#include "tests/corpus/view_check.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace liaison;
using namespace liaison::mime;
using namespace Qt::StringLiterals;

namespace {

constexpr int filesInTheData = 1'360;

} // namespace

class TestMailCorpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFileIsRead();
    void everyFileIsReadWithWrongBytes();
    void everyFileIsInertAsHtml();
    void knownAttacksOnSanitizersFail();

private:
    QStringList m_files;
};

void TestMailCorpus::initTestCase()
{
    m_files = test::corpusFiles(u"mail"_s);
    if (m_files.isEmpty() && !qEnvironmentVariableIsSet("CI"))
        QSKIP("test data not present");
    QVERIFY2(!m_files.isEmpty(), "test data not present");
}

void TestMailCorpus::everyFileIsRead()
{
    test::HangGuard guard;
    QStringList faults;
    int read = 0;
    int quarantined = 0;
    for (const QString &file : std::as_const(m_files)) {
        guard.watch(file);
        const QByteArray raw = test::contentOf(file);
        const domain::ParsedMail parsed = parse(raw);
        const MailBody body = readBody(raw);
        QString fault = test::viewFault(raw, body);
        if (fault.isEmpty()
            && (parsed.contentHash != body.parsed.contentHash || parsed.parts.size() != body.parsed.parts.size()))
            fault = u"parse and readBody differ"_s;
        for (const domain::PartInfo &part : body.parsed.parts.mid(0, 20)) {
            guard.watch(file);
            if (fault.isEmpty() && part.size != partBytes(raw, part.path).size())
                fault = u"part "_s + part.path + u" has other bytes"_s;
        }
        if (!fault.isEmpty())
            faults.append(file + u": "_s + fault);
        quarantined += parsed.health == domain::ParseHealth::Quarantined ? 1 : 0;
        ++read;
    }
    qInfo("mail corpus: %d files read, %d of them no mail at all", read, quarantined);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    if (qEnvironmentVariableIsSet("CI"))
        QVERIFY2(read >= filesInTheData, "fewer files than the data has");
    QVERIFY(quarantined < read / 2);
}

void TestMailCorpus::everyFileIsReadWithWrongBytes()
{
    constexpr int variantsOfEach = 6;
    static const QByteArray wrong("\0\n\r:;=?\"<>()-\x80\xff \x1b", 17);
    test::HangGuard guard;
    QRandomGenerator random(5322); // the same wrong bytes in every run
    QStringList faults;
    for (const QString &file : std::as_const(m_files)) {
        const QByteArray raw = test::contentOf(file);
        for (int i = 0; i < variantsOfEach && !raw.isEmpty(); ++i) {
            QByteArray damaged = raw;
            const int count = 1 + random.bounded(20);
            for (int n = 0; n < count; ++n) // most of them near the head, where the structure is
                damaged[random.bounded(n % 2 == 0 ? std::min<int>(int(raw.size()), 2'000) : int(raw.size()))]
                    = wrong.at(random.bounded(int(wrong.size())));
            guard.watch(file);
            const QString fault = test::viewFault(damaged, readBody(damaged));
            if (!fault.isEmpty())
                faults.append(u"%1, variant %2: %3"_s.arg(file).arg(i).arg(fault));
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.mid(0, 50).join(u'\n')));
}

void TestMailCorpus::everyFileIsInertAsHtml()
{
    test::HangGuard guard;
    InertLimits lifted;
    lifted.bytes = 100'000'000;
    lifted.depth = 100'000;
    lifted.cells = 1'000'000;
    lifted.tableNesting = 1'000;
    QStringList faults;
    for (const QString &file : std::as_const(m_files)) {
        guard.watch(file);
        const QString html = QString::fromUtf8(test::contentOf(file));
        for (const InertHtml &inert : {makeInert(html), makeInert(html, lifted)}) {
            const QString fault = test::inertFault(inert.html);
            if (!fault.isEmpty())
                faults.append(file + u": "_s + fault);
            for (const InertHtml::Link &link : inert.links) {
                if (!link.target.startsWith(u"http://"_s) && !link.target.startsWith(u"https://"_s)
                    && !link.target.startsWith(u"mailto:"_s))
                    faults.append(file + u": links to "_s + link.target);
            }
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    const QStringList leaks = m_files.filter(u"httpleaks"_s);
    for (const QString &file : leaks) {
        const InertHtml inert = makeInert(QString::fromUtf8(test::contentOf(file)));
        QVERIFY2(inert.blockedCount > 50, qPrintable(QString::number(inert.blockedCount)));
    }
}

void TestMailCorpus::knownAttacksOnSanitizersFail()
{
    const QStringList fixtures = m_files.filter(u"dompurify"_s);
    int tried = 0;
    for (const QString &file : fixtures) {
        // A JavaScript module: only its payload strings are JSON.
        static const QRegularExpression string(u"\"payload\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")"_s);
        auto payloads = string.globalMatch(QString::fromUtf8(test::contentOf(file)));
        while (payloads.hasNext()) {
            const QByteArray json = '[' + payloads.next().captured(1).toUtf8() + ']';
            const QString payload = QJsonDocument::fromJson(json).array().first().toString();
            const InertHtml inert = makeInert(payload);
            const QString fault = test::inertFault(inert.html);
            QVERIFY2(fault.isEmpty(), qPrintable(payload + u" -> "_s + fault));
            ++tried;
        }
    }
    qInfo("sanitizer attacks: %d tried", tried);
    QVERIFY(fixtures.isEmpty() || tried > 100);
}

LIAISON_TEST(TestMailCorpus)
#include "tst_mail_corpus.moc"
