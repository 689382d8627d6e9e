#include "tests/support/test_registry.h"
#include "tests/ui/mails/recipient_world.h"
#include "ui/common/theme.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"

#include <QDir>
#include <QImage>
#include <QTranslator>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

/// What the list of people looks like.
class TestRecipientPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsPainted_data();
    void itIsPainted();
};

void TestRecipientPictures::itIsPainted_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("look");
    QTest::addColumn<qreal>("ratio"); ///< of the picture
    QTest::addColumn<int>("percent"); ///< of the usual letters
    const int light = static_cast<int>(Appearance::Light);
    const int dark = static_cast<int>(Appearance::Dark);
    QTest::newRow("en-light") << u"en"_s << light << 1.0 << 100;
    QTest::newRow("en-dark-2x") << u"en"_s << dark << 2.0 << 100;
    QTest::newRow("de-light-2x") << u"de"_s << light << 2.0 << 100;
    QTest::newRow("de-dark") << u"de"_s << dark << 1.0 << 100;
    QTest::newRow("de-large") << u"de"_s << light << 1.0 << 200;
}

/// Every row has room for its letters; LIAISON_PICTURES=DIR keeps what it looks like.
void TestRecipientPictures::itIsPainted()
{
    QFETCH(const QString, language);
    QFETCH(const int, look);
    QFETCH(const qreal, ratio);
    QFETCH(const int, percent);
    QTranslator german;
    if (language == "de"_L1)
        QVERIFY(german.load(u":/i18n/liaison_de"_s) && QCoreApplication::installTranslator(&german));
    const QFont usual = QApplication::font();
    QFont letters = usual;
    letters.setPointSizeF(letters.pointSizeF() * percent / 100);
    QApplication::setFont(letters);
    Theme theme;
    theme.setAppearance(static_cast<Appearance>(look));
    MailWorld world;
    world.receive("\"Mara Jensen, Finance Operations and Treasury Management\" <mara.jensen@bu.example>", "Sign-in",
                  "Was it you?", "Cc: Mark Able <m.able@suppliers.elsewhere.example>, <mara@freemail.example>\n");
    Composer composer(world.context());
    composer.resize(760, 420);
    composer.show();
    composer.activateWindow();
    composer.edit(value(await(desk::ComposeDesk(world.context().desk).newMail(world.incident().id, std::nullopt))));
    AddressField *field = composer.form()->toField();
    const auto *completer = field->findChild<RecipientCompleter *>();
    field->setFocus();
    const auto keep = [&](const QString &state) {
        const QString dir = qEnvironmentVariable("LIAISON_PICTURES");
        if (dir.isEmpty())
            return;
        QImage image(composer.size() * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        composer.render(&image);
        const QString name = u"recipients-%1-%2.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()), state);
        QVERIFY(image.save(QDir(dir).filePath(name)));
    };
    QTest::keyClicks(field, u"fin"_s);
    QTRY_VERIFY(completer->popup()->isVisible());
    keep(u"1-unit"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClicks(field, u"ma"_s);
    QTRY_VERIFY(completer->popup()->isVisible());
    QTRY_COMPARE(completer->popup()->model()->rowCount(), 3);
    QTest::keyClick(field, Qt::Key_Down);
    keep(u"2-people"_s);
    const QRect row = completer->popup()->visualRect(completer->popup()->model()->index(2, 0));
    QVERIFY(row.height() >= QFontMetrics(completer->popup()->font()).height());
    QVERIFY(completer->popup()->viewport()->rect().contains(row));
    QVERIFY(composer.rect().contains(completer->popup()->geometry()));
    QCOMPARE(RecipientModel::place(stranger), language == "de"_L1 ? u"Außerhalb"_s : u"Outside"_s);
    QApplication::setFont(usual);
}

LIAISON_TEST(TestRecipientPictures)
#include "tst_recipient_pictures.moc"
