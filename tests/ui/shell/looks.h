#pragma once

#include "tests/ui/shell/pseudo_translator.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTranslator>
#include <QWidget>

namespace liaison::test {

/// The application's letters and language for as long as it lives; made before the widgets that it is for.
class Look {
public:
    /// `percent` of the usual letters; `language` "en", "de" or "pseudo" (PseudoTranslator).
    explicit Look(const QString &language, int percent = 100) : m_usual(QApplication::font())
    {
        QFont letters = m_usual;
        letters.setPointSizeF(letters.pointSizeF() * percent / 100);
        QApplication::setFont(letters);
        if (language == QLatin1String("de"))
            m_good
                = m_german.load(QStringLiteral(":/i18n/liaison_de")) && QCoreApplication::installTranslator(&m_german);
        else if (language == QLatin1String("pseudo"))
            m_good = QCoreApplication::installTranslator(&m_pseudo);
    }
    ~Look() { QApplication::setFont(m_usual); }
    Look(const Look &) = delete;
    Look &operator=(const Look &) = delete;
    [[nodiscard]] bool isGood() const { return m_good; }

private:
    QFont m_usual;
    QTranslator m_german;
    PseudoTranslator m_pseudo;
    bool m_good = true;
};

/// Shown labels and buttons that have no room for their words, or reach over the edge of what they stand in.
inline QStringList cut(QWidget &window)
{
    QStringList cut;
    const auto note = [&cut](const QWidget *widget, const QString &text) {
        cut << QStringLiteral("“%1” %2x%3, wants %4x%5 in %6")
                   .arg(text)
                   .arg(widget->width())
                   .arg(widget->height())
                   .arg(widget->sizeHint().width())
                   .arg(widget->sizeHint().height())
                   .arg(QLatin1String(widget->parentWidget()->metaObject()->className()));
    };
    const auto sticksOut
        = [](const QWidget *widget) { return !widget->parentWidget()->rect().contains(widget->geometry()); };
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        // An elided one says so: its least width is less than its words'.
        const bool narrow = !label->wordWrap() && label->width() < label->minimumSizeHint().width();
        const bool low = label->wordWrap() ? label->height() < label->heightForWidth(label->width())
                                           : label->height() < label->fontMetrics().height();
        if (narrow || low || sticksOut(label))
            note(label, label->text());
    }
    const QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (!button->isVisible() || button->text().isEmpty())
            continue;
        const QSize wanted = button->sizeHint();
        if (button->width() < wanted.width() || button->height() < wanted.height() || sticksOut(button))
            note(button, button->text());
    }
    return cut;
}

/// Keeps what a widget looks like in $LIAISON_PICTURES, where that names a folder.
inline void keepPicture(QWidget &widget, const QString &name, qreal ratio = 1)
{
    const QString dir = qEnvironmentVariable("LIAISON_PICTURES");
    if (dir.isEmpty())
        return;
    QImage image(widget.size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    widget.render(&image);
    QVERIFY(image.save(QDir(dir).filePath(name + QStringLiteral(".png"))));
}

/// How a row of a test paints: the language, light or dark, pixels a point, percent of the usual letters.
struct PaintedLook {
    QString language;
    ui::Appearance appearance = ui::Appearance::Light;
    qreal ratio = 1;
    int percent = 100;
};

/// The rows of a test that paints what people may choose. The test makes a Painting of them.
inline void addPaintedLooks()
{
    const QString english = QStringLiteral("en");
    const QString german = QStringLiteral("de");
    QTest::addColumn<PaintedLook>("painted");
    QTest::newRow("en-light") << PaintedLook{english, ui::Appearance::Light, 1, 100};
    QTest::newRow("en-dark-2x") << PaintedLook{english, ui::Appearance::Dark, 2, 100};
    QTest::newRow("de-light-2x") << PaintedLook{german, ui::Appearance::Light, 2, 100};
    QTest::newRow("de-dark") << PaintedLook{german, ui::Appearance::Dark, 1, 100};
    QTest::newRow("de-large") << PaintedLook{german, ui::Appearance::Light, 1, 200};
}

/// The look of the row that runs, made before its widgets; says whether every text has room, and keeps pictures where
/// LIAISON_PICTURES=DIR wants them, as "<name>-<row>-<state>.png".
class Painting {
public:
    explicit Painting(QString name)
        : m_name(std::move(name)), m_look(current()), m_words(m_look.language, m_look.percent)
    {
        if (!m_words.isGood())
            QTest::qFail("no such language", __FILE__, __LINE__);
    }
    /// After windows, which have an appearance of their own in their settings.
    void dress(ui::Theme *theme) const { theme->setAppearance(m_look.appearance); }
    [[nodiscard]] bool isLarge() const { return m_look.percent > 100; }
    /// Of a main window: larger letters have a larger screen.
    [[nodiscard]] QSize windowSize() const { return isLarge() ? QSize(1920, 1200) : QSize(1320, 840); }
    void check(QWidget &widget, const QString &state) const
    {
        const auto fits = [&widget] {
            QCoreApplication::sendPostedEvents(); // what is shown now is laid out
            return cut(widget).isEmpty();
        };
        QVERIFY2(QTest::qWaitFor(fits), qPrintable(state + QStringLiteral(": ") + cut(widget).join(QLatin1Char('\n'))));
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        keepPicture(widget, QStringList{m_name, row, state}.join(QLatin1Char('-')), m_look.ratio);
    }

private:
    static PaintedLook current()
    {
        QFETCH(const PaintedLook, painted);
        return painted;
    }

    QString m_name;
    PaintedLook m_look;
    Look m_words;
};

} // namespace liaison::test
