#include "ui/incidents/summary_page.h"

#include "core/base/on_done.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/store.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/common/words.h"
#include "ui/incidents/charts.h"
#include "ui/incidents/notify_card.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGroupBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {
/// Threads past this number count in neither chart: an incident with more is read in the mails tab.
constexpr int chartThreads = 500;

PlainLabel *valueLabel(QWidget *parent)
{
    auto *label = new PlainLabel(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}
} // namespace

SummaryPage::SummaryPage(const UiContext &context, QWidget *parent)
    : QScrollArea(parent), m_context(context), m_bar(new MessageBar(this)), m_notify(new NotifyCard(context, this))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(14);
    column->addWidget(m_bar);
    column->addWidget(makeHeader());
    auto *middle = new QHBoxLayout;
    middle->setSpacing(14);
    middle->addWidget(makeFields(), 2);
    middle->addWidget(makeUnits(), 3);
    column->addLayout(middle);
    column->addWidget(m_notify);
    column->addWidget(makeCharts());
    column->addStretch(1);
    setWidget(page);
    auto *watch = new StoreWatch(context.store,
                                 {store::Aggregate::Incident, store::Aggregate::BusinessUnit, store::Aggregate::Thread,
                                  store::Aggregate::Message},
                                 this);
    connect(watch, &StoreWatch::stale, this, &SummaryPage::load);
    connect(m_notify, &NotifyCard::placeWanted, this, &SummaryPage::placeWanted);
}

void SummaryPage::setIncident(IncidentId id)
{
    m_id = id;
    m_notify->setIncident(id);
    load();
}

void SummaryPage::notifyUnits()
{
    if (m_notify->isHidden()) {
        Q_EMIT placeWanted(NotifyPlace::Process);
        return;
    }
    ensureWidgetVisible(m_notify);
    m_notify->focusFirst();
}

QWidget *SummaryPage::makeHeader()
{
    auto *header = new QWidget(this);
    m_key = valueLabel(header);
    m_key->setMuted(true);
    m_title = valueLabel(header);
    m_title->setWordWrap(true);
    makeHeading(m_title, 1.5);
    auto *edit = new QPushButton(icon(QStringLiteral("edit")), tr("Edit"), header);
    edit->setAccessibleName(tr("Edit the incident"));
    m_context.gate.guard(edit, domain::Permission::UpdateIncidents);
    connect(edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(m_id); });
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_key);
    texts->addWidget(m_title);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(texts, 1);
    row->addWidget(edit, 0, Qt::AlignTop);
    return header;
}

QWidget *SummaryPage::makeFields()
{
    auto *box = new QGroupBox(tr("Incident"), this);
    auto *form = new QFormLayout(box);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    const auto row = [&](const QString &name) {
        PlainLabel *value = valueLabel(box);
        value->setAccessibleName(name);
        auto *caption = new PlainLabel(name, box);
        caption->setMuted(true);
        form->addRow(caption, value);
        return value;
    };
    m_severity = row(tr("Severity"));
    m_status = row(tr("Status"));
    m_type = row(tr("Type"));
    m_owner = row(tr("Owner"));
    m_created = row(tr("Created"));
    m_updated = row(tr("Changed"));
    m_created->setWordWrap(true);
    m_updated->setWordWrap(true);

    m_tag = valueLabel(box);
    m_tag->setElided(true);
    auto *copy = new QToolButton(box);
    copy->setText(tr("Copy"));
    copy->setToolTip(tr("Copy the tag. A mail whose subject holds it comes to this incident."));
    copy->setAccessibleName(tr("Copy the subject tag"));
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_tag->text()); });
    auto *tagRow = new QHBoxLayout;
    tagRow->addWidget(m_tag, 1);
    tagRow->addWidget(copy);
    auto *caption = new PlainLabel(tr("Subject tag"), box);
    caption->setMuted(true);
    form->addRow(caption, tagRow);
    return box;
}

QWidget *SummaryPage::makeUnits()
{
    auto *box = new QGroupBox(this);
    m_units = new QTableWidget(0, 3, box);
    m_units->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_units->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_units->horizontalHeader()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_units->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_units->verticalHeader()->hide();
    m_units->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents); // as high as its letters
    m_units->setShowGrid(false);
    m_units->setAlternatingRowColors(true);
    m_units->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_units->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_units->setTabKeyNavigation(false);
    m_units->setMinimumHeight(150);
    m_noUnits = new PlainLabel(QString(), box);
    UnitWord::follow(box, [this, box] {
        box->setTitle(unitText(tr("Affected {units}")));
        m_units->setHorizontalHeaderLabels({unitText(tr("{Unit}")), tr("Threads"), tr("State")});
        m_units->setAccessibleName(unitText(tr("Affected {units}")));
        m_noUnits->setText(unitText(
            tr("None chosen yet. Edit the incident to say which {units} it affects: their mail is then expected.")));
    });
    m_noUnits->setWordWrap(true);
    m_noUnits->setMuted(true);
    auto *column = new QVBoxLayout(box);
    column->addWidget(m_units, 1);
    column->addWidget(m_noUnits);
    return box;
}

QWidget *SummaryPage::makeCharts()
{
    auto *charts = new QWidget(this);
    m_activity = new ActivityChart(charts);
    m_activityCard = new ChartCard(tr("Mails a day"), m_activity, {tr("Day"), tr("Sent"), tr("Received")}, charts);
    m_answers = new AnswerTimeChart(charts);
    const auto columns = [] { return QStringList{unitText(tr("{Unit}")), tr("Answers"), tr("Median")}; };
    m_answersCard = new ChartCard(tr("Median answer time"), m_answers, columns(), charts);
    UnitWord::follow(m_answersCard, [this, columns] { m_answersCard->setColumns(columns()); });
    auto *row = new QHBoxLayout(charts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    row->addWidget(m_activityCard, 1);
    row->addWidget(m_answersCard, 1);
    return charts;
}

void SummaryPage::load()
{
    if (!m_id)
        return;
    onDone(this,
           m_context.store->read([id = m_id, person = m_context.person](store::Session &session) -> Result<Content> {
               Content content;
               auto incident = store::Incidents(session).find(id);
               if (!incident)
                   return fail(incident.error());
               content.incident = *incident;
               auto units = store::BusinessUnits(session).list(true);
               if (!units)
                   return fail(units.error());
               content.units = *units;
               store::Threads threads(session);
               store::ThreadFilter filter;
               filter.incident = id;
               filter.person = person;
               auto rows = threads.list(filter, chartThreads);
               if (!rows)
                   return fail(rows.error());
               for (const store::ThreadRow &row : *rows) {
                   auto mails = threads.mails(row.thread.id, person);
                   if (!mails)
                       return fail(mails.error());
                   content.threads << ThreadMails{row, *mails};
               }
               return content;
           }),
           [this, generation = ++m_generation](Result<Content> content) {
               if (generation != m_generation)
                   return;
               if (content)
                   show(*content);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(content.error()));
           });
}

void SummaryPage::show(const Content &content)
{
    m_bar->clear();
    const domain::Incident &incident = content.incident;
    const UtcMs now = m_context.clock->nowMs();
    m_key->setText(incident.key);
    m_title->setText(incident.title);
    m_severity->setText(wordFor(incident.severity));
    m_status->setText(wordFor(incident.status));
    m_type->setText(incident.type.isEmpty() ? tr("not given") : incident.type);
    m_owner->setText(incident.owner.isEmpty() ? tr("nobody") : incident.owner);
    m_created->setText(fullTime(incident.createdAt));
    m_updated->setText(agoText(incident.updatedAt, now));
    m_updated->setToolTip(fullTime(incident.updatedAt));
    m_tag->setText(domain::subjectTag(incident));
    const IncidentStats stats = statsOf(content.threads, now);
    showUnits(content, stats);
    showCharts(stats);
}

void SummaryPage::showUnits(const Content &content, const IncidentStats &stats)
{
    QList<UnitState> rows = stats.units;
    for (const domain::BusinessUnit &unit : content.units) {
        const bool seen
            = std::any_of(rows.begin(), rows.end(), [&unit](const UnitState &row) { return row.unit == unit.id; });
        if (!seen && content.incident.affected.contains(unit.id))
            rows << UnitState{unit.id, unit.title, 0, 0, false, false, 0, std::nullopt};
    }
    m_units->setRowCount(static_cast<int>(rows.size()));
    for (int i = 0; i < rows.size(); ++i) {
        const UnitState &unit = rows.at(i);
        QStringList state;
        if (unit.unread > 0)
            state << tr("%n new", nullptr, unit.unread);
        if (unit.waitingForUs)
            state << tr("waits for us");
        if (unit.waitingForThem)
            state << tr("owes an answer");
        if (unit.threads == 0)
            state << tr("not written to yet");
        if (state.isEmpty())
            state << tr("answered");
        const bool expected = content.incident.affected.contains(unit.unit);
        m_units->setItem(
            i, 0,
            new QTableWidgetItem(expected ? unitTitle(unit) : tr("%1 (not listed as affected)").arg(unitTitle(unit))));
        m_units->setItem(i, 1, new QTableWidgetItem(QLocale().toString(unit.threads)));
        m_units->setItem(i, 2, new QTableWidgetItem(state.join(QStringLiteral(", "))));
    }
    m_units->setVisible(!rows.isEmpty());
    m_noUnits->setVisible(content.incident.affected.isEmpty());
}

void SummaryPage::showCharts(const IncidentStats &stats)
{
    m_activity->setDays(stats.days);
    QList<QStringList> days;
    for (const DayCount &day : stats.days) {
        days << QStringList{QLocale().toString(day.day, QLocale::ShortFormat), QLocale().toString(day.sent),
                            QLocale().toString(day.received)};
    }
    m_activityCard->setRows(days);
    m_answers->setUnits(stats.units);
    QList<QStringList> units;
    for (const UnitState &unit : stats.units) {
        units << QStringList{unitTitle(unit), QLocale().toString(unit.answers),
                             unit.medianAnswerMs ? durationText(*unit.medianAnswerMs) : tr("no answer yet")};
    }
    m_answersCard->setRows(units);
}

} // namespace liaison::ui
