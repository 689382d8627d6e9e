#include "core/store/connection.h"

#include "core/base/fault_point.h"

#include <QSqlError>
#include <QSqlRecord>

#include <atomic>

namespace liaison::store {

namespace {

constexpr qsizetype maxStatements = 200;

/// What both databases keep as it is. Null strings would become NULL, and U+0000 breaks a statement of PostgreSQL.
/// SQLite takes U+FFFE at the head of a text for the order of its bytes and reads all that follows the other way round:
/// a hostile subject would become another text in the store. A mark U+FEFF at the head comes back from neither.
QVariant cleaned(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<QString>()) {
        QString text = value.toString();
        if (text.isNull())
            return QStringLiteral("");
        text.remove(QChar(0)).replace(QChar(QChar::ByteOrderSwapped), QChar(QChar::ReplacementCharacter));
        while (text.startsWith(QChar(QChar::ByteOrderMark)))
            text.remove(0, 1);
        return text;
    }
    if (value.metaType() == QMetaType::fromType<QByteArray>() && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

} // namespace

Connection::Connection(const Dialect &dialect, TransactionKind use) : m_dialect(dialect), m_use(use)
{
    static std::atomic<int> number{0};
    m_name = QStringLiteral("liaison-store-%1").arg(++number);
}

Connection::~Connection()
{
    close();
}

void Connection::close()
{
    m_statements.clear();
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Connection::open()
{
    close();
    m_lost = false;
    m_database = QSqlDatabase::addDatabase(m_dialect.driver(), m_name);
    if (!m_database.isValid())
        return fail(ErrorKind::StoreUnavailable, QStringLiteral("Qt's plugin %1 is missing").arg(m_dialect.driver()));
    if (auto prepared = m_dialect.prepare(m_database); !prepared)
        return prepared;
    if (!m_database.open()) {
        m_lost = true;
        return fail(m_dialect.error(m_database.lastError()));
    }
    auto configured = m_dialect.configure(*this, m_use);
    m_lost = !configured.has_value();
    return configured;
}

Result<void> Connection::ensureOpen()
{
    return m_lost || !m_database.isOpen() ? open() : Result<void>();
}

Error Connection::noted(const QSqlError &error)
{
    m_retryable = m_dialect.isRetryable(error);
    Error result = m_dialect.error(error);
    m_lost = m_lost || result.kind == ErrorKind::StoreUnavailable;
    return result;
}

Result<Connection::Answer> Connection::execute(const QString &sql, const Binds &binds)
{
    std::shared_ptr<Statement> statement = m_statements.value(sql); // stays while the cache is emptied below
    if (!statement) {
        statement = std::make_shared<Statement>(m_database);
        // QSQLITE would keep a copy of all rows; QPSQL has them all at once and tells errors only then.
        statement->query.setForwardOnly(m_dialect.hasFts5());
        if (!statement->query.prepare(sql))
            return fail(noted(statement->query.lastError()));
        if (m_statements.size() >= maxStatements)
            m_statements.clear();
        m_statements.insert(sql, statement);
    }
    QSqlQuery &query = statement->query;
    for (qsizetype i = 0; i < binds.size(); ++i)
        query.bindValue(static_cast<int>(i), cleaned(binds.at(i)));
    if (!query.exec())
        return fail(noted(query.lastError()));
    if (statement->columns < 0)
        statement->columns = query.isSelect() ? query.record().count() : 0;
    Answer answer;
    const int columns = statement->columns;
    while (columns > 0 && query.next()) {
        QVariantList values;
        values.reserve(columns);
        for (int i = 0; i < columns; ++i)
            values.append(query.value(i));
        answer.rows.append(Row(std::move(values)));
    }
    // next() ends at an error as it ends at the last row.
    if (columns > 0 && query.lastError().isValid())
        return fail(noted(query.lastError()));
    answer.affected = columns > 0 ? answer.rows.size() : query.numRowsAffected();
    query.finish();
    return answer;
}

Result<void> Connection::command(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return fail(noted(query.lastError()));
    return {};
}

Result<void> Connection::transaction(TransactionKind kind, Durability durability, const Clock &clock,
                                     const std::function<Result<void>(Session &)> &body)
{
    constexpr int tries = 3;
    Result<void> outcome;
    for (int i = 0; i < tries; ++i) {
        if (auto opened = ensureOpen(); !opened)
            return opened;
        m_retryable = false;
        outcome = runOnce(kind, durability, clock, body);
        if (outcome || !m_retryable)
            break;
    }
    return outcome;
}

Result<void> Connection::runOnce(TransactionKind kind, Durability durability, const Clock &clock,
                                 const std::function<Result<void>(Session &)> &body)
{
    if (auto begun = m_dialect.begin(*this, kind, durability); !begun) {
        rollBack(); // PostgreSQL may have begun before it refused
        return begun;
    }
    Session session(*this, clock.nowMs());
    Result<void> outcome = body(session);
    if (outcome)
        outcome = kind == TransactionKind::Write ? session.writeChanges() : session.status();
    if (outcome) {
        faultPoint("store.before_commit");
        outcome = command(QStringLiteral("COMMIT"));
        if (outcome)
            faultPoint("store.after_commit");
    }
    if (!outcome)
        rollBack();
    return outcome;
}

/// Fails where what went wrong ended the transaction already (SQLite's full disk): that says nothing new about the
/// connection. One that is truly lost shows it at the next BEGIN.
void Connection::rollBack()
{
    const bool retryable = m_retryable;
    const bool lost = m_lost;
    (void)command(QStringLiteral("ROLLBACK"));
    m_retryable = retryable;
    m_lost = lost;
}

} // namespace liaison::store
