#include "core/mime/body.h"
#include "core/mime/compose.h"
#include "core/mime/parse.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace liaison;
using namespace liaison::mime;
using namespace Qt::StringLiterals;

namespace {

Draft draft()
{
    Draft d;
    d.from = {u"SOC"_s, u"soc@corp.example"_s};
    d.to = {{u"Unit"_s, u"bu@unit.example"_s}};
    d.subject = u"Vorfall"_s;
    d.text = u"Guten Tag\n"_s;
    d.messageIdHeader = u"id1@corp.example"_s;
    d.date = 1795190520000;
    return d;
}

QByteArray headersOf(const QByteArray &raw)
{
    return raw.left(raw.indexOf("\r\n\r\n") + 2);
}

/// Names of the header fields in order.
QList<QByteArray> fieldNames(const QByteArray &raw)
{
    QList<QByteArray> names;
    for (const QByteArray &line : headersOf(raw).split('\n')) {
        if (!line.isEmpty() && line.at(0) != ' ' && line.at(0) != '\t')
            names.append(line.left(line.indexOf(':')));
    }
    return names;
}

bool hasOnlyCrlf(const QByteArray &raw)
{
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const bool lf = raw.at(i) == '\n';
        const bool cr = raw.at(i) == '\r';
        if ((lf && (i == 0 || raw.at(i - 1) != '\r')) || (cr && (i + 1 >= raw.size() || raw.at(i + 1) != '\n'))
            || raw.at(i) == '\0')
            return false;
    }
    return true;
}

qsizetype longestLine(const QByteArray &raw)
{
    qsizetype longest = 0;
    for (const QByteArray &line : raw.split('\n'))
        longest = std::max(longest, line.size());
    return longest;
}

} // namespace

class TestCompose : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainAsciiGoesAsItIs();
    void whatIsComposedParsesBack();
    void foldsAndNeverExceedsALine();
    void flowedTextComesBack_data();
    void flowedTextComesBack();
    void bccIsNoHeader();
    void nonAsciiLocalPartNeedsSmtpUtf8();
    void longReferencesArePruned();
    void injectionGivesExactHeadersOrNothing();
    void messageIdsAreUniqueAtTheDomain();
    void replyGoesToTheRightPeople_data();
    void replyGoesToTheRightPeople();
    void threadingFollowsRfc5322();
    void quotedAndForwardedText();
};

void TestCompose::plainAsciiGoesAsItIs()
{
    const auto raw = compose(draft());
    QVERIFY(raw.has_value());
    QCOMPARE(
        *raw,
        QByteArray(
            "Date: Fri, 20 Nov 2026 16:02:00 +0000\r\nFrom: SOC <soc@corp.example>\r\nTo: Unit <bu@unit.example>\r\n"
            "Subject: Vorfall\r\nMessage-ID: <id1@corp.example>\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: 7bit\r\n\r\nGuten "
            "Tag\r\n"));
}

void TestCompose::whatIsComposedParsesBack()
{
    Draft d = draft();
    d.from.name = u"Müller, \"Eve\" <x@y.example>"_s;
    d.to = {{u"Zoë (Unit)"_s, u"bu@grüße.example"_s}, {QString(), u"b@c.example"_s}};
    d.cc = {{u"=?utf-8?Q?x?="_s, u"c@d.example"_s}};
    d.subject = u"Dringend: 事件 😀 — "_s + u"sehr lang "_s.repeated(20).trimmed();
    d.text = u"Grüße\n\n-- \nSOC"_s;
    d.html = u"<p>Grüße</p>"_s;
    d.inReplyTo = u"a@b.example"_s;
    d.references = {u"r@b.example"_s, u"a@b.example"_s};
    d.attachments = {{u"Übersicht – "_s + u"lang"_s.repeated(20) + u".pdf"_s, QString(), "%PDF-1.4 x"},
                     {u"plain.txt"_s, u"text/plain"_s, "abc"}};
    const auto raw = compose(d);
    QVERIFY(raw.has_value());
    QVERIFY(hasOnlyCrlf(*raw));
    QVERIFY(longestLine(*raw) <= 80);
    const auto body = readBody(*raw);
    const auto &facts = body.parsed.facts;
    QVERIFY(body.parsed.health == domain::ParseHealth::Clean);
    QCOMPARE(facts.from, domain::Addresses{d.from});
    QCOMPARE(facts.to.at(0).name, d.to.at(0).name);
    QCOMPARE(facts.to.at(0).address, u"bu@xn--gre-6ka8l.example"_s);
    QCOMPARE(facts.cc, d.cc);
    QCOMPARE(facts.subject, d.subject);
    QCOMPARE(facts.date, d.date);
    QCOMPARE(facts.messageIdHeader, d.messageIdHeader);
    QCOMPARE(facts.inReplyTo, QStringList{d.inReplyTo});
    QCOMPARE(facts.references, d.references);
    QCOMPARE(body.sections.size(), 1);
    QCOMPARE(body.sections.first().plain.trimmed(), d.text);
    QCOMPARE(body.sections.first().html.text, u"Grüße"_s);
    QCOMPARE(body.parsed.parts.size(), 4);
    QCOMPARE(body.parsed.parts.at(2).declaredName, d.attachments.at(0).fileName);
    QCOMPARE(body.parsed.parts.at(2).contentType, u"application/pdf"_s);
    QCOMPARE(partBytes(*raw, body.parsed.parts.at(2).path), d.attachments.at(0).bytes);
    QCOMPARE(partBytes(*raw, body.parsed.parts.at(3).path), QByteArray("abc"));
}

void TestCompose::foldsAndNeverExceedsALine()
{
    Draft d = draft();
    d.subject = QString(5'000, u'x');
    for (int i = 0; i < 200; ++i)
        d.to.append({u"Person %1"_s.arg(i), u"person%1@unit.example"_s.arg(i)});
    d.text = QString(3'000, u'y');
    const auto raw = compose(d);
    QVERIFY(raw.has_value());
    QVERIFY(longestLine(*raw) <= 998);
    QCOMPARE(parse(*raw).facts.to.size(), 201);
    QCOMPARE(parse(*raw).facts.subject.size(), 4'000); // what is shown of a subject is bounded
    QCOMPARE(parse(*raw).bodyText.trimmed(), d.text);
}

void TestCompose::flowedTextComesBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("long paragraph") << u"word "_s.repeated(100).trimmed();
    QTest::newRow("space first") << u" indented\n  more"_s;
    QTest::newRow("From") << u"From here\nto there"_s;
    QTest::newRow("quotes") << u"> quoted\n>> twice\nanswer"_s;
    QTest::newRow("signature") << u"bye\n-- \nme"_s;
    QTest::newRow("dots") << u".\n..\n.x"_s;
    QTest::newRow("long word") << QString(500, u'z') + u" end"_s;
    QTest::newRow("empty lines") << u"a\n\n\nb"_s;
}

void TestCompose::flowedTextComesBack()
{
    QFETCH(QString, text);
    Draft d = draft();
    d.text = text;
    const auto raw = compose(d);
    QVERIFY(raw.has_value());
    QString back = parse(*raw).bodyText;
    if (back.endsWith(u'\n'))
        back.chop(1);
    // On reading, a quoted line gets one space behind its marks.
    QCOMPARE(back.replace(u">> twice"_s, u">> twice"_s), text);
}

void TestCompose::bccIsNoHeader()
{
    Draft d = draft();
    d.to.clear();
    d.bcc = {{u"Secret"_s, u"secret@x.example"_s}};
    const auto raw = compose(d);
    QVERIFY(raw.has_value());
    QVERIFY(!raw->contains("secret"));
    QVERIFY(!raw->toLower().contains("bcc"));
    QVERIFY(raw->contains("To: undisclosed-recipients:;\r\n"));
}

void TestCompose::nonAsciiLocalPartNeedsSmtpUtf8()
{
    Draft d = draft();
    d.to = {{u"Jörg"_s, u"jörg@grüße.example"_s}};
    QCOMPARE(compose(d).error().kind, ErrorKind::InvalidInput);
    d.smtpUtf8 = true;
    const auto raw = compose(d);
    QVERIFY(raw.has_value());
    QVERIFY(raw->contains(u"To: Jörg <jörg@grüße.example>"_s.toUtf8()));
}

void TestCompose::longReferencesArePruned()
{
    Draft d = draft();
    for (int i = 0; i < 500; ++i)
        d.references.append(u"ref%1@x.example"_s.arg(i));
    const auto facts = parse(*compose(d)).facts;
    QCOMPARE(facts.references.size(), 50);
    QCOMPARE(facts.references.first(), u"ref0@x.example"_s);
    QCOMPARE(facts.references.last(), u"ref499@x.example"_s);
}

void TestCompose::injectionGivesExactHeadersOrNothing()
{
    const QStringList payloads = {u"\r\nBcc: evil@x.example"_s,
                                  u"\nX-Evil: 1"_s,
                                  u"\rX-Evil: 1"_s,
                                  u"\r\n\r\nbody"_s,
                                  u"\0X"_s.append(QChar(0)),
                                  u"\u2028X-Evil: 1"_s,
                                  u"\u0085X-Evil: 1"_s,
                                  u"\x0bX"_s,
                                  u"\r\n.\r\nMAIL FROM:<x>"_s,
                                  u"%0d%0aX-Evil: 1"_s,
                                  u"=?utf-8?Q?=0D=0AX-Evil:_1?="_s,
                                  u">\r\n<x@y.example"_s,
                                  u"\" <evil@x.example>, \""_s,
                                  u"\n--=_"_s,
                                  u"\u560d\u560aX-Evil: 1"_s,
                                  QString(QChar(0xd800)),
                                  u",evil@x.example"_s,
                                  u"; filename=evil.exe"_s};
    const QList<QByteArray> plainFields = {"Date",       "From",        "To",         "Cc",           "Subject",
                                           "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type"};
    QRandomGenerator random(20261120);
    int sent = 0;
    int refused = 0;
    for (int i = 0; i < 2'000; ++i) {
        Draft d = draft();
        d.cc = {{u"Copy"_s, u"copy@unit.example"_s}};
        d.inReplyTo = u"a@b.example"_s;
        d.references = {u"a@b.example"_s};
        d.attachments = {{u"a.txt"_s, u"text/plain"_s, "x"}};
        QString *const fields[] = {&d.from.name,
                                   &d.from.address,
                                   &d.to[0].name,
                                   &d.to[0].address,
                                   &d.cc[0].name,
                                   &d.cc[0].address,
                                   &d.subject,
                                   &d.messageIdHeader,
                                   &d.inReplyTo,
                                   &d.references[0],
                                   &d.attachments[0].fileName,
                                   &d.attachments[0].contentType,
                                   &d.text};
        QString *field = fields[i % int(std::size(fields))];
        const QString payload = payloads.at(random.bounded(int(payloads.size())));
        field->insert(random.bounded(int(field->size()) + 1), payload);
        const auto raw = compose(d);
        if (!raw) {
            QCOMPARE(raw.error().kind, ErrorKind::InvalidInput);
            ++refused;
            continue;
        }
        ++sent;
        QCOMPARE(fieldNames(*raw), plainFields);
        QVERIFY2(hasOnlyCrlf(*raw), qPrintable(payload));
        const auto parsed = parse(*raw);
        QCOMPARE(parsed.facts.from.size(), 1);
        QCOMPARE(parsed.facts.to.size(), 1);
        QCOMPARE(parsed.facts.cc.size(), 1);
        QCOMPARE(parsed.facts.to.first().address, d.to.first().address);
        QCOMPARE(parsed.parts.size(), 2);
        QCOMPARE(parsed.parts.at(1).declaredName, d.attachments.first().fileName);
    }
    QVERIFY(sent > 200);
    QVERIFY(refused > 200);
}

void TestCompose::messageIdsAreUniqueAtTheDomain()
{
    QSet<QString> seen;
    for (int i = 0; i < 1'000; ++i)
        seen.insert(newMessageId(u"soc@corp.example"_s));
    QCOMPARE(seen.size(), 1'000);
    QVERIFY(newMessageId(u"soc@Grüße.example"_s).endsWith(u"@xn--gre-6ka8l.example"_s));
    QVERIFY(newMessageId(u"soc@bad>domain\r\n"_s).endsWith(u"@localhost"_s));
}

void TestCompose::replyGoesToTheRightPeople_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("all");
    QTest::addColumn<QStringList>("to");
    QTest::addColumn<QStringList>("cc");
    const auto row = [](const char *name, const QByteArray &headers, bool all, const QStringList &to,
                        const QStringList &cc) { QTest::newRow(name) << headers << all << to << cc; };
    row("from", "From: a@x.example\r\nTo: soc@corp.example", false, {u"a@x.example"_s}, {});
    row("reply-to", "From: a@x.example\r\nReply-To: r@x.example", false, {u"r@x.example"_s}, {});
    row("reply-to is us", "From: a@x.example\r\nReply-To: SOC@corp.example", false, {u"a@x.example"_s}, {});
    row("all", "From: a@x.example\r\nTo: soc@corp.example, b@x.example\r\nCc: c@x.example, B@x.example", true,
        {u"a@x.example"_s}, {u"b@x.example"_s, u"c@x.example"_s});
    row("our own mail", "From: soc@corp.example\r\nTo: a@x.example\r\nCc: c@x.example", true, {u"a@x.example"_s},
        {u"c@x.example"_s});
    row("only us", "From: soc@corp.example\r\nTo: soc@corp.example", true, {u"soc@corp.example"_s}, {});
}

void TestCompose::replyGoesToTheRightPeople()
{
    QFETCH(QByteArray, headers);
    QFETCH(bool, all);
    QFETCH(QStringList, to);
    QFETCH(QStringList, cc);
    const auto recipients = replyRecipients(parse(headers + "\r\n\r\nx").facts, {u"soc@corp.example"_s}, all);
    QStringList toSeen;
    for (const auto &address : recipients.to)
        toSeen.append(address.address);
    QStringList ccSeen;
    for (const auto &address : recipients.cc)
        ccSeen.append(address.address);
    QCOMPARE(toSeen, to);
    QCOMPARE(ccSeen, cc);
}

void TestCompose::threadingFollowsRfc5322()
{
    domain::MailFacts facts;
    facts.messageIdHeader = u"m@x"_s;
    facts.inReplyTo = {u"p@x"_s};
    QCOMPARE(threadingFor(facts).references, (QStringList{u"p@x"_s, u"m@x"_s}));
    facts.references = {u"r@x"_s, u"p@x"_s};
    QCOMPARE(threadingFor(facts).references, (QStringList{u"r@x"_s, u"p@x"_s, u"m@x"_s}));
    QCOMPARE(threadingFor(facts).inReplyTo, u"m@x"_s);
}

void TestCompose::quotedAndForwardedText()
{
    domain::MailFacts facts;
    facts.from = {{u"M. Roe"_s, u"m@x.example"_s}};
    facts.date = 1795190520000;
    facts.subject = u"S"_s;
    QCOMPARE(quotedText(facts, u"a\n\n> b"_s, u"On %1, %2 wrote:"_s),
             u"On Friday, 20 November 2026 16:02 UTC, M. Roe wrote:\n> a\n>\n>> b\n"_s);
    facts.from[0].name = u"100%1"_s; // placeholders in a name stay words
    QVERIFY(quotedText(facts, u"a"_s, u"On %1, %2 wrote:"_s).contains(u"100%1 wrote"_s));
    QVERIFY(forwardedText(facts, u"words"_s).contains(u"Subject: S\n"_s));
}

LIAISON_TEST(TestCompose)
#include "tst_compose.moc"
