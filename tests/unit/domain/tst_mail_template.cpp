#include "core/domain/mail_template.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::domain;
using namespace Qt::StringLiterals;
using Kind = TemplateProblem::Kind;

/// Templates: what may be saved, what is filled in, and that a value is words and nothing else.
class TestMailTemplate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreStable();
    void placeholdersAreFound_data();
    void placeholdersAreFound();
    void valuesAreWords_data();
    void valuesAreWords();
    void noValueBeginsAHeader();
    void whatHasNoValueIsNamed();
    void problems_data();
    void problems();
    void tidying();
    void languagesFallBack_data();
    void languagesFallBack();
    void tags_data();
    void tags();
};

namespace {

MailTemplate good()
{
    MailTemplate one;
    one.name = u"First notice"_s;
    one.kind = TemplateKind::Primary;
    one.defaultLanguage = u"en"_s;
    one.texts = {{u"en"_s, u"{{incident.title}}"_s, u"Dear {{recipients}},"_s},
                 {u"de"_s, u"{{incident.title}}"_s, u"Guten Tag {{ recipients }},"_s}};
    return one;
}

} // namespace

void TestMailTemplate::namesAreStable()
{
    QStringList names;
    for (const TemplateVariable variable : allTemplateVariables()) {
        names << toString(variable);
        QCOMPARE(templateVariableFrom(toString(variable)), std::optional(variable));
        QCOMPARE(placeholdersIn(placeholderOf(variable)).value(0).variable, std::optional(variable));
    }
    QCOMPARE(names.join(u' '),
             u"incident.key incident.title incident.type incident.severity incident.status incident.owner unit.title "
             "recipients analyst date deadline"_s);
    for (const TemplateKind kind : {TemplateKind::Primary, TemplateKind::FollowUp, TemplateKind::Free})
        QCOMPARE(templateKindFrom(toString(kind)), std::optional(kind));
    QVERIFY(!templateKindFrom(u"other"_s));
}

void TestMailTemplate::placeholdersAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found"); ///< "at+length name", "!" in front of what nobody knows
    QTest::newRow("none") << u"a { b } }} c"_s << QString();
    QTest::newRow("one") << u"a {{analyst}}."_s << u"2+11 analyst"_s;
    QTest::newRow("blanks") << u"{{ analyst }}"_s << u"0+13 analyst"_s;
    QTest::newRow("two") << u"{{date}}{{date}}"_s << u"0+8 date|8+8 date"_s;
    QTest::newRow("unknown") << u"{{password}}"_s << u"!0+12 password"_s;
    QTest::newRow("other case") << u"{{Analyst}}"_s << u"!0+11 Analyst"_s;
    QTest::newRow("empty") << u"{{}}"_s << u"!0+4 "_s;
    QTest::newRow("open") << u"a {{date"_s << u"!2+2 "_s;
    QTest::newRow("over a line end") << u"{{da\nte}}"_s << u"!0+2 "_s;
    QTest::newRow("open, then one") << u"{{ {{date}}"_s << u"!0+2 |3+8 date"_s;
    QTest::newRow("three braces") << u"{{{date}}}"_s << u"!0+9 {date"_s;
}

void TestMailTemplate::placeholdersAreFound()
{
    QFETCH(const QString, text);
    QFETCH(const QString, found);
    QStringList all;
    for (const Placeholder &one : placeholdersIn(text))
        all << u"%1%2+%3 %4"_s.arg(one.variable ? QString() : u"!"_s).arg(one.at).arg(one.length).arg(one.name);
    QCOMPARE(all.join(u'|'), found);
}

void TestMailTemplate::valuesAreWords_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("body");
    QTest::newRow("plain") << u"Lost laptop"_s << u"Lost laptop"_s << u"Lost laptop"_s;
    QTest::newRow("key") << u"INC-2026-000042"_s << u"INC-2026-000042"_s << u"INC-2026-000042"_s;
    QTest::newRow("marks") << u"**a** _b_ `c`"_s << u"**a** _b_ `c`"_s << u"\\*\\*a\\*\\* \\_b\\_ \\`c\\`"_s;
    QTest::newRow("link") << u"[x](http://e.example)"_s << u"[x](http://e.example)"_s << u"\\[x\\](http://e.example)"_s;
    QTest::newRow("html") << u"<b>&amp;"_s << u"<b>&amp;"_s << u"\\<b\\>\\&amp;"_s;
    QTest::newRow("heading") << u"# 1"_s << u"# 1"_s << u"\\# 1"_s;
    QTest::newRow("list") << u"- a"_s << u"- a"_s << u"\\- a"_s;
    QTest::newRow("numbered") << u"12. a"_s << u"12. a"_s << u"12\\. a"_s;
    QTest::newRow("a number") << u"12 a."_s << u"12 a."_s << u"12 a."_s;
    QTest::newRow("a placeholder") << u"{{analyst}}"_s << u"{{analyst}}"_s << u"\\{\\{analyst\\}\\}"_s;
    QTest::newRow("line breaks") << u"a\r\nBcc: b@c.example\n\nd"_s << u"a Bcc: b@c.example d"_s
                                 << u"a Bcc: b@c.example d"_s;
    QTest::newRow("controls") << u"a\u0000b\u001b[31m\u0085\u2028c\u202ed"_s << u"ab[31m cd"_s << u"ab\\[31m cd"_s;
}

void TestMailTemplate::valuesAreWords()
{
    QFETCH(const QString, title);
    QFETCH(const QString, subject);
    QFETCH(const QString, body);
    const TemplateValues values{{TemplateVariable::IncidentTitle, title}, {TemplateVariable::Analyst, u"no"_s}};
    QCOMPARE(expandTemplate(u"{{incident.title}}"_s, values, TemplateTarget::Subject), subject);
    QCOMPARE(expandTemplate(u"{{incident.title}}"_s, values, TemplateTarget::Markdown), body);
    QVERIFY(unresolvedIn(expandTemplate(u"{{incident.title}}"_s, values, TemplateTarget::Markdown)).isEmpty());
}

void TestMailTemplate::noValueBeginsAHeader()
{
    for (char16_t c = 1; c < 0x3000; ++c) {
        const QString value = u"a"_s + QChar(c) + u"b"_s;
        const QString subject
            = expandTemplate(u"{{unit.title}}"_s, {{TemplateVariable::UnitTitle, value}}, TemplateTarget::Subject);
        for (const QChar each : subject) {
            const bool breaks
                = each.category() == QChar::Other_Control || each.unicode() == 0x2028 || each.unicode() == 0x2029;
            QVERIFY2(!breaks, qPrintable(QString::number(c, 16)));
        }
    }
}

void TestMailTemplate::whatHasNoValueIsNamed()
{
    const QString text = u"{{analyst}} of {{unit.title}}, {{ unit.title }}, {{unit.title}} and {{nobody}} {{"_s;
    const TemplateValues values{{TemplateVariable::Analyst, u"Ada"_s}, {TemplateVariable::UnitTitle, u" \n"_s}};
    const QString done = expandTemplate(text, values, TemplateTarget::Subject);
    QCOMPARE(done, u"Ada of {{unit.title}}, {{ unit.title }}, {{unit.title}} and {{nobody}} {{"_s);
    QCOMPARE(unresolvedIn(done), (QStringList{u"{{unit.title}}"_s, u"{{ unit.title }}"_s, u"{{nobody}}"_s}));
}

void TestMailTemplate::problems_data()
{
    QTest::addColumn<MailTemplate>("given");
    QTest::addColumn<QList<TemplateProblem>>("expected");
    const auto row = [](const char *name, const QList<TemplateProblem> &expected, auto change) {
        MailTemplate one = good();
        change(one);
        QTest::newRow(name) << one << expected;
    };
    using T = MailTemplate;
    row("good", {}, [](T &) {});
    row("no subject is good", {}, [](T &t) { t.texts[0].subject.clear(); });
    row("no name", {{Kind::NameMissing, -1, false, {}}}, [](T &t) { t.name = u" "_s; });
    row("long name", {{Kind::NameTooLong, -1, false, {}}}, [](T &t) { t.name = QString(201, u'a'); });
    row("no text", {{Kind::NoText, -1, false, {}}}, [](T &t) { t.texts.clear(); });
    row("no default", {{Kind::NoDefault, -1, false, u"fr"_s}}, [](T &t) { t.defaultLanguage = u"fr"_s; });
    row("no language", {{Kind::NotALanguage, 1, false, u"deutsch"_s}},
        [](T &t) { t.texts[1].language = u"deutsch"_s; });
    row("language twice", {{Kind::LanguageTwice, 1, false, u"en"_s}}, [](T &t) { t.texts[1].language = u"EN"_s; });
    row("long subject", {{Kind::SubjectTooLong, 0, false, {}}}, [](T &t) { t.texts[0].subject = QString(501, u'a'); });
    row("subject of two lines", {{Kind::SubjectNotOneLine, 0, false, {}}},
        [](T &t) { t.texts[0].subject = u"a\nBcc: x@y.example"_s; });
    row("no body", {{Kind::BodyMissing, 1, false, {}}}, [](T &t) { t.texts[1].body = u"\n "_s; });
    row("long body", {{Kind::BodyTooLong, 0, false, {}}}, [](T &t) { t.texts[0].body = QString(32'769, u'a'); });
    row("unknown variables",
        {{Kind::UnknownVariable, 0, true, u"{{incident}}"_s}, {Kind::UnknownVariable, 1, false, u"{{x}}"_s}}, [](T &t) {
            t.texts[0].subject = u"{{incident}} {{incident}}"_s;
            t.texts[1].body = u"{{x}}"_s;
        });
    row("open braces", {{Kind::UnknownVariable, 0, false, u"{{"_s}}, [](T &t) { t.texts[0].body = u"{{analyst"_s; });
}

void TestMailTemplate::problems()
{
    QFETCH(const MailTemplate, given);
    QFETCH(const QList<TemplateProblem>, expected);
    const QList<TemplateProblem> found = problemsOf(given);
    QCOMPARE(found.size(), expected.size());
    QCOMPARE(found, expected);
}

void TestMailTemplate::tidying()
{
    MailTemplate one = good();
    one.name = u"  First\n notice "_s;
    one.defaultLanguage = u" EN "_s;
    one.texts[0].subject = u" a "_s;
    one.texts[0].body = u"a\r\nb\rc\u0007"_s;
    one.texts[1].language = u"DE_at"_s;
    const MailTemplate done = tidied(one);
    QCOMPARE(done.name, u"First notice"_s);
    QCOMPARE(done.defaultLanguage, u"en"_s);
    QCOMPARE(done.texts.at(0), (TemplateText{u"en"_s, u"a"_s, u"a\nb\nc"_s}));
    QCOMPARE(done.texts.at(1).language, u"de-AT"_s);
}

void TestMailTemplate::languagesFallBack_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("given");
    QTest::newRow("its own") << u"de"_s << u"de"_s;
    QTest::newRow("with a region") << u"de-AT"_s << u"de"_s;
    QTest::newRow("another") << u"fr"_s << u"en"_s;
    QTest::newRow("none") << QString() << u"en"_s;
}

void TestMailTemplate::languagesFallBack()
{
    QFETCH(const QString, wanted);
    QFETCH(const QString, given);
    const MailTemplate one = good();
    QVERIFY(textFor(one, wanted));
    QCOMPARE(textFor(one, wanted)->language, given);
    QVERIFY(!textFor(MailTemplate(), wanted));
}

void TestMailTemplate::tags_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tag"); ///< empty: none
    QTest::newRow("de") << u"de"_s << u"de"_s;
    QTest::newRow("region") << u"pt_br"_s << u"pt-BR"_s;
    QTest::newRow("script") << u"ZH-hant-tw"_s << u"zh-Hant-TW"_s;
    QTest::newRow("number") << u"es-419"_s << u"es-419"_s;
    QTest::newRow("word") << u"german"_s << QString();
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("path") << u"../de"_s << QString();
    QTest::newRow("line end") << u"de-\n"_s << QString();
}

void TestMailTemplate::tags()
{
    QFETCH(const QString, text);
    QFETCH(const QString, tag);
    QCOMPARE(languageTag(text).value_or(QString()), tag);
}

LIAISON_TEST(TestMailTemplate)
#include "tst_mail_template.moc"
