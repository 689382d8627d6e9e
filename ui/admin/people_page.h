#pragma once

#include "core/base/result.h"
#include "core/desk/people_desk.h"
#include "core/domain/role.h"
#include "ui/common/ui_context.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// Admin > People: who works with the store and as what, what each role may do, and how a role is given or taken. In a
/// store that is a file that is the one local user. In a team it is the database server that tells, and that refuses.
class PeoplePage : public QWidget {
    Q_OBJECT
public:
    explicit PeoplePage(const UiContext &context, QWidget *parent = nullptr);
    void focusList();
    void load();
    void showTeam(const desk::Team &team);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makePeople();
    QWidget *makeGiving();
    QWidget *makeByHand();
    QWidget *makeRoles();
    /// A line of SQL with a button that copies it.
    QLineEdit *addStatement(QGridLayout *grid, const QString &title, const QString &name);
    void nameRoles();
    void onPersonChosen();
    void updateGiving();
    [[nodiscard]] QString account() const;
    [[nodiscard]] domain::Role role() const;
    void give();
    void take();
    void change(bool given);
    void tell(const Error &error, bool given, const QString &account, domain::Role role);

    UiContext m_context;
    MessageBar *m_bar;
    PlainLabel *m_what;
    QTreeWidget *m_people = nullptr;
    QTreeWidget *m_roles = nullptr;
    QWidget *m_giving = nullptr;
    QLineEdit *m_account = nullptr;
    QComboBox *m_role = nullptr;
    QPushButton *m_give = nullptr;
    QPushButton *m_take = nullptr;
    QLineEdit *m_create = nullptr; ///< statements
    QLineEdit *m_grant = nullptr;
    QLineEdit *m_revoke = nullptr;
    QList<domain::Account> m_accounts; ///< as in the list
    bool m_changing = false;
};

} // namespace liaison::ui
