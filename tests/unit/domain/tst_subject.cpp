#include "core/base/ids.h"
#include "core/domain/correlation.h"
#include "core/domain/subject.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace liaison;
using namespace liaison::domain;

namespace {
const QString tag = u"[INC-2026-000123-k7f3q9]"_qs;
}

class TestSubject : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void prefixesOfManyLanguages_data();
    void prefixesOfManyLanguages();
    void whatIsTakenOff_data();
    void whatIsTakenOff();
    void titlesHaveNoTag_data();
    void titlesHaveNoTag();
    void repliesCarryTheTagOnce_data();
    void repliesCarryTheTagOnce();
    void tagsAreRead_data();
    void tagsAreRead();
    void everyTokenWeMakeIsRead();
};

void TestSubject::prefixesOfManyLanguages_data()
{
    QTest::addColumn<QString>("prefix");
    const QStringList prefixes{u"Re"_qs,
                               u"RE"_qs,
                               u"Fw"_qs,
                               u"Fwd"_qs,
                               u"AW"_qs,
                               u"WG"_qs,
                               u"Antw"_qs,
                               u"Antwort"_qs,
                               u"SV"_qs,
                               u"VS"_qs,
                               u"VL"_qs,
                               u"VB"_qs,
                               u"Ref"_qs,
                               u"R\u00c9F"_qs,
                               u"R\u00e9p"_qs,
                               u"TR"_qs,
                               u"RIF"_qs,
                               u"I"_qs,
                               u"R"_qs,
                               u"RES"_qs,
                               u"ENC"_qs,
                               u"RV"_qs,
                               u"YNT"_qs,
                               u"\u0130LT"_qs,
                               u"ilt"_qs,
                               u"Odp"_qs,
                               u"PD"_qs,
                               u"V\u00e1"_qs,
                               u"Tov\u00e1bb\u00edt\u00e1s"_qs,
                               u"ATB"_qs,
                               u"BLS"_qs,
                               u"Odg"_qs,
                               u"R\u0102SP"_qs,
                               u"\u03a3\u03c7\u03b5\u03c4"_qs,
                               u"\u03a3\u03a7\u0395\u03a4"_qs,
                               u"\u03a0\u03a1\u0398"_qs,
                               u"\u0391\u03a0"_qs,
                               u"\u041e\u0442\u0432\u0435\u0442"_qs,
                               u"\u05d4\u05e9\u05d1"_qs,
                               u"\u0631\u062f"_qs,
                               u"\u56de\u590d"_qs,
                               u"\u7b54\u590d"_qs,
                               u"\u8f6c\u53d1"_qs,
                               u"\u8f49\u5bc4"_qs,
                               u"\u56de\u8986"_qs,
                               u"\u8fd4\u4fe1"_qs,
                               u"\u8ee2\u9001"_qs,
                               u"\ud68c\uc2e0"_qs,
                               u"\uc804\ub2ec"_qs,
                               u"\u0e15\u0e2d\u0e1a"_qs,
                               u"Tr\u1ea3 l\u1eddi"_qs,
                               u"Automatische Antwort"_qs};
    for (const QString &prefix : prefixes)
        QTest::newRow(qPrintable(prefix)) << prefix;
}

void TestSubject::prefixesOfManyLanguages()
{
    QFETCH(QString, prefix);
    for (const QString &form :
         {u"%1: Phishing"_qs, u"%1:Phishing"_qs, u"%1 : Phishing"_qs, u"%1\uff1aPhishing"_qs, u"%1[2]: Phishing"_qs,
          u"%1(3): Phishing"_qs, u"%1^4: Phishing"_qs, u"  Re: %1: fwd: Phishing"_qs})
        QCOMPARE(baseSubject(form.arg(prefix)), u"Phishing"_qs);
    QCOMPARE(threadTitle(prefix + u": "_qs + tag + u" Re: Phishing"_qs), u"Phishing"_qs);
}

void TestSubject::whatIsTakenOff_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("base");
    const auto row
        = [](const char *name, const QString &subject, const QString &base) { QTest::newRow(name) << subject << base; };
    row("nothing", u"Phishing wave"_qs, u"Phishing wave"_qs);
    row("empty", {}, {});
    row("prefix alone", u"Re:"_qs, {});
    row("gateway mark", u"[EXT] Re: Phishing"_qs, u"Phishing"_qs);
    row("gateway word", u"[EXTERNAL] AW: [EXTERNAL] Phishing"_qs, u"Phishing"_qs);
    row("gateway words", u"[External Sender] Phishing"_qs, u"Phishing"_qs);
    row("gateway colon", u"EXTERNAL: Re: Phishing"_qs, u"Phishing"_qs);
    row("gateway stars", u"***EXTERN*** Phishing"_qs, u"Phishing"_qs);
    row("gateway angle", u"<EXT> Re: Phishing"_qs, u"Phishing"_qs);
    row("tag stays", u"Re: "_qs + tag + u" AW: Phishing"_qs, tag + u" Phishing"_qs);
    row("tag behind", u"Re: Phishing "_qs + tag, u"Phishing "_qs + tag);
    row("gateway behind the tag", tag + u" [EXT] WG: Phishing"_qs, tag + u" Phishing"_qs);
    row("list", u"[soc-list] Re: Phishing"_qs, u"[soc-list] Phishing"_qs);
    row("list and gateway", u"Re: [soc-list] [EXT] Re: Phishing"_qs, u"[soc-list] Phishing"_qs);
    row("colon in title", u"Alert: server down"_qs, u"Alert: server down"_qs);
    row("Info is a word", u"Info: new rules"_qs, u"Info: new rules"_qs);
    row("prefix within a word", u"Rest: of it"_qs, u"Rest: of it"_qs);
    row("prefix in the middle", u"About Re: that"_qs, u"About Re: that"_qs);
    row("external as a title", u"External audit"_qs, u"External audit"_qs);
    row("white space", u"Re:\t  Phishing \t wave "_qs, u"Phishing wave"_qs);
    row("no break", u"Re\u00a0: Phishing"_qs, u"Phishing"_qs);
}

void TestSubject::whatIsTakenOff()
{
    QFETCH(QString, subject);
    QTEST(baseSubject(subject), "base");
    QCOMPARE(baseSubject(baseSubject(subject)), baseSubject(subject));
}

void TestSubject::titlesHaveNoTag_data()
{
    QTest::addColumn<QString>("subject");
    QTest::newRow("behind") << u"Re: Phishing "_qs + tag;
    QTest::newRow("in front") << tag + u" Re: Phishing"_qs;
    QTest::newRow("between") << u"Re: "_qs + tag + u" Re: Phishing"_qs;
    QTest::newRow("twice") << tag + u" Phishing "_qs + tag;
    QTest::newRow("gateway and tag") << u"[EXT] AW: "_qs + tag + u" [EXTERNAL] Fwd: Phishing"_qs;
    QTest::newRow("upper case") << u"RE: [INC-2026-000123-K7F3Q9] PHISHING"_qs.replace(u"PHISHING"_qs, u"Phishing"_qs);
    QTest::newRow("another incident's") << u"[INC-2025-000001-aaaaaa] Phishing"_qs;
}

void TestSubject::titlesHaveNoTag()
{
    QFETCH(QString, subject);
    QCOMPARE(threadTitle(subject), u"Phishing"_qs);
}

void TestSubject::repliesCarryTheTagOnce_data()
{
    QTest::addColumn<QString>("subject");
    QTest::newRow("fresh") << u"Phishing"_qs;
    QTest::newRow("answered") << u"AW: Re: Phishing "_qs + tag;
    QTest::newRow("tag first") << tag + u" Re: Phishing"_qs;
    QTest::newRow("gateway") << u"Re: [EXT] Phishing "_qs + tag;
    QTest::newRow("old incident") << u"Re: Phishing [INC-2025-000009-zzzzzz]"_qs;
    QTest::newRow("shouted tag") << u"Re: Phishing [inc-2026-000123-K7F3Q9]"_qs;
}

void TestSubject::repliesCarryTheTagOnce()
{
    QFETCH(QString, subject);
    QCOMPARE(replySubject(subject, tag), u"Re: Phishing "_qs + tag);
    QCOMPARE(forwardSubject(subject, tag), u"Fwd: Phishing "_qs + tag);
    QCOMPARE(replySubject(replySubject(subject, tag), tag), replySubject(subject, tag));
    QCOMPARE(taggedSubject(u"Phishing"_qs, tag), u"Phishing "_qs + tag);
    QCOMPARE(taggedSubject(taggedSubject(subject, tag), tag), taggedSubject(subject, tag));
    QCOMPARE(taggedSubject(subject, tag).count(u"[INC"_qs, Qt::CaseInsensitive), 1);
    QCOMPARE(taggedSubject({}, tag), tag);
}

void TestSubject::tagsAreRead_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QStringList>("tags"); // key/token
    const auto row = [](const char *name, const QString &subject, const QStringList &tags) {
        QTest::newRow(name) << subject << tags;
    };
    const QString one = u"INC-2026-000123/k7f3q9"_qs;
    row("none", u"Re: Phishing"_qs, {});
    row("alone", tag, {one});
    row("folded case", u"[inc-2026-000123-K7F3Q9]"_qs, {one});
    row("surrounded", u"AW: x"_qs + tag + u"y"_qs, {one});
    row("spaces inside", u"[ INC-2026-000123-k7f3q9 ]"_qs, {one});
    row("twice is once", tag + tag, {one});
    row("two", u"[INC-2025-000001-aaaaaa] "_qs + tag, {u"INC-2025-000001/aaaaaa"_qs, one});
    row("key alone", u"[INC-2026-000123]"_qs, {});
    row("no brackets", u"INC-2026-000123-k7f3q9"_qs, {});
    row("short token", u"[INC-2026-000123-k7f3q]"_qs, {});
    row("long token", u"[INC-2026-000123-k7f3q9a]"_qs, {});
    row("letters no token has", u"[INC-2026-000123-k0l1o9]"_qs, {});
    row("Cyrillic token", u"[INC-2026-000123-\u043a7f3q9]"_qs, {});
    row("list name", u"[oss-security-bulletin]"_qs, {});
    row("nested", u"[["_qs + tag + u"]]"_qs, {one});
}

void TestSubject::tagsAreRead()
{
    QFETCH(QString, subject);
    QStringList found;
    for (const SubjectTagText &text : subjectTags(subject))
        found.append(text.key + u'/' + text.token);
    QTEST(found, "tags");
}

void TestSubject::everyTokenWeMakeIsRead()
{
    for (int i = 0; i < 1'000; ++i) {
        const QString token = randomToken(30);
        const QList<SubjectTagText> expected{{u"INC-2026-000123"_qs, token}};
        QCOMPARE(subjectTags(u"Re: [INC-2026-000123-"_qs + token + u"]"_qs), expected);
    }
}

LIAISON_TEST(TestSubject)
#include "tst_subject.moc"
