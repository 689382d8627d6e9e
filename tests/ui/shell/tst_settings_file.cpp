#include "core/desk/settings_desk.h"
#include "core/desk/template_desk.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/settings_faults.h"
#include "ui/admin/settings_import_dialog.h"
#include "ui/common/message_bar.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;
using ui::SettingsImportDialog;

/// Settings files in the window: what one would change is shown, what is wrong is told, nothing is half done.
class TestSettingsFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsShownBeforeItIsTakenOver();
    void itIsToldByNames();
    void mailboxesAreRemovedOnRequestAlone();
    void aBadFileChangesNothing_data();
    void aBadFileChangesNothing();
    void whatCannotMeetIsToldByName();
    void somebodyWhoMayNotTakesNothingOver();
    void faultsAreTranslated_data();
    void faultsAreTranslated();
    void everyFaultIsKnown();

private:
    QString file(const QByteArray &bytes)
    {
        const QString path = m_dir.filePath(u"settings%1.json"_s.arg(++m_files));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("no file");
        return path;
    }
    static QByteArray settings(const QByteArray &mailboxes, const QByteArray &more = {})
    {
        return "{\"format\": \"liaison-settings\", \"version\": 1, \"mailboxes\": [" + mailboxes + "]" + more + "}";
    }
    static QByteArray mailbox(const QByteArray &address, const QByteArray &more = {})
    {
        return "{\"address\": \"" + address
            + "\", \"inbound\": {\"host\": \"imap.corp.example\"}, \"outbound\": {\"host\": \"smtp.corp.example\"}"
            + more + "}";
    }
    static std::unique_ptr<SettingsImportDialog> opened(const ui::UiContext &context, const QString &path)
    {
        auto dialog = std::make_unique<SettingsImportDialog>(context, path, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        return dialog;
    }
    static QPushButton *take(const QDialog &dialog)
    {
        return dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    }
    static desk::Settings current(ShellWorld &world)
    {
        return must(awaited(desk::SettingsDesk(world.context().desk).current()));
    }
    static QStringList column(const QTreeWidget &tree, int column)
    {
        QStringList texts;
        for (int i = 0; i < tree.topLevelItemCount(); ++i)
            texts << tree.topLevelItem(i)->text(column);
        return texts;
    }

    QTemporaryDir m_dir;
    int m_files = 0;
};

void TestSettingsFile::itIsShownBeforeItIsTakenOver()
{
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    const QByteArray wanted
        = settings(mailbox("ir@corp.example", ", \"pollSeconds\": 90") + ',' + mailbox("soc@corp.example"),
                   ", \"businessUnits\": [{\"title\": \"Finance\"}]");
    const auto dialog = opened(world.context(), file(wanted));
    auto *lines = dialog->findChild<QTreeWidget *>();
    QTRY_VERIFY(take(*dialog)->isEnabled());
    QCOMPARE(column(*lines, 0),
             QStringList({u"Mailbox changed"_s, u"Mailbox connected"_s, u"Business unit: created"_s}));
    QCOMPARE(column(*lines, 1), QStringList({u"ir@corp.example"_s, u"soc@corp.example"_s, u"Finance"_s}));
    QStringList changes;
    for (int i = 0; i < lines->topLevelItem(0)->childCount(); ++i) {
        const QTreeWidgetItem *change = lines->topLevelItem(0)->child(i);
        changes << change->text(1) + u' ' + change->text(2) + u' ' + change->text(3);
    }
    QVERIFY2(changes.contains(u"Seconds between two looks 60 90"_s), qPrintable(changes.join(u", "_s)));
    QCOMPARE(current(world).mailboxes.size(), 1); // nothing is done yet
    QSignalSpy imported(dialog.get(), &SettingsImportDialog::imported);
    take(*dialog)->setFocus();
    QTest::keyClick(take(*dialog), Qt::Key_Space);
    QTRY_COMPARE(imported.size(), 1);
    const desk::Settings now = current(world);
    QCOMPARE(now.mailboxes.size(), 2);
    QCOMPARE(now.businessUnits.size(), 1);
    // What is there is not done again.
    const auto again = opened(world.context(), file(wanted));
    auto *bar = again->findChild<ui::MessageBar *>();
    QTRY_VERIFY(bar->text().contains(u"nothing to change"_s));
    QVERIFY(!take(*again)->isEnabled());
}

/// Templates of the process and units that get a language: those that are here, and those that the file brings.
void TestSettingsFile::itIsToldByNames()
{
    ShellWorld world;
    domain::MailTemplate first;
    first.name = u"First notice"_s;
    first.kind = domain::TemplateKind::Primary;
    first.defaultLanguage = u"en"_s;
    first.texts = {{u"en"_s, QString(), u"Please answer."_s}};
    first = must(awaited(desk::TemplateDesk(world.context().desk).save(first)));
    const domain::BusinessUnit unit = world.addUnit(u"Treasury"_s, u"treasury.example"_s);
    const QByteArray known = first.uuid.toString(QUuid::WithoutBraces).toLatin1();
    const QByteArray fresh = "01890000-0000-7000-8000-0000000000aa";
    const QByteArray rule = R"({"primary": ")" + known + R"(", "followUp": ")" + fresh + R"("})";
    const QByteArray more = R"(, "templates": [{"uuid": ")" + fresh + R"(", "name": "Reminder", "kind": "followup",
        "texts": [{"language": "en", "subject": "", "body": "Please answer."}]}],
        "unitLanguages": [{"unit": ")"
        + unit.uuid.toString(QUuid::WithoutBraces).toLatin1() + R"(", "language": "de"}],
        "notificationProcess": {"on": true, "low": )"
        + rule + R"(, "medium": )" + rule + R"(, "high": )" + rule + R"(, "critical": )" + rule + "}";
    const auto dialog = opened(world.context(), file(settings({}, more)));
    auto *lines = dialog->findChild<QTreeWidget *>();
    QTRY_COMPARE(column(*lines, 1), QStringList({u"Reminder"_s, u"Treasury"_s, u"Notification process"_s}));
    QStringList words;
    const QList<QTreeWidgetItem *> items = lines->findItems(QString(), Qt::MatchContains | Qt::MatchRecursive, 3);
    for (const QTreeWidgetItem *item : items)
        words << item->text(1) << item->text(2) << item->text(3);
    QVERIFY2(words.contains(u"First notice"_s), qPrintable(words.join(u", "_s)));
    static const QRegularExpression uuid(u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"_s);
    QVERIFY2(words.filter(uuid).isEmpty(), qPrintable(words.filter(uuid).join(u", "_s)));
    const auto count = [&words](const QString &name) { return words.count(name); };
    QCOMPARE(count(u"First notice"_s), 4); // of each severity
    QVERIFY(count(u"Reminder"_s) >= 4);
    take(*dialog)->click();
    QTRY_VERIFY(dialog->isHidden());
    QCOMPARE(current(world).notificationProcess->rules.value(domain::Severity::High).primary, first.uuid);
}

void TestSettingsFile::mailboxesAreRemovedOnRequestAlone()
{
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    const auto dialog = opened(world.context(), file(settings(mailbox("soc@corp.example"))));
    auto *lines = dialog->findChild<QTreeWidget *>();
    auto *replace = dialog->findChild<QCheckBox *>();
    QTRY_COMPARE(column(*lines, 0), QStringList{u"Mailbox connected"_s});
    QTest::keyClick(replace, Qt::Key_Space);
    QTRY_COMPARE(column(*lines, 0), QStringList({u"Mailbox connected"_s, u"Mailbox removed"_s}));
    QTest::keyClick(replace, Qt::Key_Space);
    QTRY_COMPARE(column(*lines, 0), QStringList{u"Mailbox connected"_s});
    QTest::keyClick(replace, Qt::Key_Space);
    QTRY_COMPARE(lines->topLevelItemCount(), 2);
    QTRY_VERIFY(take(*dialog)->isEnabled());
    take(*dialog)->click();
    QTRY_VERIFY(dialog->isHidden());
    QCOMPARE(current(world).mailboxes.size(), 1);
    QCOMPARE(current(world).mailboxes.first().address, u"soc@corp.example"_s);
}

void TestSettingsFile::aBadFileChangesNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("told"); // by the bar, or where and what in the list
    const auto row
        = [](const char *name, const QByteArray &bytes, const QString &told) { QTest::newRow(name) << bytes << told; };
    const QByteArray good = mailbox("soc@corp.example");
    row("empty", {}, u"is not JSON"_s);
    row("cut off", settings(good).chopped(3), u"is not JSON"_s);
    row("a picture", QByteArray("\x89PNG\r\n\x1a\n\0\0", 10), u"is not JSON"_s);
    row("another format", "{\"format\": \"bookmarks\"}", u"“liaison-settings”"_s);
    row("newer", QByteArray(settings(good)).replace("\"version\": 1", "\"version\": 7"), u"newer than the 1"_s);
    row("a wrong one among good ones", settings(good + ',' + mailbox("nobody")), u"$.mailboxes[1].address"_s);
    row("a password in it", settings(mailbox("soc@corp.example", ", \"password\": \"x\"")), u"liaison secret set"_s);
    row("twice", settings(good + ',' + good), u"is there twice"_s);
    row("deep", QByteArray(100'000, '['), u"is not JSON"_s);
    row("large", settings(good) + QByteArray(5 * 1024 * 1024, ' '), u"4 MiB"_s);
    row("control characters", settings(mailbox("soc@corp.example", ", \"displayName\": \"a\\u0007b\"")),
        u"holds a control character"_s);
}

void TestSettingsFile::aBadFileChangesNothing()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, told);
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    const auto dialog = opened(world.context(), file(bytes));
    auto *bar = dialog->findChild<ui::MessageBar *>();
    auto *lines = dialog->findChild<QTreeWidget *>();
    QTRY_VERIFY(!bar->text().isEmpty());
    QVERIFY2(bar->text().contains(u"nothing was taken over"_s), qPrintable(bar->text()));
    const QString all = column(*lines, 0).join(u' ') + u' ' + column(*lines, 1).join(u' ');
    QVERIFY2(all.contains(told), qPrintable(all));
    QVERIFY(!take(*dialog)->isEnabled());
    QCOMPARE(current(world).mailboxes.size(), 1);
}

void TestSettingsFile::whatCannotMeetIsToldByName()
{
    ShellWorld world;
    const domain::Mailbox first = world.addMailbox(u"ir@corp.example"_s);
    world.addMailbox(u"soc@corp.example"_s);
    // The one of this UUID gets the address that the other one has.
    const QByteArray uuid = first.uuid.toString(QUuid::WithoutBraces).toLatin1();
    const auto dialog
        = opened(world.context(), file(settings(mailbox("soc@corp.example", ", \"uuid\": \"" + uuid + '"'))));
    auto *bar = dialog->findChild<ui::MessageBar *>();
    QTRY_VERIFY2(bar->text().contains(u"“soc@corp.example”"_s), qPrintable(bar->text()));
    QVERIFY(!take(*dialog)->isEnabled());
    const auto missing = opened(world.context(), m_dir.filePath(u"no such file"_s));
    QTRY_VERIFY(missing->findChild<ui::MessageBar *>()->text().contains(u"cannot be read"_s));
    const auto folder = opened(world.context(), m_dir.path());
    QTRY_VERIFY(folder->findChild<ui::MessageBar *>()->text().contains(u"folder"_s));
}

void TestSettingsFile::somebodyWhoMayNotTakesNothingOver()
{
    ShellWorld world;
    ui::UiContext context = world.context();
    context.gate = ui::PermissionGate(domain::Permission::UpdateIncidents);
    const auto dialog = opened(context, file(settings(mailbox("soc@corp.example"))));
    auto *lines = dialog->findChild<QTreeWidget *>();
    QTRY_COMPARE(lines->topLevelItemCount(), 1); // it can be looked at
    QVERIFY(!take(*dialog)->isEnabled());
    QCOMPARE(take(*dialog)->toolTip(), ui::PermissionGate::reasonFor(domain::Permission::UpdateConfigurations));
}

void TestSettingsFile::faultsAreTranslated_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    QTest::newRow("no value") << u"is missing"_s << u"fehlt"_s;
    QTest::newRow("a number") << u"is longer than 320 characters"_s << u"ist länger als 320 Zeichen"_s;
    QTest::newRow("two") << u"is no whole number from 5 to 86400"_s << u"ist keine ganze Zahl von 5 bis 86400"_s;
    QTest::newRow("a place in a value") << u"has {{%2}}, which is no variable"_s
                                        << u"enthält {{%2}}, was keine Variable ist"_s;
    QTest::newRow("of a newer core") << u"is a riddle"_s << u"is a riddle"_s;
}

void TestSettingsFile::faultsAreTranslated()
{
    QFETCH(const QString, english);
    QFETCH(const QString, german);
    QCOMPARE(ui::faultText({u"$"_s, english}), english);
    const Look look(u"de"_s);
    QVERIFY(look.isGood());
    QCOMPARE(ui::faultText({u"$"_s, english}), german);
}

/// Whatever a file has wrong, German people read German.
void TestSettingsFile::everyFaultIsKnown()
{
    const QList<QByteArray> files{
        "nonsense",
        "[]",
        "{\"format\": 3}",
        "{\"format\": \"liaison-settings\", \"version\": 0.5}",
        "{\"format\": \"liaison-settings\"}",
        "{\"format\": \"liaison-settings\", \"version\": 9}",
        settings(
            "7, {}, {\"address\": 5, \"uuid\": \"x\", \"enabled\": 1, \"fetchSince\": \"yesterday\", \"secret\": 1}"),
        settings(mailbox("a@corp.example", ", \"enabled\": true, \"enabled\": true, \"colour\": \"red\"")),
        settings(
            "{\"address\": \"a@corp.example\", \"inbound\": {\"protocol\": \"pop\", \"host\": \"a b\", \"port\": 0, "
            "\"security\": \"none\", \"pinnedSha256\": \"1\", \"trustedCaFile\": \"/no/such\"}, \"outbound\": []}"),
        settings(
            "{\"address\": \"a@corp.example\", \"inbound\": {\"protocol\": \"graph\", \"oauth\": {\"flow\": "
            "\"application\", \"clientId\": \"1\", \"tenantId\": \"?\"}}, \"outbound\": {\"protocol\": \"smtp\"}}"),
        settings({},
                 ", \"businessUnits\": [{\"recipients\": [\"x\", 4], \"knownDomains\": [\"?\"], \"deputy\": \"y\", "
                 "\"escalationPhone\": \"call\", \"answerMinutes\": -1}, {\"title\": \"A\"}, {\"title\": \"a\"}]"),
        settings({},
                 ", \"templates\": [{\"name\": \"A\", \"texts\": [{\"language\": \"?\", \"subject\": \"a\\nb\", "
                 "\"body\": \"\"}]}, {\"name\": \"B\", \"texts\": [{\"language\": \"en\", \"subject\": \"\", "
                 "\"body\": \"{{riddle}}\"}]}, {}], \"unitLanguages\": [{\"unit\": \"\", \"language\": \"?\"}], "
                 "\"unitNames\": {\"en\": {\"one\": \"7$\", \"many\": \"\"}}"),
        settings({},
                 ", \"notificationProcess\": {\"on\": true, \"high\": {\"primary\": \"x\", \"answerMinutes\": 1, "
                 "\"recipients\": \"some\"}}"),
    };
    const Look look(u"de"_s);
    QVERIFY(look.isGood());
    int faults = 0;
    for (const QByteArray &bytes : files) {
        const QList<desk::SettingsFault> found = desk::settingsFromJson(bytes).faults;
        QVERIFY2(!found.isEmpty(), bytes.constData());
        for (const desk::SettingsFault &fault : found) {
            ++faults;
            QVERIFY2(ui::faultText(fault) != fault.problem, qPrintable(fault.path + u' ' + fault.problem));
        }
    }
    QVERIFY(faults > 30);
}

} // namespace liaison::test

using liaison::test::TestSettingsFile;
LIAISON_TEST(TestSettingsFile)
#include "tst_settings_file.moc"
