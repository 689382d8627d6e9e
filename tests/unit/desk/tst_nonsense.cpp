#include "core/desk/incident_desk.h"
#include "core/desk/notification_desk.h"
#include "core/desk/template_desk.h"
#include "core/desk/unit_name_desk.h"
#include "core/store/incidents.h"
#include "core/store/templates.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QFile>
#include <QStringList>
#include <QUuid>

#include <algorithm>
#include <optional>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::MailTemplate;

/// The Big List of Naughty Strings in every field of templates, of the notification process, of what units are called
/// and of incidents: what is refused leaves nothing behind, what is taken is read back as it was given.
class TestNonsense : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void templatesKeepItOrRefuseIt();
    void languagesOfTemplatesRefuseIt();
    void theProcessRefusesIt();
    void unitNamesKeepItOrRefuseIt();
    void incidentsKeepIt();

private:
    static MailTemplate templateOf(const QString &name, const QString &subject, const QString &body)
    {
        MailTemplate one;
        one.name = name;
        one.defaultLanguage = u"en"_s;
        one.texts = {{u"en"_s, subject, body}};
        return one;
    }
    QStringList m_lines;
};

void TestNonsense::initTestCase()
{
    QFile file(testDataDir() + u"/mail/blns/blns.txt"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        // The store keeps U+FFFE as U+FFFD (TestStoreIncidents), which is no matter of these fields.
        if (!line.startsWith('#'))
            m_lines << QString::fromUtf8(line).replace(QChar(QChar::ByteOrderSwapped),
                                                       QChar(QChar::ReplacementCharacter));
    }
    QVERIFY(m_lines.size() > 500);
}

void TestNonsense::templatesKeepItOrRefuseIt()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::TemplateDesk desk(world.context());
    int kept = 0;
    for (const QString &text : std::as_const(m_lines)) {
        const MailTemplate wanted = domain::tidied(templateOf(text, text, text));
        const bool good = domain::problemsOf(wanted).isEmpty();
        const auto made = world.wait(desk.save(wanted));
        if (!made) {
            const ErrorKind kind = made.error().kind;
            QVERIFY2(good ? kind == ErrorKind::AlreadyExists : kind == ErrorKind::InvalidInput, qPrintable(text));
            continue;
        }
        ++kept;
        QVERIFY2(good, qPrintable(text));
        const auto found
            = world.inStore([id = made->id](store::Session &session) { return store::Templates(session).find(id); });
        QVERIFY(found);
        QVERIFY2(found->name == wanted.name && found->texts == wanted.texts, text.toUtf8().toHex().constData());
    }
    QVERIFY(kept > 300);
    const auto all = world.inStore([](store::Session &session) { return store::Templates(session).list(true); });
    QVERIFY(all);
    QCOMPARE(all->size(), kept);
}

void TestNonsense::languagesOfTemplatesRefuseIt()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::TemplateDesk desk(world.context());
    int refused = 0;
    for (const QString &text : std::as_const(m_lines)) {
        MailTemplate wanted = templateOf(u"First notice %1"_s.arg(refused), u"About"_s, u"Dear all,"_s);
        wanted.texts.append({text, u"About"_s, u"Dear all,"_s});
        wanted = domain::tidied(wanted);
        if (domain::problemsOf(wanted).isEmpty())
            continue; // there are words in it that are tags of languages
        QCOMPARE(world.wait(desk.save(wanted)).error().kind, ErrorKind::InvalidInput);
        ++refused;
    }
    QVERIFY(refused > 400);
    const auto all = world.inStore([](store::Session &session) { return store::Templates(session).list(true); });
    QVERIFY(all && all->isEmpty());
}

/// What its fields can hold at all: templates that are not there, and times beyond every range.
void TestNonsense::theProcessRefusesIt()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::NotificationDesk desk(world.context());
    const auto before = world.wait(desk.process());
    QVERIFY(before);
    for (const QString &text : std::as_const(m_lines)) {
        domain::NotificationProcess process = *before;
        process.on = true;
        domain::NotificationRule rule;
        rule.primary = rule.followUp = QUuid::createUuidV5(QUuid(), text);
        for (const domain::Severity severity :
             {domain::Severity::Low, domain::Severity::Medium, domain::Severity::High, domain::Severity::Critical})
            process.rules.insert(severity, rule);
        const auto unknown = world.wait(desk.save(process));
        QVERIFY2(!unknown && unknown.error().kind == ErrorKind::NotFound, qPrintable(text));
        const int number = text.toInt(); // 0: it is none
        rule.answerMinutes = number > 0 ? -number : 0;
        process.rules.insert(domain::Severity::High, rule);
        const auto beyond = world.wait(desk.save(process));
        QVERIFY2(!beyond && beyond.error().kind == ErrorKind::InvalidInput, qPrintable(text));
    }
    const auto after = world.wait(desk.process());
    QVERIFY(after && *after == *before);
    QVERIFY(world.audit().isEmpty());
}

void TestNonsense::unitNamesKeepItOrRefuseIt()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::UnitNameDesk desk(world.context());
    domain::UnitNames kept;
    int taken = 0;
    for (const QString &text : std::as_const(m_lines)) {
        const domain::UnitNames wanted{{u"en"_s, {text, text}}, {u"de"_s, {text, text}}};
        const bool good = domain::problemsOf(domain::tidied(wanted)).isEmpty();
        const auto saved = world.wait(desk.save(wanted));
        QVERIFY2(saved.has_value() == good, qPrintable(text));
        if (good) {
            kept = domain::tidied(wanted);
            ++taken;
        } else {
            QCOMPARE(saved.error().kind, ErrorKind::InvalidInput);
        }
        const auto now = world.wait(desk.current());
        QVERIFY2(now && *now == kept, text.toUtf8().toHex().constData());
    }
    QVERIFY(taken > 20 && taken < m_lines.size() - 100); // words are taken, scripts and quotes are not
}

void TestNonsense::incidentsKeepIt()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::IncidentDesk desk(world.context());
    int kept = 0;
    for (const QString &text : std::as_const(m_lines)) {
        domain::Incident incident;
        incident.title = text;
        incident.type = text;
        incident.owner = text;
        const auto made = world.wait(desk.create(incident));
        if (!made) {
            QCOMPARE(made.error().kind, ErrorKind::InvalidInput);
            QVERIFY2(std::all_of(text.cbegin(), text.cend(),
                                 [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; }),
                     qPrintable(text)); // no title at all
            continue;
        }
        ++kept;
        QVERIFY(!made->title.contains(u'\n') && !made->title.contains(u'\r')); // it stands in subjects
        const auto found
            = world.inStore([id = made->id](store::Session &session) { return store::Incidents(session).find(id); });
        QVERIFY(found);
        QVERIFY2(found->title == made->title && found->type == text && found->owner == text,
                 text.toUtf8().toHex().constData());
    }
    QVERIFY(kept > 500);
    const auto all = world.inStore(
        [](store::Session &session) { return store::Incidents(session).list({}, std::nullopt, 10'000); });
    QVERIFY(all);
    QCOMPARE(all->size(), kept);
}

LIAISON_TEST(TestNonsense)
#include "tst_nonsense.moc"
