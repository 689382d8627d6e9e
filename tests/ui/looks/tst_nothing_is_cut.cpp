#include "tests/support/test_registry.h"
#include "tests/ui/looks/every_window.h"
#include "tests/ui/shell/layout_faults.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/wizard_walk.h"
#include "tests/ui/shell/wizard_world.h"

#include <QComboBox>
#include <QTest>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Every window, in letters up to twice as large, in German, and in a language whose words are 40 % longer.
class TestNothingIsCut : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<EveryWorld>(); }
    void cleanupTestCase() { m_world.reset(); }
    void everyTextHasRoom_data();
    void everyTextHasRoom();
    void everyChoiceHasRoom_data();
    void everyChoiceHasRoom();
    void aCutChoiceIsSeen();

private:
    std::unique_ptr<EveryWorld> m_world;
};

void TestNothingIsCut::everyTextHasRoom_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("percent"); ///< of the usual letters
    QTest::addColumn<QSize>("size");  ///< of a main window
    const auto add = [](const char *language, int percent, QSize size) {
        for (int i = 0; i < everyWindow().size(); ++i)
            QTest::addRow("%s-%d-%s", language, percent, everyWindow().at(i).name)
                << i << QString::fromLatin1(language) << percent << size;
    };
    for (const char *language : {"en", "de"}) {
        add(language, 100, {1320, 800});
        add(language, 150, {1600, 1000});
        add(language, 200, {1920, 1200});
    }
    add("pseudo", 100, {1320, 800});
    add("pseudo", 150, {1600, 1000});
}

/// LIAISON_PICTURES=DIR keeps what everything looks like.
void TestNothingIsCut::everyTextHasRoom()
{
    QFETCH(const int, number);
    QFETCH(const QString, language);
    QFETCH(const int, percent);
    QFETCH(const QSize, size);
    const Look words(language, percent);
    QVERIFY(words.isGood());
    QStringList faults;
    const auto look = [&faults](QWidget &window, const QString &state) {
        const auto wrong = [&window] {
            QCoreApplication::sendPostedEvents(); // what is shown now is laid out
            return cut(window) + low(window);
        };
        if (!QTest::qWaitFor([&wrong] { return wrong().isEmpty(); }, 2'000))
            faults << state + u":\n  "_s + wrong().join(u"\n  "_s);
        keepPicture(window, QString::fromLatin1(QTest::currentDataTag()) + u'-' + state);
    };
    everyWindow().at(number).visit({*m_world, size, look});
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestNothingIsCut::everyChoiceHasRoom_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("percent"); ///< of the usual letters
    for (const char *language : {"en", "de"})
        for (const int percent : {100, 150, 200})
            QTest::addRow("%s-%d", language, percent) << QString::fromLatin1(language) << percent;
}

/// The narrowest window that has boxes with long names of ways to sign in: the wizard. What is chosen later has room,
/// too.
void TestNothingIsCut::everyChoiceHasRoom()
{
    QFETCH(const QString, language);
    QFETCH(const int, percent);
    const Look words(language, percent);
    QVERIFY(words.isGood());
    WizardWorld world;
    QStringList faults;
    int seen = 0;
    const auto look = [&](const QString &state) {
        constexpr int narrow = 860;
        if (!state.startsWith(u"3-"_s)) // the step of the sign-in
            return;
        ui::MailboxWizard &wizard = world.wizard();
        wizard.resize(narrow * percent / 100, wizard.height());
        ++seen;
        const auto wrong = [&wizard] {
            QCoreApplication::sendPostedEvents();
            return cutChoices(wizard);
        };
        if (!QTest::qWaitFor([&wrong] { return wrong().isEmpty(); }, 2'000))
            faults << state + u":\n  "_s + wrong().join(u"\n  "_s);
        keepPicture(wizard, u"choices-%1-%2"_s.arg(QString::fromLatin1(QTest::currentDataTag()), state));
    };
    walkThrough(world, look);
    QVERIFY(seen >= 3); // Graph, Exchange, IMAP and SMTP
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

/// What finds a fault in no window of ours would find one.
void TestNothingIsCut::aCutChoiceIsSeen()
{
    QWidget window;
    QComboBox box(&window);
    box.addItems({u"short"_s, u"a choice with a very long name indeed"_s});
    box.resize(box.sizeHint());
    window.show();
    QCOMPARE(cutChoices(window), QStringList());
    box.resize(box.width() / 2, box.height());
    QCOMPARE(cutChoices(window).size(), 1);
    QVERIFY(cutChoices(window).first().contains(u"very long name"_s));
}

} // namespace liaison::test

using liaison::test::TestNothingIsCut;
LIAISON_TEST(TestNothingIsCut)
#include "tst_nothing_is_cut.moc"
