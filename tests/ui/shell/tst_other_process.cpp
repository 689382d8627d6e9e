#include "core/desk/incident_desk.h"
#include "core/desk/mail_desk.h"
#include "core/desk/mail_import.h"
#include "core/desk/settings_desk.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/units_page.h"
#include "ui/incidents/incident_model.h"
#include "ui/incidents/unmatched_model.h"
#include "ui/mails/thread_list.h"

#include <QFile>
#include <QListWidget>
#include <QTest>
#include <QTreeWidget>

namespace liaison::test {

/// Pages follow what commands do beside the window: each writes through a store of its own on the same file.
class TestOtherProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void settingsAreImported();
    void mailIsImportedAndLinked();

private:
    [[nodiscard]] desk::Context other()
    {
        desk::Context context = m_world->context().desk;
        context.store = m_store.get();
        return context;
    }
    [[nodiscard]] domain::Mailbox mailbox(const QString &address) const
    {
        domain::Mailbox mailbox;
        mailbox.address = address;
        mailbox.fetchSince = -1;
        mailbox.inbound.host = QStringLiteral("imap.corp.example");
        mailbox.outbound.host = QStringLiteral("smtp.corp.example");
        return mailbox;
    }

    std::unique_ptr<ShellWorld> m_world;
    std::unique_ptr<store::Store> m_store;
};

void TestOtherProcess::init()
{
    m_store.reset();
    m_world = std::make_unique<ShellWorld>();
    store::OpenOptions where;
    where.location = m_world->path(QStringLiteral("test.sqlite"));
    m_store = std::make_unique<store::Store>(where, &m_world->clock());
    must(awaited(m_store->open()));
}

void TestOtherProcess::settingsAreImported()
{
    ui::MailboxesPage mailboxes(m_world->context());
    ui::UnitsPage units(m_world->context());
    const auto *list = mailboxes.findChild<QListWidget *>();
    const auto *tree = units.findChild<QTreeWidget *>();
    desk::Settings settings;
    settings.mailboxes = {mailbox(QStringLiteral("ir@corp.example")), mailbox(QStringLiteral("soc@corp.example"))};
    domain::BusinessUnit finance;
    finance.title = QStringLiteral("Finance");
    settings.businessUnits = {finance};
    must(awaited(desk::SettingsDesk(other()).apply(settings, false)));
    QTRY_COMPARE(list->count(), 2);
    QTRY_COMPARE(tree->topLevelItemCount(), 1);
    const auto soc = must(awaited(desk::SettingsDesk(other()).mailbox(QStringLiteral("soc@corp.example"))));
    must(awaited(desk::SettingsDesk(other()).removeMailbox(soc.id)));
    QTRY_COMPARE(list->count(), 1);
    // What the card shows is the new server.
    settings.mailboxes = {mailbox(QStringLiteral("ir@corp.example"))};
    settings.mailboxes.first().inbound.host = QStringLiteral("new.corp.example");
    m_world->clock().advance(1'000);
    must(awaited(desk::SettingsDesk(other()).apply(settings, false)));
    QTRY_COMPARE(mailboxes.form()->mailbox().inbound.host, QStringLiteral("new.corp.example"));
}

void TestOtherProcess::mailIsImportedAndLinked()
{
    ui::UnmatchedModel unmatched(m_world->context());
    ui::IncidentModel incidents(m_world->context());
    ui::ThreadList threads(m_world->context());
    domain::Incident incident;
    incident.title = QStringLiteral("Phishing wave");
    incident.status = domain::IncidentStatus::Open;
    const auto made = must(awaited(desk::IncidentDesk(other()).create(incident)));
    QTRY_COMPARE(incidents.rowCount(), 1);
    threads.setIncident(made.id);
    QFile eml(m_world->path(QStringLiteral("in.eml")));
    QVERIFY(eml.open(QIODevice::WriteOnly));
    eml.write("From: bo@finance.example\nTo: ir@corp.example\nSubject: Odd\nMessage-ID: <odd@f.example>\n\nWords\n");
    eml.close();
    auto *import = new desk::MailImport(other(), eml.fileName());
    QCOMPARE(must(awaited(import->run())).unmatched, 1);
    QTRY_COMPARE(unmatched.rowCount(), 1);
    const MessageId mail = unmatched.rowAt(unmatched.index(0, 0))->id;
    must(awaited(desk::MailDesk(other()).link(mail, made.id, std::nullopt)));
    QTRY_COMPARE(unmatched.rowCount(), 0);
    QTRY_COMPARE(threads.model()->rowCount(), 1);
    must(awaited(desk::MailDesk(other()).unlink(mail)));
    QTRY_COMPARE(unmatched.rowCount(), 1);
    QTRY_COMPARE(threads.model()->rowCount(), 0);
    must(awaited(desk::MailDesk(other()).dismiss(mail)));
    QTRY_COMPARE(unmatched.rowCount(), 0);
}

} // namespace liaison::test

using liaison::test::TestOtherProcess;
LIAISON_TEST(TestOtherProcess)
#include "tst_other_process.moc"
