#include "ui/mails/thread_list.h"

#include "core/base/on_done.h"
#include "core/store/incidents.h"
#include "core/store/store.h"
#include "ui/common/empty_state.h"
#include "ui/common/icons.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/mails/text_safety.h"
#include "ui/mails/thread_delegate.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostThreads = 2'000;
constexpr int typingMs = 250;

enum Show { Everything, Unread, WaitingForUs, WaitingForThem, WithAttachments };
} // namespace

ThreadList::ThreadList(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new ThreadModel(context.clock, this)), m_unit(new QComboBox(this)),
      m_show(new QComboBox(this)), m_order(new QComboBox(this)), m_text(new QLineEdit(this)),
      m_view(new QTreeView(this)), m_empty(new EmptyState(u"new-mail"_s, {}, {}, this))
{
    buildFilters();
    buildView();
    auto *filters = new QGridLayout;
    filters->setSpacing(6);
    filters->addWidget(m_text, 0, 0, 1, 2);
    filters->addWidget(m_unit, 1, 0, 1, 2); // what units are called may be long
    filters->addWidget(m_show, 2, 0);
    filters->addWidget(m_order, 2, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 4, 8);
    layout->addLayout(filters);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    m_context.gate.guard(m_empty->addAction(u"new-mail"_s, tr("New mail"), [this] { Q_EMIT newMailWanted(); }),
                         domain::Permission::ReplyToMail);
    m_empty->hide();

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &ThreadList::reload);
    using store::Aggregate;
    const auto *watch = new StoreWatch(
        m_context.store,
        {Aggregate::Message, Aggregate::Thread, Aggregate::Outbox, Aggregate::Draft, Aggregate::BusinessUnit}, this);
    connect(watch, &StoreWatch::stale, this, &ThreadList::reload);
}

void ThreadList::buildFilters()
{
    m_text->setPlaceholderText(tr("Find in these threads"));
    m_text->setAccessibleName(tr("Find in these threads"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_typing.start(); });

    m_unit->addItem(unitText(tr("All {units}")), qint64(0));
    UnitWord::follow(this, [this] {
        m_unit->setAccessibleName(unitText(tr("{Unit}")));
        nameAllUnits();
        showWhyEmpty();
    });
    m_show->setAccessibleName(tr("Which threads are shown"));
    m_show->addItem(tr("All threads"), Everything);
    m_show->addItem(tr("Unread"), Unread);
    m_show->addItem(tr("Waiting for us"), WaitingForUs);
    m_show->addItem(tr("Waiting for them"), WaitingForThem);
    m_show->addItem(tr("With attachments"), WithAttachments);
    m_order->setAccessibleName(tr("Order of the threads"));
    m_order->addItem(tr("Newest first"), false);
    m_order->addItem(tr("Unread first"), true);
    for (QComboBox *box : {m_unit, m_show, m_order}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(box, &QComboBox::activated, this, &ThreadList::reload);
    }
}

void ThreadList::buildView()
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ThreadDelegate(m_view));
    m_view->setAccessibleName(tr("Threads"));
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setIndentation(8);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(ThreadModel::Title, QHeaderView::Stretch);
    header->setSectionResizeMode(ThreadModel::State, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ThreadModel::When, QHeaderView::ResizeToContents);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ThreadList::onCurrentIndex);
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (m_model->rowOf(index) != nullptr)
            Q_EMIT opened();
    });
}

void ThreadList::setIncident(IncidentId incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_wanted = {};
    m_current = {};
    clearFilters();
    m_model->setRows({}, false);
    Q_EMIT currentChanged({});
    reload();
}

void ThreadList::clearFilters()
{
    const QSignalBlocker blocker(m_text);
    m_text->clear();
    m_unit->setCurrentIndex(0);
    m_show->setCurrentIndex(0);
}

bool ThreadList::isFiltered() const
{
    return !m_text->text().trimmed().isEmpty() || m_unit->currentIndex() > 0 || m_show->currentIndex() > 0;
}

void ThreadList::select(ThreadId thread)
{
    m_wanted = thread;
    if (m_model->indexOf(thread).isValid()) {
        restoreCurrent();
        return;
    }
    clearFilters();
    reload();
}

const store::ThreadRow *ThreadList::currentRow() const
{
    return m_model->rowOf(m_current);
}

store::ThreadFilter ThreadList::filter() const
{
    store::ThreadFilter filter;
    filter.incident = m_incident;
    filter.person = m_context.person;
    filter.text = m_text->text().trimmed();
    if (const qint64 unit = m_unit->currentData().toLongLong(); unit != 0)
        filter.businessUnit = BusinessUnitId{unit};
    switch (m_show->currentData().toInt()) {
    case Unread:
        filter.unreadOnly = true;
        break;
    case WaitingForUs:
        filter.waiting = domain::Waiting::ForUs;
        break;
    case WaitingForThem:
        filter.waiting = domain::Waiting::ForThem;
        break;
    case WithAttachments:
        filter.attachmentsOnly = true;
        break;
    default:
        break;
    }
    return filter;
}

void ThreadList::reload()
{
    const int generation = ++m_generation;
    if (m_incident.isNull()) {
        show({});
        return;
    }
    const store::ThreadFilter wanted = filter();
    store::ThreadFilter everything;
    everything.incident = m_incident;
    everything.person = m_context.person;
    const bool filtered = isFiltered();
    auto loading = m_context.store->read([wanted, everything, filtered](store::Session &session) -> Result<Loaded> {
        Loaded loaded;
        store::Threads threads(session);
        const Result<QList<store::ThreadRow>> rows = threads.list(wanted, mostThreads);
        const Result<QList<store::ThreadRow>> all = filtered ? threads.list(everything, mostThreads) : rows;
        if (!rows.has_value() || !all.has_value())
            return fail(!rows.has_value() ? rows.error() : all.error());
        loaded.rows = *rows;
        for (const store::ThreadRow &row : *all) {
            loaded.unread += row.unread;
            const std::pair<BusinessUnitId, QString> unit(row.thread.businessUnit, row.businessUnitTitle);
            if (!unit.first.isNull() && !loaded.units.contains(unit))
                loaded.units.append(unit);
        }
        return loaded;
    });
    onDone<Loaded>(this, loading, [this, generation](Result<Loaded> loaded) {
        if (generation != m_generation)
            return;
        if (loaded.has_value())
            show(std::move(*loaded));
        else
            Q_EMIT loadFailed(loaded.error());
    });
}

void ThreadList::show(Loaded loaded)
{
    m_restoring = true;
    m_model->setRows(std::move(loaded.rows), m_order->currentData().toBool());
    m_view->expandAll();
    for (int i = 0; i < m_model->rowCount(); ++i)
        m_view->setFirstColumnSpanned(i, {}, true);
    m_restoring = false;
    showUnits(loaded.units);
    const bool empty = m_model->threadCount() == 0 && !m_incident.isNull();
    showWhyEmpty();
    m_empty->setVisible(empty);
    m_view->setVisible(!empty);
    // All its mails were moved elsewhere: there is nothing to stay at. A filter alone hides nothing that is open.
    const bool gone = !m_current.isNull() && !isFiltered() && !m_model->indexOf(m_current).isValid();
    if (gone)
        m_current = {};
    restoreCurrent();
    if (gone && m_current.isNull())
        Q_EMIT currentChanged({});
    Q_EMIT unreadChanged(loaded.unread);
    Q_EMIT rowsLoaded();
}

void ThreadList::showWhyEmpty()
{
    if (isFiltered())
        m_empty->setTexts(tr("Nothing found"), tr("No thread of this incident fits the filters above."));
    else
        m_empty->setTexts(tr("No mail yet"),
                          unitText(tr("Write to the {units}, or link a mail from Unmatched mail to this incident.")));
}

/// The entry above the units.
void ThreadList::nameAllUnits()
{
    const int units = m_unit->count() - 1;
    m_unit->setItemText(0, units > 0 ? unitText(tr("All {units} (%1)")).arg(units) : unitText(tr("All {units}")));
}

void ThreadList::showUnits(const QList<std::pair<BusinessUnitId, QString>> &units)
{
    const qint64 chosen = m_unit->currentData().toLongLong();
    m_unit->clear();
    m_unit->addItem(QString(), qint64(0));
    for (const auto &unit : units)
        m_unit->addItem(visibleLine(unit.second), unit.first.value);
    nameAllUnits();
    m_unit->setCurrentIndex(std::max(0, m_unit->findData(chosen)));
}

void ThreadList::restoreCurrent()
{
    QModelIndex index = m_model->indexOf(m_wanted.isNull() ? m_current : m_wanted);
    if (!index.isValid() && m_wanted.isNull() && m_model->threadCount() > 0 && m_current.isNull())
        index = m_model->index(0, 0, m_model->index(0, 0));
    if (!index.isValid())
        return;
    m_wanted = {};
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void ThreadList::onCurrentIndex(const QModelIndex &index)
{
    const store::ThreadRow *row = m_model->rowOf(index);
    if (m_restoring || row == nullptr || row->thread.id == m_current)
        return;
    m_current = row->thread.id;
    Q_EMIT currentChanged(m_current);
}

} // namespace liaison::ui
