#include "ui/incidents/outbox_model.h"

#include "core/base/on_done.h"
#include "core/store/outbox.h"
#include "core/store/store.h"
#include "ui/common/delivery_text.h"
#include "ui/common/formats.h"
#include "ui/common/store_watch.h"
#include "ui/common/words.h"

#include <QApplication>

namespace liaison::ui {

namespace {
constexpr int mostRows = 500;
constexpr int tickMs = 1'000; ///< "leaves in 8 s" counts down
} // namespace

OutboxModel::OutboxModel(const UiContext &context, QObject *parent)
    : KeyedRows<domain::OutboxMail>(parent), m_context(context)
{
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Outbox}, this);
    connect(watch, &StoreWatch::stale, this, &OutboxModel::refresh);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, When), index(rowCount() - 1, When), {Qt::DisplayRole});
    });
    refresh();
}

void OutboxModel::setWithSent(bool withSent)
{
    m_withSent = withSent;
    refresh();
}

void OutboxModel::refresh()
{
    onDone(this, m_context.store->read([withSent = m_withSent](store::Session &session) {
        return store::Outbox(session).list(withSent, mostRows);
    }),
           [this, generation = ++m_generation](Result<QList<domain::OutboxMail>> result) {
               if (generation != m_generation)
                   return;
               if (!result) {
                   Q_EMIT failed(result.error());
                   return;
               }
               replaceRows(*result);
               const bool counting = std::any_of(rows().begin(), rows().end(), [](const domain::OutboxMail &mail) {
                   return mail.state == domain::OutboxState::Queued;
               });
               if (counting != m_tick.isActive())
                   counting ? m_tick.start() : m_tick.stop();
               Q_EMIT loaded();
           });
}

int OutboxModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    const domain::OutboxMail *mail = rowAt(index);
    if (!mail)
        return {};
    if (role == Qt::ForegroundRole && index.column() == State)
        return toneColor(QApplication::palette(), toneFor(mail->state));
    if (role == Qt::ToolTipRole && index.column() == Words && !mail->serverWords.isEmpty())
        return QString(QStringLiteral("<span>") + mail->serverWords.toHtmlEscaped() + QStringLiteral("</span>"));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case State:
        return wordFor(mail->state);
    case To:
        return mail->recipients.join(QStringLiteral(", "));
    case Subject:
        return mail->subject;
    case When:
        return whenText(*mail);
    case Words:
        return wordsOf(*mail);
    default:
        return {};
    }
}

QVariant OutboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case To:
        return tr("To");
    case Subject:
        return tr("Subject");
    case When:
        return tr("When");
    case Words:
        return tr("Why");
    default:
        return {};
    }
}

QString OutboxModel::whenText(const domain::OutboxMail &mail) const
{
    const UtcMs now = m_context.clock->nowMs();
    switch (mail.state) {
    case domain::OutboxState::Queued:
        if (mail.notBefore <= now)
            return tr("when the server answers");
        return mail.attempts == 0 ? tr("leaves %1").arg(agoText(mail.notBefore, now))
                                  : tr("next try %1").arg(agoText(mail.notBefore, now));
    case domain::OutboxState::Sending:
        return tr("leaving now");
    case domain::OutboxState::Sent:
        return listTime(mail.sentAt, now);
    default:
        return listTime(mail.queuedAt, now);
    }
}

QString OutboxModel::wordsOf(const domain::OutboxMail &mail) const
{
    const QString reason = deliveryReason(mail.serverWords);
    const QString why = reason.isEmpty() ? mail.serverWords : reason;
    if (!mail.pending.isEmpty() && mail.state != domain::OutboxState::Sent)
        return tr("Accepted for the others; still to send to %1. %2").arg(mail.pending.join(QStringLiteral(", ")), why);
    if (!mail.refused.isEmpty())
        return tr("Refused: %1. %2").arg(mail.refused.join(QStringLiteral(", ")), why);
    return why;
}

} // namespace liaison::ui
