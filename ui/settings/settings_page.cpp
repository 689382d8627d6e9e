#include "ui/settings/settings_page.h"

#include "ui/common/icons.h"
#include "ui/settings/appearance_settings.h"
#include "ui/settings/diagnostics_settings.h"
#include "ui/settings/file_settings.h"
#include "ui/settings/keyboard_settings.h"
#include "ui/settings/mail_settings.h"
#include "ui/settings/store_settings.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

namespace {

/// Whatever can be read in a section, for the search.
QString wordsIn(const QWidget &section)
{
    QStringList words;
    const QList<QLabel *> labels = section.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        words << label->text();
    const QList<QAbstractButton *> buttons = section.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons)
        words << button->text();
    const QList<QGroupBox *> boxes = section.findChildren<QGroupBox *>();
    for (const QGroupBox *box : boxes)
        words << box->title();
    const QList<QComboBox *> choices = section.findChildren<QComboBox *>();
    for (const QComboBox *choice : choices)
        for (int i = 0; i < choice->count(); ++i)
            words << choice->itemText(i);
    return words.join(QLatin1Char('\n')).remove(QLatin1Char('&'));
}

} // namespace

SettingsPage::SettingsPage(const UiContext &context, const QList<QAction *> &commands, QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit(this)), m_list(new QListWidget(this)),
      m_sections(new QStackedWidget(this))
{
    m_search->setObjectName(QStringLiteral("pageSearch"));
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Settings"));
    m_list->setSpacing(1);
    add(QStringLiteral("admin"), tr("Appearance"), new AppearanceSettings(m_sections));
    add(QStringLiteral("person"), tr("Language"), new LanguageSettings(m_sections));
    add(QStringLiteral("shield-check"), tr("Mail safety"), new SafetySettings(m_sections));
    add(QStringLiteral("send"), tr("Sending"), new SendingSettings(m_sections));
    add(QStringLiteral("new-mail"), tr("Desktop alerts"), new AlertSettings(m_sections));
    add(QStringLiteral("edit"), tr("Keyboard"), new KeyboardSettings(commands, m_sections));
    add(QStringLiteral("table"), tr("Store"), new StoreSettings(context, m_sections));
    add(QStringLiteral("folder"), tr("Settings file"), new FileSettings(context, m_sections));
    add(QStringLiteral("info"), tr("Diagnostics"), new DiagnosticsSettings(m_sections));
    const int width = std::max(190, m_list->sizeHintForColumn(0) + 30);
    m_list->setFixedWidth(width);
    m_search->setFixedWidth(width);
    auto *left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 8);
    row->setSpacing(14);
    row->addLayout(left);
    row->addWidget(m_sections, 1);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &SettingsPage::focusList);
    connect(m_list, &QListWidget::currentRowChanged, m_sections, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
}

void SettingsPage::add(const QString &iconName, const QString &title, QWidget *widget)
{
    auto *scroll = new QScrollArea(m_sections);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(title);
    scroll->setWidget(widget);
    m_sections->addWidget(scroll);
    new QListWidgetItem(icon(iconName), title, m_list);
}

void SettingsPage::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

/// Sections that have every word stay; the first of them is shown.
void SettingsPage::filter(const QString &text)
{
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int first = -1;
    for (int i = 0; i < m_list->count(); ++i) {
        const QString all = m_list->item(i)->text() + QLatin1Char('\n') + wordsIn(*m_sections->widget(i));
        const bool shown = std::all_of(words.cbegin(), words.cend(),
                                       [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
        m_list->item(i)->setHidden(!shown);
        if (shown && first < 0)
            first = i;
    }
    if (m_list->currentRow() < 0 || m_list->item(m_list->currentRow())->isHidden())
        m_list->setCurrentRow(first);
}

} // namespace liaison::ui
