#include "ui/settings/keyboard_settings.h"

#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/preferences.h"

#include <QAction>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

QString nameOf(const QAction *command)
{
    return command->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

QKeySequence usualKeys(const QAction *command)
{
    return QKeySequence(command->property("usualKeys").toString(), QKeySequence::PortableText);
}

/// A key that writes text would write it no more.
bool writesText(const QKeySequence &keys)
{
    const QKeyCombination first = keys[0];
    const bool isFunction = first.key() >= Qt::Key_F1 && first.key() <= Qt::Key_F35;
    return !isFunction && !(first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

} // namespace

KeyboardSettings::KeyboardSettings(const QList<QAction *> &commands, QWidget *parent)
    : QWidget(parent), m_commands(commands), m_bar(new MessageBar(this)), m_list(new QTreeWidget(this)),
      m_keys(new QKeySequenceEdit(this)), m_set(new QPushButton(icon(QStringLiteral("ok")), tr("Set"), this)),
      m_none(new QPushButton(tr("No keys"), this)), m_usual(new QPushButton(tr("Usual keys"), this)),
      m_all(new QPushButton(icon(QStringLiteral("undo")), tr("All as usual"), this))
{
    build();
    for (QAction *command : std::as_const(m_commands)) {
        connect(command, &QAction::changed, this, &KeyboardSettings::showKeys);
        connect(command, &QObject::destroyed, this, [this, command] { m_commands.removeOne(command); });
    }
    showKeys();
    keepColumns(m_list->header());
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void KeyboardSettings::build()
{
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setMinimumHeight(200);
    m_keys->setAccessibleName(tr("Keys of the command"));
    auto *label = new PlainLabel(tr("Press the new keys here:"), this);
    label->setBuddy(m_keys);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_keys, 1);
    for (QPushButton *button : {m_set, m_none, m_usual})
        row->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_list, 1);
    column->addLayout(row);
    column->addWidget(m_all, 0, Qt::AlignLeft);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &KeyboardSettings::onCurrentChanged);
    connect(m_list, &QTreeWidget::itemActivated, m_keys, [this] { m_keys->setFocus(Qt::OtherFocusReason); });
    connect(m_set, &QPushButton::clicked, this, &KeyboardSettings::set);
    connect(m_none, &QPushButton::clicked, this, [this] { keep({}); });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        if (const QAction *command = current())
            keep(usualKeys(command));
    });
    connect(m_all, &QPushButton::clicked, this, &KeyboardSettings::allUsual);
}

/// Lines stay the same objects, so that the current one is kept.
void KeyboardSettings::showKeys()
{
    while (m_list->topLevelItemCount() < m_commands.size())
        new QTreeWidgetItem(m_list);
    while (m_list->topLevelItemCount() > m_commands.size())
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    for (int i = 0; i < m_commands.size(); ++i) {
        m_list->topLevelItem(i)->setText(0, nameOf(m_commands.at(i)));
        m_list->topLevelItem(i)->setText(1, m_commands.at(i)->shortcut().toString(QKeySequence::NativeText));
    }
    m_list->resizeColumnToContents(0);
}

void KeyboardSettings::onCurrentChanged()
{
    m_bar->clear();
    const QAction *command = current();
    m_keys->setKeySequence(command ? command->shortcut() : QKeySequence());
    for (QPushButton *button : {m_set, m_none, m_usual})
        button->setEnabled(command != nullptr);
}

QAction *KeyboardSettings::current() const
{
    return m_commands.value(m_list->indexOfTopLevelItem(m_list->currentItem()), nullptr);
}

QString KeyboardSettings::problemOf(const QKeySequence &keys) const
{
    if (keys.isEmpty())
        return {};
    if (writesText(keys))
        return tr("These keys write text. Use them with Ctrl, Alt or Meta, or take a function key.");
    for (const QAction *command : m_commands)
        if (command != current() && command->shortcut() == keys)
            return tr("“%1” has these keys. Give it others first.").arg(nameOf(command));
    return {};
}

void KeyboardSettings::set()
{
    const QKeySequence typed = m_keys->keySequence();
    keep(typed.isEmpty() ? QKeySequence() : QKeySequence(typed[0])); // one stroke: several hide what begins alike
}

void KeyboardSettings::keep(const QKeySequence &keys)
{
    const QAction *command = current();
    if (!command)
        return;
    if (const QString problem = problemOf(keys); !problem.isEmpty())
        return m_bar->showMessage(MessageBar::Kind::Warning, problem);
    m_bar->clear();
    const bool isUsual = keys == usualKeys(command);
    Preferences::instance()->setKeysOf(
        command->objectName(), isUsual ? std::nullopt : std::optional(keys.toString(QKeySequence::PortableText)));
    m_keys->setKeySequence(keys);
}

void KeyboardSettings::allUsual()
{
    m_bar->clear();
    for (const QAction *command : std::as_const(m_commands))
        Preferences::instance()->setKeysOf(command->objectName(), std::nullopt);
    onCurrentChanged();
}

} // namespace liaison::ui
