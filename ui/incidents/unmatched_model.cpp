#include "ui/incidents/unmatched_model.h"

#include "core/base/on_done.h"
#include "core/domain/correlation.h"
#include "core/store/store.h"
#include "ui/common/formats.h"
#include "ui/common/store_watch.h"

#include <QFont>

namespace liaison::ui {

QString whyUnmatched(const store::MailRow &row)
{
    switch (row.triage) {
    case store::Triage::Dismissed:
        return UnmatchedModel::tr("Dismissed by a person");
    case store::Triage::Junk:
        return UnmatchedModel::tr("Found in Junk by a tag or reference of ours");
    case store::Triage::Older:
        return UnmatchedModel::tr("Older than “fetch mail since”");
    case store::Triage::Unmatched:
        break;
    }
    switch (row.kind) {
    case domain::MailKind::Bounce:
    case domain::MailKind::Delay:
        return UnmatchedModel::tr("Delivery report on a mail that was not sent from here");
    case domain::MailKind::OutOfOffice:
        return UnmatchedModel::tr("Out-of-office notice without a reference we know");
    case domain::MailKind::Human:
        break;
    default:
        return UnmatchedModel::tr("Written by a machine, without a tag or reference we know");
    }
    const QList<domain::SubjectTagText> tags = domain::subjectTags(row.subject);
    if (!tags.isEmpty())
        return UnmatchedModel::tr("Its tag [%1-%2] belongs to no incident here")
            .arg(tags.first().key, tags.first().token);
    return UnmatchedModel::tr("No incident tag, and no reference to a mail we know");
}

UnmatchedModel::UnmatchedModel(const UiContext &context, QObject *parent)
    : PagedRows<store::MailRow>(parent), m_context(context)
{
    m_filter.person = context.person;
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Message, store::Aggregate::Thread}, this);
    connect(watch, &StoreWatch::stale, this, [this] { refresh(); });
    refresh();
}

void UnmatchedModel::setFilter(store::Messages::UnmatchedFilter filter)
{
    filter.person = m_context.person;
    m_filter = std::move(filter);
    startAnew();
}

int UnmatchedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UnmatchedModel::data(const QModelIndex &index, int role) const
{
    const store::MailRow *row = rowAt(index);
    if (!row)
        return {};
    if (role == Qt::FontRole && !row->read) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::ToolTipRole && index.column() == Arrived)
        return fullTime(row->arrivedAt);
    if (role == Qt::ToolTipRole && index.column() == Why)
        return whyUnmatched(*row).toHtmlEscaped();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case From:
        return domain::displayAddress(row->from);
    case Subject:
        return row->subject.isEmpty() ? tr("(no subject)") : row->subject.simplified();
    case Arrived:
        return listTime(row->arrivedAt, m_context.clock->nowMs());
    case Why:
        return whyUnmatched(*row);
    default:
        return {};
    }
}

QVariant UnmatchedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case From:
        return tr("From");
    case Subject:
        return tr("Subject");
    case Arrived:
        return tr("Arrived");
    case Why:
        return tr("Why it is here");
    default:
        return {};
    }
}

Future<QList<store::MailRow>> UnmatchedModel::readRows(const std::optional<store::MailRow> &last, int limit)
{
    std::optional<store::Messages::PageKey> before;
    if (last)
        before = store::Messages::PageKey{last->arrivedAt, last->id};
    return m_context.store->read([filter = m_filter, before, limit](store::Session &session) {
        return store::Messages(session).unmatched(filter, before, limit);
    });
}

} // namespace liaison::ui
