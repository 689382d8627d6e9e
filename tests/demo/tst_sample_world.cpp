#include "app/demo/answer_book.h"
#include "app/demo/world.h"
#include "core/mime/body.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

#include <numeric>

namespace liaison::test {

using demo::World;
using demo::WorldMail;

/// The data of the demo: complete, possible, and nobody's real address.
class TestSampleWorld : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isOfTheSizeThatIsTold();
    void namesOnlyMachinesThatCannotBe();
    void answersComeAfterWhatTheyAnswer_data();
    void answersComeAfterWhatTheyAnswer();
    void everyMailCanBeWrittenAndReadBack();
    void hasAMailboxToConnect();
    void someUnitWasNotifiedAndIsOverdue();
    void mailIsSpreadOverItsMailboxes_data();
    void mailIsSpreadOverItsMailboxes();
    void speaksManyCharsets();
    void everybodyHasAnAnswer_data();
    void everybodyHasAnAnswer();
    void momentsAreBeforeNow();

private:
    World m_world;
};

void TestSampleWorld::initTestCase()
{
    const auto world = World::load(QDateTime::currentMSecsSinceEpoch());
    QVERIFY2(world, world ? "" : qPrintable(world.error().log));
    m_world = *world;
}

void TestSampleWorld::isOfTheSizeThatIsTold()
{
    QCOMPARE(m_world.units.size(), 8);
    QCOMPARE(m_world.incidents.size(), 12);
    QVERIFY2(m_world.mails.size() >= 60, qPrintable(QString::number(m_world.mails.size())));
    QSet<QString> ids;
    for (const WorldMail &mail : std::as_const(m_world.mails))
        ids.insert(mail.id);
    QCOMPARE(ids.size(), m_world.mails.size());
}

void TestSampleWorld::namesOnlyMachinesThatCannotBe()
{
    static const QRegularExpression host(QStringLiteral("@([\\w.-]+)"));
    QStringList wrong;
    for (const WorldMail &mail : std::as_const(m_world.mails)) {
        const auto raw = demo::written(mail.letter);
        QVERIFY2(raw, qPrintable(mail.id));
        const domain::MailFacts facts = mime::readBody(*raw).parsed.facts;
        for (const domain::Address &address : facts.from + facts.to + facts.cc + facts.replyTo) {
            if (!address.address.endsWith(QLatin1String(".example")))
                wrong << mail.id + QStringLiteral(": ") + address.address;
        }
        auto hosts = host.globalMatch(mail.letter.text + mail.letter.html);
        while (hosts.hasNext()) {
            QString name = hosts.next().captured(1);
            while (name.endsWith(QLatin1Char('.')))
                name.chop(1);
            if (!name.endsWith(QLatin1String(".example")))
                wrong << mail.id + QStringLiteral(": ") + name;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestSampleWorld::answersComeAfterWhatTheyAnswer_data()
{
    QTest::addColumn<int>("hour");
    for (int hour = 0; hour < 24; ++hour)
        QTest::addRow("at %d:00", hour) << hour;
}

/// At any time of the day: the mails' times are some of the day, some relative to now.
void TestSampleWorld::answersComeAfterWhatTheyAnswer()
{
    QFETCH(const int, hour);
    const QDateTime now(QDate(2026, 11, 23), QTime(hour, 0));
    const auto world = World::load(now.toMSecsSinceEpoch());
    QVERIFY2(world, world ? "" : qPrintable(world.error().log));
    QSet<QString> told;
    QSet<QString> incidents;
    for (const demo::WorldIncident &incident : std::as_const(world->incidents))
        incidents.insert(incident.id);
    for (const WorldMail &mail : std::as_const(world->mails)) { // oldest first
        QVERIFY2(mail.answers.isEmpty() || told.contains(mail.answers), qPrintable(mail.id));
        QVERIFY2(mail.incident.isEmpty() || incidents.contains(mail.incident), qPrintable(mail.id));
        QVERIFY2(mail.at <= now.toMSecsSinceEpoch() || mail.at == std::numeric_limits<UtcMs>::max(),
                 qPrintable(mail.id));
        told.insert(mail.id);
    }
}

void TestSampleWorld::everyMailCanBeWrittenAndReadBack()
{
    const auto words = [](QString text) { return text.simplified(); };
    for (const WorldMail &mail : std::as_const(m_world.mails)) {
        if (mail.kind == WorldMail::Kind::Undeliverable)
            continue;
        demo::Letter letter = mail.letter;
        letter.messageId = QStringLiteral("sample@mail.example");
        letter.date = QDateTime::currentMSecsSinceEpoch();
        const auto raw = demo::written(letter);
        QVERIFY2(raw, raw ? "" : qPrintable(mail.id + QLatin1Char(' ') + raw.error().log));
        const mime::MailBody body = mime::readBody(*raw);
        QVERIFY2(body.parsed.health == domain::ParseHealth::Clean, qPrintable(mail.id + body.parsed.healthNote));
        QCOMPARE(body.parsed.facts.subject, mail.letter.subject);
        QCOMPARE(body.parsed.facts.from.value(0).name, mail.letter.from.name);
        QVERIFY2(words(body.parsed.bodyText).contains(words(mail.letter.text).left(200)), qPrintable(mail.id));
        const auto attached = std::count_if(body.parsed.parts.cbegin(), body.parsed.parts.cend(),
                                            [](const domain::PartInfo &part) { return part.isAttachment; });
        const auto enclosed = std::count_if(mail.letter.enclosures.cbegin(), mail.letter.enclosures.cend(),
                                            [](const demo::Enclosure &file) { return file.contentId.isEmpty(); });
        QVERIFY2(attached >= enclosed, qPrintable(mail.id));
    }
}

/// One that no other mailbox is, with mail of its own in it.
void TestSampleWorld::hasAMailboxToConnect()
{
    const QString address = m_world.spare.address.address;
    QVERIFY(address.endsWith(QLatin1String("@nordhafen.example")));
    const auto world = World::load(QDateTime::currentMSecsSinceEpoch(), 3);
    QVERIFY(world);
    for (const domain::Address &mailbox : world->mailboxes())
        QVERIFY(mailbox.address != address);
    QStringList folders;
    for (const WorldMail &mail : std::as_const(m_world.spareMails)) {
        QCOMPARE(mail.mailbox.address, address);
        QVERIFY(mail.incident.isEmpty() && demo::written(mail.letter));
        folders << mail.folder;
    }
    QVERIFY(folders.contains(QStringLiteral("INBOX")) && folders.contains(QStringLiteral("Archive")));
}

/// More than a day ago, the usual time to answer, and nobody of the unit has written in the incident since.
void TestSampleWorld::someUnitWasNotifiedAndIsOverdue()
{
    constexpr UtcMs dayMs = 86'400'000;
    const auto notified = std::find_if(m_world.mails.cbegin(), m_world.mails.cend(),
                                       [](const WorldMail &mail) { return mail.notification.has_value(); });
    QVERIFY(notified != m_world.mails.cend() && notified->kind == WorldMail::Kind::Ours);
    QVERIFY(notified->at < QDateTime::currentMSecsSinceEpoch() - dayMs);
    const demo::Unit *unit = m_world.unitOf(notified->letter.to.first().address);
    QVERIFY(unit);
    for (const WorldMail &mail : std::as_const(m_world.mails)) {
        if (mail.kind == WorldMail::Kind::Theirs && mail.incident == notified->incident && mail.at > notified->at)
            QVERIFY2(m_world.unitOf(mail.letter.from.address) != unit, qPrintable(mail.id));
    }
    QVERIFY(m_world.templates.size() >= 2);
}

void TestSampleWorld::mailIsSpreadOverItsMailboxes_data()
{
    QTest::addColumn<int>("mailboxes");
    for (int mailboxes = 1; mailboxes <= 3; ++mailboxes)
        QTest::addRow("%d", mailboxes) << mailboxes;
}

void TestSampleWorld::mailIsSpreadOverItsMailboxes()
{
    QFETCH(const int, mailboxes);
    const auto world = World::load(QDateTime::currentMSecsSinceEpoch(), mailboxes);
    QVERIFY(world);
    QHash<QString, int> mails;
    for (const domain::Address &mailbox : world->mailboxes())
        mails.insert(domain::normalisedAddress(mailbox.address), 0);
    QCOMPARE(mails.size(), mailboxes); // each has an address of its own
    QHash<QString, QString> mailboxOf;
    for (const WorldMail &mail : std::as_const(world->mails)) {
        QVERIFY2(mails.contains(mail.mailbox.address), qPrintable(mail.id));
        ++mails[mail.mailbox.address];
        mailboxOf.insert(mail.id, mail.mailbox.address);
        QVERIFY2(mail.answers.isEmpty() || mailboxOf.value(mail.answers) == mail.mailbox.address, qPrintable(mail.id));
        if (mail.kind == WorldMail::Kind::Ours)
            QCOMPARE(mail.letter.from.address, mail.mailbox.address);
    }
    QCOMPARE(std::accumulate(mails.cbegin(), mails.cend(), qsizetype(0)), m_world.mails.size());
    for (auto it = mails.cbegin(); it != mails.cend(); ++it)
        QVERIFY2(it.value() >= 10, qPrintable(it.key()));
}

void TestSampleWorld::speaksManyCharsets()
{
    QSet<QByteArray> charsets;
    for (const WorldMail &mail : std::as_const(m_world.mails))
        charsets.insert(mail.letter.charset);
    for (const char *wanted : {"utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "iso-2022-jp", "gb18030", "koi8-r",
                               "windows-1255", "windows-1256"})
        QVERIFY2(charsets.contains(wanted), wanted);
}

void TestSampleWorld::everybodyHasAnAnswer_data()
{
    QTest::addColumn<QString>("unit");
    for (const demo::Unit &unit : std::as_const(m_world.units))
        QTest::newRow(qPrintable(unit.id)) << unit.id;
}

void TestSampleWorld::everybodyHasAnAnswer()
{
    QFETCH(QString, unit);
    const auto book = demo::AnswerBook::load();
    QVERIFY2(book, book ? "" : qPrintable(book.error().log));
    const auto found = std::find_if(m_world.units.cbegin(), m_world.units.cend(),
                                    [&](const demo::Unit &one) { return one.id == unit; });
    QVERIFY(!found->people.isEmpty());
    for (const demo::Person &person : found->people) {
        demo::AnswerBook::Question question;
        question.type = QStringLiteral("Phishing");
        question.subject = QStringLiteral("Who clicked? [INC-2026-000001-abc234]");
        question.asked = QStringLiteral("Please send us the logs and isolate the computer. Do not reset the password.");
        question.quoted = question.asked;
        question.from = m_world.team;
        question.date = QDateTime::currentMSecsSinceEpoch();
        const auto first = book->answer(person, question);
        QVERIFY(first);
        QVERIFY(first->subject.contains(QStringLiteral("[INC-2026-000001-abc234]")));
        QVERIFY(first->text.contains(person.signature) && first->text.contains(question.quoted));
        QCOMPARE(first->enclosures.size(), 1);
        question.turn = 1;
        const auto second = book->answer(person, question);
        QVERIFY(second);
        QVERIFY(second->text != first->text);
        question.asked = QStringLiteral("Thank you.");
        const auto third = book->answer(person, question);
        QVERIFY(third && third->text != second->text && third->enclosures.isEmpty());
        auto letter = *first;
        letter.messageId = QStringLiteral("x@y.example");
        const auto raw = demo::written(letter);
        QVERIFY2(raw, raw ? "" : qPrintable(raw.error().log));
        QCOMPARE(mime::readBody(*raw).parsed.facts.subject, first->subject);
    }
}

void TestSampleWorld::momentsAreBeforeNow()
{
    const UtcMs now = QDateTime(QDate(2026, 11, 20), QTime(12, 0)).toMSecsSinceEpoch();
    QCOMPARE(demo::momentOf(QStringLiteral("-2h30m"), now), now - 9'000'000);
    QCOMPARE(demo::momentOf(QStringLiteral("-1d 09:15"), now),
             QDateTime(QDate(2026, 11, 19), QTime(9, 15)).toMSecsSinceEpoch());
    for (const char *nonsense : {"", "-", "2h", "-1d", "yesterday"})
        QCOMPARE(demo::momentOf(QLatin1String(nonsense), now), UtcMs(0));
    const UtcMs today = QDateTime::currentMSecsSinceEpoch();
    for (const WorldMail &mail : std::as_const(m_world.mails))
        QVERIFY2(mail.liveAfterMs >= 0 || mail.at < today, qPrintable(mail.id));
}

} // namespace liaison::test

using liaison::test::TestSampleWorld;
LIAISON_TEST(TestSampleWorld)
#include "tst_sample_world.moc"
