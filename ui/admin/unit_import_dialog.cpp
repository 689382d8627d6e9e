#include "ui/admin/unit_import_dialog.h"

#include "core/base/on_done.h"
#include "core/desk/unit_desk.h"
#include "ui/admin/unit_words.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileInfo>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

using desk::UnitPlan;
using What = desk::UnitPlan::What;

UnitImportDialog::UnitImportDialog(const UiContext &context, const QString &file, QWidget *parent)
    : QDialog(parent), m_context(context), m_file(file), m_bar(new MessageBar(this)),
      m_summary(new PlainLabel(QString(), this)), m_lines(new QTreeWidget(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import %1").arg(QFileInfo(file).fileName()));
    build();
    load();
}

void UnitImportDialog::build()
{
    m_bar->setClosable(false);
    m_summary->setWordWrap(true);
    m_lines->setColumnCount(4);
    m_lines->setHeaderLabels({tr("Line"), tr("What"), tr("Title"), tr("Before and after")});
    m_lines->setAlternatingRowColors(true);
    m_lines->setAllColumnsShowFocus(true);
    m_lines->setWordWrap(true);
    m_lines->setAccessibleName(tr("What the file would change"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_summary);
    column->addWidget(m_lines, 1);
    column->addWidget(m_buttons);
    resize(QSize(860, 520).expandedTo({115 * fontMetrics().averageCharWidth(), 32 * fontMetrics().lineSpacing()}));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &UnitImportDialog::import);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void UnitImportDialog::load()
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) {
        m_bar->showMessage(MessageBar::Kind::Error, tr("The file cannot be read: %1.").arg(file.errorString()));
        return;
    }
    m_summary->setText(tr("The file is looked through …"));
    // One byte more than is taken: a larger file is then refused for its size.
    onDone(this, desk::UnitDesk(m_context.desk).plan(file.read(desk::UnitSheet::mostBytes + 1)),
           [this](const Result<UnitPlan> &plan) { showPlan(plan); });
}

void UnitImportDialog::showPlan(const Result<UnitPlan> &plan)
{
    m_summary->clear();
    if (!plan)
        return tell(plan.error());
    m_plan = *plan;
    if (m_plan.fault)
        return m_bar->showMessage(MessageBar::Kind::Error, sentenceFor(*m_plan.fault));
    addLines();
    for (int column = 0; column < 3; ++column)
        m_lines->resizeColumnToContents(column);
    m_lines->setCurrentItem(m_lines->topLevelItem(0));
    m_lines->setFocus();
    summarise();
}

/// What needs a person's eye first. A window with ten thousand lines would stand still for seconds, and nobody reads
/// it.
void UnitImportDialog::addLines()
{
    constexpr qsizetype mostShown = 1'000;
    qsizetype shown = 0;
    for (const What what : {What::Wrong, What::Changed, What::Added, What::Same}) {
        for (const UnitPlan::Line &line : std::as_const(m_plan.lines)) {
            if (line.what == what && ++shown <= mostShown)
                addLine(line);
        }
    }
    if (shown > mostShown) {
        auto *rest = new QTreeWidgetItem(m_lines);
        rest->setText(3, tr("… and %n more line(s)", nullptr, int(shown - mostShown)));
    }
}

void UnitImportDialog::addLine(const UnitPlan::Line &line)
{
    auto *item = new QTreeWidgetItem(m_lines);
    item->setText(0, QString::number(line.number));
    item->setText(2, line.after.title);
    switch (line.what) {
    case What::Added:
        item->setText(1, tr("new"));
        break;
    case What::Changed:
        item->setText(1, tr("changed"));
        break;
    case What::Same:
        item->setText(1, tr("as it is"));
        break;
    case What::Wrong:
        item->setText(1, tr("wrong"));
        break;
    }
    addChanges(item, line);
    item->setExpanded(line.what == What::Wrong || line.what == What::Changed);
}

void UnitImportDialog::addChanges(QTreeWidgetItem *item, const UnitPlan::Line &line)
{
    const auto add = [item](const QString &name, const QString &text) {
        auto *child = new QTreeWidgetItem(item);
        child->setText(2, name);
        child->setText(3, text);
        child->setToolTip(3, text);
    };
    if (line.sameTitleAs > 0)
        add(wordFor(domain::UnitField::Title), tr("Line %1 has this title already.").arg(line.sameTitleAs));
    for (const domain::UnitProblem &problem : line.problems)
        add(wordFor(problem.field), sentenceFor(problem));
    if (line.what == What::Wrong)
        return;
    for (const domain::UnitField field : line.changed) {
        const QString after = valueText(line.after, field);
        if (line.what == What::Added && field != domain::UnitField::Title)
            add(wordFor(field), after);
        else if (line.what == What::Changed)
            add(wordFor(field), tr("%1 → %2").arg(valueText(line.before, field), after));
    }
}

void UnitImportDialog::summarise()
{
    const int wrong = m_plan.count(What::Wrong);
    m_summary->setText(tr("New: %1. Changed: %2. As they are: %3. Those that the file does not name stay.")
                           .arg(m_plan.count(What::Added))
                           .arg(m_plan.count(What::Changed))
                           .arg(m_plan.count(What::Same)));
    if (wrong > 0)
        m_bar->showMessage(MessageBar::Kind::Error,
                           tr("%n line(s) are wrong. Mend them in the file and import it again: nothing is taken over "
                              "as long as one is.",
                              nullptr, wrong));
    else if (!m_plan.isGood())
        m_bar->showMessage(MessageBar::Kind::Info, tr("There is nothing to change."));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(m_plan.isGood());
}

void UnitImportDialog::import()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    onDone(this, desk::UnitDesk(m_context.desk).import(m_plan), [this](const Result<desk::UnitDesk::Imported> &done) {
        if (!done && done.error().kind == ErrorKind::Conflict)
            return m_bar->showMessage(
                MessageBar::Kind::Error,
                unitText(tr("Somebody changed the {units} meanwhile. Nothing was taken over: open the "
                            "file again to see what it would change now.")));
        if (!done)
            return tell(done.error());
        Q_EMIT imported(done->added, done->changed);
        accept();
    });
}

void UnitImportDialog::tell(const Error &error)
{
    m_bar->showMessage(MessageBar::Kind::Error, errorText(error));
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
