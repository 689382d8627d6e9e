#pragma once

#include "core/base/result.h"
#include "core/domain/thread.h"
#include "core/store/messages.h"

#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// A line of the thread list.
struct ThreadRow {
    domain::Thread thread;
    QString businessUnitTitle;
    QString lastSender;
    QString snippet;
    int mails = 0;
    int unread = 0;
    int automatic = 0; ///< machine mail, counted apart
    bool attachments = false;
    bool outsider = false; ///< holds mail of a sender nobody accepted yet
    QString worstDelivery; ///< "", "queued", "delayed", "uncertain", "failed"
    bool draft = false;
};

struct ThreadFilter {
    IncidentId incident;
    std::optional<BusinessUnitId> businessUnit;
    bool unreadOnly = false;
    bool attachmentsOnly = false;
    std::optional<domain::Waiting> waiting;
    QString text; ///< words of subject, people, body or attachment names
    QString person;
};

class Threads {
public:
    explicit Threads(Session &session) : m_session(session) { }

    Result<domain::Thread> create(domain::Thread thread);
    Result<domain::Thread> find(ThreadId id);
    Result<QList<ThreadRow>> list(const ThreadFilter &filter, int limit);
    /// The conversation, oldest arrival first.
    Result<QList<MailRow>> mails(ThreadId id, const QString &person);
    /// Addresses that were written to or from in the thread, normalised: they are known senders.
    Result<QStringList> participants(ThreadId id);
    Result<void> setWaiting(ThreadId id, domain::Waiting waiting);
    Result<void> setBusinessUnit(ThreadId id, BusinessUnitId unit);
    Result<void> assign(ThreadId id, const QString &person);
    /// Moves every mail of `from` into `into`; `from` is left empty and disappears from lists.
    Result<void> merge(ThreadId into, ThreadId from);

private:
    Session &m_session;
};

} // namespace liaison::store
