#include "core/store/search_index.h"

#include "core/store/dialect.h"
#include "core/store/segmenter.h"
#include "core/store/session.h"
#include "core/store/text_query.h"

#include <algorithm>

namespace liaison::store {

namespace {

// Well below 1,048,575: what we count and what PostgreSQL counts may differ by alignment.
constexpr qsizetype maxVectorBytes = 900'000;
constexpr qsizetype shortVectorBytes = 50'000;
// Mails of a transaction while the index is renewed: others wait for the writer no longer than for a page of new mail.
constexpr int reindexPage = 100;

/// Rows of meta: whose words the whole index is made of, and "segmenter:the newest mail that is not indexed yet".
QString segmenterName()
{
    return QStringLiteral("segmenter");
}
QString reindexName()
{
    return QStringLiteral("reindex");
}

QString peopleOf(const domain::MailFacts &facts)
{
    QStringList people;
    for (const auto *list : {&facts.from, &facts.sender, &facts.replyTo, &facts.to, &facts.cc, &facts.bcc})
        for (const domain::Address &address : *list)
            people << address.name << address.address;
    return people.join(QLatin1Char('\n'));
}

void writeFts5(Session &session, MessageId id, const SearchWords &words)
{
    session.run(
        QStringLiteral("INSERT INTO message_fts (rowid, subject, people, attachments, body) VALUES (?, ?, ?, ?, ?)"),
        {id.value, words.subject, words.people, words.attachments, words.body});
}

void writeVector(Session &session, MessageId id, const SearchWords &words)
{
    const auto list = [](const QString &joined) { return joined.split(QLatin1Char(' '), Qt::SkipEmptyParts); };
    const QList<QStringList> fields{list(words.subject), list(words.people), list(words.attachments), list(words.body)};
    const auto write = [&](qsizetype maxBytes) {
        session.run(QStringLiteral("UPDATE message_text SET words = CAST(? AS tsvector) WHERE message_id = ?"),
                    {toTsVector(fields, maxBytes), id.value});
    };
    if (!session.attempt([&write] { write(maxVectorBytes); }))
        write(shortVectorBytes);
}

void writeIndex(Session &session, MessageId id, const SearchWords &words)
{
    if (session.dialect().hasFts5())
        writeFts5(session, id, words);
    else
        writeVector(session, id, words);
}

QString meta(Session &session, const QString &name)
{
    auto row = session.row(QStringLiteral("SELECT value FROM meta WHERE name = ?"), {name});
    return row ? row->text() : QString();
}

void setMeta(Session &session, const QString &name, const QString &value)
{
    session.run(QStringLiteral("INSERT INTO meta (name, value) VALUES (?, ?) "
                               "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
                {name, value});
}

/// Mails up to this one wait for their index; 0 when none does.
qint64 reindexFrom(Session &session)
{
    const QStringList parts = meta(session, reindexName()).split(QLatin1Char(':'));
    return parts.value(0).toLongLong() == segmenterVersion() ? parts.value(1).toLongLong() : 0;
}

void setReindexFrom(Session &session, qint64 id)
{
    setMeta(session, reindexName(), QStringLiteral("%1:%2").arg(segmenterVersion()).arg(id));
}

} // namespace

IndexText indexText(const domain::ParsedMail &parsed)
{
    QStringList names;
    for (const domain::PartInfo &part : parsed.parts)
        if (!part.fileName.isEmpty())
            names << part.fileName;
    return {parsed.facts.subject, peopleOf(parsed.facts), parsed.bodyText, names.join(QLatin1Char('\n'))};
}

SearchWords searchWords(const IndexText &text)
{
    return {wordsJoined(text.subject), wordsJoined(text.people), wordsJoined(text.attachments), wordsJoined(text.body)};
}

SearchWords searchWords(const domain::ParsedMail &parsed)
{
    return searchWords(indexText(parsed));
}

void indexMessage(Session &session, MessageId id, const IndexText &text, const SearchWords &words)
{
    const QString sql = session.dialect().hasFts5()
        ? QStringLiteral("INSERT INTO message_text (message_id, subject, people, body, attachments) "
                         "VALUES (?, ?, ?, ?, ?)")
        : QStringLiteral("INSERT INTO message_text (message_id, subject, people, body, attachments, words) "
                         "VALUES (?, ?, ?, ?, ?, CAST('' AS tsvector))");
    session.run(sql, {id.value, text.subject, text.people, text.body, text.attachments});
    writeIndex(session, id, words);
}

Result<bool> beginReindex(Session &session)
{
    if (meta(session, segmenterName()).toLongLong() >= segmenterVersion())
        return session.answer(false);
    const qint64 newest = session.number(QStringLiteral("SELECT coalesce(max(message_id), 0) FROM message_text"));
    if (newest == 0) {
        setMeta(session, segmenterName(), QString::number(segmenterVersion()));
        return session.answer(false);
    }
    if (reindexFrom(session) > 0)
        return session.answer(true);
    // PostgreSQL's vectors are replaced one by one, and found as they are until then. FTS5 without content can only be
    // emptied whole.
    if (session.dialect().hasFts5())
        session.run(QStringLiteral("INSERT INTO message_fts (message_fts) VALUES ('delete-all')"));
    setReindexFrom(session, newest);
    return session.answer(true);
}

Result<bool> reindexSome(Session &session)
{
    const qint64 from = reindexFrom(session);
    if (from == 0) // another program finished it
        return session.answer(false);
    Rows page = session.rows(QStringLiteral("SELECT message_id, subject, people, body, attachments FROM message_text "
                                            "WHERE message_id <= ? ORDER BY message_id DESC LIMIT ?"),
                             {from, reindexPage});
    qint64 last = from;
    // FTS5 gathers what it is given in ascending order, and would write a segment for each mail otherwise.
    for (auto row = page.rbegin(); row != page.rend(); ++row) {
        const MessageId id = row->id<MessageId>();
        IndexText text;
        text.subject = row->text();
        text.people = row->text();
        text.body = row->text();
        text.attachments = row->text();
        writeIndex(session, id, searchWords(text));
        last = qMin(last, id.value);
    }
    const bool more = page.size() == reindexPage && last > 1;
    if (more) {
        setReindexFrom(session, last - 1);
    } else {
        session.run(QStringLiteral("DELETE FROM meta WHERE name = ?"), {reindexName()});
        setMeta(session, segmenterName(), QString::number(segmenterVersion()));
    }
    return session.answer(more);
}

int indexedPercent(Session &session)
{
    const qint64 waiting = reindexFrom(session);
    if (waiting <= 0)
        return 100;
    const qint64 newest = session.number(QStringLiteral("SELECT coalesce(max(message_id), 0) FROM message_text"));
    return static_cast<int>(std::clamp<qint64>(100 - waiting * 100 / qMax<qint64>(1, newest), 0, 99));
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
