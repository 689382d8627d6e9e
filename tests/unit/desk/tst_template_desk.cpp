#include "core/desk/compose_desk.h"
#include "core/desk/signature_desk.h"
#include "core/desk/template_desk.h"
#include "core/mime/parse.h"
#include "core/store/audit_log.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/templates.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/mail_world.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::ComposeDesk;
using desk::TemplateDesk;
using domain::MailTemplate;

/// Templates saved, archived and used; mails written in Markdown.
class TestTemplateDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachChangeIsAuditedWithBeforeAndAfter();
    void problemsAreNotSaved();
    void aConflictLeavesNoTrace();
    void aUnitsLanguage();
    void factsAreThoseOfTheThreadsUnit();
    void markdownGoesOutInTwoForms();
    void takingBackGivesTheMarkdownAgain();
    void whatWasNotFilledInIsAskedAbout();
    void mailsBeginWithTheSignature();

private:
    static MailTemplate some()
    {
        MailTemplate one;
        one.name = u"First notice"_s;
        one.kind = domain::TemplateKind::Primary;
        one.defaultLanguage = u"en"_s;
        one.texts = {{u"en"_s, u"{{incident.title}}"_s, u"Dear {{recipients}},"_s}};
        return one;
    }
    static QList<domain::AuditEntry> entries(MailWorld &world)
    {
        const auto all
            = world.read([](store::Session &session) { return store::AuditLog(session).list(std::nullopt, 100); });
        return all ? *all : QList<domain::AuditEntry>();
    }
    static QByteArray rawOf(MailWorld &world, OutboxId id)
    {
        const auto raw = world.read([id](store::Session &session) -> Result<QByteArray> {
            const auto message = store::Outbox(session).messageOf(id);
            return message ? store::Messages(session).raw(*message) : fail(message.error());
        });
        return raw ? *raw : QByteArray();
    }
};

void TestTemplateDesk::eachChangeIsAuditedWithBeforeAndAfter()
{
    MailWorld world;
    QVERIFY(world.open());
    TemplateDesk desk(world.context());
    auto made = await(desk.save(some()));
    QVERIFY(made);
    MailTemplate changed = *made;
    changed.texts[0].body = u"Hello"_s;
    const auto saved = await(desk.save(changed));
    QVERIFY(saved);
    QVERIFY(await(desk.setArchived(*saved, true)));
    const QList<domain::AuditEntry> audit = entries(world);
    QCOMPARE(audit.at(0).action, u"template.archive"_s);
    QCOMPARE(audit.at(0).detail.value("archived"_L1).toArray(), (QJsonArray{false, true}));
    QCOMPARE(audit.at(1).action, u"template.update"_s);
    QCOMPARE(audit.at(1).object, made->uuid.toString(QUuid::WithoutBraces));
    QCOMPARE(audit.at(1).detail.keys(), QStringList{u"texts"_s});
    const QJsonArray texts = audit.at(1).detail.value("texts"_L1).toArray();
    const auto body = [&texts](int which) {
        return texts.at(which).toObject().value("en"_L1).toObject().value("body"_L1).toString();
    };
    QCOMPARE(body(0), u"Dear {{recipients}},"_s);
    QCOMPARE(body(1), u"Hello"_s);
    QCOMPARE(audit.at(2).action, u"template.create"_s);
    QCOMPARE(audit.at(2).detail.value("kind"_L1).toArray().last().toString(), u"primary"_s);
}

void TestTemplateDesk::problemsAreNotSaved()
{
    MailWorld world;
    QVERIFY(world.open());
    TemplateDesk desk(world.context());
    MailTemplate wrong = some();
    wrong.texts[0].body = u"{{nobody.knows}}"_s;
    const auto refused = await(desk.save(wrong));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    wrong = some();
    wrong.texts[0].subject = u"a\r\nBcc: spy@out.example"_s;
    QCOMPARE(await(desk.save(wrong)).error().kind, ErrorKind::InvalidInput);
    QVERIFY(await(desk.save(some())));
    QCOMPARE(await(desk.save(some())).error().kind, ErrorKind::AlreadyExists);
    const auto kept = world.read([](store::Session &session) { return store::Templates(session).list(true); });
    QCOMPARE(kept->size(), 1);
}

void TestTemplateDesk::aConflictLeavesNoTrace()
{
    MailWorld world;
    QVERIFY(world.open());
    TemplateDesk desk(world.context());
    const auto made = await(desk.save(some()));
    MailTemplate mine = *made;
    mine.name = u"Mine"_s;
    QVERIFY(await(desk.save(mine)));
    const qsizetype before = entries(world).size();
    MailTemplate theirs = *made;
    theirs.name = u"Theirs"_s;
    QCOMPARE(await(desk.save(theirs)).error().kind, ErrorKind::Conflict);
    QCOMPARE(entries(world).size(), before);
}

void TestTemplateDesk::aUnitsLanguage()
{
    MailWorld world;
    QVERIFY(world.open());
    TemplateDesk desk(world.context());
    QVERIFY(await(desk.setUnitLanguages({{world.unit.id, u"DE"_s}})));
    QCOMPARE(entries(world).first().action, u"unit.update"_s);
    QCOMPARE(entries(world).first().detail.value("language"_L1).toArray(), (QJsonArray{QString(), u"de"_s}));
    const qsizetype before = entries(world).size();
    QVERIFY(await(desk.setUnitLanguage(world.unit.id, u"de"_s))); // nothing changes
    QCOMPARE(entries(world).size(), before);
    QCOMPARE(await(desk.setUnitLanguage(world.unit.id, u"german"_s)).error().kind, ErrorKind::InvalidInput);
    // All or none: what is before the one that fails is not kept, whichever comes first.
    const QHash<BusinessUnitId, QString> half{{world.unit.id, u"fr"_s}, {BusinessUnitId{987'654}, u"de"_s}};
    QCOMPARE(await(desk.setUnitLanguages(half)).error().kind, ErrorKind::NotFound);
    QCOMPARE(entries(world).size(), before);
    QVERIFY(await(desk.setUnitLanguages({})));
    QCOMPARE(await(desk.facts(world.incident.id, world.unit.id, std::nullopt))->language, u"de"_s);
}

void TestTemplateDesk::factsAreThoseOfTheThreadsUnit()
{
    MailWorld world;
    QVERIFY(world.open());
    TemplateDesk desk(world.context());
    const auto bare = await(desk.facts(world.incident.id, std::nullopt, std::nullopt));
    QVERIFY(bare && !bare->unit);
    QVERIFY(!desk::templateValues(*bare, u"Ada"_s).contains(domain::TemplateVariable::UnitTitle));
    const auto draft = await(ComposeDesk(world.context()).newMail(world.incident.id, world.unit.id));
    QVERIFY(draft);
    const auto sent = await(ComposeDesk(world.context()).send(*draft, 0));
    QVERIFY(sent);
    const auto facts = await(desk.facts(world.incident.id, std::nullopt, sent->thread));
    QVERIFY(facts && facts->unit);
    const domain::TemplateValues values = desk::templateValues(*facts, u"Ada"_s);
    QCOMPARE(values.value(domain::TemplateVariable::UnitTitle), world.unit.title);
    QCOMPARE(values.value(domain::TemplateVariable::IncidentKey), world.incident.key);
    QCOMPARE(values.value(domain::TemplateVariable::Recipients), world.unit.recipients.join(u", "_s));
    QCOMPARE(await(desk.facts({987'654}, std::nullopt, std::nullopt)).error().kind, ErrorKind::NotFound);
}

void TestTemplateDesk::markdownGoesOutInTwoForms()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.newMail(world.incident.id, world.unit.id));
    draft->text = u"Please **confirm**:\n\n- one\n- two <b>x</b>"_s;
    draft->markdown = true;
    const auto sent = await(desk.send(*draft, 0));
    QVERIFY(sent);
    const QByteArray raw = rawOf(world, sent->id);
    QVERIFY(raw.contains("multipart/alternative"));
    QVERIFY2(raw.contains("Please confirm:\r\n\r\n- one\r\n- two <b>x</b>"), raw.constData());
    QVERIFY2(raw.contains("<strong>confirm</strong>"), raw.constData());
    QVERIFY(raw.contains("two &lt;b&gt;x&lt;/b&gt;"));
    draft->markdown = false;
    const auto plain = await(desk.send(*draft, 0));
    QVERIFY(!rawOf(world, plain->id).contains("text/html"));
    QVERIFY(rawOf(world, plain->id).contains("Please **confirm**:"));
}

void TestTemplateDesk::takingBackGivesTheMarkdownAgain()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.newMail(world.incident.id, world.unit.id));
    draft->text = u"**a** [b](https://c.example)\n"_s;
    draft->markdown = true;
    const auto saved = await(desk.saveDraft(*draft));
    QVERIFY(await(desk.loadDraft(saved->id))->markdown);
    const auto sent = await(desk.send(*saved, 60'000));
    const auto back = await(desk.undoSend(sent->id));
    QVERIFY(back);
    QVERIFY(back->markdown);
    QCOMPARE(back->text, draft->text);
    draft->markdown = false;
    const auto plain = await(desk.undoSend(await(desk.send(*draft, 60'000))->id));
    QVERIFY(plain && !plain->markdown);
}

void TestTemplateDesk::whatWasNotFilledInIsAskedAbout()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.newMail(world.incident.id, world.unit.id));
    draft->subject = u"{{incident.owner}}"_s;
    draft->text = u"Dear {{unit.title}}, {{incident.owner}}\n\nOn Friday, M. Roe wrote:\n> {{analyst}}"_s;
    QCOMPARE(await(desk.check(*draft, 0))->unresolved, (QStringList{u"{{incident.owner}}"_s, u"{{unit.title}}"_s}));
    draft->subject = u"Hello"_s;
    draft->text = u"A { brace } and {{ alone"_s;
    QVERIFY(await(desk.check(*draft, 0))->unresolved.isEmpty());
}

void TestTemplateDesk::mailsBeginWithTheSignature()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk compose(world.context());
    desk::SignatureDesk signatures(world.context());
    const MessageId asked = world.incoming();
    QVERIFY(!await(compose.reply(asked, false))->text.contains(u"-- "_s));
    QVERIFY(await(signatures.save({u"Incident *Response*\r\nCorp\n\n"_s, {}})));
    QCOMPARE(await(signatures.current())->team, u"Incident *Response*\nCorp"_s);
    QCOMPARE(await(compose.newMail(world.incident.id, world.unit.id))->text, u"\n\n-- \nIncident *Response*\nCorp"_s);
    auto draft = await(compose.reply(asked, false));
    QVERIFY2(draft->text.startsWith(u"\n\n-- \nIncident *Response*\nCorp\n\nOn "_s), qPrintable(draft->text));
    draft->text.prepend(u"**Thanks**"_s);
    draft->markdown = true;
    const QByteArray raw = rawOf(world, await(compose.send(*draft, 0))->id);
    QVERIFY2(raw.contains("Incident *Response*\r\nCorp"), raw.constData()); // no Markdown
    QVERIFY(raw.contains("<strong>Thanks</strong>") && !raw.contains("<em>Response</em>"));
    QVERIFY(await(signatures.save({u"Team"_s, u"Ada"_s}))); // one's own goes first
    QCOMPARE(await(compose.newMail(world.incident.id, world.unit.id))->text, u"\n\n-- \nAda"_s);
    QCOMPARE(entries(world).first().action, u"signature.save"_s);
    QCOMPARE(entries(world).first().detail.value("text"_L1).toArray(), (QJsonArray{QString(), u"Ada"_s}));
    QCOMPARE(await(signatures.save({QString(2'001, u'a'), {}})).error().kind, ErrorKind::InvalidInput);
}

LIAISON_TEST(TestTemplateDesk)
#include "tst_template_desk.moc"
