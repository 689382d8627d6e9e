#include "core/desk/mailbox_desk.h"
#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/form_fields.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/exchange_fields.h"
#include "ui/admin/field_problems.h"
#include "ui/admin/graph_fields.h"
#include "ui/admin/mailbox_form.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::MailboxField;
using domain::Protocol;
using domain::Security;
using domain::SignIn;

/// What earlier versions kept of Exchange and Graph, and neither has: it is shown, can be corrected, and is not kept
/// again.
class TestOlderMailbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsShownAndSavedAsWhatItMeant();
    void nobodyKeepsItAgain();
    void itIsMarkedWhereItStands();

private:
    static domain::Endpoint at(Protocol protocol, SignIn signIn, Security security)
    {
        domain::Endpoint endpoint;
        endpoint.protocol = protocol;
        endpoint.host = u"mail.corp.example"_s;
        endpoint.port = 443;
        endpoint.signIn = signIn;
        endpoint.security = security;
        return endpoint;
    }
};

void TestOlderMailbox::itIsShownAndSavedAsWhatItMeant()
{
    ShellWorld world;
    domain::Mailbox mailbox = world.addMailbox(u"ir@corp.example"_s);
    mailbox.inbound = at(Protocol::Ews, SignIn::Password, Security::StartTls);
    mailbox.outbound = at(Protocol::Ews, SignIn::AsInbound, Security::StartTls);
    const auto stored = must(awaited(world.store().write([mailbox](store::Session &session) -> Result<domain::Mailbox> {
        if (const auto saved = store::Mailboxes(session).save(mailbox); !saved)
            return saved;
        return store::Mailboxes(session).find(mailbox.id);
    })));
    const QString key = domain::vaultKey(mailbox, domain::SecretUse::Inbound);
    must(awaited(world.vault().write(key, Secret("hunter2"))));
    ui::MailboxForm form(world.context());
    form.showMailbox(stored);
    form.show();
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    QCOMPARE(fieldOf<QComboBox>(form, u"Authentication type"_s)->currentText(), u"BASIC"_s);
    QVERIFY(fieldOf<QCheckBox>(form, u"Connection security"_s)->isChecked());
    pushOf(form, u"Edit"_s)->click();
    enter(form, u"Display name"_s, u"Incidents"_s);
    pushOf(form, u"SAVE"_s)->click();
    QTRY_COMPARE(saved.size(), 1);
    const auto now = saved.first().first().value<domain::Mailbox>();
    QCOMPARE(int(now.inbound.signIn), int(SignIn::PlainPassword));
    QCOMPARE(int(now.inbound.security), int(Security::Tls));
    QCOMPARE(int(now.outbound.security), int(Security::Tls));
    const auto kept = must(awaited(world.vault().read(domain::vaultKey(now, domain::SecretUse::Inbound))));
    QVERIFY(kept && kept->reveal() == "hunter2");
}

void TestOlderMailbox::nobodyKeepsItAgain()
{
    ShellWorld world;
    const domain::Mailbox mailbox = world.addMailbox(u"ir@corp.example"_s);
    for (const domain::Endpoint &inbound :
         {at(Protocol::Ews, SignIn::Password, Security::Tls), at(Protocol::Graph, SignIn::Password, Security::Tls),
          at(Protocol::Ews, SignIn::Ntlm, Security::StartTls)}) {
        desk::MailboxDesk::SaveRequest request;
        request.mailbox = mailbox;
        request.mailbox.inbound = inbound;
        const auto saved = awaited(desk::MailboxDesk(world.context().desk).save(request));
        QVERIFY(!saved);
        QCOMPARE(int(saved.error().kind), int(ErrorKind::InvalidInput));
    }
    const auto kept = must(awaited(
        world.store().read([id = mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); })));
    QVERIFY(kept.inbound == mailbox.inbound);
}

void TestOlderMailbox::itIsMarkedWhereItStands()
{
    const auto text = [](MailboxField field, Protocol protocol) {
        return ui::problemText({field, domain::FieldProblem::NotOffered}, protocol);
    };
    ui::ExchangeFields exchange(domain::SecretUse::Inbound, nullptr);
    exchange.show();
    QVERIFY(exchange.mark(MailboxField::InboundSecurity, text(MailboxField::InboundSecurity, Protocol::Ews)));
    QVERIFY(exchange.mark(MailboxField::InboundSignIn, text(MailboxField::InboundSignIn, Protocol::Ews)));
    QVERIFY(markOf(exchange, u"Connection security"_s).contains(u"SSL encrypted"_s));
    QVERIFY(markOf(exchange, u"Authentication type"_s).contains(u"NTLM"_s));
    QVERIFY(!exchange.mark(MailboxField::OutboundSignIn, u"elsewhere"_s)); // that is the other side's
    ui::GraphFields graph(domain::SecretUse::Outbound, nullptr);
    graph.show();
    QVERIFY(graph.mark(MailboxField::OutboundSignIn, text(MailboxField::OutboundSignIn, Protocol::Graph)));
    const QString marked = markOf(graph, graph.findChild<QComboBox *>()->accessibleName());
    QVERIFY2(marked.contains(u"OAUTH2.0 alone"_s), qPrintable(marked));
}

} // namespace liaison::test

using liaison::test::TestOlderMailbox;
LIAISON_TEST(TestOlderMailbox)
#include "tst_older_mailbox.moc"
