#include "core/feed/outbox_drain.h"

#include "core/base/fault_point.h"
#include "core/base/log.h"
#include "core/feed/send_outcome.h"
#include "core/store/store.h"

#include <QDateTime>

#include <algorithm>

namespace liaison::feed {

using domain::OutboxMail;
using domain::OutboxState;

namespace {

/// Somebody got the mail by this try: all of them, or those that are not `pending` any more.
bool wasAccepted(const SendOutcome &result)
{
    return result.outcome.to == OutboxState::Sent || !result.outcome.pending.value_or(QStringList()).isEmpty();
}

/// A try that failed shows in the log of whoever runs the feed.
void logFailure(const OutboxMail &mail, const Result<transport::SendReceipt> &answer, const SendOutcome &result)
{
    QString line = QStringLiteral("%1: sending mail %2 failed (try %3): %4")
                       .arg(mail.sender)
                       .arg(mail.id.value)
                       .arg(mail.attempts)
                       .arg(result.outcome.error);
    if (result.outcome.to == OutboxState::Queued && !result.accountStops)
        line += QStringLiteral(", next try %1")
                    .arg(QDateTime::fromMSecsSinceEpoch(result.outcome.notBefore, Qt::UTC).toString(Qt::ISODate));
    const bool spoke = answer || !answer.error().serverWords.isEmpty();
    const QString words = (spoke ? result.outcome.serverWords : answer.error().log).simplified();
    if (!words.isEmpty())
        line += QStringLiteral(": ") + redacted(printable(words.toUtf8()));
    qCInfo(lcFeed).noquote() << line;
}

} // namespace

OutboxDrain::OutboxDrain(DrainPorts ports, QObject *parent) : QObject(parent), m_ports(std::move(ports))
{
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &OutboxDrain::wake);
    m_recordAgain.setSingleShot(true);
    connect(&m_recordAgain, &QTimer::timeout, this, [this] { std::exchange(m_unrecorded, {})(); });
}

OutboxDrain::~OutboxDrain()
{
    m_stop.request_stop();
}

void OutboxDrain::wake()
{
    m_held = false;
    if (m_busy) {
        m_again = true;
        return;
    }
    if (!m_ports.lease())
        return;
    m_busy = true;
    m_stop = {};
    recover();
}

void OutboxDrain::hold()
{
    m_held = true;
    m_due.stop();
}

void OutboxDrain::abort()
{
    hold();
    m_again = false;
    m_stop.request_stop();
    if (m_unrecorded) { // one last try
        m_recordAgain.stop();
        std::exchange(m_unrecorded, {})();
    }
}

void OutboxDrain::recover()
{
    const store::Lease *lease = m_ports.lease();
    if (!lease || lease->epoch == m_recoveredEpoch) {
        claim();
        return;
    }
    const auto write = [lease = *lease, mailbox = m_ports.mailbox](store::Session &session) {
        return store::Outbox(session).recoverInterrupted(mailbox, lease);
    };
    onDone<int>(this, m_ports.shared->store->write(write), [this, epoch = lease->epoch](Result<int> recovered) {
        if (!recovered) {
            qCWarning(lcFeed) << "outbox recovery" << recovered.error().log;
            storeTrouble();
            return;
        }
        m_recoveredEpoch = epoch;
        claim();
    });
}

void OutboxDrain::claim()
{
    const store::Lease *lease = m_ports.lease();
    if (m_held || m_stop.stop_requested() || !lease || lease->epoch != m_recoveredEpoch) {
        rest(false);
        return;
    }
    faultPoint("outbox.before-claim");
    using Claimed = std::optional<OutboxMail>;
    const auto write = [lease = *lease, mailbox = m_ports.mailbox](store::Session &session) {
        return store::Outbox(session).claim(mailbox, lease);
    };
    m_claimEpoch = lease->epoch;
    onDone<Claimed>(this, m_ports.shared->store->write(write), [this](const Result<Claimed> &claimed) {
        if (!claimed) {
            qCWarning(lcFeed) << "outbox claim" << claimed.error().log;
            storeTrouble();
        } else if (*claimed) {
            faultPoint("outbox.after-claim");
            send(**claimed);
        } else {
            scheduleNext();
        }
    });
}

void OutboxDrain::send(const OutboxMail &mail)
{
    const auto read = [id = mail.id](store::Session &session) {
        return store::Outbox(session).messageOf(id).and_then(
            [&](MessageId message) { return store::Messages(session).raw(message); });
    };
    onDone<QByteArray>(this, m_ports.shared->store->read(read), [this, mail](const Result<QByteArray> &raw) {
        if (!raw) {
            outcome(mail, fail(raw.error()));
            return;
        }
        const Result<transport::MailSink *> sink = m_ports.sink();
        if (!sink) {
            outcome(mail, fail(sink.error()));
            return;
        }
        if (m_stop.stop_requested()) {
            outcome(mail, fail(ErrorKind::Cancelled));
            return;
        }
        m_sending = true;
        const auto answer = (*sink)->send({mail.sender, recipientsToTry(mail), *raw, domain::envelopeIdOf(mail.uuid)},
                                          m_stop.get_token());
        onDone<transport::SendReceipt>(this, answer,
                                       [this, mail, answer](const Result<transport::SendReceipt> &result) {
                                           // An adapter that died without a word may have sent everything.
                                           const bool mute = answer.resultCount() == 0;
                                           m_sending = false;
                                           Q_EMIT sendEnded();
                                           outcome(mail, mute ? fail(ErrorKind::SendUncertain) : result);
                                       });
    });
}

void OutboxDrain::outcome(const OutboxMail &mail, const Result<transport::SendReceipt> &answer)
{
    faultPoint("outbox.after-send");
    const SendOutcome result = sendOutcome(mail, answer, m_ports.shared->options, m_ports.shared->clock->nowMs());
    if (!result.outcome.error.isEmpty())
        logFailure(mail, answer, result);
    record(mail, result, result.accountStops ? std::optional<Error>(answer.error()) : std::nullopt);
}

void OutboxDrain::record(const OutboxMail &mail, const SendOutcome &result, const std::optional<Error> &trouble)
{
    faultPoint("outbox.before-settle");
    const auto write
        = [id = mail.id, messageId = mail.messageIdHeader, result, epoch = m_claimEpoch](store::Session &session) {
              store::Outbox outbox(session);
              store::Outbox::Outcome ofClaim = result.outcome;
              ofClaim.epoch = epoch;
              Result<void> settled = outbox.settle(id, OutboxState::Sending, ofClaim);
              // Another process took the lease meanwhile and called the mail uncertain; we know that it was accepted.
              if (!settled && settled.error().kind == ErrorKind::Conflict && wasAccepted(result))
                  settled = outbox.settle(id, OutboxState::Uncertain, result.outcome);
              return settled && !result.news.isEmpty() ? outbox.noteDelivery(messageId, result.news) : settled;
          };
    const bool accepted = result.outcome.to == OutboxState::Sent;
    onDone<void>(this, m_ports.shared->store->write(write), [=, this](const Result<void> &settled) {
        // Not recorded: the row stays Sending, and the next epoch calls it uncertain. Never sent again from here. A
        // store in trouble (a full disk) is told once more later, for as long as this process lives.
        if (!settled)
            qCWarning(lcFeed) << "outbox settle" << settled.error().log;
        if (!settled && settled.error().kind != ErrorKind::Conflict && !m_stop.stop_requested()) {
            m_unrecorded = [=, this] { record(mail, result, trouble); };
            m_recordAgain.start(static_cast<int>(m_ports.shared->options.outboxRetryMinMs));
            return;
        }
        if (accepted && settled)
            Q_EMIT sent();
        if (trouble) {
            m_held = true;
            rest(false);
            Q_EMIT troubled(*trouble);
        } else {
            claim();
        }
    });
}

/// The store failed: it is asked again after a while, not at once.
void OutboxDrain::storeTrouble()
{
    if (m_held || m_stop.stop_requested()) {
        rest(false);
        return;
    }
    m_due.start(static_cast<int>(m_ports.shared->options.outboxRetryMinMs));
    rest(true);
}

void OutboxDrain::scheduleNext()
{
    const auto read
        = [mailbox = m_ports.mailbox](store::Session &session) { return store::Outbox(session).nextDue(mailbox); };
    using Due = std::optional<UtcMs>;
    onDone<Due>(this, m_ports.shared->store->read(read), [this](const Result<Due> &due) {
        if (m_held || (due && !*due)) {
            rest(false);
            return;
        }
        // A row that is due and was not claimed waits for the database's clock or for the store: ask again soon.
        constexpr qint64 leastMs = 50;
        constexpr qint64 mostMs = 60'000;
        const qint64 wait = due ? **due - m_ports.shared->clock->nowMs() : mostMs;
        m_due.start(static_cast<int>(std::clamp(wait, leastMs, mostMs)));
        rest(true);
    });
}

void OutboxDrain::rest(bool moreLater)
{
    m_busy = false;
    if (std::exchange(m_again, false) && !m_held && m_ports.lease()) {
        wake();
        return;
    }
    Q_EMIT idle(moreLater);
}

} // namespace liaison::feed
