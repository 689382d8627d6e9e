#include "ui/settings/mail_settings.h"

#include "ui/common/plain_label.h"
#include "ui/common/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

namespace liaison::ui {

SafetySettings::SafetySettings(QWidget *parent)
    : QWidget(parent), m_plain(new QCheckBox(tr("Show mails as text, without their layout"), this))
{
    m_plain->setToolTip(tr("From the next mail on that is opened. Each has a button that shows its layout."));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_plain);
    const QStringList rules{
        tr("What holds for every mail and cannot be switched off:"),
        tr("• No script runs, and nothing is loaded from elsewhere; what a mail wanted to load is named."),
        tr("• A link shows its real target and is opened after a question alone."),
        tr("• Text that a sender has hidden is shown, marked."),
        tr("• An attachment is saved under a safe name, with the system's mark for downloaded files where there is "
           "one."),
        tr("• Nothing is answered automatically, and mail is never deleted on the server.")};
    for (const QString &rule : rules) {
        auto *label = new PlainLabel(rule, this);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addStretch(1);
    connect(m_plain, &QCheckBox::toggled, Preferences::instance(), &Preferences::setShowsPlainText);
    const auto apply = [this] { m_plain->setChecked(Preferences::instance()->showsPlainText()); };
    connect(Preferences::instance(), &Preferences::changed, this, apply);
    apply();
}

SendingSettings::SendingSettings(QWidget *parent) : QWidget(parent), m_undo(new QComboBox(this))
{
    m_undo->setAccessibleName(tr("Undo sending"));
    auto *form = new QFormLayout(this);
    form->addRow(tr("Undo sending"), m_undo);
    auto *hint = new PlainLabel(tr("A mail that was sent waits so long in the outbox. Within this time it can be taken "
                                   "back and written on; after that it is with the server."),
                                this);
    hint->setMuted(true);
    hint->setWordWrap(true);
    form->addRow(QString(), hint);
    connect(m_undo, &QComboBox::activated, this,
            [this] { Preferences::instance()->setUndoSeconds(m_undo->currentData().toInt()); });
    connect(Preferences::instance(), &Preferences::changed, this, &SendingSettings::showPreferences);
    showPreferences();
}

void SendingSettings::showPreferences()
{
    const int now = Preferences::instance()->undoSeconds();
    m_undo->clear();
    QList<int> choices{0, 5, 10, 30};
    if (!choices.contains(now)) // from a file that was edited
        choices << now;
    for (const int seconds : std::as_const(choices))
        m_undo->addItem(seconds > 0 ? tr("%1 seconds").arg(seconds) : tr("Not at all"), seconds);
    m_undo->setCurrentIndex(m_undo->findData(now));
}

AlertSettings::AlertSettings(QWidget *parent)
    : QWidget(parent), m_mail(new QCheckBox(tr("Tell of new mail while the window is not in front"), this))
{
    auto *hint
        = new PlainLabel(tr("By one message of the desktop that counts up. It says how many mails came for incidents "
                            "and how many are to be decided, and nothing of them: a locked screen shows it, too. A "
                            "mailbox that needs a sign-in, has failed or is "
                            "silent for longer than usual is named by another one."),
                         this);
    hint->setMuted(true);
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_mail);
    column->addWidget(hint);
    column->addStretch(1);
    connect(m_mail, &QCheckBox::toggled, Preferences::instance(), &Preferences::setAlertsOfMail);
    const auto apply = [this] { m_mail->setChecked(Preferences::instance()->alertsOfMail()); };
    connect(Preferences::instance(), &Preferences::changed, this, apply);
    apply();
}

} // namespace liaison::ui
