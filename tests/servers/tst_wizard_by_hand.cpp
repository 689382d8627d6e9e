#include "tests/servers/offered_mailbox.h"
#include "tests/support/mail_host.h"
#include "tests/support/program_window.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <memory>

/// QVERIFY, which tells of the window where it fails, and asks for that only then.
#define VERIFY_IN_WINDOW(statement)                                                                                    \
    do {                                                                                                               \
        if (!(statement))                                                                                              \
            QFAIL(scene(#statement));                                                                                  \
    } while (false)

namespace liaison::test {

using namespace Qt::StringLiterals;

/// The first mailbox, connected in the real program's window with the keyboard alone: from the welcome to mail that
/// arrives, also after the program was killed. LIAISON_PICTURES=DIR keeps what is on the screen.
class TestWizardByHand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFirstMailbox_data();
    void theFirstMailbox();

private:
    void enterTheAddress();
    void chooseTheType();
    void signIn();
    void takeTheFolders();
    void runTheTests();
    void saveAndStart();

    [[nodiscard]] const Person &person() const { return m_program.person(); }
    /// What the command line says of the mailbox's feed; empty: there is none.
    [[nodiscard]] QJsonObject feed() const;
    /// Whether it runs in the program that was started last.
    [[nodiscard]] bool runs() const;
    [[nodiscard]] bool has(const QString &subject) const;
    void arrives(const QString &subject);
    /// What the window shows and the feed does while `failed` is not so.
    [[nodiscard]] QByteArray scene(const char *failed) const;
    void keepPicture(const QString &name) const;

    ProgramWindow m_program{QStringLiteral(LIAISON_PROGRAM)};
    std::unique_ptr<OfferedMailbox> m_offered; ///< anew for each row
};

void TestWizardByHand::initTestCase()
{
    REQUIRE_SERVER(ProgramWindow::missing().isEmpty(), qPrintable(ProgramWindow::missing()));
    QVERIFY(m_program.prepare());
}

QJsonObject TestWizardByHand::feed() const
{
    const QJsonArray feeds = m_program.ask({u"feed"_s, u"status"_s}).value("feeds"_L1).toArray();
    return feeds.isEmpty() ? QJsonObject() : feeds.first().toObject();
}

bool TestWizardByHand::runs() const
{
    const QJsonObject told = feed();
    return told.value("mailbox"_L1).toString() == m_offered->address
        && told.value("state"_L1).toString() == "running"_L1
        && told.value("holder"_L1).toObject().value("pid"_L1).toInteger() == m_program.pid();
}

bool TestWizardByHand::has(const QString &subject) const
{
    const QJsonArray mails = m_program.ask({u"mails"_s, u"list"_s, u"--unmatched"_s}).value("mails"_L1).toArray();
    return std::any_of(mails.begin(), mails.end(), [&subject](const QJsonValue &mail) {
        return mail.toObject().value("subject"_L1).toString() == subject;
    });
}

void TestWizardByHand::arrives(const QString &subject)
{
    QVERIFY(!has(subject));
    const QByteArray failure = m_offered->submit(subject);
    QVERIFY2(failure.isEmpty(), failure);
    VERIFY_IN_WINDOW(QTest::qWaitFor([&] { return has(subject); }, 90'000));
}

QByteArray TestWizardByHand::scene(const char *failed) const
{
    keepPicture(u"failed"_s);
    return QByteArray(failed) + '\n' + m_program.scene()
        + "feed: " + QJsonDocument(feed()).toJson(QJsonDocument::Compact);
}

void TestWizardByHand::keepPicture(const QString &name) const
{
    const QString folder = qEnvironmentVariable("LIAISON_PICTURES");
    const QString row = QString::fromLatin1(QTest::currentDataTag());
    if (!folder.isEmpty() && !m_program.display().picture(u"%1/by-hand-%2-%3.png"_s.arg(folder, row, name)))
        qWarning("no picture of %s", qPrintable(name));
}

void TestWizardByHand::enterTheAddress()
{
    QVERIFY(m_program.start());
    VERIFY_IN_WINDOW(person().waitFor(u"Connect a mailbox"_s));
    keepPicture(u"1-welcome"_s);
    QVERIFY(person().press(u"Return"_s));
    VERIFY_IN_WINDOW(person().waitFor(u"E-mail address"_s));
    VERIFY_IN_WINDOW(person().fill(u"E-mail address"_s, m_offered->address));
    VERIFY_IN_WINDOW(person().fill(u"Display name"_s, u"Incident Response"_s));
    VERIFY_IN_WINDOW(person().pressButton(u"No, Liaison alone"_s));
    keepPicture(u"2-address"_s);
    QVERIFY(person().press(u"alt+n"_s));
    VERIFY_IN_WINDOW(person().waitForWords(u"Step 2 of 5: Type of account"_s));
}

/// By hand, whether or not the search for an Exchange has come to its end.
void TestWizardByHand::chooseTheType()
{
    const QStringList types{u"Exchange Web Services (EWS)"_s, u"Microsoft Graph"_s, u"IMAP + SMTP"_s};
    VERIFY_IN_WINDOW(person().goToOneOf(types));
    VERIFY_IN_WINDOW(m_offered->exchange.isEmpty() ? person().goTo(types.last(), u"Down"_s)
                                                   : person().goTo(types.first(), u"Up"_s));
    QVERIFY(person().press(u"space"_s)); // chosen, so that the search no longer proposes another
    keepPicture(u"3-type"_s);
    QVERIFY(person().press(u"alt+n"_s));
    VERIFY_IN_WINDOW(person().waitForWords(u"Step 3 of 5: Sign-in"_s));
}

void TestWizardByHand::signIn()
{
    if (!m_offered->exchange.isEmpty()) {
        VERIFY_IN_WINDOW(person().fill(u"Exchange host"_s, m_offered->exchange));
        VERIFY_IN_WINDOW(person().fill(u"Trusted CA file"_s, m_offered->ca));
        VERIFY_IN_WINDOW(person().goTo(u"Authentication type"_s) && person().goTo(u"NTLM"_s, u"Down"_s));
        VERIFY_IN_WINDOW(person().fill(u"Password"_s, m_offered->password));
        return;
    }
    VERIFY_IN_WINDOW(person().fill(u"Inbound host"_s, u"localhost"_s));
    VERIFY_IN_WINDOW(person().fill(u"Inbound port"_s, m_offered->imaps));
    VERIFY_IN_WINDOW(person().fill(u"Inbound password"_s, m_offered->password));
    VERIFY_IN_WINDOW(person().fill(u"Inbound trusted CA file"_s, m_offered->ca));
    VERIFY_IN_WINDOW(person().fill(u"Outbound host"_s, u"localhost"_s));
    VERIFY_IN_WINDOW(person().fill(u"Outbound port"_s, m_offered->smtps));
    VERIFY_IN_WINDOW(person().fill(u"Outbound trusted CA file"_s, m_offered->ca));
}

void TestWizardByHand::takeTheFolders()
{
    keepPicture(u"4-sign-in"_s);
    QVERIFY(person().press(u"alt+n"_s));
    VERIFY_IN_WINDOW(person().waitFor(u"Folders that are read"_s));
    keepPicture(u"5-folders"_s);
    QVERIFY(person().press(u"alt+n"_s));
    VERIFY_IN_WINDOW(person().waitForWords(u"Step 5 of 5: Test"_s));
}

void TestWizardByHand::runTheTests()
{
    VERIFY_IN_WINDOW(person().pressButton(u"TEST INBOUND"_s));
    VERIFY_IN_WINDOW(person().waitForWords(u"Reading works."_s));
    VERIFY_IN_WINDOW(person().pressButton(u"TEST OUTBOUND"_s));
    VERIFY_IN_WINDOW(person().waitForWords(u"Sending works: the test mail came back."_s));
    keepPicture(u"6-tested"_s);
    QVERIFY(feed().isEmpty()); // nothing is saved before SAVE
}

/// After tests that passed START asks nothing.
void TestWizardByHand::saveAndStart()
{
    VERIFY_IN_WINDOW(person().pressButton(u"SAVE"_s));
    VERIFY_IN_WINDOW(person().waitForWords(m_offered->address + " is saved."_L1));
    keepPicture(u"7-saved"_s);
    QCOMPARE(feed().value("state"_L1).toString(), u"stopped"_s);
    VERIFY_IN_WINDOW(person().pressButton(u"START"_s));
    VERIFY_IN_WINDOW(person().waitForWords(m_offered->address + " RUNNING"_L1));
    VERIFY_IN_WINDOW(QTest::qWaitFor([this] { return runs(); }, 60'000));
    keepPicture(u"8-running"_s);
}

void TestWizardByHand::theFirstMailbox_data()
{
    QTest::addColumn<bool>("isExchange");
    QTest::newRow("exchange") << true;
    QTest::newRow("dovecot-exim") << false;
}

void TestWizardByHand::theFirstMailbox()
{
    QFETCH(bool, isExchange);
    REQUIRE_SERVER(isExchange || MailHost::missing().isEmpty(), qPrintable(MailHost::missing()));
    m_offered = std::make_unique<OfferedMailbox>();
    const QByteArray failure = isExchange ? m_offered->onExchange(m_program) : m_offered->onMailHost();
    QVERIFY2(failure.isEmpty(), failure);
    m_program.newProfile();
    for (const auto step :
         {&TestWizardByHand::enterTheAddress, &TestWizardByHand::chooseTheType, &TestWizardByHand::signIn,
          &TestWizardByHand::takeTheFolders, &TestWizardByHand::runTheTests, &TestWizardByHand::saveAndStart}) {
        (this->*step)();
        if (QTest::currentTestFailed())
            return;
    }
    arrives(u"Before the program was killed"_s);
    QVERIFY(m_program.kill());
    QVERIFY(m_program.start()); // and no key is pressed
    // What was killed holds the mailbox for a minute.
    VERIFY_IN_WINDOW(person().waitForWords(m_offered->address + " RUNNING"_L1, 120'000));
    VERIFY_IN_WINDOW(QTest::qWaitFor([this] { return runs(); }, 60'000));
    arrives(u"After the program was killed"_s);
    keepPicture(u"9-again"_s);
}

} // namespace liaison::test

using liaison::test::TestWizardByHand;
LIAISON_TEST(TestWizardByHand)
#include "tst_wizard_by_hand.moc"
