// What the main window takes from a person's settings, and from a settings file.
#include "ui/shell/main_window.h"

#include "ui/admin/settings_import_dialog.h"
#include "ui/common/preferences.h"
#include "ui/common/theme.h"
#include "ui/shell/notices.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QProcess>

namespace liaison::ui {

void MainWindow::followPreferences()
{
    Preferences *preferences = Preferences::instance();
    connect(preferences, &Preferences::changed, this, &MainWindow::applyPreferences);
    preferences->keepIn(m_settings);
}

void MainWindow::applyPreferences()
{
    const Preferences *preferences = Preferences::instance();
    if (m_theme->appearance() != preferences->appearance())
        m_theme->setAppearance(preferences->appearance());
    m_theme->setTextPercent(preferences->textPercent());
    m_theme->setCompact(preferences->isCompact());
    const QList<QAction *> looks = m_actions->appearance->actions();
    for (QAction *action : looks) {
        if (action->data().toInt() == static_cast<int>(preferences->appearance()))
            action->setChecked(true);
    }
    m_actions->applyKeys();
}

void MainWindow::importSettings()
{
    chooseSettingsFile(m_context, this, [this](const desk::SettingsDesk::Summary &) {
        m_notices->showDone(tr("The settings file was taken over. Mailboxes that are new get their passwords under "
                               "Admin > Mailboxes."));
    });
}

/// A program of its own, beside this one: what is tried there is not mixed with what is kept here.
void MainWindow::openDemo()
{
    if (!QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--demo")}))
        m_notices->showError(tr("The demo could not be started. “liaison --demo” does it, too."));
}

} // namespace liaison::ui
