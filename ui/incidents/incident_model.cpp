#include "ui/incidents/incident_model.h"

#include "core/base/on_done.h"
#include "core/store/store.h"
#include "ui/common/store_watch.h"
#include "ui/common/words.h"

#include <QCoreApplication>

namespace liaison::ui {

MailsState mailsState(const store::IncidentRow &row)
{
    if (row.failedSends > 0)
        return {IncidentModel::tr("%n not sent", nullptr, row.failedSends), Tone::Danger};
    if (row.afterClosing > 0)
        return {IncidentModel::tr("%n after closing", nullptr, row.afterClosing), Tone::Warning};
    if (row.unread > 0)
        return {IncidentModel::tr("%n new", nullptr, row.unread), Tone::Accent};
    if (row.waitingForUs > 0)
        return {IncidentModel::tr("%n to answer", nullptr, row.waitingForUs), Tone::Warning};
    return {row.lastMailAt == 0 ? IncidentModel::tr("no mail") : IncidentModel::tr("all read"), Tone::Muted};
}

IncidentModel::IncidentModel(const UiContext &context, QObject *parent)
    : PagedRows<store::IncidentRow>(parent), m_context(context)
{
    m_filter.person = context.person;
    auto *watch = new StoreWatch(
        context.store,
        {store::Aggregate::Incident, store::Aggregate::Message, store::Aggregate::Thread, store::Aggregate::Outbox},
        this);
    connect(watch, &StoreWatch::stale, this, [this] { refresh(); });
    refresh();
}

void IncidentModel::setFilter(store::IncidentFilter filter)
{
    filter.person = m_context.person;
    m_filter = std::move(filter);
    startAnew();
}

int IncidentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant IncidentModel::data(const QModelIndex &index, int role) const
{
    const store::IncidentRow *row = rowAt(index);
    if (!row)
        return {};
    const domain::Incident &incident = row->incident;
    switch (role) {
    case Qt::DisplayRole:
        return QStringLiteral("%1 %2").arg(incident.key, incident.title);
    case Qt::AccessibleTextRole:
        return tr("%1, %2, severity %3, status %4, owner %5, mails: %6")
            .arg(incident.key, incident.title, wordFor(incident.severity), wordFor(incident.status),
                 incident.owner.isEmpty() ? tr("nobody") : incident.owner, mailsState(*row).text);
    default:
        return {};
    }
}

Future<QList<store::IncidentRow>> IncidentModel::readRows(const std::optional<store::IncidentRow> &last, int limit)
{
    std::optional<store::IncidentPageKey> before;
    if (last)
        before = store::IncidentPageKey{last->incident.createdAt, last->incident.id};
    return m_context.store->read([filter = m_filter, before, limit](store::Session &session) {
        return store::Incidents(session).list(filter, before, limit);
    });
}

} // namespace liaison::ui
