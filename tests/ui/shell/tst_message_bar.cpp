#include "tests/support/test_registry.h"
#include "ui/common/message_bar.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// The line over a page that tells something.
class TestMessageBar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void actionsGoBelowWhereTheTextHasNoRoom();
    void anActionIsThereWithItsText();

private:
    static QLabel *textOf(ui::MessageBar &bar)
    {
        const QList<QLabel *> labels = bar.findChildren<QLabel *>();
        for (QLabel *label : labels)
            if (label->text() == bar.text())
                return label;
        return nullptr;
    }
};

void TestMessageBar::actionsGoBelowWhereTheTextHasNoRoom()
{
    QWidget page;
    auto *column = new QVBoxLayout(&page);
    auto *bar = new ui::MessageBar(&page);
    column->addWidget(bar);
    column->addStretch(1);
    bar->showMessage(ui::MessageBar::Kind::Error,
                     u"The server refused the user name or the password. Nothing is tried until it is corrected."_s);
    const QAbstractButton *details = bar->addAction(u"Details"_s, [] {});
    const QAbstractButton *copy = bar->addAction(u"Copy the log"_s, [] {});
    page.resize(900, 400);
    page.show();
    const QLabel *text = textOf(*bar);
    QVERIFY(text);
    const auto isBeside = [&] { return details->x() > text->geometry().right() && copy->x() > details->x(); };
    const auto isBelow = [&] { return details->y() > text->geometry().bottom() && details->y() == copy->y(); };
    QTRY_VERIFY(isBeside());
    page.resize(details->width() + copy->width() + 20 * text->fontMetrics().averageCharWidth(), 400);
    QTRY_VERIFY(isBelow());
    QTRY_VERIFY(text->height() >= text->heightForWidth(text->width()));
    QCOMPARE(details->width(), details->sizeHint().width());
    page.resize(900, 400);
    QTRY_VERIFY(isBeside());
}

void TestMessageBar::anActionIsThereWithItsText()
{
    ui::MessageBar bar;
    bar.showMessage(ui::MessageBar::Kind::Warning, u"Trust it?"_s);
    QVERIFY(bar.addAction(u"Trust"_s, [] {})->isVisible());
}

} // namespace liaison::test

using liaison::test::TestMessageBar;
LIAISON_TEST(TestMessageBar)
#include "tst_message_bar.moc"
