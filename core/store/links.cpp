#include "core/store/links.h"

#include "core/store/facts_json.h"
#include "core/store/incidents.h"
#include "core/store/message_writer.h"
#include "core/store/session.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace liaison::store {

namespace {

// One Outlook conversation; more mails of it say nothing new.
constexpr int maxThreadIndexMatches = 100;

QString idsToJson(const QList<IncidentId> &ids)
{
    QJsonArray array;
    for (const IncidentId id : ids)
        array.append(id.value);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<IncidentId> idsFromJson(const QString &json)
{
    QList<IncidentId> ids;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const auto &value : array)
        ids.append(IncidentId{value.toInteger()});
    return ids;
}

/// What we know of a Message-ID that we made. Its mail's link goes first: mail follows a moved thread.
std::optional<domain::Evidence::Known> ownEvidence(Session &session, const QString &id)
{
    auto row = session.row(
        QStringLiteral("SELECT coalesce(l.incident_id, t.incident_id), coalesce(l.thread_id, n.thread_id) "
                       "FROM own_message_id n JOIN thread t ON t.id = n.thread_id "
                       "LEFT JOIN message m ON m.message_id_header = n.message_id_header AND m.direction = 'out' "
                       "LEFT JOIN link l ON l.message_id = m.id WHERE n.message_id_header = ? ORDER BY m.id LIMIT 1"),
        {indexKey(id)});
    if (!row)
        return std::nullopt;
    domain::Evidence::Known known;
    known.messageIdHeader = id;
    known.incident = row->id<IncidentId>();
    known.thread = row->id<ThreadId>();
    known.ours = true;
    return known;
}

QList<domain::Evidence::Known> knownFrom(Rows rows)
{
    QList<domain::Evidence::Known> result;
    for (Row &row : rows) {
        domain::Evidence::Known known;
        known.messageIdHeader = row.text();
        known.incident = row.id<IncidentId>();
        known.thread = row.id<ThreadId>();
        known.distance = row.integer();
        result.append(known);
    }
    return result;
}

QList<domain::Evidence::Known> linkedEvidence(Session &session, const QString &id)
{
    auto known = knownFrom(session.rows(
        QStringLiteral("SELECT m.message_id_header, l.incident_id, l.thread_id, l.distance FROM message m "
                       "JOIN link l ON l.message_id = m.id WHERE m.message_id_header = ? ORDER BY l.distance, m.id"),
        {indexKey(id)}));
    for (auto &entry : known)
        entry.messageIdHeader = id;
    return known;
}

void setLinked(Session &session, MessageId id, bool linked)
{
    session.run(QStringLiteral("UPDATE message SET linked = ? WHERE id = ?"), {toBind(linked), id.value});
}

void touchPlace(Session &session, const Link &link)
{
    // A thread's time is that of its last mail, whichever that is now.
    session.run(QStringLiteral("UPDATE thread SET last_at = coalesce((SELECT max(m.arrived_at) FROM link l "
                               "JOIN message m ON m.id = l.message_id WHERE l.thread_id = thread.id), created_at) "
                               "WHERE id = ?"),
                {link.thread.value});
    session.touch(Aggregate::Thread, link.thread);
    session.touch(Aggregate::Incident, link.incident);
    session.touch(Aggregate::Message, link.message);
}

} // namespace

Result<void> Links::lookUp(const QStringList &ids)
{
    QStringList fresh;
    for (const QString &id : ids) {
        const QString key = indexKey(id);
        if (m_lookedUp.contains(key))
            continue;
        m_lookedUp.insert(key);
        fresh.append(key);
    }
    for (qsizetype from = 0; from < fresh.size(); from += bindsForInMost) {
        const Binds binds = bindsForIn(fresh, from);
        const auto note = [&](const QString &table, QSet<QString> &found) {
            Rows rows = m_session.rows(QStringLiteral("SELECT DISTINCT message_id_header FROM %1 "
                                                      "WHERE message_id_header IN (%2)")
                                           .arg(table, placeholders(binds.size())),
                                       binds);
            for (Row &row : rows)
                found.insert(row.text());
        };
        note(QStringLiteral("message"), m_stored);
        note(QStringLiteral("own_message_id"), m_ours);
    }
    return m_session.status();
}

bool Links::mayBeOurs(const QStringList &ids) const
{
    return std::any_of(ids.cbegin(), ids.cend(), [this](const QString &id) {
        const QString key = indexKey(id);
        return !m_lookedUp.contains(key) || m_ours.contains(key);
    });
}

Result<QList<domain::Evidence::Tag>> Links::tagsOf(const QString &subject)
{
    QList<domain::Evidence::Tag> found;
    const QList<domain::SubjectTagText> written = domain::subjectTags(subject);
    for (const domain::SubjectTagText &tag : written) {
        const QString key = tag.key + QLatin1Char(' ') + tag.token;
        auto known = m_tags.constFind(key);
        if (known == m_tags.constEnd()) {
            const auto matches = Incidents(m_session).matchTags({tag});
            if (!matches)
                return fail(matches.error());
            if (m_lookedUp.isEmpty()) { // no run
                found += *matches;
                continue;
            }
            known = m_tags.insert(key, *matches);
        }
        found += *known;
    }
    return found;
}

Result<domain::Evidence> Links::evidenceFor(const domain::MailFacts &facts)
{
    domain::Evidence evidence;
    const QStringList ids = domain::lookupIds(facts);
    for (const QString &id : ids) {
        if (id == facts.messageIdHeader)
            continue; // a mail is no evidence for itself
        const QString key = indexKey(id);
        const bool lookedUp = m_lookedUp.contains(key);
        const auto own = !lookedUp || m_ours.contains(key) ? ownEvidence(m_session, id) : std::nullopt;
        if (own)
            evidence.known.append(*own);
        else if (!lookedUp || m_stored.contains(key))
            evidence.known.append(linkedEvidence(m_session, id));
    }
    const auto tags = tagsOf(facts.subject);
    if (!tags)
        return fail(tags.error());
    evidence.tags = *tags;
    if (const QString root = threadIndexRoot(facts.threadIndex); !root.isEmpty())
        evidence.threadIndexMatches = knownFrom(m_session.rows(
            QStringLiteral("SELECT m.message_id_header, l.incident_id, l.thread_id, l.distance FROM message m "
                           "JOIN link l ON l.message_id = m.id WHERE m.thread_index = ? AND m.thread_index <> '' "
                           "AND m.message_id_header <> ? ORDER BY l.distance, m.arrived_at, m.id LIMIT ?"),
            {root, indexKey(facts.messageIdHeader), maxThreadIndexMatches}));
    return m_session.answer(evidence);
}

Result<std::optional<Link>> Links::find(MessageId id)
{
    auto row = m_session.row(QStringLiteral("SELECT incident_id, thread_id, reason, detail, distance, by_person, "
                                            "outsider, conflicting, after_closing FROM link WHERE message_id = ?"),
                             {id.value});
    if (!row)
        return m_session.answer(std::optional<Link>());
    Link link;
    link.message = id;
    link.incident = row->id<IncidentId>();
    link.thread = row->id<ThreadId>();
    link.reason = domain::linkReasonFrom(row->text());
    link.detail = row->text();
    link.distance = row->integer();
    link.byPerson = row->flag();
    link.outsider = row->flag();
    link.conflicting = idsFromJson(row->text());
    link.afterClosing = row->flag();
    return std::optional<Link>(link);
}

Result<void> Links::put(const Link &link)
{
    const auto before = find(link.message);
    if (!before)
        return fail(before.error());
    const std::optional<Link> old = *before;
    if (old && old->byPerson && !link.byPerson)
        return {};
    m_session.run(
        QStringLiteral("INSERT INTO link (message_id, incident_id, thread_id, reason, detail, distance, by_person, "
                       "outsider, conflicting, after_closing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT (message_id) DO UPDATE SET incident_id = excluded.incident_id, "
                       "thread_id = excluded.thread_id, reason = excluded.reason, detail = excluded.detail, "
                       "distance = excluded.distance, by_person = excluded.by_person, outsider = excluded.outsider, "
                       "conflicting = excluded.conflicting, after_closing = excluded.after_closing"),
        {link.message.value, link.incident.value, link.thread.value, domain::toString(link.reason), link.detail,
         link.distance, toBind(link.byPerson), toBind(link.outsider), idsToJson(link.conflicting),
         toBind(link.afterClosing)});
    if (!old)
        setLinked(m_session, link.message, true);
    if (old && old->thread != link.thread)
        touchPlace(m_session, *old);
    touchPlace(m_session, link);
    return m_session.status();
}

Result<void> Links::remove(MessageId id)
{
    const auto before = find(id);
    if (!before)
        return fail(before.error());
    const std::optional<Link> old = *before;
    if (!old)
        return {};
    m_session.run(QStringLiteral("DELETE FROM link WHERE message_id = ?"), {id.value});
    setLinked(m_session, id, false);
    touchPlace(m_session, *old);
    return m_session.status();
}

Result<QList<MessageId>> Links::dependents(MessageId id)
{
    Rows rows = m_session.rows(
        QStringLiteral("SELECT r.message_id FROM message_ref r JOIN message m ON m.message_id_header = r.ref "
                       "LEFT JOIN link l ON l.message_id = r.message_id "
                       "WHERE m.id = ? AND r.message_id <> ? AND coalesce(l.by_person, 0) = 0 "
                       "UNION SELECT o.id FROM message o JOIN message m ON m.thread_index = o.thread_index "
                       "LEFT JOIN link l ON l.message_id = o.id "
                       "WHERE m.id = ? AND m.thread_index <> '' AND o.thread_index <> '' AND o.id <> ? "
                       "AND coalesce(l.by_person, 0) = 0 ORDER BY 1"),
        {id.value, id.value, id.value, id.value});
    QList<MessageId> ids;
    for (Row &row : rows)
        ids.append(row.id<MessageId>());
    return m_session.answer(ids);
}

Result<QList<ThreadId>> Links::threadsTouching(MessageId id, IncidentId incident)
{
    Rows rows = m_session.rows(
        QStringLiteral("WITH ids AS (SELECT message_id_header AS ref FROM message "
                       "WHERE id = ? AND message_id_header <> '' "
                       "UNION SELECT ref FROM message_ref WHERE message_id = ?), "
                       "touching AS (SELECT m.id FROM message m JOIN ids ON ids.ref = m.message_id_header "
                       "UNION SELECT r.message_id FROM message_ref r JOIN ids ON ids.ref = r.ref) "
                       "SELECT t.id FROM thread t JOIN link l ON l.thread_id = t.id "
                       "JOIN touching ON touching.id = l.message_id "
                       "WHERE t.incident_id = ? AND l.message_id <> ? "
                       "GROUP BY t.id, t.created_at ORDER BY t.created_at, t.id"),
        {id.value, id.value, incident.value, id.value});
    QList<ThreadId> threads;
    for (Row &row : rows)
        threads.append(row.id<ThreadId>());
    return m_session.answer(threads);
}

Result<void> Links::rememberOwnId(const QString &messageIdHeader, IncidentId incident, ThreadId thread)
{
    m_session.run(QStringLiteral("INSERT INTO own_message_id (message_id_header, incident_id, thread_id) "
                                 "VALUES (?, ?, ?) ON CONFLICT (message_id_header) DO UPDATE SET "
                                 "incident_id = excluded.incident_id, thread_id = excluded.thread_id"),
                  {indexKey(messageIdHeader), incident.value, thread.value});
    m_lookedUp.clear();
    return m_session.status();
}

Result<void> Links::setOutsider(MessageId id, bool outsider)
{
    const auto found = find(id);
    if (!found)
        return fail(found.error());
    const std::optional<Link> link = *found;
    if (!link)
        return m_session.missing(QStringLiteral("link of message %1").arg(id.value));
    m_session.run(QStringLiteral("UPDATE link SET outsider = ? WHERE message_id = ?"), {toBind(outsider), id.value});
    touchPlace(m_session, *link);
    return m_session.status();
}

} // namespace liaison::store
