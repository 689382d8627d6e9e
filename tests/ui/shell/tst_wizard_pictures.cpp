#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/wizard_walk.h"

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
    addPaintedLooks();
    QTest::newRow("de-larger") << PaintedLook{u"de"_s, ui::Appearance::Light, 1, 150};
}

/// Every text has room in every step; LIAISON_PICTURES=DIR keeps what it looks like.
void TestWizardPictures::itIsPainted()
{
    const Painting painting(u"wizard"_s);
    WizardWorld world;
    painting.dress(world.shell.theme());
    walkThrough(world, [&](const QString &state) { painting.check(world.wizard(), state); });
}

} // namespace liaison::test

using liaison::test::TestWizardPictures;
LIAISON_TEST(TestWizardPictures)
#include "tst_wizard_pictures.moc"
