#include "core/store/audit_log.h"

#include "core/store/session.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <limits>

namespace liaison::store {

namespace {

constexpr int verifyPage = 1'000;

struct StoredEntry {
    qint64 id = 0;
    UtcMs at = 0;
    QStringList texts; ///< person, os_account, host, action, object, detail
    QByteArray prevHash;
    QByteArray hash;
};

/// SHA-256 over the row before and every field with its length in front, so that no two rows read the same.
QByteArray hashOf(const StoredEntry &entry)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(entry.prevHash);
    hash.addData(QByteArray::number(entry.at));
    for (const QString &text : entry.texts) {
        const QByteArray bytes = text.toUtf8();
        hash.addData(QByteArray("\n") + QByteArray::number(bytes.size()) + ':');
        hash.addData(bytes);
    }
    return hash.result();
}

StoredEntry entryFrom(Row &row)
{
    StoredEntry entry;
    entry.id = row.number();
    entry.at = row.number();
    for (int i = 0; i < 6; ++i)
        entry.texts.append(row.text());
    entry.prevHash = row.bytes();
    entry.hash = row.bytes();
    return entry;
}

QString columns()
{
    return QStringLiteral(
        "SELECT id, at, person, os_account, host, action, object, detail, prev_hash, hash FROM audit ");
}

QList<domain::AuditEntry> entriesFrom(Rows rows)
{
    QList<domain::AuditEntry> entries;
    for (Row &row : rows) {
        const StoredEntry stored = entryFrom(row);
        domain::AuditEntry entry;
        entry.id = stored.id;
        entry.at = stored.at;
        entry.actor = {stored.texts.at(0), stored.texts.at(1), stored.texts.at(2)};
        entry.action = stored.texts.at(3);
        entry.object = stored.texts.at(4);
        entry.detail = QJsonDocument::fromJson(stored.texts.at(5).toUtf8()).object();
        entries.append(entry);
    }
    return entries;
}

} // namespace

Result<void> AuditLog::append(const domain::Actor &actor, const QString &action, const QString &object,
                              const QJsonObject &detail)
{
    StoredEntry entry;
    entry.at = m_session.now();
    entry.texts = QStringList{actor.person, actor.osAccount,
                              actor.host,   action,
                              object,       QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact))};
    for (QString &text : entry.texts)
        text.remove(QChar(0)); // as it will be read back
    if (auto last = m_session.row(QStringLiteral("SELECT hash FROM audit ORDER BY id DESC LIMIT 1")))
        entry.prevHash = last->bytes();
    Binds values{entry.at};
    for (const QString &text : std::as_const(entry.texts))
        values << text;
    values << entry.prevHash << hashOf(entry);
    m_session.run(QStringLiteral("INSERT INTO audit (at, person, os_account, host, action, object, detail, prev_hash, "
                                 "hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                  values);
    return m_session.status();
}

Result<QList<domain::AuditEntry>> AuditLog::list(std::optional<qint64> beforeId, int limit)
{
    return m_session.answer(entriesFrom(
        beforeId
            ? m_session.rows(columns() + QStringLiteral("WHERE id < ? ORDER BY id DESC LIMIT ?"), {*beforeId, limit})
            : m_session.rows(columns() + QStringLiteral("ORDER BY id DESC LIMIT ?"), {limit})));
}

Result<QList<domain::AuditEntry>> AuditLog::of(const QString &object, std::optional<qint64> beforeId, int limit)
{
    constexpr qint64 newest = std::numeric_limits<qint64>::max();
    return m_session.answer(
        entriesFrom(m_session.rows(columns() + QStringLiteral("WHERE object = ? AND id < ? ORDER BY id DESC LIMIT ?"),
                                   {object, beforeId.value_or(newest), limit})));
}

Result<std::optional<qint64>> AuditLog::verify()
{
    QByteArray before;
    qint64 last = 0;
    for (;;) {
        Rows rows = m_session.rows(columns() + QStringLiteral("WHERE id > ? ORDER BY id LIMIT ?"), {last, verifyPage});
        for (Row &row : rows) {
            const StoredEntry entry = entryFrom(row);
            if (entry.prevHash != before || entry.hash != hashOf(entry))
                return std::optional<qint64>(entry.id);
            before = entry.hash;
            last = entry.id;
        }
        if (rows.isEmpty())
            return m_session.answer(std::optional<qint64>());
    }
}

Result<QString> Settings::value(const QString &key, const QString &fallback)
{
    auto row = m_session.row(QStringLiteral("SELECT value FROM setting WHERE name = ?"), {key});
    return m_session.answer(row ? row->text() : fallback);
}

Result<void> Settings::setValue(const QString &key, const QString &value)
{
    const qint64 id = m_session.number(
        QStringLiteral("INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (name) "
                       "DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at RETURNING id"),
        {key, value, m_session.now()});
    m_session.touch(Aggregate::Setting, id);
    return m_session.status();
}

} // namespace liaison::store
