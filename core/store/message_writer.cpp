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

bool isOnServer(const IncomingMail &mail)
{
    return !mail.folder.isNull() && !mail.remoteId.isEmpty();
}

QByteArray contentHash(const IncomingMail &mail)
{
    // What no parser took has no headers to compare by: the bytes are the mail.
    return mail.parsed.contentHash.isEmpty() ? mail.raw.sha256 : mail.parsed.contentHash;
}

QString header(const IncomingMail &mail)
{
    return indexKey(mail.parsed.facts.messageIdHeader);
}

} // namespace

QString threadIndexRoot(const QByteArray &threadIndex)
{
    constexpr qsizetype rootBytes = 22;
    return threadIndex.size() < rootBytes ? QString() : QString::fromLatin1(threadIndex.left(rootBytes).toHex());
}

MessageWriter::MessageWriter(Session &session)
    : m_session(session),
      m_addresses(session, QStringLiteral("INSERT INTO message_address (message_id, field, ord, name, address, norm)"),
                  6),
      m_references(session, QStringLiteral("INSERT INTO message_ref (message_id, ref)"), 2,
                   QStringLiteral(" ON CONFLICT DO NOTHING")),
      m_parts(session,
              QStringLiteral("INSERT INTO part (message_id, ord, path, content_type, sniffed_type, file_name, "
                             "declared_name, content_id, size, sha256, is_attachment)"),
              11),
      m_copies(session,
               QStringLiteral("INSERT INTO message_copy (remote_id, seen, answered, message_id, folder_id, raw_id, "
                              "internal_date)"),
               7)
{
}

Result<QList<StoredMail>> MessageWriter::store(const QList<IncomingMail> &mails)
{
    lookUp(mails);
    QList<StoredMail> stored;
    stored.reserve(mails.size());
    for (const IncomingMail &mail : mails)
        stored.append(storeOne(mail));
    for (RowBuffer *rows : {&m_addresses, &m_references, &m_parts, &m_copies})
        rows->flush();
    return m_session.answer(stored);
}

void MessageWriter::lookUp(const QList<IncomingMail> &mails)
{
    QHash<FolderId, QStringList> places;
    QList<QByteArray> raws;
    QList<QByteArray> contents;
    QStringList headers;
    for (const IncomingMail &mail : mails) {
        if (isOnServer(mail))
            places[mail.folder].append(mail.remoteId);
        raws.append(mail.raw.sha256);
        contents.append(contentHash(mail));
        headers.append(header(mail));
    }
    for (auto it = places.cbegin(); it != places.cend(); ++it)
        lookUpCopies(it.key(), it.value());
    const auto each = [this](const auto &values, const QString &sql, const auto &take) {
        for (qsizetype from = 0; from < values.size(); from += bindsForInMost) {
            const Binds binds = bindsForIn(values, from);
            Rows rows = m_session.rows(sql.arg(placeholders(binds.size())), binds);
            for (Row &row : rows)
                take(row);
        }
    };
    each(raws, QStringLiteral("SELECT sha256, id FROM raw WHERE sha256 IN (%1)"), [this](Row &row) {
        const QByteArray sha256 = row.bytes();
        m_raws.insert(sha256, row.number());
    });
    each(contents, QStringLiteral("SELECT content_hash, id FROM message WHERE content_hash IN (%1)"), [this](Row &row) {
        const QByteArray hash = row.bytes();
        m_byContent.insert(hash, row.id<MessageId>());
    });
    each(headers, QStringLiteral("SELECT DISTINCT message_id_header FROM message WHERE message_id_header IN (%1)"),
         [this](Row &row) { m_headers.insert(row.text()); });
}

void MessageWriter::lookUpCopies(FolderId folder, const QStringList &remoteIds)
{
    for (qsizetype from = 0; from < remoteIds.size(); from += bindsForInMost) {
        const Binds binds = bindsForIn(remoteIds, from);
        Rows rows = m_session.rows(QStringLiteral("SELECT c.remote_id, m.id, m.duplicate_id FROM message_copy c "
                                                  "JOIN message m ON m.id = c.message_id "
                                                  "WHERE c.folder_id = ? AND c.remote_id IN (%1)")
                                       .arg(placeholders(binds.size())),
                                   Binds{folder.value} + binds);
        for (Row &row : rows) {
            const QString remoteId = row.text();
            StoredMail known;
            known.id = row.id<MessageId>();
            known.sameIdOtherContent = row.flag();
            m_byPlace.insert({folder, remoteId}, known);
        }
    }
}

StoredMail MessageWriter::storeOne(const IncomingMail &mail)
{
    const Place place(mail.folder, mail.remoteId);
    if (isOnServer(mail) && m_byPlace.contains(place))
        return m_byPlace.value(place);
    const qint64 rawId = rawOf(mail);
    StoredMail stored;
    stored.id = m_byContent.value(contentHash(mail));
    if (stored.id.isNull())
        stored.id = oursInSentFolder(mail);
    if (stored.id.isNull()) {
        stored = insert(mail, rawId);
    } else {
        joinCopy(stored.id, mail);
        stored.sameIdOtherContent
            = m_session.number(QStringLiteral("SELECT duplicate_id FROM message WHERE id = ?"), {stored.id.value}) != 0;
    }
    addCopy(stored, mail, rawId);
    m_session.touch(Aggregate::Message, stored.id);
    if (isOnServer(mail))
        m_byPlace.insert(place, {stored.id, false, stored.sameIdOtherContent});
    return stored;
}

qint64 MessageWriter::rawOf(const IncomingMail &mail)
{
    qint64 &id = m_raws[mail.raw.sha256];
    if (id == 0)
        id = insertRaw(m_session, mail.raw);
    return id;
}

MessageId MessageWriter::oursInSentFolder(const IncomingMail &mail)
{
    if (mail.folder.isNull() || header(mail).isEmpty() || !m_headers.contains(header(mail)))
        return {};
    // Servers rewrite what they file in Sent Items (Exchange does), so its content says nothing there.
    return {m_session.number(
        QStringLiteral("SELECT m.id FROM message m WHERE m.message_id_header = ? AND m.direction = 'out' AND "
                       "EXISTS (SELECT 1 FROM folder f WHERE f.id = ? AND f.role = ?) AND "
                       "(EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id) OR "
                       "EXISTS (SELECT 1 FROM own_message_id n WHERE n.message_id_header = m.message_id_header)) "
                       "ORDER BY m.id LIMIT 1"),
        {header(mail), mail.folder.value, domain::toString(domain::FolderRole::Sent)})};
}

void MessageWriter::joinCopy(MessageId id, const IncomingMail &mail)
{
    auto row = m_session.row(QStringLiteral("SELECT triage FROM message WHERE id = ?"), {id.value});
    if (row && urgency(mail.triageIfUnlinked) > urgency(triageFrom(row->text())))
        m_session.run(QStringLiteral("UPDATE message SET triage = ? WHERE id = ?"),
                      {toString(mail.triageIfUnlinked), id.value});
    // What came in through a folder does not become ours because a file says so.
    if (mail.direction == Direction::Out && !mail.folder.isNull())
        m_session.run(QStringLiteral("UPDATE message SET direction = 'out' WHERE id = ?"), {id.value});
}

StoredMail MessageWriter::insert(const IncomingMail &mail, qint64 rawId)
{
    StoredMail stored;
    stored.isNew = true;
    const QString id = header(mail);
    if (!id.isEmpty() && m_headers.contains(id)) {
        Rows others = m_session.rows(QStringLiteral("SELECT id FROM message WHERE message_id_header = ?"), {id});
        stored.sameIdOtherContent = !others.isEmpty();
        for (Row &other : others)
            m_session.touch(Aggregate::Message, other.number());
        m_session.run(QStringLiteral("UPDATE message SET duplicate_id = 1 WHERE message_id_header = ?"), {id});
    }
    stored.id = insertMessage(mail, rawId, stored.sameIdOtherContent);
    if (!m_session.status())
        return stored;
    m_headers.insert(id);
    m_byContent.insert(contentHash(mail), stored.id);
    addAddresses(stored.id, mail.parsed.facts);
    const QStringList references = domain::lookupIds(mail.parsed.facts);
    for (const QString &reference : references)
        m_references.add({stored.id.value, indexKey(reference)});
    addParts(stored.id, mail.parsed);
    const IndexText text = indexText(mail.parsed);
    indexMessage(m_session, stored.id, text, mail.words ? *mail.words : searchWords(text));
    return stored;
}

MessageId MessageWriter::insertMessage(const IncomingMail &mail, qint64 rawId, bool duplicateId)
{
    const domain::ParsedMail &parsed = mail.parsed;
    const domain::MailFacts &facts = parsed.facts;
    const domain::Address from = facts.from.value(0);
    const UtcMs arrivedAt = mail.internalDate > 0 ? mail.internalDate : m_session.now();
    const auto attachments = std::count_if(parsed.parts.cbegin(), parsed.parts.cend(),
                                           [](const domain::PartInfo &part) { return part.isAttachment; });
    const Binds values{toBind(newUuid(m_session.now())),
                       contentHash(mail),
                       rawId,
                       header(mail),
                       toBind(duplicateId),
                       toString(mail.direction),
                       toString(mail.triageIfUnlinked),
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
                       mail.raw.size,
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

void MessageWriter::addAddresses(MessageId id, const domain::MailFacts &facts)
{
    const auto addField = [this, id](const QString &field, const domain::Addresses &addresses) {
        qint64 ord = 0;
        for (const domain::Address &address : addresses)
            m_addresses.add({id.value, field, ord++, address.name, address.address,
                             indexKey(domain::normalisedAddress(address.address))});
    };
    addField(QStringLiteral("from"), facts.from);
    addField(QStringLiteral("sender"), facts.sender);
    addField(QStringLiteral("reply-to"), facts.replyTo);
    addField(QStringLiteral("to"), facts.to);
    addField(QStringLiteral("cc"), facts.cc);
    addField(QStringLiteral("bcc"), facts.bcc);
}

void MessageWriter::addParts(MessageId id, const domain::ParsedMail &parsed)
{
    qint64 ord = 0;
    for (const domain::PartInfo &part : parsed.parts)
        m_parts.add({id.value, ord++, part.path, part.contentType, part.sniffedType, part.fileName, part.declaredName,
                     part.contentId, part.size, part.sha256, toBind(part.isAttachment)});
}

void MessageWriter::addCopy(const StoredMail &stored, const IncomingMail &mail, qint64 rawId)
{
    const QVariant remoteId = isOnServer(mail) ? QVariant(mail.remoteId) : QVariant();
    const MessageId id = stored.id;
    // After a change of UIDVALIDITY the same mail comes again: its void copy gets the new id, and with it
    // the flags that still wait to be set.
    if (!stored.isNew) {
        m_copies.flush();
        const qint64 same = m_session.number(
            mail.folder.isNull()
                ? QStringLiteral(
                    "SELECT id FROM message_copy WHERE message_id = ? AND raw_id = ? AND folder_id IS NULL")
                : QStringLiteral("SELECT id FROM message_copy WHERE message_id = ? AND raw_id = ? AND folder_id = ? "
                                 "AND remote_id IS NULL ORDER BY id LIMIT 1"),
            mail.folder.isNull() ? Binds{id.value, rawId} : Binds{id.value, rawId, mail.folder.value});
        if (same != 0) {
            QString sets = QStringLiteral("remote_id = ?, vanished_at = NULL");
            Binds state{remoteId};
            if (mail.seen) {
                sets += QLatin1String(", seen = ?");
                state << toBind(*mail.seen);
            }
            if (mail.answered) {
                sets += QLatin1String(", answered = ?");
                state << toBind(*mail.answered);
            }
            m_session.run(QStringLiteral("UPDATE message_copy SET %1 WHERE id = ?").arg(sets), state + Binds{same});
            return;
        }
    }
    m_copies.add(Binds{remoteId, toBind(mail.seen.value_or(false)), toBind(mail.answered.value_or(false)), id.value,
                       toBind(mail.folder), rawId, mail.internalDate});
}

} // namespace liaison::store
