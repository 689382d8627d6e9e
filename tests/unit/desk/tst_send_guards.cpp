#include "core/desk/compose_desk.h"
#include "core/desk/send_guards.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/mail_world.h"

using namespace liaison;
using namespace liaison::test;
using desk::ComposeDesk;

/// What a person is asked before a mail leaves.
class TestSendGuards : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void guardsAskAboutOutsiders();
    void aNewMailMayGoToTheAffectedUnits();
    void guardsSeeMailThatCameMeanwhile();
    void attachmentWords_data();
    void attachmentWords();
};

void TestSendGuards::guardsAskAboutOutsiders()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(world.incoming(), false));
    QVERIFY(draft);
    draft->cc.append({{}, QStringLiteral("desk@unit.example")});  // of the unit
    draft->cc.append({{}, QStringLiteral("ann@unit.example")});   // written to in the thread
    draft->bcc.append({{}, QStringLiteral("press@out.example")}); // nobody knows
    const auto guards = await(desk.check(*draft, world.clock.nowMs()));
    QVERIFY(guards);
    QCOMPARE(guards->outsiders, QStringList{QStringLiteral("press@out.example")});
    QVERIFY(!guards->emptySubject);
    draft->subject = QStringLiteral("Re: ") + domain::subjectTag(world.incident);
    QVERIFY(await(desk.check(*draft, 0))->emptySubject);
}

void TestSendGuards::aNewMailMayGoToTheAffectedUnits()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.newMail(world.incident.id, std::nullopt));
    QVERIFY(draft);
    QCOMPARE(draft->businessUnit, world.unit.id); // the only one that is affected
    QCOMPARE(draft->to.size(), world.unit.recipients.size());
    draft->businessUnit = {};
    draft->to.append({{}, QStringLiteral("press@out.example")});
    const auto guards = await(desk.check(*draft, world.clock.nowMs()));
    QVERIFY(guards);
    QCOMPARE(guards->outsiders, QStringList{QStringLiteral("press@out.example")});
}

void TestSendGuards::guardsSeeMailThatCameMeanwhile()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    const auto draft = await(desk.reply(world.incoming(), false));
    QVERIFY(draft);
    const UtcMs begun = world.clock.nowMs();
    QVERIFY(!await(desk.check(*draft, begun))->mailArrivedMeanwhile);
    QTRY_VERIFY(world.clock.nowMs() > begun);
    QVERIFY(world.receive(unitMail("again@unit.example", "Re: more", "In-Reply-To: <q@unit.example>\r\n")));
    QVERIFY(await(desk.check(*draft, begun))->mailArrivedMeanwhile);
}

void TestSendGuards::attachmentWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("speaks");
    QTest::newRow("attached") << QStringLiteral("The log is attached.") << true;
    QTest::newRow("attachment") << QStringLiteral("See attachment") << true;
    QTest::newRow("enclosed") << QStringLiteral("Please find enclosed") << true;
    QTest::newRow("Anhang") << QStringLiteral("Im Anhang die Liste") << true;
    QTest::newRow("anbei") << QStringLiteral("Anbei das Protokoll.") << true;
    QTest::newRow("angehängt") << QStringLiteral("Ich habe es angehängt.") << true;
    QTest::newRow("beigefügt") << QStringLiteral("ist beigefügt") << true;
    QTest::newRow("nothing") << QStringLiteral("Thanks, we will look.") << false;
    QTest::newRow("abhängig") << QStringLiteral("Das ist abhängig vom Netz.") << false;
    QTest::newRow("quoted only") << QStringLiteral("Danke.\n\nOn Friday, M. Roe wrote:\n> It is attached.\n") << false;
}

void TestSendGuards::attachmentWords()
{
    QFETCH(QString, text);
    QFETCH(bool, speaks);
    QCOMPARE(desk::speaksOfAttachment(text), speaks);
}

LIAISON_TEST(TestSendGuards)
#include "tst_send_guards.moc"
