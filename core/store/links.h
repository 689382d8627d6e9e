#pragma once

#include "core/base/result.h"
#include "core/domain/correlation.h"
#include "core/domain/thread.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::store {

class Session;

/// Why and where a mail is; one row a mail.
struct Link {
    MessageId message;
    IncidentId incident;
    ThreadId thread;
    domain::LinkReason reason = domain::LinkReason::SubjectTag;
    QString detail;
    int distance = 0;
    bool byPerson = false; ///< re-judging never touches it
    bool outsider = false;
    QList<IncidentId> conflicting;
    bool afterClosing = false; ///< linked by the rules while the incident was closed
};

class Links {
public:
    explicit Links(Session &session) : m_session(session) { }

    /// Looks many Message-IDs up at once: evidenceFor() then asks no more about those that nobody here has or made. For
    /// a run in which no mail is stored and no Message-ID remembered by another.
    Result<void> lookUp(const QStringList &ids);
    /// Whether one of these may be a Message-ID that we made: false only after lookUp() of all of them.
    [[nodiscard]] bool mayBeOurs(const QStringList &ids) const;

    /// Everything correlate() needs for this mail.
    Result<domain::Evidence> evidenceFor(const domain::MailFacts &facts);
    Result<std::optional<Link>> find(MessageId id);
    /// Writes or replaces the link and touches thread and incident. A link by a person is only replaced by another one.
    Result<void> put(const Link &link);
    Result<void> remove(MessageId id);
    /// Mails not decided by a person whose In-Reply-To, References or reported id names `messageIdHeader`
    /// (or that share the Thread-Index root): to be judged again.
    Result<QList<MessageId>> dependents(MessageId id);
    /// Threads of `incident` that hold a mail sharing an own or referenced Message-ID with `id`, oldest first.
    Result<QList<ThreadId>> threadsTouching(MessageId id, IncidentId incident);
    /// Remembers a Message-ID that we made and the thread it belongs to (rule 1).
    Result<void> rememberOwnId(const QString &messageIdHeader, IncidentId incident, ThreadId thread);
    Result<void> setOutsider(MessageId id, bool outsider);

private:
    Result<QList<domain::Evidence::Tag>> tagsOf(const QString &subject);

    Session &m_session;
    QSet<QString> m_lookedUp; ///< keys; of them only those in m_stored and m_ours lead anywhere
    QSet<QString> m_stored;
    QSet<QString> m_ours;
    QHash<QString, QList<domain::Evidence::Tag>> m_tags; ///< by subject tag, within such a run
};

} // namespace liaison::store
