#include "ui/settings/appearance_settings.h"

#include "ui/common/plain_label.h"
#include "ui/common/preferences.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace liaison::ui {

namespace {

PlainLabel *hint(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    label->setMuted(true);
    label->setWordWrap(true);
    return label;
}

} // namespace

AppearanceSettings::AppearanceSettings(QWidget *parent)
    : QWidget(parent), m_colours(new QComboBox(this)), m_text(new QSpinBox(this)), m_rows(new QComboBox(this))
{
    m_colours->setAccessibleName(tr("Colours"));
    m_colours->addItem(tr("As the system"), static_cast<int>(Appearance::System));
    m_colours->addItem(tr("Light"), static_cast<int>(Appearance::Light));
    m_colours->addItem(tr("Dark"), static_cast<int>(Appearance::Dark));
    m_text->setAccessibleName(tr("Text size"));
    m_text->setRange(Preferences::leastTextPercent, Preferences::mostTextPercent);
    m_text->setSingleStep(10);
    m_text->setSuffix(tr(" %"));
    m_text->setKeyboardTracking(false); // "1" on the way to "120" is not meant
    m_rows->setAccessibleName(tr("Rows of lists"));
    m_rows->addItem(tr("Roomy"), false);
    m_rows->addItem(tr("Compact"), true);
    auto *form = new QFormLayout(this);
    form->addRow(tr("Colours"), m_colours);
    form->addRow(tr("Text size"), m_text);
    form->addRow(QString(), hint(tr("In percent of the system's."), this));
    form->addRow(tr("Rows of lists"), m_rows);
    Preferences *preferences = Preferences::instance();
    connect(m_colours, &QComboBox::activated, this, [this, preferences] {
        preferences->setAppearance(static_cast<Appearance>(m_colours->currentData().toInt()));
    });
    connect(m_text, &QSpinBox::valueChanged, preferences, &Preferences::setTextPercent);
    connect(m_rows, &QComboBox::activated, this,
            [this, preferences] { preferences->setCompact(m_rows->currentData().toBool()); });
    connect(preferences, &Preferences::changed, this, &AppearanceSettings::showPreferences);
    showPreferences();
}

void AppearanceSettings::showPreferences()
{
    const Preferences *preferences = Preferences::instance();
    const QSignalBlocker quiet(m_text);
    m_colours->setCurrentIndex(m_colours->findData(static_cast<int>(preferences->appearance())));
    m_text->setValue(preferences->textPercent());
    m_rows->setCurrentIndex(m_rows->findData(preferences->isCompact()));
}

LanguageSettings::LanguageSettings(QWidget *parent) : QWidget(parent), m_language(new QComboBox(this))
{
    m_language->setAccessibleName(tr("Language"));
    m_language->addItem(tr("As the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    auto *form = new QFormLayout(this);
    form->addRow(tr("Language"), m_language);
    form->addRow(QString(),
                 hint(tr("Counts from the next start on. “--language” on the command line goes before it."), this));
    connect(m_language, &QComboBox::activated, this,
            [this] { Preferences::instance()->setLanguage(m_language->currentData().toString()); });
    connect(Preferences::instance(), &Preferences::changed, this, &LanguageSettings::showPreferences);
    showPreferences();
}

void LanguageSettings::showPreferences()
{
    m_language->setCurrentIndex(std::max(0, m_language->findData(Preferences::instance()->language())));
}

} // namespace liaison::ui
