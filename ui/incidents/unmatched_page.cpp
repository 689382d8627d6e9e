#include "ui/incidents/unmatched_page.h"

#include "core/desk/mail_desk.h"
#include "core/domain/subject.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/store_watch.h"
#include "ui/common/words.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_picker.h"
#include "ui/incidents/unmatched_model.h"

#include <QComboBox>
#include <QHeaderView>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <memory>

namespace liaison::ui {

namespace {

enum Which { ToDecide, Machines, Dismissed, Junk };

QPushButton *actionButton(const QString &iconName, const QString &label, const QString &hint, QWidget *parent)
{
    auto *button = new QPushButton(icon(iconName), label, parent);
    button->setToolTip(hint);
    return button;
}

} // namespace

UnmatchedPage::UnmatchedPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new UnmatchedModel(context, this)), m_bar(new MessageBar(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_splitter->addWidget(makeList());
    m_splitter->addWidget(makeSide());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(m_bar);
    column->addWidget(m_splitter, 1);
    connect(m_model, &UnmatchedModel::failed, this, &UnmatchedPage::showError);
    connect(m_model, &UnmatchedModel::loaded, this, [this] {
        m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
        if (const QModelIndex wanted = m_model->indexOf(m_wanted.value); m_wanted && wanted.isValid()) {
            m_wanted = {};
            m_view->setCurrentIndex(wanted);
        }
        if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, 0));
        onCurrentChanged();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &UnmatchedPage::onCurrentChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &UnmatchedPage::updateActions);
    auto *undo = new QShortcut(QKeySequence::Undo, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(undo, &QShortcut::activated, this, &UnmatchedPage::undoLast);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Incident, store::Aggregate::BusinessUnit}, this);
    connect(watch, &StoreWatch::stale, this, &UnmatchedPage::loadSuggestions);
    applyFilter();
}

QWidget *UnmatchedPage::makeList()
{
    auto *left = new QWidget(this);
    m_which = new QComboBox(left);
    m_which->setAccessibleName(tr("Which mail"));
    m_which->addItems({tr("To decide"), tr("Written by machines"), tr("Dismissed"), tr("Found in Junk")});
    m_view = new QTreeView(left);
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Unmatched mail"));
    m_view->header()->setSectionResizeMode(UnmatchedModel::From, QHeaderView::Interactive);
    m_view->header()->setSectionResizeMode(UnmatchedModel::Subject, QHeaderView::Stretch);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->resizeSection(UnmatchedModel::From, 160);
    m_view->header()->resizeSection(UnmatchedModel::Arrived, 80);
    m_view->header()->resizeSection(UnmatchedModel::Why, 130);
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
    m_suggestions = new QListWidget(side);
    m_suggestions->setAccessibleName(tr("Suggested incidents"));
    m_suggestions->setMaximumHeight(96);
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

void UnmatchedPage::setPreview(QWidget *preview, std::function<void(MessageId)> show)
{
    m_showPreview = std::move(show);
    m_sideLayout->addWidget(preview, 1);
    m_shown = {};
    onCurrentChanged();
}

void UnmatchedPage::focusList()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

void UnmatchedPage::select(MessageId id)
{
    m_wanted = id;
    m_which->setCurrentIndex(ToDecide);
    m_model->refresh();
}

void UnmatchedPage::applyFilter()
{
    store::Messages::UnmatchedFilter filter;
    switch (m_which->currentIndex()) {
    case Machines:
        filter.machineMail = true;
        break;
    case Dismissed:
        filter.triage = store::Triage::Dismissed;
        break;
    case Junk:
        filter.triage = store::Triage::Junk;
        break;
    default:
        break;
    }
    if (m_which->currentIndex() == ToDecide) {
        m_empty->setTexts(
            tr("Nothing to decide"),
            tr("Every mail that arrived belongs to an incident or was dismissed. Mail without an incident's "
               "tag or a known reference shows up here."));
    } else {
        m_empty->setTexts(tr("No mail here"), {});
    }
    m_model->setFilter(filter);
    updateActions();
}

void UnmatchedPage::onCurrentChanged()
{
    updateActions();
    const store::MailRow *row = m_model->rowAt(m_view->currentIndex());
    const MessageId id = row ? row->id : MessageId();
    m_subject->setText(row ? row->subject.simplified() : QString());
    m_why->setText(row ? whyUnmatched(*row) + QLatin1Char('.') : QString());
    m_splitter->widget(1)->setVisible(bool(id)); // nothing to decide, nothing to decide it with
    if (id == m_shown)
        return;
    m_shown = id;
    m_suggestions->clear();
    m_suggestions->hide();
    m_suggestionsHint->setText(id ? tr("Looking for incidents it may belong to…") : QString());
    if (m_showPreview)
        m_showPreview(id);
    loadSuggestions();
}

void UnmatchedPage::loadSuggestions()
{
    const MessageId id = m_shown;
    if (!id)
        return;
    onDone(this, desk::MailDesk(m_context.desk).suggestions(id), [this, id](Result<QList<domain::Incident>> incidents) {
        if (id != m_shown)
            return;
        if (incidents)
            showSuggestions(*incidents);
        else
            showError(incidents.error());
    });
}

void UnmatchedPage::showSuggestions(const QList<domain::Incident> &incidents)
{
    const qint64 chosen = m_suggestions->currentIndex().data(Qt::UserRole).toLongLong();
    int row = 0;
    m_suggestions->clear();
    for (const domain::Incident &incident : incidents) {
        auto *item = new QListWidgetItem(QStringLiteral("%1  %2").arg(incident.key, incident.title), m_suggestions);
        item->setData(Qt::UserRole, incident.id.value);
        item->setData(Qt::UserRole + 1, incident.key);
        row = incident.id.value == chosen ? m_suggestions->row(item) : row;
    }
    m_suggestions->setCurrentRow(row);
    m_suggestions->setVisible(!incidents.isEmpty());
    m_suggestionsHint->setText(
        incidents.isEmpty() ? tr("No open incident affects the sender's business unit. Choose one, or make a new one.")
                            : tr("Open incidents of the sender's business unit:"));
    updateActions();
}

QList<MessageId> UnmatchedPage::selectedMails() const
{
    QList<MessageId> ids;
    const QModelIndexList indexes = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : indexes) {
        if (const store::MailRow *row = m_model->rowAt(index))
            ids << row->id;
    }
    return ids;
}

void UnmatchedPage::linkToSuggestion()
{
    const QListWidgetItem *item = m_suggestions->currentItem();
    if (item)
        link(IncidentId{item->data(Qt::UserRole).toLongLong()}, item->data(Qt::UserRole + 1).toString());
    else if (m_shown)
        chooseIncident();
}

void UnmatchedPage::chooseIncident()
{
    auto *picker = new IncidentPicker(m_context, tr("Choose an incident"), tr("Link"), this);
    connect(picker, &IncidentPicker::chosen, this, [this](IncidentId id) { link(id, tr("the incident")); });
    picker->open();
}

void UnmatchedPage::link(IncidentId incident, const QString &key)
{
    const desk::Context desk = m_context.desk;
    runForSelected([desk, incident](MessageId id) { return desk::MailDesk(desk).link(id, incident, std::nullopt); },
                   tr("Linked to %1.").arg(key), [desk](MessageId id) { return desk::MailDesk(desk).unlink(id); });
}

void UnmatchedPage::newIncident()
{
    const store::MailRow *row = m_model->rowAt(m_view->currentIndex());
    if (!row)
        return;
    domain::Incident draft;
    draft.title = domain::threadTitle(row->subject);
    draft.owner = m_context.person;
    draft.status = domain::IncidentStatus::Open;
    const desk::Context desk = m_context.desk;
    const MessageId id = row->id;
    auto *dialog = new IncidentDialog(m_context, draft, this, [desk, id](domain::Incident incident) {
        return desk::MailDesk(desk).linkToNewIncident(id, std::move(incident));
    });
    connect(dialog, &IncidentDialog::saved, this, [this, desk, id](const domain::Incident &incident) {
        offerUndo({id}, tr("Linked to the new incident %1.").arg(incident.key),
                  [desk](MessageId mail) { return desk::MailDesk(desk).unlink(mail); });
    });
    dialog->open();
}

void UnmatchedPage::dismiss()
{
    const desk::Context desk = m_context.desk;
    runForSelected([desk](MessageId id) { return desk::MailDesk(desk).dismiss(id); }, tr("Dismissed."),
                   [desk](MessageId id) { return desk::MailDesk(desk).restore(id); });
}

void UnmatchedPage::restore()
{
    const desk::Context desk = m_context.desk;
    runForSelected([desk](MessageId id) { return desk::MailDesk(desk).restore(id); }, tr("Put back."),
                   [desk](MessageId id) { return desk::MailDesk(desk).dismiss(id); });
}

void UnmatchedPage::runForSelected(const std::function<Future<void>(MessageId)> &act, const QString &done,
                                   const std::function<Future<void>(MessageId)> &undo)
{
    const QList<MessageId> ids = selectedMails();
    auto left = std::make_shared<int>(static_cast<int>(ids.size()));
    auto changed = std::make_shared<QList<MessageId>>();
    for (const MessageId id : ids) {
        onDone(this, act(id), [this, id, left, changed, done, undo](Result<void> result) {
            --*left;
            if (result)
                *changed << id;
            else
                showError(result.error());
            if (*left == 0 && !changed->isEmpty())
                offerUndo(*changed, done, undo);
        });
    }
}

void UnmatchedPage::offerUndo(const QList<MessageId> &ids, const QString &done,
                              const std::function<Future<void>(MessageId)> &undo)
{
    m_undoAction = [this, ids, undo] {
        for (const MessageId id : ids) {
            onDone(this, undo(id), [this](Result<void> result) {
                if (!result)
                    showError(result.error());
            });
        }
    };
    m_bar->showMessage(MessageBar::Kind::Success, done);
    m_bar->addAction(tr("Undo"), [this] { undoLast(); });
    updateActions();
}

void UnmatchedPage::undoLast()
{
    if (!m_undoAction)
        return;
    m_bar->clear();
    std::exchange(m_undoAction, {})();
    updateActions();
}

void UnmatchedPage::showError(const Error &error)
{
    m_bar->showMessage(MessageBar::Kind::Error, errorText(error));
    m_bar->addDetails(errorDetails(error));
}

void UnmatchedPage::updateActions()
{
    const bool any = m_view->selectionModel()->hasSelection();
    const bool dismissed = m_which->currentIndex() == Dismissed;
    m_link->setEnabled(any && m_suggestions->count() > 0);
    m_choose->setEnabled(any);
    m_create->setEnabled(selectedMails().size() == 1);
    m_dismiss->setEnabled(any);
    m_restore->setEnabled(any);
    m_dismiss->setVisible(!dismissed);
    m_restore->setVisible(dismissed);
    m_undo->setEnabled(bool(m_undoAction));
}

} // namespace liaison::ui
