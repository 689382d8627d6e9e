#include "core/desk/feed_desk.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "ui/common/theme.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QWindow>

using namespace liaison;
using namespace liaison::test;

/// The main job in the real window: an analyst with a keyboard, a real Dovecot and a real Exim.
class TestWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void connectsWritesReadsAndAnswers();

private:
    void connectTheMailbox(ServerWorld &world);
    void makeTheIncident();
    void writeToTheUnit(ServerWorld &world);
    void readAndAnswer(ServerWorld &world);

    /// What a screen reader would find under this name, among what can be seen.
    template <class W> W *named(const QString &name);
    template <class W> W *waitFor(const QString &name);
    void type(QWidget *field, const QString &text);
    void press(const QString &button);
    void sendWithTheKeys(QWidget *window);
    bool shows(const QString &words);

    std::unique_ptr<ui::MainWindow> m_window;
    domain::Incident m_incident;
};

template <class W> W *TestWindow::named(const QString &name)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (const QWidget *top : windows) {
        const QList<W *> found = top->findChildren<W *>();
        for (W *widget : found) {
            QString text = widget->accessibleName();
            if (auto *button = qobject_cast<QAbstractButton *>(widget); button && text.isEmpty())
                text = button->text().remove(QLatin1Char('&'));
            if (text == name && widget->isVisible())
                return widget;
        }
    }
    return nullptr;
}

template <class W> W *TestWindow::waitFor(const QString &name)
{
    W *found = nullptr;
    if (!QTest::qWaitFor([&] { return (found = named<W>(name)) && found->isEnabled(); }, 20'000))
        qWarning("no enabled widget is called \"%s\"", qPrintable(name));
    return found;
}

void TestWindow::type(QWidget *field, const QString &text)
{
    QVERIFY(field);
    field->setFocus(Qt::TabFocusReason);
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, text);
}

void TestWindow::press(const QString &name)
{
    auto *button = waitFor<QAbstractButton>(name);
    QVERIFY2(button, qPrintable(name));
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Space);
}

/// To the window, as the display server would: who has the focus decides.
void TestWindow::sendWithTheKeys(QWidget *window)
{
    QTRY_COMPARE(QApplication::activeWindow(), window);
    auto *text = qobject_cast<QPlainTextEdit *>(QApplication::focusWidget());
    QVERIFY2(text && text->window() == window, "the text lost the focus");
    QTest::keyClick(window->windowHandle(), Qt::Key_Return, Qt::ControlModifier);
}

bool TestWindow::shows(const QString &words)
{
    const QList<QTextBrowser *> views = m_window->findChildren<QTextBrowser *>();
    return std::any_of(views.begin(), views.end(), [&](const QTextBrowser *view) {
        return view->isVisible() && view->toPlainText().contains(words);
    });
}

void TestWindow::connectsWritesReadsAndAnswers()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start();
    QVERIFY2(failure.isEmpty(), failure);
    SystemClock clock;
    desk::FeedDesk feeds(world.office->engine());
    ui::Theme theme;
    QTemporaryDir profile;
    QSettings settings(profile.filePath(QStringLiteral("liaison.ini")), QSettings::IniFormat);
    m_window = std::make_unique<ui::MainWindow>(
        ui::UiContext{world.office->store(), world.office->context(), &feeds, &clock, QStringLiteral("Ada")}, &theme,
        &settings);
    m_window->resize(1'300, 860);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));

    connectTheMailbox(world);
    if (!QTest::currentTestFailed())
        makeTheIncident();
    if (!QTest::currentTestFailed())
        writeToTheUnit(world);
    if (!QTest::currentTestFailed())
        readAndAnswer(world);
    if (const QString folder = qEnvironmentVariable("LIAISON_TEST_PICTURES"); !folder.isEmpty())
        m_window->grab().save(folder + QStringLiteral("/window.png"));
    m_window.reset();
}

void TestWindow::connectTheMailbox(ServerWorld &world)
{
    press(QStringLiteral("Connect a mailbox"));
    press(QStringLiteral("Use the form instead"));
    auto *accountType = waitFor<QComboBox>(QStringLiteral("Account type"));
    QVERIFY(accountType);
    QTest::keyClick(accountType, Qt::Key_I); // IMAP + SMTP
    QTRY_COMPARE(accountType->currentText(), QStringLiteral("IMAP + SMTP"));
    type(waitFor<QLineEdit>(QStringLiteral("E-mail address")), analysts);
    type(waitFor<QLineEdit>(QStringLiteral("Inbound host")), QStringLiteral("localhost"));
    type(waitFor<QSpinBox>(QStringLiteral("Inbound port")), QString::number(world.host->imapsPort()));
    type(waitFor<QLineEdit>(QStringLiteral("Inbound password")), analystsPassword);
    type(waitFor<QLineEdit>(QStringLiteral("Inbound trusted CA file")), world.tls.ca);
    type(waitFor<QLineEdit>(QStringLiteral("Outbound host")), QStringLiteral("localhost"));
    type(waitFor<QSpinBox>(QStringLiteral("Outbound port")), QString::number(world.host->smtpsPort()));
    type(waitFor<QLineEdit>(QStringLiteral("Outbound trusted CA file")), world.tls.ca);
    press(QStringLiteral("SAVE"));
    press(QStringLiteral("START"));
    if (auto *anyway = waitFor<QAbstractButton>(QStringLiteral("Start anyway")))
        QTest::keyClick(anyway, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(world.office->engine()->statuses().size(), 1, 20'000);
    QVERIFY(world.office->waitInSync(world.office->engine()->statuses().first().mailbox, 1));
    // The unit is an administrator's work, shown in tests/ui; here it is simply there.
    const auto incident = world.incident(QStringLiteral("Made before the window"));
    QVERIFY2(incident, why(incident));
}

void TestWindow::makeTheIncident()
{
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    auto *title = waitFor<QLineEdit>(QStringLiteral("Title"));
    type(title, QStringLiteral("Sign-in from an unknown place"));
    QTest::keyClick(title, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!named<QLineEdit>(QStringLiteral("Title")), 20'000);
}

void TestWindow::writeToTheUnit(ServerWorld &world)
{
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    auto *to = waitFor<QLineEdit>(QStringLiteral("To"));
    QVERIFY(to);
    // A window of its own. QWindow calls it active as soon as the main window is, whose keys it would not get.
    QTRY_COMPARE(QApplication::activeWindow(), to->window());
    type(to, finance);
    type(waitFor<QLineEdit>(QStringLiteral("Subject")), QStringLiteral("Please confirm"));
    type(waitFor<QPlainTextEdit>(QStringLiteral("Text")), QStringLiteral("Is this sign-in yours?"));
    sendWithTheKeys(to->window());
    // Finance is not yet known to this incident, so the program asks; then there are ten seconds to undo.
    if (auto *anyway = waitFor<QAbstractButton>(QStringLiteral("Send anyway")))
        QTest::keyClick(anyway, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(finance).size(), 1, 60'000);
    const QJsonObject mail = readIndependently(world.host->delivered(finance).first());
    QVERIFY(headerValues(mail, "Subject").first().startsWith(QStringLiteral("Please confirm [INC-")));
}

void TestWindow::readAndAnswer(ServerWorld &world)
{
    const QString id = headerValues(readIndependently(world.host->delivered(finance).first()), "Message-ID").first();
    QCOMPARE(
        world.host->submit(finance, {analysts},
                           mailToAnalysts(finance, QStringLiteral("Re: Please confirm"), "window-answer@bu.test",
                                          "In-Reply-To: " + id.toUtf8() + "\r\n", "The sign-in was not ours.\r\n")),
        QString());
    QTRY_VERIFY_WITH_TIMEOUT(shows(QStringLiteral("The sign-in was not ours.")), 60'000);
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    auto *text = waitFor<QPlainTextEdit>(QStringLiteral("Text"));
    QVERIFY(text);
    text->setFocus(Qt::TabFocusReason);
    QTest::keyClicks(text, QStringLiteral("Thank you, we lock the account."));
    sendWithTheKeys(m_window.get());
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(finance).size(), 2, 60'000);
    const QJsonObject mail = readIndependently(world.host->delivered(finance).last());
    QCOMPARE(headerValues(mail, "In-Reply-To"), QStringList{QStringLiteral("<window-answer@bu.test>")});
    const QString sent = mail.value(QLatin1String("text")).toString();
    QVERIFY2(sent.contains(QStringLiteral("Thank you, we lock the account."))
                 && sent.contains(QStringLiteral("> The sign-in was not ours.")),
             qPrintable(sent));
}

LIAISON_TEST(TestWindow)
#include "tst_window.moc"
