#include "app/command_line.h"
#include "app/composition_root.h"
#include "app/translations.h"
#include "tests/support/test_registry.h"
#include "ui/common/preferences.h"
#include "ui/shell/main_window.h"

#include <QFileInfo>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace liaison::test {

class TestApp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandLine_data();
    void commandLine();
    void theDemoHasOneMailboxOfEachKind();
    void defaultsAreTheProfiles();
    void theLanguageIsChosen();
    void theLanguageOfTheProfileIsKept();
    void startsAndStops();
    void saysWhenTheStoreCannotBeOpened();
};

void TestApp::commandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("ends");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &arguments, bool ends, int code, const QString &says) {
        QTest::newRow(name) << arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts) << ends << code << says;
    };
    row("none", {}, false, 0, {});
    row("help", QStringLiteral("--help"), true, 0, QStringLiteral("--profile"));
    row("version", QStringLiteral("--version"), true, 0, QStringLiteral(LIAISON_VERSION));
    row("help-all of Qt", QStringLiteral("--help-all"), true, 2, QStringLiteral("help-all"));
    row("unknown option", QStringLiteral("--nonsense"), true, 2, QStringLiteral("nonsense"));
    row("unknown argument", QStringLiteral("nonsense"), true, 2, QStringLiteral("nonsense"));
    row("missing value", QStringLiteral("--profile"), true, 2, QStringLiteral("profile"));
    row("vault", QStringLiteral("--vault memory"), false, 0, {});
    row("language", QStringLiteral("--language de"), false, 0, {});
    row("unknown language", QStringLiteral("--language tlh"), true, 2, QStringLiteral("tlh"));
    row("demo", QStringLiteral("--demo"), false, 0, {});
    row("demo with a profile", QStringLiteral("--demo --profile /tmp/mine"), true, 2, QStringLiteral("--demo"));
    row("demo with a vault", QStringLiteral("--demo --vault memory"), true, 2, QStringLiteral("--demo"));
    for (const QString &kind : {QStringLiteral("exchange"), QStringLiteral("graph"), QStringLiteral("imap")})
        row(qPrintable(kind), QStringLiteral("--demo --demo-mailbox ") + kind, false, 0, {});
    row("no kind", QStringLiteral("--demo --demo-mailbox="), true, 2, QStringLiteral("graph"));
    row("kind without demo", QStringLiteral("--demo-mailbox imap"), true, 2, QStringLiteral("--demo"));
    row("tour", QStringLiteral("--demo --tour pictures"), false, 0, {});
    row("tour without demo", QStringLiteral("--tour pictures"), true, 2, QStringLiteral("--demo"));
    row("tour without folder", QStringLiteral("--demo --tour="), true, 2, QStringLiteral("folder"));
    row("unknown vault", QStringLiteral("--vault paper"), true, 2, QStringLiteral("paper"));
}

void TestApp::commandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, ends);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    arguments.prepend(QStringLiteral("liaison"));
    const app::Options options = app::parseCommandLine(arguments);
    QCOMPARE(options.printAndExit.has_value(), ends);
    QCOMPARE(options.exitCode, exitCode);
    QVERIFY2(options.printAndExit.value_or(QString()).contains(says),
             qPrintable(options.printAndExit.value_or(QString())));
}

void TestApp::theDemoHasOneMailboxOfEachKind()
{
    const QStringList plain{QStringLiteral("liaison"), QStringLiteral("--demo")};
    QCOMPARE(app::parseCommandLine(plain).demoMailbox, QString());
    const QStringList graph = plain + QStringList{QStringLiteral("--demo-mailbox"), QStringLiteral("graph")};
    QCOMPARE(app::parseCommandLine(graph).demoMailbox, QStringLiteral("graph"));
}

void TestApp::defaultsAreTheProfiles()
{
    const app::Options options = app::parseCommandLine(
        {QStringLiteral("liaison"), QStringLiteral("--profile"), QStringLiteral("/tmp/somewhere")});
    QCOMPARE(options.storeLocation, QStringLiteral("/tmp/somewhere/liaison.sqlite"));
    QVERIFY(!options.memoryVault);
}

void TestApp::theLanguageIsChosen()
{
    const auto asked = [](const QString &arguments) {
        return app::askedLanguage(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    };
    QCOMPARE(asked(QStringLiteral("liaison --vault memory --language de")), QStringLiteral("de"));
    QCOMPARE(asked(QStringLiteral("liaison --language=en")), QStringLiteral("en"));
    QCOMPARE(asked(QStringLiteral("liaison --language")), QString());
    QCOMPARE(asked(QStringLiteral("liaison")), QString());
    const auto chosen = [](const QString &preferred) { return app::chooseLanguage(preferred.split(QLatin1Char(' '))); };
    QCOMPARE(chosen(QStringLiteral("de-AT de")), QStringLiteral("de"));
    QCOMPARE(chosen(QStringLiteral("en-GB de")), QStringLiteral("en"));
    QCOMPARE(chosen(QStringLiteral("fr-FR fr de-DE")), QStringLiteral("de"));
    QCOMPARE(chosen(QStringLiteral("C")), QStringLiteral("en"));
    QCOMPARE(chosen(QStringLiteral("den-CA")), QStringLiteral("en")); // Slavey, not German
}

void TestApp::theLanguageOfTheProfileIsKept()
{
    const QTemporaryDir profile;
    const QStringList arguments{QStringLiteral("liaison"), QStringLiteral("--profile"), profile.path()};
    QCOMPARE(app::keptLanguage(arguments), QString());
    QVERIFY(!QFileInfo::exists(profile.filePath(QStringLiteral("liaison.ini")))); // looking makes nothing
    {
        QSettings settings(profile.filePath(QStringLiteral("liaison.ini")), QSettings::IniFormat);
        ui::Preferences::instance()->keepIn(&settings);
        ui::Preferences::instance()->setLanguage(QStringLiteral("de"));
    }
    QCOMPARE(app::keptLanguage(arguments), QStringLiteral("de"));
    QCOMPARE(app::keptLanguage({QStringLiteral("liaison"), QStringLiteral("--profile=") + profile.path()}),
             QStringLiteral("de"));
}

void TestApp::startsAndStops()
{
    const QTemporaryDir dir;
    app::Options options;
    options.profileDir = dir.filePath(QStringLiteral("new/profile"));
    options.storeLocation = options.profileDir + QStringLiteral("/liaison.sqlite");
    options.memoryVault = true;
    // Twice: the second start finds what the first one made.
    for (int i = 0; i < 2; ++i) {
        app::CompositionRoot root(options);
        QSignalSpy started(&root, &app::CompositionRoot::started);
        QSignalSpy failed(&root, &app::CompositionRoot::failed);
        root.start();
        QTRY_COMPARE(started.size(), 1);
        QVERIFY(failed.isEmpty());
        QVERIFY(root.window()->isVisible());
        root.window()->close();
    }
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther
        | QFile::ExeOther;
    QVERIFY((QFileInfo(options.profileDir).permissions() & others) == QFile::Permissions());
    QVERIFY((QFileInfo(options.storeLocation).permissions() & others) == QFile::Permissions());
}

void TestApp::saysWhenTheStoreCannotBeOpened()
{
    const QTemporaryDir dir;
    app::Options options;
    options.profileDir = dir.path();
    options.storeLocation = dir.filePath(QStringLiteral("garbage.sqlite"));
    options.memoryVault = true;
    QFile garbage(options.storeLocation);
    QVERIFY(garbage.open(QIODevice::WriteOnly));
    garbage.write(QByteArray(8192, 'x'));
    garbage.close();
    app::CompositionRoot root(options);
    QSignalSpy failed(&root, &app::CompositionRoot::failed);
    root.start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!root.window());
}

} // namespace liaison::test

using liaison::test::TestApp;
LIAISON_TEST(TestApp)
#include "tst_app.moc"
