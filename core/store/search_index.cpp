#include "core/store/search_index.h"

#include "core/store/dialect.h"
#include "core/store/segmenter.h"
#include "core/store/session.h"
#include "core/store/text_query.h"

namespace liaison::store {

namespace {

// Well below 1,048,575: what we count and what PostgreSQL counts may differ by alignment.
constexpr qsizetype maxVectorBytes = 900'000;
constexpr qsizetype shortVectorBytes = 50'000;
constexpr int reindexPage = 200;

QList<QStringList> fieldsOf(const IndexText &text)
{
    return {words(text.subject), words(text.people), words(text.attachments), words(text.body)};
}

void writeFts5(Session &session, MessageId id, const QList<QStringList> &fields)
{
    const auto joined = [&fields](int i) { return fields.at(i).join(QLatin1Char(' ')); };
    session.run(
        QStringLiteral("INSERT INTO message_fts (rowid, subject, people, attachments, body) VALUES (?, ?, ?, ?, ?)"),
        {id.value, joined(0), joined(1), joined(2), joined(3)});
}

void writeVector(Session &session, MessageId id, const QList<QStringList> &fields)
{
    const auto write = [&](qsizetype maxBytes) {
        session.run(QStringLiteral("UPDATE message_text SET words = CAST(? AS tsvector) WHERE message_id = ?"),
                    {toTsVector(fields, maxBytes), id.value});
    };
    if (!session.attempt([&write] { write(maxVectorBytes); }))
        write(shortVectorBytes);
}

void writeIndex(Session &session, MessageId id, const QList<QStringList> &fields)
{
    if (session.dialect().hasFts5())
        writeFts5(session, id, fields);
    else
        writeVector(session, id, fields);
}

} // namespace

void indexMessage(Session &session, MessageId id, const IndexText &text)
{
    const QString sql = session.dialect().hasFts5()
        ? QStringLiteral("INSERT INTO message_text (message_id, subject, people, body, attachments) "
                         "VALUES (?, ?, ?, ?, ?)")
        : QStringLiteral("INSERT INTO message_text (message_id, subject, people, body, attachments, words) "
                         "VALUES (?, ?, ?, ?, ?, CAST('' AS tsvector))");
    session.run(sql, {id.value, text.subject, text.people, text.body, text.attachments});
    writeIndex(session, id, fieldsOf(text));
}

Result<void> refreshSearchIndex(Session &session)
{
    const qint64 made
        = session.number(QStringLiteral("SELECT CAST(value AS bigint) FROM meta WHERE name = 'segmenter'"), {}, 0);
    if (made >= segmenterVersion())
        return session.status();
    if (session.dialect().hasFts5())
        session.run(QStringLiteral("INSERT INTO message_fts (message_fts) VALUES ('delete-all')"));
    qint64 last = 0;
    for (;;) {
        Rows page = session.rows(QStringLiteral("SELECT message_id, subject, people, body, attachments "
                                                "FROM message_text WHERE message_id > ? ORDER BY message_id LIMIT ?"),
                                 {last, reindexPage});
        if (page.isEmpty())
            break;
        for (Row &row : page) {
            last = row.number();
            IndexText text;
            text.subject = row.text();
            text.people = row.text();
            text.body = row.text();
            text.attachments = row.text();
            writeIndex(session, MessageId{last}, fieldsOf(text));
        }
    }
    session.run(QStringLiteral("INSERT INTO meta (name, value) VALUES ('segmenter', ?) "
                               "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
                {QString::number(segmenterVersion())});
    return session.status();
}

std::optional<TextCondition> textCondition(const Session &session, const QString &text)
{
    const TextQuery query = parseTextQuery(text);
    if (query.terms.isEmpty())
        return std::nullopt;
    if (session.dialect().hasFts5())
        return TextCondition{QStringLiteral("m.id IN (SELECT rowid FROM message_fts WHERE message_fts MATCH ?)"),
                             toFts5(query)};
    return TextCondition{
        QStringLiteral("m.id IN (SELECT message_id FROM message_text WHERE words @@ CAST(? AS tsquery))"),
        toTsQuery(query)};
}

} // namespace liaison::store
