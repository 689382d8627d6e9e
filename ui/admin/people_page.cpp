#include "ui/admin/people_page.h"

#include "core/base/on_done.h"
#include "ui/admin/role_words.h"
#include "ui/common/ask.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>

#include <algorithm>

namespace liaison::ui {

using domain::Account;
using domain::Role;

void PeoplePage::focusList()
{
    m_people->setFocus(Qt::OtherFocusReason);
}

/// Nobody tells of changes on the server: they are looked for whenever the page is.
void PeoplePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void PeoplePage::load()
{
    onDone(this, desk::PeopleDesk(m_context.desk).team(), [this](const Result<desk::Team> &team) {
        if (team)
            return showTeam(*team);
        m_bar->showMessage(MessageBar::Kind::Error, errorText(team.error()));
        m_bar->addDetails(errorDetails(team.error()));
    });
}

void PeoplePage::showTeam(const desk::Team &team)
{
    m_what->setText(team.hasRoles
                        ? tr("The store is on a database server: it knows who is what, and refuses what a role may "
                             "not do. A role that is given or taken counts at once; a window that is open shows it "
                             "after its next start.")
                        : tr("The store is a file on this computer. Its one user is its administrator and may do "
                             "everything; roles are for a team, whose store is on PostgreSQL."));
    m_giving->setVisible(team.hasRoles);
    const QString kept = account();
    m_accounts = team.accounts;
    const domain::Actor &actor = m_context.desk.actor;
    if (!team.hasRoles)
        m_accounts = {Account{
            tr("%1 on %2").arg(actor.osAccount, actor.host), true, false, false, {{Role::Administrator, true}}}};
    const QSignalBlocker quiet(m_people);
    m_people->clear();
    int current = 0;
    for (int i = 0; i < m_accounts.size(); ++i) {
        const Account &each = m_accounts.at(i);
        auto *item = new QTreeWidgetItem(
            m_people, {each.name, each.isSelf ? m_context.person : QString(), rolesText(each), remarkOn(each)});
        QFont font = item->font(0);
        font.setBold(each.isSelf);
        for (int column = 0; column < m_people->columnCount(); ++column)
            item->setFont(column, font);
        if (each.name == kept || (kept.isEmpty() && each.isSelf))
            current = i;
    }
    m_people->setCurrentItem(m_people->topLevelItem(current)); // what was typed stays
}

void PeoplePage::onPersonChosen()
{
    const int row = m_people->indexOfTopLevelItem(m_people->currentItem());
    if (row >= 0 && row < m_accounts.size())
        m_account->setText(m_accounts.at(row).name);
}

QString PeoplePage::account() const
{
    return m_account->text().trimmed();
}

Role PeoplePage::role() const
{
    return static_cast<Role>(m_role->currentData().toInt());
}

void PeoplePage::updateGiving()
{
    const QString named = account();
    const QString name = named.isEmpty() ? tr("ACCOUNT") : named;
    m_create->setText(createStatement(name, role()));
    m_grant->setText(grantStatement(name, role()));
    m_revoke->setText(revokeStatement(name, role()));
    for (QLineEdit *line : {m_create, m_grant, m_revoke})
        line->setCursorPosition(0);
    for (QPushButton *button : {m_give, m_take})
        button->setEnabled(!named.isEmpty() && !m_changing);
}

void PeoplePage::give()
{
    change(true);
}

void PeoplePage::take()
{
    const QString named = account();
    const bool own = std::any_of(m_accounts.cbegin(), m_accounts.cend(),
                                 [&named](const Account &each) { return each.isSelf && each.name == named; });
    if (!own)
        return change(false);
    ask(this,
        {tr("Take a role from yourself?"),
         tr("“%1” is your own account. Without the role %2 you may not be able to take this back.")
             .arg(named, wordFor(role())),
         {},
         tr("Take it")},
        [this] { change(false); });
}

void PeoplePage::change(bool given)
{
    const QString named = account();
    const Role which = role();
    m_changing = true;
    updateGiving();
    m_bar->clear();
    desk::PeopleDesk desk(m_context.desk);
    onDone(this, given ? desk.give(named, which) : desk.take(named, which),
           [this, given, named, which](const Result<void> &done) {
               m_changing = false;
               updateGiving();
               if (!done)
                   return tell(done.error(), given, named, which);
               m_bar->showMessage(MessageBar::Kind::Success,
                                  given ? tr("“%1” has the role %2 now.").arg(named, wordFor(which))
                                        : tr("“%1” has no longer the role %2.").arg(named, wordFor(which)));
               load();
           });
}

void PeoplePage::tell(const Error &error, bool given, const QString &account, Role role)
{
    QString words = errorText(error);
    if (error.kind == ErrorKind::AlreadyExists)
        words = tr("“%1” has the role %2 already.").arg(account, wordFor(role));
    else if (error.kind == ErrorKind::NotFound && given)
        words = tr("The database server has no account “%1”. Whoever administers the server makes it first.")
                    .arg(account);
    else if (error.kind == ErrorKind::NotFound)
        words = tr("“%1” has not got the role %2 itself.").arg(account, wordFor(role));
    else if (error.kind == ErrorKind::PermissionDenied)
        words = tr("The database server refused: the role %2 of “%1” is not yours to give or take.")
                    .arg(account, wordFor(role));
    m_bar->showMessage(MessageBar::Kind::Error, words);
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
