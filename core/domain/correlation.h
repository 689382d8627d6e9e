#pragma once

#include "core/base/ids.h"
#include "core/domain/message.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::domain {

/// Why a mail is where it is (product rules: "Which incident does a mail belong to?").
enum class LinkReason {
    OwnMessageId,   ///< 1. In-Reply-To or References name a Message-ID that we made
    SubjectTag,     ///< 2. the subject holds an incident's tag with its random token
    Reference,      ///< 3. they name a mail that is in an incident already (or its Thread-Index does)
    DeliveryReport, ///< a bounce or delay for a mail of ours
    SentByUs,       ///< written here
    SentElsewhere,  ///< found in Sent Items: answered with another program
    Person,         ///< somebody linked it
};

/// What the store knows that a mail can be matched against. Only what the mail's facts ask for is filled in.
struct Evidence {
    struct Known {
        QString messageIdHeader;
        IncidentId incident;
        ThreadId thread;
        bool ours = false; ///< we made this Message-ID
        int distance = 0;  ///< references between that mail and one decided by rule 1, 2 or a person
    };
    struct Tag {
        QString key; ///< as it stands in the subject, also an alias after a merge
        QString token;
        IncidentId incident;
    };
    QList<Known> known;              ///< for facts.inReplyTo, references, reportedMessageId
    QList<Tag> tags;                 ///< for subjectTags(facts.subject)
    QList<Known> threadIndexMatches; ///< mails whose Thread-Index has the same 22-byte root
};

struct Match {
    IncidentId incident;
    std::optional<ThreadId> thread; ///< none: a new thread in the incident
    LinkReason reason = LinkReason::SubjectTag;
    QString detail;                ///< the Message-ID or tag that decided
    int distance = 0;              ///< 0: decided by itself; n: by reference over n steps
    QList<IncidentId> conflicting; ///< incidents that weaker or equal evidence points to, to be shown
};

/// A key and token as written in a subject.
struct SubjectTagText {
    QString key;
    QString token;
    friend bool operator==(const SubjectTagText &, const SubjectTagText &) = default;
};

/// Every "[KEY-token]" in a subject, in order, case folded as keys and tokens are.
QList<SubjectTagText> subjectTags(const QString &subject);

/// The Message-IDs a mail must be looked up by: In-Reply-To first, then References from the newest, then the reported
/// one.
QStringList lookupIds(const MailFacts &facts);

/// The one rule table. Among references the one with the smallest distance decides, then the order of
/// lookupIds: this makes links a function of the set of mails even where references form a circle.
/// Pure: the same facts and evidence give the same answer; nullopt is "unmatched".
std::optional<Match> correlate(const MailFacts &facts, const Evidence &evidence);

/// Who may be expected to write in a thread.
struct KnownSenders {
    QStringList addresses; ///< thread recipients, the BU's recipients and known addresses, own mailboxes
    QStringList domains;   ///< count only without a DMARC failure
};
/// True if the mail's author is nobody we expect: it is shown, flagged, until somebody accepts it.
bool isOutsideSender(const MailFacts &facts, const KnownSenders &known);

QString toString(LinkReason reason);
LinkReason linkReasonFrom(const QString &text);

} // namespace liaison::domain
