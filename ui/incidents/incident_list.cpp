#include "ui/incidents/incident_list.h"

#include "core/base/log.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/unit_word.h"
#include "ui/common/words.h"
#include "ui/incidents/incident_delegate.h"
#include "ui/incidents/incident_model.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace liaison::ui {

namespace {
constexpr int typingMs = 200;
}

IncidentList::IncidentList(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_gate(context.gate), m_model(new IncidentModel(context, this)), m_view(new QListView(this)),
      m_stack(new QStackedWidget(this)), m_noIncidents(new EmptyState(QStringLiteral("incident"), {}, {}, this)),
      m_noMatch(new EmptyState(QStringLiteral("search"), tr("No incident fits the filter"), {}, this)),
      m_bar(new MessageBar(this))
{
    UnitWord::follow(this, [this] {
        m_noIncidents->setTexts(tr("No incidents yet"),
                                unitText(tr("Create one to keep the mail of {units} with it.")));
    });
    m_view->setModel(m_model);
    m_view->setItemDelegate(new IncidentDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setAlternatingRowColors(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setAccessibleName(tr("Incidents"));
    m_gate.guard(m_noIncidents->addAction(QStringLiteral("new-incident"), tr("New incident"),
                                          [this] { Q_EMIT newIncidentWanted(); }),
                 domain::Permission::UpdateIncidents);
    m_noMatch->addAction(QStringLiteral("undo"), tr("Clear the filter"), [this] { clearFilter(); });
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_noIncidents);
    m_stack->addWidget(m_noMatch);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeFilterRow());
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &IncidentList::applyFilter);
    connect(m_model, &IncidentModel::loaded, this, &IncidentList::onLoaded);
    connect(m_model, &IncidentModel::failed, this,
            [this](const Error &error) { m_bar->showMessage(MessageBar::Kind::Error, errorText(error)); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { Q_EMIT currentChanged(current()); });
    connect(m_view, &QListView::clicked, this, &IncidentList::clicked);
    connect(m_view, &QListView::activated, this, [this] { Q_EMIT editWanted(current()); });
}

QWidget *IncidentList::makeFilterRow()
{
    auto *row = new QWidget(this);
    m_text = new QLineEdit(row);
    m_text->setPlaceholderText(tr("Filter by key or title"));
    m_text->setAccessibleName(tr("Filter incidents by key or title"));
    m_text->setClearButtonEnabled(true);
    m_status = new QComboBox(row);
    m_status->setAccessibleName(tr("Filter by status"));
    m_status->addItem(tr("Any status"), -1);
    for (const domain::IncidentStatus status : choosableStatuses())
        m_status->addItem(wordFor(status), static_cast<int>(status));
    m_severity = new QComboBox(row);
    m_severity->setAccessibleName(tr("Filter by severity"));
    m_severity->addItem(tr("Any severity"), -1);
    for (const domain::Severity severity : allSeverities())
        m_severity->addItem(wordFor(severity), static_cast<int>(severity));
    auto *create = new QPushButton(icon(QStringLiteral("new-incident")), tr("New"), row);
    create->setToolTip(tr("New incident"));
    create->setAccessibleName(tr("New incident"));
    m_gate.guard(create, domain::Permission::UpdateIncidents);

    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(8, 8, 8, 0);
    grid->setSpacing(6);
    grid->addWidget(m_text, 0, 0);
    grid->addWidget(create, 0, 1);
    auto *combos = new QHBoxLayout;
    combos->addWidget(m_status, 1);
    combos->addWidget(m_severity, 1);
    grid->addLayout(combos, 1, 0, 1, 2);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_status, &QComboBox::currentIndexChanged, this, &IncidentList::applyFilter);
    connect(m_severity, &QComboBox::currentIndexChanged, this, &IncidentList::applyFilter);
    connect(create, &QPushButton::clicked, this, &IncidentList::newIncidentWanted);
    return row;
}

IncidentId IncidentList::current() const
{
    const store::IncidentRow *row = m_model->rowAt(m_view->currentIndex());
    return row ? row->incident.id : IncidentId();
}

QString IncidentList::currentKey() const
{
    const store::IncidentRow *row = m_model->rowAt(m_view->currentIndex());
    return row ? row->incident.key : QString();
}

void IncidentList::select(IncidentId id)
{
    const QModelIndex index = m_model->indexOf(id.value);
    if (index.isValid()) {
        m_wanted = {};
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
        return;
    }
    m_wanted = id;
    if (filtered())
        clearFilter();
    else
        m_model->refresh();
}

void IncidentList::focusFilter()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void IncidentList::focusList()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

bool IncidentList::filtered() const
{
    const store::IncidentFilter &filter = m_model->filter();
    return !filter.text.isEmpty() || !filter.statuses.isEmpty() || !filter.severities.isEmpty();
}

void IncidentList::applyFilter()
{
    m_typing.stop();
    store::IncidentFilter filter;
    filter.text = m_text->text().trimmed();
    if (m_status->currentData().toInt() >= 0)
        filter.statuses = {static_cast<domain::IncidentStatus>(m_status->currentData().toInt())};
    if (m_severity->currentData().toInt() >= 0)
        filter.severities = {static_cast<domain::Severity>(m_severity->currentData().toInt())};
    m_model->setFilter(filter);
}

void IncidentList::clearFilter()
{
    const QSignalBlocker noStatus(m_status);
    const QSignalBlocker noSeverity(m_severity);
    m_text->clear();
    m_status->setCurrentIndex(0);
    m_severity->setCurrentIndex(0);
    applyFilter();
}

void IncidentList::onLoaded()
{
    if (m_model->rowCount() > 0)
        m_stack->setCurrentWidget(m_view);
    else
        m_stack->setCurrentWidget(filtered() ? m_noMatch : m_noIncidents);
    if (m_wanted && m_model->indexOf(m_wanted.value).isValid())
        select(m_wanted);
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, 0));
    if (!std::exchange(m_listed, true)) // after it is painted; the start's measure listens for it
        QTimer::singleShot(0, this, [] { qCDebug(lcUi) << "incidents are listed"; });
}

} // namespace liaison::ui
