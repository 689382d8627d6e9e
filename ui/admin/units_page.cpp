#include "ui/admin/units_page.h"

#include "core/base/on_done.h"
#include "core/desk/incident_desk.h"
#include "core/store/business_units.h"
#include "core/store/store.h"
#include "ui/admin/unit_dialog.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/store_watch.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

UnitsPage::UnitsPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this)), m_list(new QTreeWidget(this)),
      m_stack(new QStackedWidget(this))
{
    m_list->setColumnCount(4);
    m_list->setHeaderLabels({tr("Title"), tr("Recipients"), tr("Known domains"), tr("Description")});
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("Business units"));
    const int letter = m_list->fontMetrics().averageCharWidth();
    m_list->header()->resizeSection(0, 26 * letter);
    m_list->header()->resizeSection(1, 37 * letter);
    m_list->header()->resizeSection(2, 29 * letter);
    auto *empty = new EmptyState(QStringLiteral("units"), tr("No business units yet"),
                                 tr("A business unit is a part of the organisation that an incident can affect. Its "
                                    "recipients get your mail, and mail from its domains is expected."),
                                 this);
    empty->addAction(QStringLiteral("units"), tr("New business unit"), [this] { newUnit(); });
    m_stack->addWidget(m_list);
    m_stack->addWidget(empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(makeTop());
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connect(m_list, &QTreeWidget::itemActivated, this, &UnitsPage::edit);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &UnitsPage::updateActions);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::BusinessUnit}, this);
    connect(watch, &StoreWatch::stale, this, &UnitsPage::load);
    updateActions();
    load();
}

QWidget *UnitsPage::makeTop()
{
    auto *top = new QWidget(this);
    auto *add = new QPushButton(icon(QStringLiteral("units")), tr("New business unit"), top);
    m_edit = new QPushButton(icon(QStringLiteral("edit")), tr("Edit"), top);
    m_edit->setAccessibleName(tr("Edit the business unit"));
    m_archive = new QPushButton(top);
    m_withArchived = new QCheckBox(tr("Show archived ones"), top);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(add);
    row->addWidget(m_edit);
    row->addWidget(m_archive);
    row->addStretch(1);
    row->addWidget(m_withArchived);
    connect(add, &QPushButton::clicked, this, &UnitsPage::newUnit);
    connect(m_edit, &QPushButton::clicked, this, &UnitsPage::edit);
    connect(m_archive, &QPushButton::clicked, this, &UnitsPage::toggleArchived);
    connect(m_withArchived, &QCheckBox::toggled, this, &UnitsPage::load);
    return top;
}

void UnitsPage::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

void UnitsPage::newUnit()
{
    auto *dialog = new UnitDialog(m_context, {}, this);
    dialog->open();
}

void UnitsPage::load()
{
    onDone(this, m_context.store->read([archived = m_withArchived->isChecked()](store::Session &session) {
        return store::BusinessUnits(session).list(archived);
    }),
           [this](Result<QList<domain::BusinessUnit>> units) {
               if (units)
                   show(*units);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(units.error()));
           });
}

void UnitsPage::show(const QList<domain::BusinessUnit> &units)
{
    const domain::BusinessUnit *before = current();
    const BusinessUnitId selected = before ? before->id : BusinessUnitId();
    m_units = units;
    m_list->clear();
    int row = 0;
    for (int i = 0; i < units.size(); ++i) {
        const domain::BusinessUnit &unit = units.at(i);
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(0, unit.archived ? tr("%1 (archived)").arg(unit.title) : unit.title);
        item->setText(1,
                      unit.recipients.isEmpty() ? tr("none: it cannot be written to")
                                                : unit.recipients.join(QStringLiteral(", ")));
        item->setText(2, unit.knownDomains.join(QStringLiteral(", ")));
        item->setText(3, unit.description);
        if (unit.id == selected)
            row = i;
    }
    m_list->setCurrentItem(m_list->topLevelItem(row));
    m_stack->setCurrentIndex(units.isEmpty() ? 1 : 0);
    updateActions();
}

const domain::BusinessUnit *UnitsPage::current() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && row < m_units.size() ? &m_units.at(row) : nullptr;
}

void UnitsPage::edit()
{
    if (const domain::BusinessUnit *unit = current()) {
        auto *dialog = new UnitDialog(m_context, *unit, this);
        dialog->open();
    }
}

void UnitsPage::toggleArchived()
{
    const domain::BusinessUnit *unit = current();
    if (!unit)
        return;
    domain::BusinessUnit changed = *unit;
    changed.archived = !changed.archived;
    onDone(this, desk::IncidentDesk(m_context.desk).updateUnit(changed), [this](Result<domain::BusinessUnit> result) {
        if (!result) {
            m_bar->showMessage(MessageBar::Kind::Error, errorText(result.error()));
            return;
        }
        m_bar->showMessage(MessageBar::Kind::Success,
                           result->archived ? tr("%1 is archived. Its mail stays where it is.").arg(result->title)
                                            : tr("%1 is back.").arg(result->title));
    });
}

void UnitsPage::updateActions()
{
    const domain::BusinessUnit *unit = current();
    m_edit->setEnabled(unit != nullptr);
    m_archive->setEnabled(unit != nullptr);
    m_archive->setText(unit && unit->archived ? tr("Take out of the archive") : tr("Archive"));
}

} // namespace liaison::ui
