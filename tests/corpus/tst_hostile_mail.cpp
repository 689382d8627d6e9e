#include "core/mime/body.h"
#include "core/mime/compose.h"
#include "core/mime/parse.h"
#include "tests/corpus/corpus_files.h"
#include "tests/corpus/inert_check.h"
#include "tests/support/test_registry.h"

#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace liaison;
using namespace liaison::mime;
using namespace Qt::StringLiterals;
using domain::ParseHealth;

namespace {

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

bool hasBidi(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return (c.unicode() >= 0x202a && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
    });
}

QList<QByteArray> fieldNames(const QByteArray &raw)
{
    QList<QByteArray> names;
    for (const QByteArray &line : raw.left(raw.indexOf("\r\n\r\n")).split('\n')) {
        if (!line.isEmpty() && line.at(0) != ' ')
            names.append(line.left(line.indexOf(':')));
    }
    return names;
}

} // namespace

/// Mails made to do one bad thing each, with what must happen in EXPECT.json.
class TestHostileMail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyExpectationIsMet_data();
    void everyExpectationIsMet();

private:
    void spoofedSender();
    void subject();
    void htmlLeak();
    void htmlBomb();
    void htmlDeceive();
    void attachmentName();
    void attachmentType();
    void mimeBomb();
    void loop();
    void date();
    void charset();
    void transferEncoding();
    void efail();
    void replyInject();

    QString m_file; ///< "spoof-from-001"
    QByteArray m_raw;
    MailBody m_body;
    test::HangGuard m_guard;
};

void TestHostileMail::everyExpectationIsMet_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("what");
    const QStringList lists = test::corpusFiles(u"mail"_s).filter(u"EXPECT.json"_s);
    if (lists.isEmpty()) {
        if (qEnvironmentVariableIsSet("CI"))
            QFAIL("test data not present");
        QSKIP("test data not present");
    }
    const QString folder = QFileInfo(lists.first()).path();
    for (const QJsonValue &one : QJsonDocument::fromJson(test::contentOf(lists.first())).array()) {
        const QString file = one.toObject().value(u"file"_s).toString();
        QTest::newRow(qPrintable(file)) << folder + u'/' + file << one.toObject().value(u"cls"_s).toString();
    }
}

void TestHostileMail::everyExpectationIsMet()
{
    QFETCH(QString, path);
    QFETCH(QString, what);
    using Check = void (TestHostileMail::*)();
    static const QHash<QString, Check> checks = {
        {u"spoof-from"_s, &TestHostileMail::spoofedSender},
        {u"subject"_s, &TestHostileMail::subject},
        {u"html-leak"_s, &TestHostileMail::htmlLeak},
        {u"html-bomb"_s, &TestHostileMail::htmlBomb},
        {u"html-deceive"_s, &TestHostileMail::htmlDeceive},
        {u"attach-name"_s, &TestHostileMail::attachmentName},
        {u"attach-param"_s, &TestHostileMail::attachmentName},
        {u"attach-type"_s, &TestHostileMail::attachmentType},
        {u"mime-bomb"_s, &TestHostileMail::mimeBomb},
        {u"loop"_s, &TestHostileMail::loop},
        {u"date"_s, &TestHostileMail::date},
        {u"charset"_s, &TestHostileMail::charset},
        {u"transfer-encoding"_s, &TestHostileMail::transferEncoding},
        {u"efail"_s, &TestHostileMail::efail},
        {u"reply-inject"_s, &TestHostileMail::replyInject},
    };
    QVERIFY2(checks.contains(what), qPrintable(what));
    m_guard.watch(path);
    m_file = QFileInfo(path).completeBaseName();
    m_raw = test::contentOf(path);
    QVERIFY(!m_raw.isEmpty());
    m_body = readBody(m_raw);
    for (const MailBody::Section &section : std::as_const(m_body.sections)) {
        const QString fault = test::inertFault(section.html.html);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
    (this->*checks.value(what))();
}

void TestHostileMail::spoofedSender()
{
    const domain::Addresses &from = m_body.parsed.facts.from;
    if (m_file == u"spoof-from-033"_s) {
        QVERIFY(from.isEmpty()); // nobody: Reply-To and Sender do not stand in
        return;
    }
    QVERIFY(!from.isEmpty());
    for (const domain::Address &address : from) {
        QVERIFY(!hasControls(address.name + address.address));
        QVERIFY(!hasBidi(address.name + address.address));
        QVERIFY(!address.address.isEmpty());
    }
    const QByteArray head = m_raw.left(m_raw.indexOf("Subject:"));
    if (head.contains("@evil.example"))
        QVERIFY2(from.last().address.endsWith(u"@evil.example"_s), qPrintable(from.last().address));
}

void TestHostileMail::subject()
{
    const QString text = m_body.parsed.facts.subject;
    QVERIFY(!hasControls(text));
    QVERIFY(text.size() <= 4'100);
    qsizetype opened = 0;
    for (const QChar c : text) {
        opened += c.unicode() >= 0x202a && c.unicode() <= 0x202e && c.unicode() != 0x202c ? 1 : 0;
        opened -= c.unicode() == 0x202c ? 1 : 0;
    }
    QCOMPARE(opened, 0);
}

void TestHostileMail::htmlLeak()
{
    QVERIFY(!m_body.sections.isEmpty());
    const InertHtml &html = m_body.sections.first().html;
    QVERIFY(m_body.sections.first().isHtml);
    QVERIFY(!html.html.contains(u"leak.invalid"_s) || html.text.contains(u"leak.invalid"_s));
}

void TestHostileMail::htmlBomb()
{
    const MailBody::Section &section = m_body.sections.first();
    QVERIFY(section.html.tooLarge || !section.html.html.isEmpty() || section.plain.isEmpty());
    QVERIFY(!section.html.html.contains(u"2147483647"_s));
    QVERIFY(!section.html.html.contains(u"99999999"_s));
    QVERIFY(section.html.html.count(u"<table"_s) <= 2'000);
    QVERIFY(section.html.html.size() < 2'000'000);
}

void TestHostileMail::htmlDeceive()
{
    const InertHtml &html = m_body.sections.first().html;
    const QStringList deadLinks = {u"html-deceive-003"_s, u"html-deceive-007"_s, u"html-deceive-011"_s};
    if (deadLinks.contains(m_file))
        QVERIFY(html.links.isEmpty());
    for (const InertHtml::Link &link : html.links)
        QVERIFY(link.target.startsWith(u"http"_s) || link.target.startsWith(u"mailto:"_s));
    if (m_file == u"html-deceive-008"_s) {
        QCOMPARE(html.links.size(), 1);
        const QString target = html.links.first().target;
        QVERIFY2(!target.contains(u"attach"_s) && !target.contains(u"bcc="_s, Qt::CaseInsensitive)
                     && !target.contains(u"%0d"_s, Qt::CaseInsensitive)
                     && !target.contains(u"%0a"_s, Qt::CaseInsensitive),
                 qPrintable(target));
    }
    if (m_file == u"html-deceive-009"_s)
        QVERIFY(html.links.first().target.contains(u"xn--"_s)); // the homograph is seen
    if (m_file == u"html-deceive-013"_s)
        QCOMPARE(html.hiddenTexts, 3);
    if (m_file == u"html-deceive-014"_s)
        QCOMPARE(html.hiddenTexts, 1);
    QVERIFY(!html.html.contains(u"position"_s));
}

void TestHostileMail::attachmentName()
{
    QCOMPARE(m_body.parsed.parts.size(), 2);
    const domain::PartInfo &part = m_body.parsed.parts.at(1);
    QVERIFY(part.isAttachment);
    const QString name = part.fileName;
    QVERIFY(!name.isEmpty() && name.size() <= 120);
    QVERIFY2(!name.contains(u'/') && !name.contains(u'\\') && !name.contains(u':') && !name.startsWith(u'.')
                 && !name.endsWith(u'.') && !name.endsWith(u' '),
             qPrintable(name));
    QVERIFY(!hasControls(name) && !hasBidi(name));
    QVERIFY(!name.startsWith(u"CON"_s) && !name.startsWith(u"NUL"_s) && !name.startsWith(u"COM1"_s));
    const bool saysProgram = name.endsWith(u".exe"_s) || name.endsWith(u".dll"_s);
    // The content is a program's: said wherever the name does not say it itself.
    QVERIFY2(saysProgram || part.sniffedType == u"application/vnd.microsoft.portable-executable"_s, qPrintable(name));
}

void TestHostileMail::attachmentType()
{
    QVERIFY(!m_body.parsed.parts.at(1).sniffedType.isEmpty());
}

void TestHostileMail::mimeBomb()
{
    const domain::ParsedMail &parsed = m_body.parsed;
    QVERIFY(parsed.parts.size() <= 10'000);
    QVERIFY(!m_body.sections.isEmpty() || !parsed.parts.isEmpty());
    const QStringList cut = {u"mime-bomb-003"_s, u"mime-bomb-004"_s, u"mime-bomb-007"_s, u"mime-bomb-008"_s};
    if (cut.contains(m_file)) {
        QVERIFY2(parsed.health == ParseHealth::Truncated, qPrintable(parsed.healthNote));
        QVERIFY(!parsed.healthNote.isEmpty());
    }
    if (m_file == u"mime-bomb-007"_s)
        QCOMPARE(parsed.parts.size(), 10'000);
    if (m_file == u"mime-bomb-012"_s)
        QVERIFY(parsed.facts.references.size() <= 500);
    if (m_file == u"mime-bomb-015"_s)
        QVERIFY(parsed.health == ParseHealth::Repaired);
    if (m_file == u"mime-bomb-016"_s)
        QVERIFY(m_body.sections.first().plain.contains(u'A'));
    if (m_file == u"mime-bomb-017"_s) {
        QVERIFY(m_body.sections.first().plain.contains(u"safe text"_s));
        QVERIFY(m_body.sections.first().html.text.contains(u"other text"_s));
    }
}

void TestHostileMail::loop()
{
    const domain::MailKind kind = m_body.parsed.facts.kind;
    const QStringList machines = {u"loop-002"_s, u"loop-003"_s, u"loop-018"_s};
    if (machines.contains(m_file))
        QVERIFY(kind != domain::MailKind::Human);
    if (m_file == u"loop-007"_s || m_file == u"loop-008"_s)
        QVERIFY(kind == domain::MailKind::Human); // a list forwards people's mail
}

void TestHostileMail::date()
{
    const UtcMs date = m_body.parsed.facts.date;
    QVERIFY(date >= 0 && date <= 253'402'300'799'000);
    if (m_file == u"date-006"_s)
        QCOMPARE(date, 2'147'483'648'000);
    if (m_file == u"date-002"_s || m_file == u"date-014"_s)
        QCOMPARE(date, 0);
}

void TestHostileMail::charset()
{
    const QString text = m_body.parsed.bodyText;
    QVERIFY(text.isValidUtf16() && !text.contains(QChar(0)));
    QVERIFY(!text.contains(u"<script"_s));
}

void TestHostileMail::transferEncoding()
{
    QVERIFY(!m_body.sections.isEmpty());
    QVERIFY(!m_body.parsed.bodyText.contains(QChar(0)));
    if (m_file == u"transfer-encoding-010"_s)
        QVERIFY(m_body.parsed.bodyText.contains(u'x'));
}

void TestHostileMail::efail()
{
    QVERIFY(m_body.parsed.protection != domain::Protection::None);
    QVERIFY(m_body.sections.size() != 1 || m_body.parsed.parts.size() == 1
            || !m_body.sections.first().html.html.contains(u"bm90IHJlYWxseSBjbXM"_s));
    for (const MailBody::Section &section : std::as_const(m_body.sections)) {
        QVERIFY(!section.html.html.contains(u"bm90IHJlYWxseSBjbXM"_s));
        QVERIFY(section.html.links.isEmpty() || !section.html.links.first().target.contains(u"bm90"_s));
    }
}

void TestHostileMail::replyInject()
{
    const domain::MailFacts &facts = m_body.parsed.facts;
    const ReplyRecipients people = replyRecipients(facts, {u"soc@corp.example"_s}, true);
    const Threading threading = threadingFor(facts);
    Draft draft;
    draft.from = {u"SOC"_s, u"soc@corp.example"_s};
    draft.to = people.to;
    draft.cc = people.cc;
    draft.subject = u"Re: "_s + facts.subject;
    draft.text = quotedText(facts, m_body.sections.first().plain, u"On %1, %2 wrote:"_s);
    draft.inReplyTo = threading.inReplyTo;
    draft.references = threading.references;
    draft.messageIdHeader = newMessageId(draft.from.address);
    draft.date = 1'795'190'520'000;
    const auto composed = compose(draft);
    if (!composed) {
        QVERIFY(composed.error().kind == ErrorKind::InvalidInput);
        return;
    }
    QList<QByteArray> names = {"Date", "From", "To"};
    if (!draft.cc.isEmpty())
        names.append("Cc");
    names += {"Subject", "Message-ID"};
    if (!draft.inReplyTo.isEmpty())
        names.append("In-Reply-To");
    if (!draft.references.isEmpty())
        names.append("References");
    names += {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
    QCOMPARE(fieldNames(*composed), names);
    QCOMPARE(QByteArray(*composed).replace("\r\n", "").count('\r'), 0);
    QCOMPARE(QByteArray(*composed).replace("\r\n", "").count('\n'), 0);
}

LIAISON_TEST(TestHostileMail)
#include "tst_hostile_mail.moc"
