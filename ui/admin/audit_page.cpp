#include "ui/admin/audit_page.h"

#include "core/base/on_done.h"
#include "core/desk/audit_desk.h"
#include "core/store/store.h"
#include "ui/admin/audit_names.h"
#include "ui/admin/audit_words.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

namespace {

constexpr int entriesAPage = 100;
constexpr qint64 dayMs = 86'400'000;
constexpr auto viewing = domain::Permission::ViewConfigurations; ///< the log has them, before and after

} // namespace

AuditPage::AuditPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this)), m_person(new QComboBox(this)),
      m_kind(new QComboBox(this)), m_time(new QComboBox(this)), m_object(new QLineEdit(this)),
      m_text(new QLineEdit(this)), m_list(nullptr), m_details(nullptr), m_more(nullptr), m_verify(nullptr)
{
    m_typing.setSingleShot(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(makeFilters());
    column->addWidget(m_bar);
    column->addWidget(makeEntries(), 1);
    column->addWidget(makeBottom());
    context.gate.explainClosed(column, viewing);
    connect(&m_typing, &QTimer::timeout, this, &AuditPage::reload);
    UnitWord::follow(this, [this] { nameKinds(); });
    using store::Aggregate;
    auto *watch = new StoreWatch(
        context.store,
        {Aggregate::BusinessUnit, Aggregate::Mailbox, Aggregate::Folder, Aggregate::Setting, Aggregate::Incident},
        this);
    connect(watch, &StoreWatch::stale, this, [this] {
        // Who has gone back to older entries is not to lose their place.
        if (!isVisible() || !m_context.gate.allows(viewing))
            return;
        loadNames();
        if (m_entries.size() <= entriesAPage)
            reload();
    });
}

store::AuditFilter AuditPage::filter() const
{
    store::AuditFilter filter;
    if (m_person->currentIndex() > 0)
        filter.person = m_person->currentText();
    filter.kinds = m_kind->currentData().toStringList();
    if (const int days = m_time->currentData().toInt(); days > 0)
        filter.from = m_context.clock->nowMs() - days * dayMs;
    filter.object = m_object->text();
    filter.text = m_text->text();
    return filter;
}

void AuditPage::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

void AuditPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_context.gate.allows(viewing))
        return;
    loadPeople();
    loadNames();
    reload();
}

void AuditPage::loadPeople()
{
    onDone(this, desk::AuditDesk(m_context.desk).people(), [this](const Result<QStringList> &people) {
        if (!people)
            return; // the list below tells of trouble with the store
        const QString chosen = m_person->currentIndex() > 0 ? m_person->currentText() : QString();
        const QSignalBlocker quiet(m_person);
        while (m_person->count() > 1)
            m_person->removeItem(1);
        m_person->addItems(*people);
        m_person->setCurrentIndex(std::max(0, chosen.isEmpty() ? 0 : m_person->findText(chosen)));
    });
}

/// What templates and units are called now: the log has their numbers.
void AuditPage::loadNames()
{
    onDone(this, loadAuditNames(m_context.store), [this](const Result<AuditNames> &names) {
        if (!names)
            return; // the list tells of trouble with the store
        m_names = *names;
        renameRows();
    });
}

void AuditPage::renameRows()
{
    for (int row = 0; row < m_list->topLevelItemCount() && row < m_entries.size(); ++row)
        m_list->topLevelItem(row)->setText(3, objectText(m_entries.at(row), m_names));
    showDetails();
}

void AuditPage::reload()
{
    if (!m_context.gate.allows(viewing))
        return;
    const int asked = ++m_asked;
    onDone(this, desk::AuditDesk(m_context.desk).page(filter(), {}, entriesAPage),
           [this, asked](const Result<store::AuditPage> &page) {
               if (asked != m_asked)
                   return;
               if (!page)
                   return tell(page.error());
               QTreeWidgetItem *current = m_list->currentItem();
               const qint64 kept = current ? m_entries.at(m_list->indexOfTopLevelItem(current)).id : 0;
               m_entries.clear();
               m_list->clear();
               append(*page);
               for (qsizetype i = 0; i < m_entries.size(); ++i)
                   if (m_entries.at(i).id == kept)
                       m_list->setCurrentItem(m_list->topLevelItem(int(i)));
           });
}

void AuditPage::loadOlder()
{
    const int asked = ++m_asked;
    m_more->setEnabled(false);
    onDone(this, desk::AuditDesk(m_context.desk).page(filter(), m_older, entriesAPage),
           [this, asked](const Result<store::AuditPage> &page) {
               if (asked != m_asked)
                   return;
               if (page)
                   append(*page);
               else
                   tell(page.error());
           });
}

void AuditPage::append(const store::AuditPage &page)
{
    const bool isFirst = m_entries.isEmpty();
    m_entries += page.entries;
    for (const domain::AuditEntry &entry : page.entries) {
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(0, fullTime(entry.at));
        item->setText(1, tr("%1 on %2").arg(entry.actor.person, entry.actor.host));
        item->setToolTip(1, entry.actor.osAccount);
        item->setText(2, wordForAction(entry.action));
        item->setText(3, objectText(entry, m_names));
    }
    m_older = page.older;
    m_more->setEnabled(m_older.has_value());
    for (int column = 0; isFirst && column < 3; ++column)
        m_list->resizeColumnToContents(column);
    if (isFirst)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    showDetails();
}

void AuditPage::showDetails()
{
    m_details->clear();
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0 || row >= m_entries.size())
        return;
    const QList<AuditDetail> details = detailsOf(m_entries.at(row), m_names);
    for (const AuditDetail &detail : details) {
        auto *item = new QTreeWidgetItem(m_details, {detail.field, detail.before, detail.after});
        item->setToolTip(1, detail.before.toHtmlEscaped());
        item->setToolTip(2, detail.after.toHtmlEscaped());
    }
}

void AuditPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export the audit log"), {}, tr("Tables of text (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &AuditPage::exportTo);
    dialog->open();
}

void AuditPage::exportTo(const QString &file)
{
    onDone(this, desk::AuditDesk(m_context.desk).exportCsv(filter(), file), [this, file](const Result<int> &entries) {
        if (!entries)
            return tell(entries.error());
        m_bar->showMessage(MessageBar::Kind::Success, tr("%n entry(s) written to %1.", nullptr, *entries).arg(file));
        reload(); // the export is one itself
    });
}

void AuditPage::verify()
{
    m_verify->setEnabled(false);
    m_bar->showMessage(MessageBar::Kind::Info, tr("The log is checked …"));
    onDone(this, desk::AuditDesk(m_context.desk).verify(), [this](const Result<desk::AuditDesk::Chain> &chain) {
        m_verify->setEnabled(true);
        if (!chain)
            return tell(chain.error());
        if (!chain->broken)
            return m_bar->showMessage(
                MessageBar::Kind::Success,
                tr("All is as it was written: %n entry(s), none changed and none removed between them.", nullptr,
                   int(chain->entries)));
        m_bar->showMessage(MessageBar::Kind::Error,
                           tr("The log was tampered with. Entry %1 of %2 is the first that does not fit: it was "
                              "changed, or what was before it was changed or removed.")
                               .arg(chain->broken->id)
                               .arg(fullTime(chain->broken->at)));
    });
}

void AuditPage::tell(const Error &error)
{
    m_bar->showMessage(MessageBar::Kind::Error, errorText(error));
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
