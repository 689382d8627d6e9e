#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/wizard_world.h"

#include <QCheckBox>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// What the wizard for a mailbox looks like.
class TestWizardPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsPainted_data();
    void itIsPainted();
};

void TestWizardPictures::itIsPainted_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("look");
    QTest::addColumn<qreal>("ratio"); ///< of the picture
    QTest::addColumn<int>("percent"); ///< of the usual letters
    const int light = static_cast<int>(ui::Appearance::Light);
    const int dark = static_cast<int>(ui::Appearance::Dark);
    QTest::newRow("en-light") << u"en"_s << light << 1.0 << 100;
    QTest::newRow("en-dark-2x") << u"en"_s << dark << 2.0 << 100;
    QTest::newRow("de-light-2x") << u"de"_s << light << 2.0 << 100;
    QTest::newRow("de-dark") << u"de"_s << dark << 1.0 << 100;
    QTest::newRow("de-larger") << u"de"_s << light << 1.0 << 150;
    QTest::newRow("de-large") << u"de"_s << light << 1.0 << 200;
}

/// Every text has room in every step; LIAISON_PICTURES=DIR keeps what it looks like. Widgets are found by their kind:
/// the words are German, too.
void TestWizardPictures::itIsPainted()
{
    QFETCH(const QString, language);
    QFETCH(const int, look);
    QFETCH(const qreal, ratio);
    QFETCH(const int, percent);
    const Look words(language, percent);
    QVERIFY(words.isGood());
    WizardWorld world;
    world.shell.theme()->setAppearance(static_cast<ui::Appearance>(look));
    world.server->failNext(Op::Check, Error{ErrorKind::AuthenticationFailed, u"535"_s, u"5.7.8 no"_s, {}});
    ui::MailboxWizard &wizard = world.wizard();
    const QString name = u"wizard-%1-"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
    const auto check = [&](const QString &state) {
        QTest::qWait(0); // what is shown now is laid out with the next turn of the event loop
        QTRY_VERIFY2(cut(wizard).isEmpty(), qPrintable(state + u": "_s + cut(wizard).join(u'\n')));
        keepPicture(wizard, name + state, ratio);
    };
    const auto next = [&wizard] {
        auto *button = wizard.findChild<QPushButton *>(u"next"_s);
        QTRY_VERIFY(button->isEnabled());
        button->click();
    };
    const auto shown = [&wizard](auto kind) {
        QList<decltype(kind)> all = wizard.findChildren<decltype(kind)>();
        all.removeIf([](const QWidget *widget) { return !widget->isVisible(); });
        return all;
    };
    const auto radios = [&shown] { return shown(static_cast<QRadioButton *>(nullptr)); };
    const auto lines = [&shown] { return shown(static_cast<QLineEdit *>(nullptr)); };
    const auto type = [](QLineEdit *line, const QString &text) {
        line->clear();
        QTest::keyClicks(line, text);
    };
    check(u"1-address"_s);
    next(); // wrong fields have their sentences
    check(u"1-address-wrong"_s);
    type(lines().at(0), u"ir@corp.example"_s);
    radios().at(1)->click();
    check(u"1-address-two-readers"_s);
    radios().at(0)->click();
    next();
    QTRY_COMPARE(world.asked.size(), 1);
    check(u"2-looking"_s);
    world.answer(WizardWorld::nothing(ErrorKind::CredentialsMissing));
    QTRY_COMPARE(lines().size(), 2);
    check(u"2-sign-in-wanted"_s);
    type(lines().at(1), u"correct horse"_s);
    QTest::keyClick(lines().at(1), Qt::Key_Return);
    QTRY_COMPARE(world.asked.size(), 2);
    world.answer(WizardWorld::nothing(ErrorKind::PermissionDenied, {u"autodiscover.hoster.example"_s}));
    QTRY_VERIFY(says(wizard, u"autodiscover.hoster.example"_s));
    check(u"2-trust"_s);
    wizard.findChild<QPushButton *>(u"look"_s)->click();
    QTRY_COMPARE(world.asked.size(), 3);
    world.answer(WizardWorld::found(u"https://outlook.office365.com/EWS/Exchange.asmx"_s));
    QTRY_VERIFY(radios().at(1)->isChecked());
    check(u"2-found"_s);
    next();
    check(u"3-graph"_s);
    next();
    check(u"3-graph-wrong"_s);
    wizard.findChild<QPushButton *>(u"back"_s)->click();
    radios().at(0)->click();
    next();
    check(u"3-exchange"_s);
    wizard.findChild<QPushButton *>(u"back"_s)->click();
    radios().at(2)->click();
    next();
    const QList<QLineEdit *> fields = lines();
    for (QLineEdit *line : fields) {
        if (line->echoMode() == QLineEdit::Password)
            type(line, u"correct horse"_s);
        else if (line->placeholderText().endsWith("corp.example"_L1) && !line->placeholderText().contains(u'@'))
            type(line, line->placeholderText());
    }
    check(u"3-imap"_s);
    world.server->hold(Op::Folders);
    next();
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    check(u"4-asking"_s);
    world.server->release(Op::Folders);
    QTRY_VERIFY(wizard.findChild<QPushButton *>(u"next"_s)->isEnabled());
    check(u"4-folders"_s);
    next();
    check(u"5-test"_s);
    wizard.findChild<QCheckBox *>(u"sendsMail"_s)->setChecked(false);
    for (const char *side : {"testInbound", "testOutbound"})
        wizard.findChild<QPushButton *>(QLatin1String(side))->click();
    const auto bars = [&shown] { return shown(static_cast<ui::MessageBar *>(nullptr)); };
    QTRY_COMPARE(bars().size(), 2);
    check(u"5-tested"_s);
    next();
    QTRY_VERIFY(!world.stored().isEmpty());
    QTRY_VERIFY(!wizard.findChild<QPushButton *>(u"back"_s)->isVisible());
    check(u"6-saved"_s);
}

} // namespace liaison::test

using liaison::test::TestWizardPictures;
LIAISON_TEST(TestWizardPictures)
#include "tst_wizard_pictures.moc"
