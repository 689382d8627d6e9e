#include "core/store/message_writer.h"

#include "core/domain/correlation.h"
#include "core/domain/folder.h"
#include "core/store/facts_json.h"
#include "core/store/message_rows.h"
#include "core/store/raw_store.h"
#include "core/store/search_index.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

/// Which of two copies' standings counts: one that a person should look at wins.
int urgency(Triage triage)
{
    switch (triage) {
    case Triage::Dismissed:
        return 3;
    case Triage::Unmatched:
        return 2;
    case Triage::Older:
        return 1;
    case Triage::Junk: // a copy in Junk takes no mail out of its incident
        return 0;
    }
    return 0;
}

} // namespace

QString threadIndexRoot(const QByteArray &threadIndex)
{
    constexpr qsizetype rootBytes = 22;
    return threadIndex.size() < rootBytes ? QString() : QString::fromLatin1(threadIndex.left(rootBytes).toHex());
}

Result<StoredMail> MessageWriter::store()
{
    if (const auto known = knownCopy())
        return m_session.answer(*known);
    m_rawId = saveRaw(m_session, m_mail.raw);
    StoredMail stored;
    stored.id = sameMail();
    if (stored.id.isNull())
        stored.id = oursInSentFolder();
    if (stored.id.isNull()) {
        stored = insert();
    } else {
        joinCopy(stored.id);
        stored.sameIdOtherContent
            = m_session.number(QStringLiteral("SELECT duplicate_id FROM message WHERE id = ?"), {stored.id.value}) != 0;
    }
    addCopy(stored.id);
    m_session.touch(Aggregate::Message, stored.id);
    return m_session.answer(stored);
}

QByteArray MessageWriter::contentHash() const
{
    // What no parser took has no headers to compare by: the bytes are the mail.
    return m_mail.parsed.contentHash.isEmpty() ? m_mail.raw.sha256 : m_mail.parsed.contentHash;
}

QString MessageWriter::header() const
{
    return indexKey(m_mail.parsed.facts.messageIdHeader);
}

std::optional<StoredMail> MessageWriter::knownCopy()
{
    if (m_mail.folder.isNull() || m_mail.remoteId.isEmpty())
        return std::nullopt;
    auto row = m_session.row(QStringLiteral("SELECT m.id, m.duplicate_id FROM message_copy c "
                                            "JOIN message m ON m.id = c.message_id "
                                            "WHERE c.folder_id = ? AND c.remote_id = ?"),
                             {m_mail.folder.value, m_mail.remoteId});
    if (!row)
        return std::nullopt;
    StoredMail known;
    known.id = row->id<MessageId>();
    known.sameIdOtherContent = row->flag();
    return known;
}

MessageId MessageWriter::sameMail()
{
    return {m_session.number(QStringLiteral("SELECT id FROM message WHERE content_hash = ?"), {contentHash()})};
}

MessageId MessageWriter::oursInSentFolder()
{
    if (m_mail.folder.isNull() || header().isEmpty())
        return {};
    // Servers rewrite what they file in Sent Items (Exchange does), so its content says nothing there.
    return {m_session.number(
        QStringLiteral("SELECT m.id FROM message m WHERE m.message_id_header = ? AND m.direction = 'out' AND "
                       "EXISTS (SELECT 1 FROM folder f WHERE f.id = ? AND f.role = ?) AND "
                       "(EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id) OR "
                       "EXISTS (SELECT 1 FROM own_message_id n WHERE n.message_id_header = m.message_id_header)) "
                       "ORDER BY m.id LIMIT 1"),
        {header(), m_mail.folder.value, domain::toString(domain::FolderRole::Sent)})};
}

void MessageWriter::joinCopy(MessageId id)
{
    auto row = m_session.row(QStringLiteral("SELECT triage FROM message WHERE id = ?"), {id.value});
    if (row && urgency(m_mail.triageIfUnlinked) > urgency(triageFrom(row->text())))
        m_session.run(QStringLiteral("UPDATE message SET triage = ? WHERE id = ?"),
                      {toString(m_mail.triageIfUnlinked), id.value});
    if (m_mail.direction == Direction::Out)
        m_session.run(QStringLiteral("UPDATE message SET direction = 'out' WHERE id = ?"), {id.value});
}

StoredMail MessageWriter::insert()
{
    StoredMail stored;
    stored.isNew = true;
    if (!header().isEmpty()) {
        Rows others = m_session.rows(QStringLiteral("SELECT id FROM message WHERE message_id_header = ?"), {header()});
        stored.sameIdOtherContent = !others.isEmpty();
        for (Row &other : others)
            m_session.touch(Aggregate::Message, other.number());
        if (stored.sameIdOtherContent)
            m_session.run(QStringLiteral("UPDATE message SET duplicate_id = 1 WHERE message_id_header = ?"),
                          {header()});
    }
    stored.id = insertMessage(stored.sameIdOtherContent);
    if (!m_session.status())
        return stored;
    insertAddresses(stored.id);
    insertReferences(stored.id);
    insertParts(stored.id);
    insertText(stored.id);
    return stored;
}

MessageId MessageWriter::insertMessage(bool duplicateId)
{
    const domain::ParsedMail &parsed = m_mail.parsed;
    const domain::MailFacts &facts = parsed.facts;
    const domain::Address from = facts.from.value(0);
    const UtcMs arrivedAt = m_mail.internalDate > 0 ? m_mail.internalDate : m_session.now();
    const auto attachments = std::count_if(parsed.parts.cbegin(), parsed.parts.cend(),
                                           [](const domain::PartInfo &part) { return part.isAttachment; });
    const Binds values{toBind(newUuid(m_session.now())),
                       contentHash(),
                       m_rawId,
                       header(),
                       toBind(duplicateId),
                       toString(m_mail.direction),
                       toString(m_mail.triageIfUnlinked),
                       facts.subject,
                       from.name,
                       from.address,
                       arrivedAt,
                       facts.date,
                       parsed.snippet,
                       domain::toString(facts.kind),
                       toBind(facts.kind != domain::MailKind::Human),
                       domain::toString(parsed.health),
                       parsed.healthNote,
                       domain::toString(parsed.protection),
                       toBind(parsed.hasHtml),
                       toBind(facts.dmarcFailed),
                       static_cast<qint64>(attachments),
                       m_mail.raw.size,
                       threadIndexRoot(facts.threadIndex),
                       factsToJson(facts),
                       m_session.now()};
    return {m_session.number(
        QStringLiteral("INSERT INTO message (uuid, content_hash, raw_id, message_id_header, duplicate_id, direction, "
                       "triage, subject, from_name, from_address, arrived_at, header_date, snippet, kind, machine, "
                       "health, health_note, protection, has_html, dmarc_failed, attachments, size, thread_index, "
                       "facts, created_at) VALUES (%1) RETURNING id")
            .arg(placeholders(values.size())),
        values)};
}

void MessageWriter::insertAddresses(MessageId id)
{
    const domain::MailFacts &facts = m_mail.parsed.facts;
    const auto insertField = [this, id](const QString &field, const domain::Addresses &addresses) {
        qint64 ord = 0;
        for (const domain::Address &address : addresses)
            m_session.run(QStringLiteral("INSERT INTO message_address (message_id, field, ord, name, address, norm) "
                                         "VALUES (?, ?, ?, ?, ?, ?)"),
                          {id.value, field, ord++, address.name, address.address,
                           indexKey(domain::normalisedAddress(address.address))});
    };
    insertField(QStringLiteral("from"), facts.from);
    insertField(QStringLiteral("sender"), facts.sender);
    insertField(QStringLiteral("reply-to"), facts.replyTo);
    insertField(QStringLiteral("to"), facts.to);
    insertField(QStringLiteral("cc"), facts.cc);
    insertField(QStringLiteral("bcc"), facts.bcc);
}

void MessageWriter::insertReferences(MessageId id)
{
    const QStringList ids = domain::lookupIds(m_mail.parsed.facts);
    for (const QString &ref : ids)
        m_session.run(QStringLiteral("INSERT INTO message_ref (message_id, ref) VALUES (?, ?) ON CONFLICT DO NOTHING"),
                      {id.value, indexKey(ref)});
}

void MessageWriter::insertParts(MessageId id)
{
    qint64 ord = 0;
    for (const domain::PartInfo &part : m_mail.parsed.parts)
        m_session.run(QStringLiteral("INSERT INTO part (message_id, ord, path, content_type, sniffed_type, file_name, "
                                     "declared_name, content_id, size, sha256, is_attachment) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                      {id.value, ord++, part.path, part.contentType, part.sniffedType, part.fileName, part.declaredName,
                       part.contentId, part.size, part.sha256, toBind(part.isAttachment)});
}

void MessageWriter::insertText(MessageId id)
{
    const IndexText text = indexText(m_mail.parsed);
    indexMessage(m_session, id, text, m_mail.words ? *m_mail.words : searchWords(text));
}

void MessageWriter::addCopy(MessageId id)
{
    const bool onServer = !m_mail.folder.isNull() && !m_mail.remoteId.isEmpty();
    const Binds state{onServer ? QVariant(m_mail.remoteId) : QVariant(), toBind(m_mail.seen), toBind(m_mail.answered)};
    // After a change of UIDVALIDITY the same mail comes again: its void copy gets the new id, and with it
    // the flags that still wait to be set.
    const qint64 same = m_session.number(
        m_mail.folder.isNull()
            ? QStringLiteral("SELECT id FROM message_copy WHERE message_id = ? AND raw_id = ? AND folder_id IS NULL")
            : QStringLiteral("SELECT id FROM message_copy WHERE message_id = ? AND raw_id = ? AND folder_id = ? "
                             "AND remote_id IS NULL ORDER BY id LIMIT 1"),
        m_mail.folder.isNull() ? Binds{id.value, m_rawId} : Binds{id.value, m_rawId, m_mail.folder.value});
    if (same != 0) {
        m_session.run(
            QStringLiteral("UPDATE message_copy SET remote_id = ?, seen = ?, answered = ?, vanished_at = NULL "
                           "WHERE id = ?"),
            state + Binds{same});
        return;
    }
    m_session.run(QStringLiteral("INSERT INTO message_copy (remote_id, seen, answered, message_id, folder_id, raw_id, "
                                 "internal_date) VALUES (?, ?, ?, ?, ?, ?, ?)"),
                  state + Binds{id.value, toBind(m_mail.folder), m_rawId, m_mail.internalDate});
}

} // namespace liaison::store
