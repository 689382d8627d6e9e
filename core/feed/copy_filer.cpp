#include "core/feed/copy_filer.h"

#include "core/base/fault_point.h"
#include "core/base/log.h"
#include "core/feed/remedy.h"
#include "core/feed/send_outcome.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/store.h"
#include "core/transport/mail_source.h"

#include <algorithm>

namespace liaison::feed {

using domain::OutboxMail;
using domain::SentCopy;

namespace {

constexpr int mostRefusals = 3;
constexpr int mostUncertain = 1'000;

/// Mails of the mailbox of which nobody knows whether they left. Where some recipients had one before, its copy proves
/// nothing about the others.
Result<QList<OutboxMail>> uncertainMails(store::Session &session, MailboxId mailbox)
{
    Result<QList<OutboxMail>> mails = store::Outbox(session).list(false, mostUncertain);
    if (mails)
        mails->removeIf([mailbox](const OutboxMail &mail) {
            return mail.mailbox != mailbox || mail.state != domain::OutboxState::Uncertain || !mail.pending.isEmpty();
        });
    return mails;
}

} // namespace

CopyFiler::CopyFiler(DrainPorts ports, QObject *parent) : QObject(parent), m_ports(std::move(ports))
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &CopyFiler::wake);
}

CopyFiler::~CopyFiler()
{
    m_stop.request_stop();
}

void CopyFiler::wake()
{
    if (m_busy) {
        m_wakeAgain = true;
        return;
    }
    if (!m_ports.lease())
        return;
    m_busy = true;
    m_stop = {};
    m_nextInMs = 0;
    const auto read = [mailbox = m_ports.mailbox](store::Session &session) -> Result<Work> {
        Result<QList<OutboxMail>> mails = store::Outbox(session).copiesToFile(mailbox);
        if (!mails)
            return fail(mails.error());
        const Result<QList<OutboxMail>> uncertain = uncertainMails(session, mailbox);
        if (!uncertain)
            return fail(uncertain.error());
        *mails += *uncertain;
        const Result<QList<domain::Folder>> folders = store::Folders(session).list(mailbox);
        if (!folders)
            return fail(folders.error());
        Work work{std::nullopt, std::move(*mails)};
        for (const domain::Folder &folder : *folders) {
            if (folder.remote.role == domain::FolderRole::Sent && !folder.vanished && !work.sent)
                work.sent = folder.remote;
        }
        return work;
    };
    onDone<Work>(this, m_ports.shared->store->read(read), [this](const Result<Work> &work) {
        if (!work || work->mails.isEmpty()) {
            rest(work ? 0 : m_ports.shared->options.outboxRetryMinMs);
            return;
        }
        m_queue.assign(work->mails.begin(), work->mails.end());
        if (!work->sent) {
            // The folder list may not have been read yet: the copies stay wanted until a Sent folder is known.
            qCInfo(lcFeed) << "no Sent folder for" << work->mails.size() << "copies";
            m_queue.clear();
            rest(0);
            return;
        }
        m_sent = *work->sent;
        next();
    });
}

void CopyFiler::abort()
{
    m_again.stop();
    m_queue.clear();
    m_wakeAgain = false;
    m_stop.request_stop();
}

void CopyFiler::next()
{
    if (m_queue.empty() || m_stop.stop_requested() || !m_ports.lease()) {
        m_queue.clear();
        rest(m_nextInMs);
        return;
    }
    const OutboxMail mail = std::move(m_queue.front());
    m_queue.pop_front();
    const qint64 age = m_ports.shared->clock->nowMs() - mail.sentAt;
    const qint64 delay = m_ports.shared->options.sentCopyDelayMs;
    if (age >= 0 && age < delay) {
        const qint64 wait = delay - age;
        m_nextInMs = m_nextInMs == 0 ? wait : std::min(m_nextInMs, wait);
        next();
        return;
    }
    look(mail);
}

void CopyFiler::look(const OutboxMail &mail)
{
    const Result<transport::MailSource *> source = m_ports.source();
    if (!source) {
        failed(mail, source.error());
        return;
    }
    faultPoint("copy.before-contains");
    onDone<bool>(this, (*source)->contains(m_sent, mail.messageIdHeader, m_stop.get_token()),
                 [this, mail](const Result<bool> &there) {
                     const bool uncertain = mail.state == domain::OutboxState::Uncertain;
                     if (!there)
                         failed(mail, there.error());
                     else if (uncertain)
                         *there ? arrived(mail) : next();
                     else if (*there)
                         note(mail, SentCopy::ServerFiled);
                     else
                         file(mail);
                 });
}

void CopyFiler::file(const OutboxMail &mail)
{
    const auto read = [id = mail.id](store::Session &session) {
        return store::Outbox(session).messageOf(id).and_then(
            [&](MessageId message) { return store::Messages(session).raw(message); });
    };
    onDone<QByteArray>(this, m_ports.shared->store->read(read), [this, mail](const Result<QByteArray> &raw) {
        const Result<transport::MailSource *> source = m_ports.source();
        if (!raw || !source || m_stop.stop_requested()) {
            failed(mail, !raw ? raw.error() : (!source ? source.error() : Error{ErrorKind::Cancelled, {}, {}, {}}));
            return;
        }
        faultPoint("copy.before-append");
        transport::MailFlags flags;
        flags.seen = true;
        onDone<QString>(this, (*source)->append(m_sent, *raw, flags, m_stop.get_token()),
                        [this, mail](const Result<QString> &filed) {
                            if (!filed) {
                                failed(mail, filed.error());
                                return;
                            }
                            faultPoint("copy.after-append");
                            note(mail, SentCopy::Filed);
                        });
    });
}

void CopyFiler::note(const OutboxMail &mail, SentCopy copy)
{
    const auto write
        = [id = mail.id, copy](store::Session &session) { return store::Outbox(session).setCopy(id, copy); };
    onDone<void>(this, m_ports.shared->store->write(write), [this](const Result<void> &noted) {
        // Not noted: the next round finds the copy in the folder and notes that.
        if (!noted)
            m_nextInMs = m_ports.shared->options.outboxRetryMinMs;
        next();
    });
}

void CopyFiler::arrived(const OutboxMail &mail)
{
    store::Outbox::Outcome outcome;
    outcome.to = domain::OutboxState::Sent;
    outcome.serverWords = QStringLiteral("found in Sent");
    outcome.refused = mail.refused;
    outcome.copy = SentCopy::ServerFiled;
    const auto write = [id = mail.id, outcome](store::Session &session) {
        return store::Outbox(session).settle(id, domain::OutboxState::Uncertain, outcome);
    };
    // Not noted, it is found again by the next round.
    onDone<void>(this, m_ports.shared->store->write(write), [this](const Result<void> &) { next(); });
}

void CopyFiler::failed(const OutboxMail &mail, const Error &error)
{
    qCInfo(lcFeed) << "copy not filed:" << errorKindName(error.kind) << error.log;
    if (error.kind == ErrorKind::Cancelled) {
        m_queue.clear();
        rest(0);
        return;
    }
    if (remedyFor(error.kind) != Remedy::Retry) {
        m_queue.clear();
        rest(0);
        Q_EMIT troubled(error);
        return;
    }
    const bool refused = error.kind == ErrorKind::ServerRefused || error.kind == ErrorKind::FolderMissing
        || error.kind == ErrorKind::MessageTooLarge || error.kind == ErrorKind::LimitExceeded;
    if (refused && mail.state == domain::OutboxState::Uncertain) {
        next(); // a person may know more
        return;
    }
    if (refused && ++m_refusals[mail.id] >= mostRefusals) {
        note(mail, SentCopy::Failed);
        return;
    }
    m_nextInMs = outboxWait(m_ports.shared->options, m_refusals.value(mail.id, 1), error.retryAfterMs.value_or(0));
    if (refused) {
        next();
    } else { // the link is down: the others would fail as well
        m_queue.clear();
        rest(m_nextInMs);
    }
}

void CopyFiler::rest(qint64 againInMs)
{
    m_busy = false;
    if (std::exchange(m_wakeAgain, false) && m_ports.lease()) {
        wake();
        return;
    }
    if (againInMs > 0 && !m_stop.stop_requested())
        m_again.start(static_cast<int>(std::max<qint64>(againInMs, 20)));
    Q_EMIT idle(againInMs > 0);
}

} // namespace liaison::feed
