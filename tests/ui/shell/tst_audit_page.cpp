#include "core/desk/mailbox_audit.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/notification_desk.h"
#include "core/desk/template_desk.h"
#include "core/desk/unit_desk.h"
#include "core/store/audit_log.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/notify_world.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/audit_page.h"
#include "ui/admin/audit_setting_words.h"
#include "ui/admin/audit_value_words.h"
#include "ui/admin/audit_words.h"
#include "ui/common/message_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Admin > Audit.
class TestAuditPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itShowsWhoChangedWhat();
    void everyActionHasAWord();
    void everySettingOfAMailboxHasAWord();
    void valuesAreInWords_data();
    void valuesAreInWords();
    void aTemplateIsToldFieldByField();
    void theProcessIsToldFieldByField();
    void itIsFilteredByKeysAlone();
    void olderOnesFollow();
    void itFollowsChanges();
    void theLogIsChecked();
    void anExportIsTold();
    void aHoldIsNoted();
    void itIsPainted_data();
    void itIsPainted();

private:
    static void append(ShellWorld &world, const QString &person, const QString &action, const QString &object)
    {
        must(awaited(world.store().write([=](store::Session &session) {
            return store::AuditLog(session).append({person, u"account"_s, u"host.example"_s}, action, object);
        })));
    }
    template <class T> static T *named(QWidget &parent, const QString &name)
    {
        const QList<T *> widgets = parent.findChildren<T *>();
        for (T *widget : widgets)
            if (widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    static QPushButton *button(QWidget &parent, const QString &text)
    {
        const QList<QPushButton *> buttons = parent.findChildren<QPushButton *>();
        for (QPushButton *each : buttons)
            if (each->text() == text)
                return each;
        return nullptr;
    }
    static QTreeWidget *log(QWidget &page) { return named<QTreeWidget>(page, u"Audit log"_s); }
    static QTreeWidget *details(QWidget &page) { return named<QTreeWidget>(page, u"Before and after"_s); }
    static QStringList column(const QTreeWidget *tree, int column)
    {
        QStringList texts;
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            texts << tree->topLevelItem(i)->text(column);
        return texts;
    }
};

void TestAuditPage::itShowsWhoChangedWhat()
{
    ShellWorld world;
    domain::BusinessUnit unit = world.addUnit(u"Finance"_s, u"finance.example"_s);
    unit.deputy = u"dora@finance.example"_s;
    must(awaited(desk::UnitDesk(world.context().desk).update(unit)));
    world.addMailbox(u"ir@corp.example"_s);
    ui::AuditPage page(world.context());
    page.show();
    QTRY_COMPARE(column(log(page), 2),
                 QStringList({u"Mailbox connected"_s, u"Business unit: changed"_s, u"Business unit: created"_s}));
    QCOMPARE(column(log(page), 3), QStringList({u"ir@corp.example"_s, u"Finance"_s, u"Finance"_s}));
    QCOMPARE(log(page)->topLevelItem(0)->text(1), u"A. Kaya on host.example"_s);
    const qsizetype secret = column(details(page), 0).indexOf(u"Inbound: Secret"_s);
    QVERIFY(secret >= 0);
    QCOMPARE(column(details(page), 2).at(secret), u"changed"_s);
    log(page)->setCurrentItem(log(page)->topLevelItem(1));
    QCOMPARE(column(details(page), 0), QStringList{u"Deputy"_s});
    QCOMPARE(column(details(page), 1), QStringList{u"–"_s});
    QCOMPARE(column(details(page), 2), QStringList{u"dora@finance.example"_s});
}

/// Whatever the sources note in the log: each literal of the form "kind.what" in a file that writes to it.
void TestAuditPage::everyActionHasAWord()
{
    const QSet<QString> others{u"import.before-ingest"_s,                      // an instant of the fault tests
                               u"notification.process"_s, u"signature.team"_s, // settings
                               u"inbound.secret"_s,       u"outbound.secret"_s, u"inbound.host"_s,
                               u"compose.before-queue"_s, u"de.many"_s};
    static const QRegularExpression literal(u"\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\""_s);
    QSet<QString> met;
    for (const char *room : {"/core/desk", "/core/feed", "/app"}) {
        QDirIterator files(QStringLiteral(LIAISON_SOURCE_DIR) + QLatin1String(room), {u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            if (!text.contains(u"audit"_s, Qt::CaseInsensitive))
                continue;
            auto found = literal.globalMatch(text);
            while (found.hasNext()) {
                const QString action = found.next().captured(1);
                if (others.contains(action))
                    continue;
                met << action;
                QVERIFY2(ui::wordForAction(action) != action, qPrintable(action + u" in "_s + file.fileName()));
            }
        }
    }
    QVERIFY(met.contains(u"thread.no-answer-needed"_s) && met.contains(u"mailbox.create"_s));
    QVERIFY2(met.size() > 40, qPrintable(QStringList(met.cbegin(), met.cend()).join(u' ')));
    // A kind that no choice of the page covers would be found under "Everything" alone.
    const QList<ui::AuditKind> kinds = ui::auditKinds();
    for (const QString &action : std::as_const(met)) {
        const QString kind = action.section(u'.', 0, 0);
        QVERIFY2(std::any_of(kinds.cbegin(), kinds.cend(),
                             [&kind](const ui::AuditKind &each) { return each.kinds.contains(kind); }),
                 qPrintable(action));
    }
}

void TestAuditPage::valuesAreInWords_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *key, const QJsonValue &value, const char *words) {
        QTest::addRow("%s-%s", key, qPrintable(value.toVariant().toString()))
            << QString::fromLatin1(key) << value << QString::fromUtf8(words);
    };
    row("inbound.protocol", u"ews"_s, "Exchange Web Services");
    row("outbound.security", u"starttls"_s, "STARTTLS");
    row("outbound.security", u"none"_s, "none");
    row("inbound.signIn", u"plainpassword"_s, "password, shown to the server");
    row("outbound.signIn", u"none"_s, "none (relay)");
    row("inbound.exchange.version", u"Exchange2010_SP2"_s, "Microsoft Exchange 2010 SP2");
    row("inbound.exchange.version", u"Other"_s, "Other Exchange Version");
    row("inbound.oauth.flow", u"devicecode"_s, "a person, with a code");
    row("inbound.oauth.cloud", u"USGovernmentDoD"_s, "US Government (DoD)");
    row("kind", u"followup"_s, "Follow-up");
    row("recipients", u"firstandcopy"_s, "the first as To, the others as Cc");
    row("severity", u"critical"_s, "Critical");
    row("status", u"open"_s, "Open");
    row("answerMinutes", 90, "90 min");
    row("answerMinutes", 4'380, "73 h");
    row("followUpMinutes", 150, "2 h 30 min");
    row("role", u"liaison_analyst"_s, "Analyst");
    row("role", u"liaison_owner"_s, "liaison_owner");
    row("enabled", true, "yes");
    row("displayName", u"none"_s, "none");              // words of people stay theirs
    row("inbound.signIn", u"telepathy"_s, "telepathy"); // by a newer version
    row("address", QString(), "–");
}

void TestAuditPage::valuesAreInWords()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, words);
    QCOMPARE(ui::wordForValue(key, value), words);
}

void TestAuditPage::aTemplateIsToldFieldByField()
{
    ShellWorld world;
    domain::MailTemplate one;
    one.name = u"First notice"_s;
    one.defaultLanguage = u"en"_s;
    one.texts = {{u"en"_s, u"About"_s, u"Dear all,"_s}};
    desk::TemplateDesk templates(world.context().desk);
    one = must(awaited(templates.save(one)));
    one.texts.first().body = u"Dear {{recipients}},"_s;
    one.name = u"Notice"_s;
    must(awaited(templates.save(one)));
    ui::AuditPage page(world.context());
    page.show();
    QTRY_COMPARE(column(log(page), 2), QStringList({u"Template changed"_s, u"Template created"_s}));
    QTRY_COMPARE(column(log(page), 3), QStringList({u"Notice"_s, u"Notice"_s})); // as it is called now
    const QStringList fields = column(details(page), 0);
    QCOMPARE(fields.size(), 2); // the subject stayed
    const qsizetype text = fields.indexOf(u"English (en): Text"_s);
    QVERIFY2(text >= 0, qPrintable(fields.join(u", "_s)));
    QCOMPARE(column(details(page), 1).at(text), u"Dear all,"_s);
    QCOMPARE(column(details(page), 2).at(text), u"Dear {{recipients}},"_s);
    const qsizetype name = fields.indexOf(u"Name"_s);
    QVERIFY(name >= 0);
    QCOMPARE(column(details(page), 1).at(name), u"First notice"_s);
}

void TestAuditPage::theProcessIsToldFieldByField()
{
    NotifyWorld world;
    world.turnOn();
    domain::NotificationProcess process = must(awaited(desk::NotificationDesk(world.context().desk).process()));
    domain::NotificationRule &high = process.rules[domain::Severity::High];
    high.answerMinutes = 90;
    high.primary = world.reminder.uuid;
    high.recipients = domain::RecipientsRule::FirstAndCopy;
    must(awaited(desk::NotificationDesk(world.context().desk).save(process)));
    ui::AuditPage page(world.context());
    page.show();
    QTRY_COMPARE(column(log(page), 2).value(0), u"Notification process changed"_s);
    QTRY_VERIFY(column(details(page), 2).contains(u"Reminder"_s));
    const QStringList fields = column(details(page), 0);
    QCOMPARE(fields.size(), 3); // of one severity, and only what differs
    const auto told = [&](const QString &field) {
        const qsizetype at = fields.indexOf(field);
        return at < 0 ? fields.join(u", "_s)
                      : column(details(page), 1).at(at) + u" > "_s + column(details(page), 2).at(at);
    };
    QCOMPARE(told(u"High: First mail"_s), u"First notice > Reminder"_s);
    QCOMPARE(told(u"High: Answer within"_s), u"4 h > 90 min"_s);
    QCOMPARE(told(u"High: Recipients"_s), u"all as To > the first as To, the others as Cc"_s);
}

void TestAuditPage::everySettingOfAMailboxHasAWord()
{
    domain::Mailbox mailbox;
    mailbox.inbound.protocol = domain::Protocol::Ews;
    mailbox.inbound.signIn = domain::SignIn::OAuth2;
    mailbox.verboseUntil = 1;
    domain::Endpoint &inbound = mailbox.inbound;
    for (QString *text :
         {&mailbox.address, &mailbox.displayName, &inbound.host, &inbound.username, &inbound.trustedCaFile,
          &inbound.pinnedSha256, &inbound.clientCertificateFile, &inbound.clientKeyFile, &inbound.oauth.clientId,
          &inbound.oauth.tenantId, &inbound.oauth.loginHost, &inbound.oauth.issuer})
        *text = u"x"_s;
    mailbox.outbound = mailbox.inbound;
    const QJsonObject detail
        = desk::auditDetail({}, mailbox, {domain::SecretUse::Inbound, domain::SecretUse::Outbound});
    QVERIFY(detail.contains("inbound.oauth.clientId"_L1) && detail.contains("outbound.exchange.version"_L1));
    QCOMPARE(detail.size(), 9 - 2 + 2 * (10 + 2 + 6 + 1)); // the mailbox's, and each side's with its secret
    const QStringList keys = detail.keys();
    for (const QString &key : keys) {
        const QString word = ui::wordForSetting(key);
        QVERIFY2(word != key && !word.contains(u'.'), qPrintable(key));
    }
    QCOMPARE(ui::wordForSetting(u"inbound.ofALaterVersion"_s), u"inbound.ofALaterVersion"_s);
}

void TestAuditPage::itIsFilteredByKeysAlone()
{
    ShellWorld world;
    append(world, u"Ada"_s, u"mailbox.start"_s, u"ir@corp.example"_s);
    append(world, u"Bob"_s, u"mailbox.stop"_s, u"soc@corp.example"_s);
    append(world, u"Bob"_s, u"incident.update"_s, u"INC-2026-000001"_s);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.commands()->showAudit->trigger();
    auto *page = window.findChild<ui::AuditPage *>();
    QTRY_COMPARE(column(log(*page), 3).size(), 3);
    QCOMPARE(window.focusWidget(), log(*page));
    auto *who = named<QComboBox>(*page, u"Who"_s);
    QTRY_COMPARE(who->count(), 3);
    QTest::keyClick(log(*page), Qt::Key_F, Qt::ControlModifier);
    QWidget *text = named<QLineEdit>(*page, u"Search the audit log"_s);
    QTRY_COMPARE(window.focusWidget(), text);
    QTest::keyClicks(text, u"CORP"_s);
    QTRY_COMPARE(column(log(*page), 3), QStringList({u"soc@corp.example"_s, u"ir@corp.example"_s}));
    const auto back = [&window](const QString &name) { // Shift+Tab to what has this name
        for (int i = 0; i < 8 && window.focusWidget()->accessibleName() != name; ++i)
            QTest::keyClick(window.focusWidget(), Qt::Key_Backtab);
        return window.focusWidget()->accessibleName() == name;
    };
    QVERIFY(back(u"Who"_s));
    QTest::keyClick(who, Qt::Key_Down);
    QTRY_COMPARE(column(log(*page), 3), QStringList{u"ir@corp.example"_s}); // Ada
    QTest::keyClick(who, Qt::Key_Down);
    QTRY_COMPARE(column(log(*page), 3), QStringList{u"soc@corp.example"_s}); // Bob
    named<QLineEdit>(*page, u"Search the audit log"_s)->clear();
    QTRY_COMPARE(column(log(*page), 3).size(), 2);
    auto *kind = named<QComboBox>(*page, u"What kind"_s);
    QTest::keyClick(kind, Qt::Key_Down); // configuration
    QTRY_COMPARE(column(log(*page), 3), QStringList{u"soc@corp.example"_s});
    named<QLineEdit>(*page, u"On what"_s)->setText(u"inc-2026"_s);
    QTRY_VERIFY(column(log(*page), 3).isEmpty());
    QTest::keyClick(kind, Qt::Key_Up);
    QTRY_COMPARE(column(log(*page), 3), QStringList{u"INC-2026-000001"_s});
    auto *time = named<QComboBox>(*page, u"When"_s);
    QTest::keyClick(time, Qt::Key_Down); // the last 24 hours
    world.clock().advance(2 * 86'400'000);
    append(world, u"Bob"_s, u"incident.update"_s, u"INC-2026-000002"_s);
    named<QLineEdit>(*page, u"On what"_s)->setText(u"inc"_s);
    QTRY_COMPARE(column(log(*page), 3), QStringList{u"INC-2026-000002"_s});
}

void TestAuditPage::olderOnesFollow()
{
    ShellWorld world;
    for (int i = 0; i < 120; ++i)
        append(world, u"Ada"_s, u"mail.link"_s, QString::number(i));
    ui::AuditPage page(world.context());
    page.show();
    QPushButton *more = button(page, u"Show older ones"_s);
    QTRY_COMPARE(log(page)->topLevelItemCount(), 100);
    QVERIFY(more->isEnabled());
    QTest::keyClick(more, Qt::Key_Space);
    QTRY_COMPARE(log(page)->topLevelItemCount(), 120);
    QCOMPARE(log(page)->topLevelItem(119)->text(3), u"0"_s);
    QVERIFY(!more->isEnabled());
}

void TestAuditPage::itFollowsChanges()
{
    ShellWorld world;
    ui::AuditPage page(world.context());
    page.show();
    world.addUnit(u"Finance"_s, u"finance.example"_s);
    QTRY_COMPARE(column(log(page), 3), QStringList{u"Finance"_s});
}

void TestAuditPage::theLogIsChecked()
{
    ShellWorld world;
    world.addUnit(u"Finance"_s, u"finance.example"_s);
    world.addUnit(u"Legal"_s, u"legal.example"_s);
    ui::AuditPage page(world.context());
    page.show();
    auto *bar = page.findChild<ui::MessageBar *>();
    button(page, u"Check the log"_s)->click();
    QTRY_VERIFY2(bar->text().contains(u"All is as it was written: 2"_s), qPrintable(bar->text()));
    must(awaited(world.store().write([](store::Session &session) -> Result<void> {
        session.run(u"DROP TRIGGER audit_no_update"_s);
        session.run(u"UPDATE audit SET person = 'Eve' WHERE id = 1"_s);
        return session.status();
    })));
    button(page, u"Check the log"_s)->click();
    QTRY_VERIFY2(bar->text().contains(u"tampered"_s), qPrintable(bar->text()));
    QCOMPARE(bar->kind(), ui::MessageBar::Kind::Error);
}

void TestAuditPage::anExportIsTold()
{
    ShellWorld world;
    world.addUnit(u"Finance"_s, u"finance.example"_s);
    ui::AuditPage page(world.context());
    page.show();
    auto *bar = page.findChild<ui::MessageBar *>();
    page.exportTo(world.path(u"log.csv"_s));
    QTRY_VERIFY2(bar->text().contains(u"log.csv"_s), qPrintable(bar->text()));
    QVERIFY(QFile::exists(world.path(u"log.csv"_s)));
    QTRY_COMPARE(column(log(page), 2).value(0), u"Audit log exported"_s);
    page.exportTo(u"/nonexistent/log.csv"_s);
    QTRY_COMPARE(bar->kind(), ui::MessageBar::Kind::Error);
}

void TestAuditPage::aHoldIsNoted()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    window.commands()->holdSending->trigger();
    const auto entries = [&world] {
        return must(
            awaited(world.store().read([](store::Session &session) { return store::AuditLog(session).list({}, 10); })));
    };
    QTRY_COMPARE(entries().size(), 1);
    window.showPage(ui::Page::Audit);
    auto *page = window.findChild<ui::AuditPage *>();
    QTRY_COMPARE(column(log(*page), 2), QStringList{u"All sending held"_s});
}

void TestAuditPage::itIsPainted_data()
{
    addPaintedLooks();
}

void TestAuditPage::itIsPainted()
{
    const Painting painting(u"audit"_s);
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    window.showPage(ui::Page::Audit);
    auto *page = window.findChild<ui::AuditPage *>();
    auto *list = page->findChild<QTreeWidget *>(u"auditLog"_s);
    QTRY_VERIFY(list->topLevelItemCount() > 5);
    list->setCurrentItem(list->topLevelItem(list->topLevelItemCount() - 1)); // the mailbox
    painting.check(window, u"page"_s);
}

} // namespace liaison::test

using liaison::test::TestAuditPage;
LIAISON_TEST(TestAuditPage)
#include "tst_audit_page.moc"
