#include "ui/admin/unit_activity.h"

#include "core/base/on_done.h"
#include "core/desk/unit_desk.h"
#include "ui/admin/audit_words.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

constexpr int entriesAPage = 50;

} // namespace

UnitActivity::UnitActivity(const UiContext &context, const domain::BusinessUnit &unit, QWidget *parent)
    : QDialog(parent), m_context(context), m_unit(unit), m_bar(new MessageBar(this)), m_entries(new QTreeWidget(this)),
      m_more(new QPushButton(tr("Show older ones"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What happened to %1").arg(unit.title));
    m_entries->setColumnCount(3);
    m_entries->setHeaderLabels({tr("When"), tr("Who"), tr("What")});
    m_entries->setWordWrap(true);
    m_entries->setAllColumnsShowFocus(true);
    m_entries->setAccessibleName(tr("Activity log"));
    m_more->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_entries, 1);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    column->addWidget(buttons);
    resize(820, 460);
    connect(m_more, &QPushButton::clicked, this, &UnitActivity::load);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    load();
}

void UnitActivity::load()
{
    m_more->setEnabled(false);
    onDone(this, desk::UnitDesk(m_context.desk).activity(m_unit, m_oldest, entriesAPage),
           [this](const Result<QList<domain::AuditEntry>> &entries) {
               m_more->setEnabled(true);
               if (entries)
                   add(*entries);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(entries.error()));
           });
}

void UnitActivity::add(const QList<domain::AuditEntry> &entries)
{
    for (const domain::AuditEntry &entry : entries) {
        auto *item = new QTreeWidgetItem(m_entries);
        item->setText(0, fullTime(entry.at));
        item->setText(1, tr("%1 on %2").arg(entry.actor.person, entry.actor.host));
        item->setText(2, wordForAction(entry.action));
        const QList<AuditDetail> details = detailsOf(entry);
        for (const AuditDetail &detail : details) {
            auto *child = new QTreeWidgetItem(item);
            child->setText(2, tr("%1: %2 → %3").arg(detail.field, detail.before, detail.after));
            child->setToolTip(2, child->text(2).toHtmlEscaped());
        }
        item->setExpanded(true);
        m_oldest = entry.id;
    }
    m_more->setVisible(entries.size() == entriesAPage);
    m_entries->resizeColumnToContents(0);
    m_entries->resizeColumnToContents(1);
    if (!m_entries->currentItem())
        m_entries->setCurrentItem(m_entries->topLevelItem(0));
}

} // namespace liaison::ui
