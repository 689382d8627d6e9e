#include "core/feed/remote_ops_drain.h"

#include "core/base/fault_point.h"
#include "core/base/log.h"
#include "core/feed/remedy.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/mail_source.h"

#include <algorithm>
#include <optional>

namespace liaison::feed {

using transport::MailSource;

namespace {

constexpr int batch = 100;
constexpr int mostAttempts = 5;

std::optional<MailSource::Flag> flagOf(const QString &name)
{
    if (name == QLatin1String("seen"))
        return MailSource::Flag::Seen;
    if (name == QLatin1String("answered"))
        return MailSource::Flag::Answered;
    if (name == QLatin1String("answered-to-all"))
        return MailSource::Flag::AnsweredToAll;
    if (name == QLatin1String("forwarded"))
        return MailSource::Flag::Forwarded;
    return std::nullopt;
}

/// The server said no to this operation; a lost link or a busy server is no answer to it.
bool isRefusal(ErrorKind kind)
{
    return kind == ErrorKind::NotFound || kind == ErrorKind::FolderMissing || kind == ErrorKind::ServerRefused
        || kind == ErrorKind::InvalidInput || kind == ErrorKind::ProtocolViolation;
}

} // namespace

RemoteOpsDrain::RemoteOpsDrain(DrainPorts ports, QObject *parent) : QObject(parent), m_ports(std::move(ports))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &RemoteOpsDrain::wake);
}

RemoteOpsDrain::~RemoteOpsDrain()
{
    m_stop.request_stop();
}

void RemoteOpsDrain::wake()
{
    if (m_busy) {
        m_wakeAgain = true;
        return;
    }
    if (!m_ports.lease())
        return;
    m_busy = true;
    m_stop = {};
    m_tried.clear();
    load();
}

void RemoteOpsDrain::abort()
{
    m_retry.stop();
    m_queue.clear();
    m_wakeAgain = false;
    m_stop.request_stop();
}

void RemoteOpsDrain::load()
{
    const auto read = [mailbox = m_ports.mailbox](store::Session &session) -> Result<QList<Item>> {
        const Result<QList<store::RemoteOp>> ops = store::RemoteOps(session).pending(mailbox, batch);
        if (!ops)
            return fail(ops.error());
        QList<Item> items;
        for (const store::RemoteOp &op : *ops) {
            const Result<domain::Folder> folder = store::Folders(session).find(op.folder);
            if (!folder)
                return fail(folder.error());
            items.append({op, folder->remote});
        }
        return items;
    };
    onDone<QList<Item>>(this, m_ports.shared->store->read(read), [this](const Result<QList<Item>> &items) {
        if (!items) {
            rest(true);
            return;
        }
        for (const Item &item : *items) {
            if (!m_tried.contains(item.op.id))
                m_queue.push_back(item);
        }
        if (m_queue.empty())
            rest(!m_tried.isEmpty() && !items->isEmpty());
        else
            next();
    });
}

void RemoteOpsDrain::next()
{
    if (m_stop.stop_requested() || !m_ports.lease()) {
        m_queue.clear();
        rest(false);
        return;
    }
    if (m_queue.empty()) {
        load();
        return;
    }
    const Item item = std::move(m_queue.front());
    m_queue.pop_front();
    m_tried.insert(item.op.id);
    apply(item);
}

void RemoteOpsDrain::apply(const Item &item)
{
    const std::optional<MailSource::Flag> flag = flagOf(item.op.flag);
    const Result<MailSource *> source = m_ports.source();
    if (!flag || !source) {
        note(item, flag ? Result<void>(fail(source.error())) : Result<void>(fail(ErrorKind::InvalidInput)));
        return;
    }
    faultPoint("ops.before-flag");
    onDone<void>(this, (*source)->setFlag(item.folder, item.op.remoteId, *flag, item.op.on, m_stop.get_token()),
                 [this, item](const Result<void> &outcome) {
                     faultPoint("ops.after-flag");
                     note(item, outcome);
                 });
}

void RemoteOpsDrain::note(const Item &item, const Result<void> &outcome)
{
    if (!outcome && !isRefusal(outcome.error().kind)) {
        m_queue.clear();
        const Error &error = outcome.error();
        const bool retry = remedyFor(error.kind) == Remedy::Retry && error.kind != ErrorKind::Cancelled;
        rest(retry);
        if (remedyFor(error.kind) != Remedy::Retry)
            Q_EMIT troubled(error);
        return;
    }
    const bool giveUp = !outcome
        && (item.op.attempts + 1 >= mostAttempts || outcome.error().kind == ErrorKind::NotFound
            || outcome.error().kind == ErrorKind::InvalidInput);
    const QString why = outcome ? QString() : errorKindName(outcome.error().kind);
    const auto write = [id = item.op.id, ok = outcome.has_value(), why, giveUp](store::Session &session) {
        store::RemoteOps ops(session);
        return ok ? ops.done(id) : ops.failed(id, why, giveUp);
    };
    onDone<void>(this, m_ports.shared->store->write(write, store::Durability::Refetchable),
                 [this](const Result<void> &noted) {
                     if (!noted)
                         qCWarning(lcFeed) << "flag operation" << noted.error().log;
                     next();
                 });
}

void RemoteOpsDrain::rest(bool retry)
{
    m_busy = false;
    if (std::exchange(m_wakeAgain, false) && m_ports.lease()) {
        wake();
        return;
    }
    if (retry && !m_stop.stop_requested())
        m_retry.start(static_cast<int>(std::min<qint64>(m_ports.shared->options.outboxRetryMinMs, 3'600'000)));
    Q_EMIT idle(retry);
}

} // namespace liaison::feed
