#include "core/desk/signature_desk.h"
#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/ui/looks/every_window.h"
#include "tests/ui/shell/layout_faults.h"
#include "tests/ui/shell/sign_in_shell.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/secret_expiry_dialog.h"
#include "ui/admin/signatures_dialog.h"
#include "ui/admin/unit_import_dialog.h"
#include "ui/admin/unit_languages_dialog.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_picker.h"
#include "ui/mails/incident_chooser.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFile>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(QWidget *widget)
{
    if (qobject_cast<QComboBox *>(widget))
        return widget->accessibleName(); // not what it holds
    QAccessibleInterface *accessible = widget ? QAccessible::queryAccessibleInterface(widget) : nullptr;
    return accessible ? accessible->text(QAccessible::Name) : QString();
}

/// A window that has the keys.
class Keyboard {
public:
    explicit Keyboard(QWidget &window) : m_window(window)
    {
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            QTest::qFail("the window is not active", __FILE__, __LINE__);
    }
    static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    static void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    /// To the control of this name, at most once round.
    Keyboard &to(const QString &name)
    {
        QStringList passed;
        for (int i = 0; i < 150 && nameOf(QApplication::focusWidget()) != name; ++i) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &m_window, Qt::Key_Tab);
            passed << nameOf(QApplication::focusWidget());
        }
        if (nameOf(QApplication::focusWidget()) != name)
            QTest::qFail(qPrintable(name + u" is not among: "_s + passed.mid(0, 60).join(u", "_s)), __FILE__, __LINE__);
        return *this;
    }

private:
    QWidget &m_window;
};

} // namespace

/// By keys alone: what Tab comes to in every window, and the screens that have no such case in a class of their own.
class TestKeysAlone : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<EveryWorld>(); }
    void cleanupTestCase() { m_world.reset(); }
    void tabComesToEveryControl_data();
    void tabComesToEveryControl();
    void aMailboxIsConnected();
    void anIncidentIsEdited();
    void anIncidentIsPicked();
    void aMailIsMoved();
    void aSecretsDayIsNoted();
    void signaturesAreWritten();
    void unitsAreImported();
    void aUnitGetsALanguage();
    void aCodeSignsIn();

private:
    static QStringList notReached(QWidget &window);

    std::unique_ptr<EveryWorld> m_world;
};

void TestKeysAlone::tabComesToEveryControl_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < everyWindow().size(); ++i)
        QTest::newRow(everyWindow().at(i).name) << i;
}

/// Goes once round by Tab. Commands of the tool bar are in the menus; of radio buttons Tab comes to the chosen one.
QStringList TestKeysAlone::notReached(QWidget &window)
{
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window))
        return {u"the window is not active"_s};
    QSet<const QWidget *> reached;
    const QWidget *first = nullptr;
    int stays = 0;
    for (int i = 0; i < 300; ++i) {
        QWidget *at = QApplication::focusWidget();
        QTest::keyClick(at ? at : &window, Qt::Key_Tab);
        QWidget *next = QApplication::focusWidget();
        reached << next;
        stays = next == at ? stays + 1 : 0;
        if ((next == first && next != at) || stays > 3) // round, or caught; a date has three parts
            break;
        if (!first)
            first = next;
    }
    QStringList missing;
    const QList<QWidget *> controls = controlsOf(window);
    for (QWidget *control : controls) {
        const bool works = control->isVisible() && control->isEnabled() && control->window() == &window;
        const bool elsewhere = control->parentWidget()->inherits("QToolBar") || qobject_cast<QRadioButton *>(control);
        const QWidget *proxy = control->focusProxy() ? control->focusProxy() : control;
        const bool lent = control->focusPolicy() == Qt::NoFocus
            && std::any_of(reached.begin(), reached.end(),
                           [&](const QWidget *each) { return control->isAncestorOf(each); }); // a table of boxes
        if (works && !elsewhere && !lent && !reached.contains(proxy))
            missing << u"“%1” %2"_s.arg(nameOf(control), QLatin1String(control->metaObject()->className()));
    }
    return missing;
}

void TestKeysAlone::tabComesToEveryControl()
{
    QFETCH(const int, number);
    QStringList faults;
    const auto look = [&faults](QWidget &window, const QString &state) {
        if (state == "people"_L1
            || state == "results"_L1) // lists that the field above them moves in, and that go with it
            return;
        const QStringList missing = notReached(window);
        if (!missing.isEmpty())
            faults << state + u": "_s + missing.join(u", "_s);
    };
    everyWindow().at(number).visit({*m_world, {1320, 800}, look});
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestKeysAlone::aMailboxIsConnected()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    Keyboard keys(form);
    form.editNew();
    keys.to(u"E-mail address"_s).type(u"soc@corp.example"_s);
    keys.to(u"Display name"_s).type(u"Security"_s);
    keys.to(u"Exchange host"_s).type(u"ews.corp.example"_s);
    keys.to(u"Password"_s).type(u"correct horse"_s);
    keys.to(u"SAVE"_s).press(Qt::Key_Space);
    QTRY_COMPARE(saved.size(), 1);
    const auto stored
        = must(awaited(world.store().read([](store::Session &session) { return store::Mailboxes(session).list(); })));
    QCOMPARE(stored.size(), 1);
    QCOMPARE(stored.first().displayName, u"Security"_s);
    QCOMPARE(stored.first().inbound.host, u"ews.corp.example"_s);
    QVERIFY(stored.first().outbound.protocol == domain::Protocol::Ews);
}

void TestKeysAlone::anIncidentIsEdited()
{
    QPointer<ui::IncidentDialog> dialog = new ui::IncidentDialog(m_world->context(), {}, nullptr);
    QSignalSpy saved(dialog, &ui::IncidentDialog::saved);
    Keyboard keys(*dialog);
    keys.to(u"Title"_s).type(u"Lost badge"_s);
    keys.to(u"Severity"_s).press(Qt::Key_Home);
    auto *units = dialog->findChild<QListWidget *>();
    QTRY_VERIFY(units->count() > 0);
    keys.to(nameOf(units)).press(Qt::Key_Space); // ticks the first
    keys.to(u"Save"_s).press(Qt::Key_Space);
    QTRY_COMPARE(saved.size(), 1);
    const auto incident = saved.first().first().value<domain::Incident>();
    QCOMPARE(incident.title, u"Lost badge"_s);
    QVERIFY(incident.severity == domain::Severity::Critical);
    QCOMPARE(incident.affected.size(), 1);
    QTRY_VERIFY(!dialog);
}

void TestKeysAlone::anIncidentIsPicked()
{
    QPointer<ui::IncidentPicker> dialog = new ui::IncidentPicker(m_world->context(), u"Choose"_s, u"Link"_s, nullptr);
    QSignalSpy chosen(dialog, &ui::IncidentPicker::chosen);
    Keyboard keys(*dialog);
    auto *list = dialog->findChild<QAbstractItemView *>();
    QTRY_VERIFY(list->model()->rowCount() > 3);
    keys.type(u"payroll"_s); // the filter has the keys
    QTRY_COMPARE(list->model()->rowCount(), 1);
    keys.to(u"Link"_s).press(Qt::Key_Space);
    QTRY_COMPARE(chosen.size(), 1);
    QVERIFY(chosen.first().first().value<IncidentId>() == m_world->incident.id);
}

void TestKeysAlone::aMailIsMoved()
{
    QPointer<ui::IncidentChooser> dialog = new ui::IncidentChooser(m_world->context(), m_world->incident.id, nullptr);
    QSignalSpy chosen(dialog, &ui::IncidentChooser::chosen);
    Keyboard keys(*dialog);
    auto *list = dialog->findChild<QListWidget *>();
    QTRY_VERIFY(list->count() > 2);
    keys.type(u"laptop"_s);
    QTRY_COMPARE(list->count(), 1);
    keys.press(Qt::Key_Return);
    QTRY_COMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<domain::Incident>().title, u"Lost laptop of a field engineer"_s);
}

void TestKeysAlone::aSecretsDayIsNoted()
{
    domain::FeedReport report;
    report.mailbox = m_world->graph;
    QPointer<ui::SecretExpiryDialog> dialog = new ui::SecretExpiryDialog(m_world->context(), report);
    Keyboard keys(*dialog);
    keys.to(u"Warn two weeks before this day:"_s).press(Qt::Key_Space);
    keys.to(u"Last day of the secret"_s).press(Qt::Key_Up);
    const QDate day = dialog->findChild<QDateEdit *>()->date();
    keys.to(u"Save"_s).press(Qt::Key_Space);
    QTRY_VERIFY(!dialog);
    const auto log = must(
        awaited(m_world->store().read([](store::Session &session) { return store::AuditLog(session).list({}, 1); })));
    QCOMPARE(log.first().detail.value("secretExpiry"_L1).toArray().last().toString(), day.toString(Qt::ISODate));
}

void TestKeysAlone::signaturesAreWritten()
{
    QPointer<ui::SignaturesDialog> dialog = new ui::SignaturesDialog(m_world->context(), nullptr);
    Keyboard keys(*dialog);
    QTRY_VERIFY(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->isEnabled());
    keys.to(u"Signature of the team"_s).type(u"Incident Response"_s);
    keys.to(u"My signature"_s).type(u"Ada"_s);
    keys.to(u"Save"_s).press(Qt::Key_Space);
    QTRY_VERIFY(!dialog);
    QVERIFY((must(awaited(desk::SignatureDesk(m_world->context().desk).current()))
             == desk::Signatures{u"Incident Response"_s, u"Ada"_s}));
}

void TestKeysAlone::unitsAreImported()
{
    QFile file(m_world->path(u"units.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("title,recipients\nResearch,lab@research.example\n") > 0);
    file.close();
    QPointer<ui::UnitImportDialog> dialog = new ui::UnitImportDialog(m_world->context(), file.fileName(), nullptr);
    QSignalSpy imported(dialog, &ui::UnitImportDialog::imported);
    Keyboard keys(*dialog);
    QTRY_VERIFY(dialog->findChild<QTreeWidget *>()->topLevelItemCount() > 0);
    keys.to(u"Import"_s).press(Qt::Key_Space);
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(imported.first().first().toInt(), 1);
    QTRY_VERIFY(!dialog);
}

void TestKeysAlone::aUnitGetsALanguage()
{
    QPointer<ui::UnitLanguagesDialog> dialog = new ui::UnitLanguagesDialog(m_world->context(), nullptr);
    Keyboard keys(*dialog);
    QTRY_VERIFY(!dialog->findChildren<QComboBox *>().isEmpty());
    auto *box = dialog->findChildren<QComboBox *>().first();
    keys.to(nameOf(box)).type(u"de"_s);
    const QString chosen = box->currentText();
    keys.to(u"Save"_s).press(Qt::Key_Space);
    QTRY_VERIFY(!dialog);
    QPointer<ui::UnitLanguagesDialog> again = new ui::UnitLanguagesDialog(m_world->context(), nullptr);
    again->show();
    QTRY_VERIFY(!again->findChildren<QComboBox *>().isEmpty());
    QCOMPARE(again->findChildren<QComboBox *>().first()->currentText(), chosen);
    QVERIFY(!chosen.isEmpty());
    delete again;
}

void TestKeysAlone::aCodeSignsIn()
{
    SignInShell world;
    QPointer<ui::SignInDialog> dialog = world.dialog();
    Keyboard keys(*dialog);
    QTRY_COMPARE(world.transport.requests().size(), 1);
    keys.to(u"Use a code instead"_s).press(Qt::Key_Space);
    QTRY_COMPARE(world.transport.requests().size(), 2);
    QVERIFY(world.transport.requests().last().way == domain::SignInWay::DeviceCode);
    QTRY_COMPARE(dialog->findChildren<QLineEdit *>().last()->text(), u"WDJB-MJHT"_s);
    keys.to(u"Copy code"_s).press(Qt::Key_Space);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"WDJB-MJHT"_s);
    keys.press(Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY(world.transport.isOver()); // the waiting ended with the window
}

} // namespace liaison::test

using liaison::test::TestKeysAlone;
LIAISON_TEST(TestKeysAlone)
#include "tst_keys_alone.moc"
