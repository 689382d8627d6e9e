#include "core/store/pending_secrets.h"

#include "core/store/mailboxes.h"
#include "core/store/session.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace liaison::store {

using namespace Qt::StringLiterals;

namespace {

QString prefix()
{
    return u"pending-secret/"_s;
}

QString toText(const SecretWriter &writer, UtcMs since)
{
    const QJsonObject json{{u"host"_s, writer.host},           {u"owner"_s, writer.owner},
                           {u"pidSpace"_s, writer.pidSpace},   {u"pid"_s, writer.pid},
                           {u"startedAt"_s, writer.startedAt}, {u"since"_s, since}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

PendingSecret fromText(const QString &key, const QString &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    PendingSecret note;
    note.key = key;
    note.writer.host = json.value("host"_L1).toString();
    note.writer.owner = json.value("owner"_L1).toInteger(-1);
    note.writer.pidSpace = json.value("pidSpace"_L1).toString();
    note.writer.pid = json.value("pid"_L1).toInteger();
    note.writer.startedAt = json.value("startedAt"_L1).toString();
    note.since = json.value("since"_L1).toInteger();
    return note;
}

} // namespace

Result<void> PendingSecrets::note(const QStringList &keys, const SecretWriter &writer)
{
    for (const QString &key : keys) {
        const Result<bool> needed = isNeeded(key);
        if (!needed)
            return fail(needed.error());
        if (*needed)
            continue;
        m_session.run(u"INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (name) "
                      "DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at"_s,
                      {prefix() + key, toText(writer, m_session.databaseNow()), m_session.now()});
    }
    return m_session.status();
}

Result<void> PendingSecrets::drop(const QStringList &keys)
{
    for (const QString &key : keys) {
        const QString name = prefix() + key;
        // Whoever saves a mailbox may not be allowed to delete settings; as a rule there is nothing to delete.
        if (m_session.number(u"SELECT count(*) FROM setting WHERE name = ?"_s, {name}) > 0)
            m_session.run(u"DELETE FROM setting WHERE name = ?"_s, {name});
    }
    return m_session.status();
}

Result<QList<PendingSecret>> PendingSecrets::list()
{
    QList<PendingSecret> notes;
    Rows rows = m_session.rows(u"SELECT name, value FROM setting WHERE name LIKE 'pending-secret/%' ORDER BY id"_s);
    for (Row &row : rows) {
        const QString key = row.text().mid(prefix().size());
        notes.append(fromText(key, row.text()));
    }
    return m_session.answer(notes);
}

Result<bool> PendingSecrets::isNeeded(const QString &key)
{
    const Result<QList<domain::Mailbox>> saved = Mailboxes(m_session).list();
    if (!saved)
        return fail(saved.error());
    return std::any_of(saved->cbegin(), saved->cend(), [&key](const domain::Mailbox &mailbox) {
        return key == domain::neededSecret(mailbox, domain::SecretUse::Inbound)
            || key == domain::neededSecret(mailbox, domain::SecretUse::Outbound);
    });
}

} // namespace liaison::store
