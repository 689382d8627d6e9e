#include "tests/support/test_registry.h"
#include "tests/ui/looks/every_window.h"
#include "tests/ui/shell/layout_faults.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QWidget>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Every window of the program, for whoever hears it; and that none is forgotten here.
class TestEveryWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<EveryWorld>(); }
    void cleanupTestCase() { m_world.reset(); }
    void everyControlHasAName_data();
    void everyControlHasAName();
    void noneIsMissing();

private:
    static QHash<QString, QString> widgetsOfTheProgram();

    std::unique_ptr<EveryWorld> m_world;
    QSet<QString> m_seen; ///< classes of widgets
};

void TestEveryWindow::everyControlHasAName_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < everyWindow().size(); ++i)
        QTest::newRow(everyWindow().at(i).name) << i;
}

void TestEveryWindow::everyControlHasAName()
{
    QFETCH(const int, number);
    QStringList faults;
    const auto look = [this, &faults](QWidget &window, const QString &state) {
        const QStringList found = nameless(window);
        if (!found.isEmpty())
            faults << state + u": "_s + found.join(u"; "_s);
        const QList<QWidget *> all = window.findChildren<QWidget *>() << &window;
        for (const QWidget *widget : all)
            if (widget->isVisible())
                m_seen << QLatin1String(widget->metaObject()->className());
    };
    everyWindow().at(number).visit({*m_world, {1320, 800}, look});
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

/// The classes that ui/ declares with what they are, as far as that is a widget.
QHash<QString, QString> TestEveryWindow::widgetsOfTheProgram()
{
    static const QRegularExpression declared(u"^class (\\w+)(?: final)? : public (\\w+)"_s,
                                             QRegularExpression::MultilineOption);
    QHash<QString, QString> bases;
    QDirIterator headers(QStringLiteral(LIAISON_SOURCE_DIR "/ui"), {u"*.h"_s}, QDir::Files,
                         QDirIterator::Subdirectories);
    while (headers.hasNext()) {
        QFile file(headers.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(file.fileName()));
        QRegularExpressionMatchIterator found = declared.globalMatch(QString::fromUtf8(file.readAll()));
        while (found.hasNext()) {
            const QRegularExpressionMatch match = found.next();
            bases.insert(match.captured(1), match.captured(2));
        }
    }
    static const QSet<QString> others{u"QObject"_s,       u"QProxyStyle"_s,        u"QStyledItemDelegate"_s,
                                      u"QTextDocument"_s, u"QAbstractItemModel"_s, u"QAbstractListModel"_s,
                                      u"PagedRows"_s,     u"KeyedRows"_s};
    bases.removeIf([](const auto &each) { return others.contains(each.value()); });
    return bases;
}

void TestEveryWindow::noneIsMissing()
{
    if (m_seen.size() < 20)
        QSKIP("The windows were not visited.");
    const QHash<QString, QString> all = widgetsOfTheProgram();
    QVERIFY(all.size() > 70);
    QSet<QString> bases;
    for (const QString &base : all)
        bases << base;
    QStringList missing;
    for (auto each = all.begin(); each != all.end(); ++each)
        if (!m_seen.contains(u"liaison::ui::"_s + each.key()) && !bases.contains(each.key())
            && each.key() != "HoursBox"_L1)
            missing << each.key() + u" : "_s + each.value();
    missing.sort();
    // A new window belongs into everyWindow(); HoursBox has no meta-object and counts as its base.
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

} // namespace liaison::test

using liaison::test::TestEveryWindow;
LIAISON_TEST(TestEveryWindow)
#include "tst_every_window.moc"
