#pragma once

#include "core/store/messages.h"
#include "core/store/row_buffer.h"

#include <QHash>
#include <QSet>

namespace liaison::store {

class Session;

/// Writes mails in all their tables: the work behind Messages::store(). What is known of all of them is asked at once,
/// and what nobody looks at before the end is written at once.
class MessageWriter {
public:
    explicit MessageWriter(Session &session);
    Result<QList<StoredMail>> store(const QList<IncomingMail> &mails);

private:
    using Place = QPair<FolderId, QString>; ///< folder, remote id

    void lookUp(const QList<IncomingMail> &mails);
    void lookUpCopies(FolderId folder, const QStringList &remoteIds);
    StoredMail storeOne(const IncomingMail &mail);
    qint64 rawOf(const IncomingMail &mail);
    [[nodiscard]] MessageId oursInSentFolder(const IncomingMail &mail);
    void joinCopy(MessageId id, const IncomingMail &mail);
    StoredMail insert(const IncomingMail &mail, qint64 rawId);
    MessageId insertMessage(const IncomingMail &mail, qint64 rawId, bool duplicateId);
    void addAddresses(MessageId id, const domain::MailFacts &facts);
    void addParts(MessageId id, const domain::ParsedMail &parsed);
    void addCopy(const StoredMail &stored, const IncomingMail &mail, qint64 rawId);

    Session &m_session;
    RowBuffer m_addresses;
    RowBuffer m_references;
    RowBuffer m_parts;
    RowBuffer m_copies;
    QHash<Place, StoredMail> m_byPlace;
    QHash<QByteArray, qint64> m_raws;         ///< by SHA-256
    QHash<QByteArray, MessageId> m_byContent; ///< by content hash
    QSet<QString> m_headers;                  ///< Message-IDs that some mail has
};

/// The 22 bytes that all mails of one Outlook conversation share ([MS-OXOMSG] 2.2.1.3), in hex; or empty.
QString threadIndexRoot(const QByteArray &threadIndex);

} // namespace liaison::store
