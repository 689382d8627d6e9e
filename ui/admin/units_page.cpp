#include "ui/admin/units_page.h"

#include "core/base/on_done.h"
#include "core/desk/unit_desk.h"
#include "core/store/business_units.h"
#include "core/store/store.h"
#include "ui/admin/unit_activity.h"
#include "ui/admin/unit_dialog.h"
#include "ui/admin/unit_import_dialog.h"
#include "ui/admin/unit_name_dialog.h"
#include "ui/admin/unit_words.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_by_side.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

UnitsPage::UnitsPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this)), m_list(new QTreeWidget(this)),
      m_stack(new QStackedWidget(this))
{
    m_list->setColumnCount(5);
    m_list->setHeaderLabels(
        {tr("Title"), tr("Recipients"), tr("Known domains"), tr("Answer within"), tr("Description")});
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setAllColumnsShowFocus(true);
    const int letter = m_list->fontMetrics().averageCharWidth();
    m_list->header()->resizeSection(0, 26 * letter);
    m_list->header()->resizeSection(1, 37 * letter);
    m_list->header()->resizeSection(2, 29 * letter);
    m_list->header()->resizeSection(3, std::max(16 * letter, m_list->header()->sectionSizeHint(3)));
    keepColumns(m_list->header());
    Letters::follow(m_list, [this] { // the last one gives way otherwise
        m_list->header()->setMinimumSectionSize(m_list->header()->sectionSizeHint(4));
    });
    auto *empty = new EmptyState(QStringLiteral("units"), {}, {}, this);
    auto *first = empty->addAction(QStringLiteral("units"), {}, [this] { newUnit(); });
    auto *import = empty->addAction(QStringLiteral("table"), tr("Import CSV…"), [this] { chooseFile(); });
    for (QWidget *each : {first, import})
        m_context.gate.guard(each, domain::Permission::UpdateBusinessUnits);
    m_stack->addWidget(m_list);
    m_stack->addWidget(empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(makeTop());
    column->addWidget(makeFilters());
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    context.gate.explain(column, domain::Permission::UpdateBusinessUnits);
    connect(m_list, &QTreeWidget::itemActivated, this, &UnitsPage::edit);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &UnitsPage::updateActions);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::BusinessUnit}, this);
    connect(watch, &StoreWatch::stale, this, &UnitsPage::load);
    UnitWord::follow(this, [this, empty, first] {
        m_list->setAccessibleName(unitText(tr("{Units}")));
        empty->setTexts(unitText(tr("No {units} yet")),
                        unitText(tr("{Units} are the parts of the organisation that an incident can affect. Their "
                                    "recipients get your mail, and mail from their domains is expected.")));
        first->setText(unitText(tr("New {unit}")));
    });
    updateActions();
    load();
}

QWidget *UnitsPage::makeTop()
{
    // In a narrow window, or with large letters, what concerns all of them is below what concerns one.
    auto *top = new SideBySide(12, this);
    auto *ofOne = new QWidget(top);
    auto *ofAll = new QWidget(top);
    auto *add = new QPushButton(icon(QStringLiteral("units")), {}, ofOne);
    m_edit = new QPushButton(icon(QStringLiteral("edit")), tr("Edit"), ofOne);
    m_archive = new QPushButton(ofOne);
    m_activity = new QPushButton(icon(QStringLiteral("clock")), tr("Activity"), ofOne);
    auto *name = new QPushButton(icon(QStringLiteral("edit")), tr("Name…"), ofAll);
    UnitWord::follow(this, [this, add, name] {
        add->setText(unitText(tr("New {unit}")));
        m_edit->setAccessibleName(unitText(tr("Edit the {unit}")));
        m_activity->setAccessibleName(unitText(tr("What happened to the {unit}")));
        name->setAccessibleName(unitText(tr("What {units} are called")));
        name->setToolTip(name->accessibleName());
    });
    auto *import = new QPushButton(icon(QStringLiteral("table")), tr("Import CSV…"), ofAll);
    const auto line = [](QWidget *place, const QList<QPushButton *> &buttons) {
        auto *row = new QHBoxLayout(place);
        row->setContentsMargins(0, 0, 0, 0);
        for (QPushButton *button : buttons)
            row->addWidget(button);
        row->addStretch(1);
    };
    line(ofOne, {add, m_edit, m_archive, m_activity});
    line(ofAll, {name, import});
    top->add(ofOne);
    top->add(ofAll, 0);
    for (QWidget *each : {add, m_edit, m_archive, import})
        m_context.gate.guard(each, domain::Permission::UpdateBusinessUnits);
    m_context.gate.guard(name, domain::Permission::UpdateConfigurations);
    m_context.gate.guard(m_activity, domain::Permission::ViewConfigurations);
    connect(name, &QPushButton::clicked, this, &UnitsPage::nameUnits);
    connect(add, &QPushButton::clicked, this, &UnitsPage::newUnit);
    connect(m_edit, &QPushButton::clicked, this, &UnitsPage::edit);
    connect(m_archive, &QPushButton::clicked, this, &UnitsPage::toggleArchived);
    connect(m_activity, &QPushButton::clicked, this, &UnitsPage::showActivity);
    connect(import, &QPushButton::clicked, this, &UnitsPage::chooseFile);
    return top;
}

QWidget *UnitsPage::makeFilters()
{
    auto *filters = new QWidget(this);
    m_search = new QLineEdit(filters);
    m_search->setObjectName(QStringLiteral("pageSearch"));
    m_search->setPlaceholderText(tr("Search titles, addresses and descriptions"));
    UnitWord::follow(this, [this] { m_search->setAccessibleName(unitText(tr("Search {units}"))); });
    m_search->setClearButtonEnabled(true);
    m_withArchived = new QCheckBox(tr("Show archived ones"), filters);
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_search, 1);
    row->addWidget(m_withArchived);
    connect(m_search, &QLineEdit::textChanged, this, &UnitsPage::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &UnitsPage::focusList);
    connect(m_withArchived, &QCheckBox::toggled, this, &UnitsPage::load);
    return filters;
}

/// Every word of the search is somewhere in what is known of a unit.
void UnitsPage::filter()
{
    const QStringList words = m_search->text().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QTreeWidgetItem *first = nullptr;
    for (int i = 0; i < m_list->topLevelItemCount() && i < m_units.size(); ++i) {
        const domain::BusinessUnit &unit = m_units.at(i);
        const QString text = QStringList{unit.title,
                                         unit.description,
                                         unit.recipients.join(QLatin1Char(' ')),
                                         unit.knownAddresses.join(QLatin1Char(' ')),
                                         unit.knownDomains.join(QLatin1Char(' ')),
                                         unit.deputy,
                                         unit.escalationPhone}
                                 .join(QLatin1Char('\n'));
        const bool shown = std::all_of(words.cbegin(), words.cend(), [&text](const QString &word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
        m_list->topLevelItem(i)->setHidden(!shown);
        if (shown && !first)
            first = m_list->topLevelItem(i);
    }
    if (QTreeWidgetItem *item = m_list->currentItem(); !item || item->isHidden())
        m_list->setCurrentItem(first);
    updateActions();
}

void UnitsPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, unitText(tr("Import {units}")), {},
                                   tr("Tables of text (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &UnitsPage::importFrom);
    dialog->open();
}

void UnitsPage::importFrom(const QString &file)
{
    auto *dialog = new UnitImportDialog(m_context, file, this);
    connect(dialog, &UnitImportDialog::imported, this, [this](int added, int changed) {
        m_bar->showMessage(MessageBar::Kind::Success, tr("Imported: %1 new, %2 changed.").arg(added).arg(changed));
    });
    dialog->open();
}

void UnitsPage::showActivity()
{
    if (const domain::BusinessUnit *unit = current()) {
        auto *dialog = new UnitActivity(m_context, *unit, this);
        dialog->open();
    }
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

void UnitsPage::nameUnits()
{
    auto *dialog = new UnitNameDialog(m_context, this);
    dialog->open();
}

void UnitsPage::load()
{
    onDone(this, m_context.store->read([archived = m_withArchived->isChecked()](store::Session &session) {
        return store::BusinessUnits(session).list(archived);
    }),
           [this](Result<QList<domain::BusinessUnit>> units) {
               if (units)
                   showUnits(*units);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(units.error()));
           });
}

void UnitsPage::showUnits(const QList<domain::BusinessUnit> &units)
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
        item->setText(3, valueText(unit, domain::UnitField::AnswerMinutes));
        item->setText(4, valueText(unit, domain::UnitField::Description));
        if (unit.id == selected)
            row = i;
    }
    m_list->setCurrentItem(m_list->topLevelItem(row));
    m_stack->setCurrentIndex(units.isEmpty() ? 1 : 0);
    filter();
}

const domain::BusinessUnit *UnitsPage::current() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const bool shown = row >= 0 && row < m_units.size() && !m_list->currentItem()->isHidden();
    return shown ? &m_units.at(row) : nullptr;
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
    onDone(this, desk::UnitDesk(m_context.desk).update(changed), [this](Result<domain::BusinessUnit> result) {
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
    m_activity->setEnabled(unit != nullptr);
    m_archive->setText(unit && unit->archived ? tr("Take out of the archive") : tr("Archive"));
}

} // namespace liaison::ui
