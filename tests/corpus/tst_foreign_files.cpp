#include "core/mime/body.h"
#include "core/mime/html_inert.h"
#include "tests/corpus/corpus_files.h"
#include "tests/corpus/inert_check.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

using namespace liaison;
using namespace liaison::mime;
using namespace Qt::StringLiterals;

/// What servers of other protocols say is no mail, but mail is in it: MIME inside of SOAP, HTML inside of JSON. All of
/// it goes through the parsers a mail goes through, as somebody would who forwards such a file as one.
class TestForeignFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFileIsReadAsMailAndAsHtml_data();
    void everyFileIsReadAsMailAndAsHtml();
};

namespace {

/// The mails that a SOAP answer carries (the element MimeContent, in base64).
QList<QByteArray> mailsInside(const QByteArray &bytes)
{
    static const QRegularExpression element(u"<(?:\\w+:)?MimeContent[^>]*>([A-Za-z0-9+/=\\s]+)<"_s);
    QList<QByteArray> mails;
    auto found = element.globalMatch(QString::fromLatin1(bytes));
    while (found.hasNext())
        mails << QByteArray::fromBase64(found.next().captured(1).simplified().remove(u' ').toLatin1());
    return mails;
}

QString faultOf(const QByteArray &raw)
{
    const MailBody body = readBody(raw);
    if (body.parsed.contentHash.size() != 32)
        return u"no content hash"_s;
    for (const MailBody::Section &section : body.sections) {
        if (const QString fault = section.isHtml ? test::inertFault(section.html.html) : QString(); !fault.isEmpty())
            return fault;
    }
    return {};
}

} // namespace

void TestForeignFiles::everyFileIsReadAsMailAndAsHtml_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("filesInTheData");
    QTest::newRow("ews") << u"ews"_s << 636;
    QTest::newRow("graph") << u"graph"_s << 304;
}

void TestForeignFiles::everyFileIsReadAsMailAndAsHtml()
{
    QFETCH(QString, folder);
    QFETCH(int, filesInTheData);
    const bool onCi = qEnvironmentVariableIsSet("CI");
    const QStringList files = test::corpusFiles(folder);
    if (files.isEmpty() && !onCi)
        QSKIP("test data not present");
    QVERIFY2(!onCi || files.size() >= filesInTheData, qPrintable(QString::number(files.size())));
    test::HangGuard guard;
    QStringList faults;
    int mails = 0;
    for (const QString &file : files) {
        guard.watch(file);
        const QByteArray bytes = test::contentOf(file);
        QList<QByteArray> all = mailsInside(bytes);
        mails += static_cast<int>(all.size());
        all.prepend(bytes);
        for (const QByteArray &raw : std::as_const(all)) {
            if (const QString fault = faultOf(raw); !fault.isEmpty())
                faults << file + u": "_s + fault;
        }
        if (const QString fault = test::inertFault(makeInert(QString::fromUtf8(bytes)).html); !fault.isEmpty())
            faults << file + u": as HTML: "_s + fault;
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    qInfo("%s: %lld files read, %d mails inside of them", qPrintable(folder), static_cast<long long>(files.size()),
          mails);
}

LIAISON_TEST(TestForeignFiles)
#include "tst_foreign_files.moc"
