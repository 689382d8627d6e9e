#pragma once

#include "core/store/messages.h"

namespace liaison::store {

class Session;

/// Writes one mail in all its tables: the work behind Messages::store().
class MessageWriter {
public:
    MessageWriter(Session &session, const IncomingMail &mail) : m_session(session), m_mail(mail) { }
    Result<StoredMail> store();

private:
    [[nodiscard]] std::optional<StoredMail> knownCopy();
    [[nodiscard]] MessageId sameMail();
    [[nodiscard]] MessageId oursInSentFolder();
    void joinCopy(MessageId id);
    StoredMail insert();
    MessageId insertMessage(bool duplicateId);
    void insertAddresses(MessageId id);
    void insertReferences(MessageId id);
    void insertParts(MessageId id);
    void insertText(MessageId id);
    void addCopy(MessageId id);
    [[nodiscard]] QByteArray contentHash() const;
    [[nodiscard]] QString header() const;

    Session &m_session;
    const IncomingMail &m_mail;
    qint64 m_rawId = 0;
};

/// The 22 bytes that all mails of one Outlook conversation share ([MS-OXOMSG] 2.2.1.3), in hex; or empty.
QString threadIndexRoot(const QByteArray &threadIndex);

} // namespace liaison::store
