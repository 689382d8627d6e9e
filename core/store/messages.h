#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/delivery.h"
#include "core/domain/message.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

class Session;

enum class Direction { In, Out };

/// Where an unlinked mail stands.
enum class Triage {
    Unmatched, ///< a person should look
    Dismissed, ///< a person did
    Older,     ///< from before "fetch mail since": searchable, never unmatched, unread or alerted
    Junk,      ///< found in Junk by our tags or Message-IDs
};

/// Compressed bytes, made in the pool before the transaction (see compressRaw).
struct PackedRaw {
    QByteArray sha256; ///< of the raw bytes
    qint64 size = 0;   ///< of the raw bytes
    QByteArray zstd;
};
PackedRaw packRaw(const QByteArray &raw);

/// What of a mail can be searched, cut into words with a space between them.
struct SearchWords {
    QString subject;
    QString people;
    QString attachments;
    QString body;
};
/// Takes as long as parsing does, so it is called in the pool, too.
SearchWords searchWords(const domain::ParsedMail &parsed);

/// One mail of one folder, ready to be stored.
struct IncomingMail {
    FolderId folder; ///< null for imported mail and for what was written here
    QString remoteId;
    PackedRaw raw;
    domain::ParsedMail parsed;
    std::optional<SearchWords> words; ///< of `parsed`; without them they are cut inside the transaction
    UtcMs internalDate = 0;
    std::optional<bool> seen = false; ///< none: not told, as with a copy that is known already
    std::optional<bool> answered = false;
    Direction direction = Direction::In;
    Triage triageIfUnlinked = Triage::Unmatched;
};

struct StoredMail {
    MessageId id;
    bool isNew = false;              ///< false: another copy of a mail we have
    bool sameIdOtherContent = false; ///< its Message-ID was used before by another mail: flagged
};

/// A mail as lists and the conversation show it.
struct MailRow {
    MessageId id;
    QUuid uuid;
    Direction direction = Direction::In;
    QString messageIdHeader;
    QString subject;
    domain::Address from;
    domain::Addresses to;
    domain::Addresses cc;
    UtcMs arrivedAt = 0; ///< order is by this, never by the Date header
    UtcMs date = 0;
    QString snippet;
    domain::MailKind kind = domain::MailKind::Human;
    domain::ParseHealth health = domain::ParseHealth::Clean;
    domain::Protection protection = domain::Protection::None;
    int attachments = 0;
    qint64 size = 0;
    bool read = true;         ///< by the person asking
    bool duplicateId = false; ///< sameIdOtherContent
    bool dmarcFailed = false;
    // link
    std::optional<IncidentId> incident;
    std::optional<ThreadId> thread;
    QString linkReason; ///< domain::toString(LinkReason)
    QString linkDetail;
    bool outsider = false; ///< sender nobody expects, not yet accepted
    Triage triage = Triage::Unmatched;
    // what became of a mail of ours
    std::optional<OutboxId> outbox;
    QString outboxState; ///< domain::toString(OutboxState), empty for mail that came in or was sent elsewhere
    QString delivery;    ///< domain::toString of the worst DeliveryState, or empty
    QString deliveryDetail;
    QList<domain::RecipientDelivery> deliveries; ///< of mail that went out: what is known, recipient by recipient
    bool afterClosing = false;                   ///< it came for an incident that was closed
};

class Messages {
public:
    explicit Messages(Session &session) : m_session(session) { }

    /// Stores a mail or recognises it as a copy (equal content hash; or, in a Sent folder, a Message-ID we made).
    /// A known (folder, remoteId) is returned as it is. Chunks of at most 1 MiB; U+0000 is taken out of texts.
    Result<StoredMail> store(const IncomingMail &mail);
    /// The same for a page of mails, in their order, in far fewer statements.
    Result<QList<StoredMail>> store(const QList<IncomingMail> &mails);
    /// What is not told stays as it is.
    Result<void> setRemoteFlags(FolderId folder, const QString &remoteId, std::optional<bool> seen,
                                std::optional<bool> answered);
    /// The mail is gone on the server: noted on the copy, evidence stays.
    Result<void> noteVanished(FolderId folder, const QStringList &remoteIds);
    /// UIDVALIDITY changed: every remoteId of the folder is void; the copies stay as evidence.
    Result<void> forgetRemoteIds(FolderId folder);

    Result<QByteArray> raw(MessageId id);
    Result<MailRow> row(MessageId id, const QString &person);
    Result<QList<MailRow>> rows(const QList<MessageId> &ids, const QString &person);
    Result<QList<domain::PartInfo>> parts(MessageId id);
    Result<domain::MailFacts> facts(MessageId id);
    Result<QHash<MessageId, domain::MailFacts>> facts(const QList<MessageId> &ids);
    Result<std::optional<MessageId>> findByMessageId(const QString &messageIdHeader);
    /// The live copies of a mail on servers, for flag operations.
    struct Copy {
        FolderId folder;
        QString remoteId;
        bool seen = false;
    };
    Result<QList<Copy>> copies(MessageId id);

    /// Read is per person. The first reading by anybody also queues \Seen for the server.
    Result<void> setRead(const QList<MessageId> &ids, const QString &person, bool read);
    Result<void> setTriage(MessageId id, Triage triage);

    struct PageKey {
        UtcMs arrivedAt = 0;
        MessageId id;
    };
    struct UnmatchedFilter {
        Triage triage = Triage::Unmatched;
        bool machineMail = false; ///< machine mail has a list of its own
        QString person;
    };
    Result<QList<MailRow>> unmatched(const UnmatchedFilter &filter, std::optional<PageKey> before, int limit);
    Result<int> unmatchedCount();
    /// How many of these mails are in an incident, and how many a person should look at.
    struct Standing {
        int linked = 0;
        int unmatched = 0;
    };
    Result<Standing> standing(const QList<MessageId> &ids);
    /// Mails of an incident, or all there are, newest first.
    Result<QList<MailRow>> list(std::optional<IncidentId> incident, const QString &person,
                                std::optional<PageKey> before, int limit);

private:
    Session &m_session;
};

} // namespace liaison::store
