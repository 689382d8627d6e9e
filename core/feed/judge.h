#pragma once

#include "core/base/result.h"
#include "core/domain/correlation.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>

namespace liaison::feed {

/// Links mails to incidents and threads within one transaction. Links come out as the shortest way to a mail that
/// is decided by itself (an own Message-ID, a tag, a person), so they depend on the set of mails alone.
///
/// New mails can only shorten ways: they are judged and what names them is judged again. Where a decision was
/// taken back ways may grow, and mails that reference each other in a circle would hold each other up; so
/// everything downstream loses its link first and finds its way anew.
class Judge {
public:
    explicit Judge(store::Session &session);

    /// Mails that were stored just now; everything that is asked of each is asked for all of them at once.
    Result<void> arrived(const QList<MessageId> &ids);
    /// A mail whose link a person set, moved or took back.
    Result<void> decided(MessageId id);
    /// Brings threads, their business units and whose turn it is up to date. Call once, at the end.
    Result<void> finish();

private:
    struct Mail {
        domain::MailFacts facts;
        store::MailRow row;
    };
    Result<void> read(const QList<MessageId> &ids);
    Result<void> arrived(MessageId id);
    Result<Mail> mail(MessageId id);
    Result<domain::Incident> incident(IncidentId id);
    Result<domain::BusinessUnit> unit(BusinessUnitId id);
    void enqueue(MessageId id);
    Result<void> enqueueDependents(const store::Link &link, bool isNew);
    Result<void> regroupAround(MessageId id);
    Result<void> relax();
    Result<void> judgeOne(MessageId id);
    Result<void> unlinkDownstream(MessageId id);
    Result<void> lose(MessageId id, const store::Link &old);
    Result<void> keep(const Mail &mail, const std::optional<store::Link> &old, const domain::Match &match,
                      const domain::Evidence &evidence);
    Result<ThreadId> chooseThread(const Mail &mail, const domain::Match &match, const domain::Evidence &evidence);
    Result<bool> isAfterClosing(const Mail &mail, IncidentId incidentId);
    Result<bool> isOutsider(const Mail &mail, const store::Link &link);
    Result<BusinessUnitId> unitOf(const Mail &mail, IncidentId incidentId);
    Result<void> settleThread(ThreadId id);
    Result<void> settleTurn(const domain::Thread &thread, const store::MailRow *newest);
    Result<void> settleOutsiders(const QList<store::MailRow> &rows);

    store::Session &m_session;
    store::Links m_links;
    store::Messages m_messages;
    store::Threads m_threads;
    std::optional<QStringList> m_ownAddresses;
    QHash<IncidentId, domain::Incident> m_incidents;
    QHash<BusinessUnitId, domain::BusinessUnit> m_units;
    QHash<QPair<QString, IncidentId>, BusinessUnitId> m_owners;
    QHash<MessageId, Mail> m_mails;
    QList<MessageId> m_queue;
    QSet<MessageId> m_queued;
    QHash<MessageId, store::Link> m_lost; ///< links taken away in this run, to be found again or not
    QSet<MessageId> m_linked;             ///< mails that came into an incident in this run
    QSet<ThreadId> m_regroup;             ///< threads that lost a mail or touch each other
    QSet<ThreadId> m_touched;
};

/// What a report, an absence note or an answer says about a mail of ours: delivery status, and the end of an
/// uncertain send. `known` is the evidence the mail was judged by.
Result<void> noteOutboxEvidence(store::Session &session, const domain::MailFacts &facts, const store::MailRow &row,
                                const domain::Evidence &evidence);

/// A report that brings an ENVID of ours back reports on the mail that was sent with it, whatever Message-ID its
/// server made of ours or left out. To be asked before the report is stored and judged.
Result<void> resolveEnvelope(store::Session &session, domain::MailFacts &facts);

/// A mail found in Sent whose Message-ID we made: the send is certain and the server has its copy.
Result<void> noteSentCopy(store::Session &session, const QString &messageIdHeader);

} // namespace liaison::feed
