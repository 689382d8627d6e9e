// How the people's page is put together; what it does is in people_page.cpp.
#include "ui/admin/people_page.h"
#include "ui/admin/role_words.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"
#include "ui/common/unit_word.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace liaison::ui {

using domain::Role;

namespace {

/// As high as its rows: the page is scrolled, not the table.
QTreeWidget *table(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *tree = new QTreeWidget(parent);
    tree->setObjectName(name);
    tree->setAccessibleName(accessibleName);
    tree->setRootIsDecorated(false);
    tree->setAlternatingRowColors(true);
    tree->setAllColumnsShowFocus(true);
    tree->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    tree->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return tree;
}

PlainLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    label->setBold(true);
    return label;
}

} // namespace

PeoplePage::PeoplePage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this)), m_what(new PlainLabel(this))
{
    m_what->setObjectName(QStringLiteral("peopleWhat"));
    m_what->setWordWrap(true);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *all = new QWidget(scroll);
    auto *body = new QVBoxLayout(all);
    body->setContentsMargins(0, 0, 8, 0);
    body->setSpacing(8);
    body->addWidget(makePeople());
    body->addWidget(makeGiving());
    body->addWidget(heading(tr("What each role may do"), all));
    body->addWidget(makeRoles());
    body->addStretch(1);
    scroll->setWidget(all);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(m_what);
    column->addWidget(m_bar);
    column->addWidget(scroll, 1);
    context.gate.explain(column, domain::Permission::ManageUsers);
    m_giving->hide(); // until it is known that there are roles to give
    updateGiving();
    UnitWord::follow(this, [this] { nameRoles(); });
}

QWidget *PeoplePage::makePeople()
{
    m_people = table(QStringLiteral("people"), tr("People"), this);
    m_people->setHeaderLabels({tr("Account"), tr("Name"), tr("Roles"), tr("Remarks")});
    connect(m_people, &QTreeWidget::currentItemChanged, this, &PeoplePage::onPersonChosen);
    connect(m_people, &QTreeWidget::itemActivated, this, &PeoplePage::onPersonChosen);
    connect(m_people, &QTreeWidget::itemClicked, this, &PeoplePage::onPersonChosen);
    return m_people;
}

QWidget *PeoplePage::makeGiving()
{
    m_giving = new QWidget(this);
    auto *line = new SideBySide(12, m_giving);
    auto *fields = new QWidget(line);
    m_account = new QLineEdit(fields);
    m_account->setObjectName(QStringLiteral("peopleAccount"));
    m_account->setAccessibleName(tr("Account on the database server"));
    m_account->setPlaceholderText(tr("Account"));
    m_role = new QComboBox(fields);
    m_role->setObjectName(QStringLiteral("peopleRole"));
    m_role->setAccessibleName(tr("Role"));
    m_role->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const Role role : domain::rolesInOrder)
        m_role->addItem(wordFor(role), static_cast<int>(role));
    auto *fieldRow = new QHBoxLayout(fields);
    fieldRow->setContentsMargins(0, 0, 0, 0);
    fieldRow->addWidget(m_account, 1);
    fieldRow->addWidget(m_role);
    auto *buttons = new QWidget(line);
    m_give = new QPushButton(icon(QStringLiteral("person")), tr("Give the role"), buttons);
    m_give->setObjectName(QStringLiteral("peopleGive"));
    m_take = new QPushButton(icon(QStringLiteral("undo")), tr("Take the role"), buttons);
    m_take->setObjectName(QStringLiteral("peopleTake"));
    auto *buttonRow = new QHBoxLayout(buttons);
    buttonRow->setContentsMargins(0, 0, 0, 0);
    buttonRow->addWidget(m_give);
    buttonRow->addWidget(m_take);
    buttonRow->addStretch(1);
    line->add(fields);
    line->add(buttons, 0);
    for (QWidget *each : {m_give, m_take})
        m_context.gate.guard(each, domain::Permission::ManageUsers);
    auto *column = new QVBoxLayout(m_giving);
    column->setContentsMargins(0, 8, 0, 8);
    column->addWidget(heading(tr("Give or take a role"), m_giving));
    column->addWidget(line);
    column->addWidget(makeByHand());
    connect(m_account, &QLineEdit::textChanged, this, &PeoplePage::updateGiving);
    connect(m_role, &QComboBox::currentIndexChanged, this, &PeoplePage::updateGiving);
    connect(m_give, &QPushButton::clicked, this, &PeoplePage::give);
    connect(m_take, &QPushButton::clicked, this, &PeoplePage::take);
    return m_giving;
}

QWidget *PeoplePage::makeByHand()
{
    auto *byHand = new QWidget(m_giving);
    auto *words = new PlainLabel(
        tr("Administrators give and take the roles of viewers, analysts and feed services here. Accounts are made, and "
           "administrators are named, by whoever administers the database server, with these statements; a new "
           "account also gets a password there."),
        byHand);
    words->setWordWrap(true);
    words->setMuted(true);
    auto *grid = new QGridLayout(byHand);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(words, 0, 0, 1, 3);
    m_create = addStatement(grid, tr("Make the account"), QStringLiteral("peopleCreate"));
    m_grant = addStatement(grid, tr("Give the role"), QStringLiteral("peopleGrant"));
    m_revoke = addStatement(grid, tr("Take the role"), QStringLiteral("peopleRevoke"));
    return byHand;
}

QLineEdit *PeoplePage::addStatement(QGridLayout *grid, const QString &title, const QString &name)
{
    QWidget *place = grid->parentWidget();
    auto *line = new QLineEdit(place);
    line->setObjectName(name);
    line->setReadOnly(true);
    line->setAccessibleName(tr("Statement: %1").arg(title));
    auto *copy = new QPushButton(tr("Copy"), place);
    copy->setObjectName(name + QStringLiteral("Copy"));
    copy->setAccessibleName(tr("Copy: %1").arg(title));
    const int row = grid->rowCount();
    grid->addWidget(new PlainLabel(title, place), row, 0);
    grid->addWidget(line, row, 1);
    grid->addWidget(copy, row, 2);
    connect(copy, &QPushButton::clicked, this, [line] { QGuiApplication::clipboard()->setText(line->text()); });
    return line;
}

QWidget *PeoplePage::makeRoles()
{
    m_roles = table(QStringLiteral("roles"), tr("What each role may do"), this);
    QStringList titles{tr("Permission")};
    for (const Role role : domain::rolesInOrder)
        titles << wordFor(role);
    m_roles->setHeaderLabels(titles);
    return m_roles;
}

/// A row a permission; what everybody may do is the first.
void PeoplePage::nameRoles()
{
    const int kept = std::max(0, m_roles->indexOfTopLevelItem(m_roles->currentItem()));
    m_roles->clear();
    const auto add = [this](const QString &permission, const std::function<bool(Role)> &may) {
        QStringList cells{permission};
        for (const Role role : domain::rolesInOrder)
            cells << (may(role) ? tr("yes") : tr("no"));
        new QTreeWidgetItem(m_roles, cells); // the table owns it
    };
    add(tr("Read Incidents and Mail"), [](Role) { return true; });
    for (const domain::Permission permission : domain::permissionsInOrder)
        add(PermissionGate::nameOf(permission),
            [permission](Role role) { return domain::permissionsOf(role).testFlag(permission); });
    m_roles->setCurrentItem(m_roles->topLevelItem(kept));
}

} // namespace liaison::ui
