#include "ui/incidents/unmatched_page.h"

#include "core/desk/mail_desk.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/unmatched_model.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

enum Which { ToDecide, Machines, Dismissed, Junk };
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
        } else if (m_wanted && m_model->hasMore()) {
            m_model->readMore(); // it is on a later page
        } else {
            m_wanted = {};
        }
        if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, 0));
        // The neighbour of a mail that was decided becomes current, but Qt does not select it.
        if (m_view->currentIndex().isValid() && !m_view->selectionModel()->hasSelection())
            m_view->setCurrentIndex(m_view->currentIndex());
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
    filter.machineMail = m_which->currentIndex() == Machines;
    if (m_which->currentIndex() == Dismissed)
        filter.triage = store::Triage::Dismissed;
    else if (m_which->currentIndex() == Junk)
        filter.triage = store::Triage::Junk;
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
        // As wide as the list, so that a long title ends in dots instead of making the list scroll sideways.
        item->setSizeHint(QSize(1, m_suggestions->fontMetrics().height() + 6));
        item->setToolTip(incident.title.toHtmlEscaped());
        item->setData(Qt::UserRole, incident.id.value);
        item->setData(Qt::UserRole + 1, incident.key);
        row = incident.id.value == chosen ? m_suggestions->row(item) : row;
    }
    m_suggestions->setCurrentRow(row);
    m_suggestions->setVisible(!incidents.isEmpty());
    showSuggestionsHint();
    updateActions();
}

void UnmatchedPage::showSuggestionsHint()
{
    m_suggestionsHint->setText(unitText(
        m_suggestions->count() == 0 ? tr("No open incident affects the sender's {unit}. Choose one, or make a new one.")
                                    : tr("Open incidents of the sender's {unit}:")));
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
