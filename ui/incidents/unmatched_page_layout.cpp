// How the page is put together; what it does is in unmatched_page.cpp and unmatched_page_decisions.cpp.
#include "ui/incidents/unmatched_page.h"

#include "ui/common/empty_state.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/unmatched_model.h"

#include <QComboBox>
#include <QHeaderView>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

QPushButton *actionButton(const QString &iconName, const QString &label, const QString &hint, QWidget *parent)
{
    auto *button = new QPushButton(icon(iconName), label, parent);
    button->setToolTip(hint);
    return button;
}

} // namespace

QWidget *UnmatchedPage::makeList()
{
    auto *left = new QWidget(this);
    m_which = new QComboBox(left);
    m_which->setAccessibleName(tr("Which mail"));
    m_which->addItems({tr("To decide"), tr("Written by machines"), tr("Dismissed"), tr("Found in Junk")});
    m_view = new QTreeView(left);
    m_view->setModel(m_model);
    m_model->readAsScrolled(m_view->verticalScrollBar());
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Unmatched mail"));
    m_view->header()->setSectionResizeMode(UnmatchedModel::From, QHeaderView::Interactive);
    m_view->header()->setSectionResizeMode(UnmatchedModel::Subject, QHeaderView::Stretch);
    m_view->header()->setStretchLastSection(false);
    const int letter = m_view->fontMetrics().averageCharWidth();
    m_view->header()->resizeSection(UnmatchedModel::From, 20 * letter);
    m_view->header()->setSectionResizeMode(UnmatchedModel::Arrived, QHeaderView::ResizeToContents);
    m_view->header()->resizeSection(UnmatchedModel::Why, 19 * letter);
    keepColumns(m_view->header());
    m_empty = new EmptyState(QStringLiteral("ok"), {}, {}, left);
    m_stack = new QStackedWidget(left);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_undo = actionButton(QStringLiteral("undo"), tr("Undo"), tr("Take the last decision back (Ctrl+Z)"), left);
    auto *top = new QHBoxLayout;
    top->addWidget(m_which);
    top->addStretch(1);
    top->addWidget(m_undo);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(m_stack, 1);
    connect(m_which, &QComboBox::currentIndexChanged, this, &UnmatchedPage::applyFilter);
    connect(m_undo, &QPushButton::clicked, this, &UnmatchedPage::undoLast);
    connect(m_view, &QTreeView::activated, this, &UnmatchedPage::linkToSuggestion);
    return left;
}

QWidget *UnmatchedPage::makeSide()
{
    auto *side = new QWidget(this);
    m_suggestionsHint = new PlainLabel(side);
    m_suggestionsHint->setWordWrap(true);
    connect(UnitWord::instance(), &UnitWord::changed, this, [this] {
        if (!m_suggestionsHint->text().isEmpty())
            showSuggestionsHint();
    });
    m_suggestions = new QListWidget(side);
    m_suggestions->setAccessibleName(tr("Suggested incidents"));
    m_suggestions->setMaximumHeight(96);
    Letters::follow(m_suggestions, [this] {
        for (int row = 0; row < m_suggestions->count(); ++row)
            m_suggestions->item(row)->setSizeHint(QSize(1, m_suggestions->fontMetrics().height() + 6));
    });
    m_link = actionButton(QStringLiteral("link"), tr("Link"), tr("Put the mail into the suggested incident (Enter)"),
                          side);
    m_choose = actionButton(QStringLiteral("search"), tr("Choose incident…"), tr("Put the mail into another incident"),
                            side);
    m_create
        = actionButton(QStringLiteral("new-incident"), tr("New incident"), tr("Make an incident of this mail"), side);
    m_dismiss = actionButton(QStringLiteral("dismiss"), tr("Dismiss"), tr("It belongs to no incident (Delete)"), side);
    m_restore = actionButton(QStringLiteral("undo"), tr("Put back"), tr("Decide about the mail again"), side);
    auto *first = new QHBoxLayout;
    first->addWidget(m_link);
    first->addWidget(m_choose);
    first->addStretch(1);
    auto *second = new QHBoxLayout;
    for (QPushButton *button : {m_create, m_dismiss, m_restore})
        second->addWidget(button);
    second->addStretch(1);
    m_sideLayout = new QVBoxLayout(side);
    m_sideLayout->setContentsMargins(6, 0, 0, 0);
    m_subject = new PlainLabel(side);
    m_subject->setWordWrap(true);
    m_subject->setBold(true);
    m_why = new PlainLabel(side);
    m_why->setWordWrap(true);
    m_why->setMuted(true);
    m_sideLayout->addWidget(m_subject);
    m_sideLayout->addWidget(m_why);
    m_sideLayout->addWidget(m_suggestionsHint);
    m_sideLayout->addWidget(m_suggestions);
    m_sideLayout->addLayout(first);
    m_sideLayout->addLayout(second);
    m_sideLayout->addStretch(0);
    for (QPushButton *button : {m_link, m_choose, m_create, m_dismiss, m_restore})
        m_context.gate.guard(button, domain::Permission::UpdateIncidents);
    connect(m_link, &QPushButton::clicked, this, &UnmatchedPage::linkToSuggestion);
    connect(m_suggestions, &QListWidget::itemActivated, this, &UnmatchedPage::linkToSuggestion);
    connect(m_choose, &QPushButton::clicked, this, &UnmatchedPage::chooseIncident);
    connect(m_create, &QPushButton::clicked, this, &UnmatchedPage::newIncident);
    connect(m_dismiss, &QPushButton::clicked, this, &UnmatchedPage::dismiss);
    connect(m_restore, &QPushButton::clicked, this, &UnmatchedPage::restore);
    auto *remove = new QShortcut(QKeySequence::Delete, m_view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, m_dismiss, &QPushButton::click);
    return side;
}

} // namespace liaison::ui
