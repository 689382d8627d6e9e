#include "core/store/errands.h"

#include "core/store/session.h"

#include <QJsonDocument>

namespace liaison::store {

namespace {

constexpr qint64 keptMs = 24LL * 3'600'000;

QString nameOf(ErrandKind kind)
{
    return kind == ErrandKind::SignIn ? QStringLiteral("sign-in") : QStringLiteral("test");
}

QString textOf(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject jsonOf(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

QString selectFrom()
{
    return QStringLiteral("SELECT id, mailbox_id, kind, holder, host, pid, asked, person, os_account, asked_from, "
                          "taken_at, cancelled, wait_until, progress, answer FROM errand ");
}

Errand errandFrom(Row &row, UtcMs now)
{
    Errand errand;
    errand.id = row.text();
    errand.mailbox = row.id<MailboxId>();
    errand.kind = row.text() == nameOf(ErrandKind::SignIn) ? ErrandKind::SignIn : ErrandKind::Test;
    errand.place.holder = row.text();
    errand.place.host = row.text();
    errand.place.pid = row.number();
    errand.asked = jsonOf(row.text());
    errand.by = {row.text(), {}, {}};
    errand.by.osAccount = row.text();
    errand.by.host = row.text();
    errand.takenAt = row.number();
    errand.isCancelled = row.flag();
    errand.isLate = row.number() <= now;
    errand.progress = jsonOf(row.text());
    if (const QString answer = row.text(); !answer.isEmpty())
        errand.answer = jsonOf(answer);
    return errand;
}

} // namespace

Result<QString> Errands::ask(const Errand &errand, qint64 waitMs)
{
    const UtcMs now = m_session.databaseNow();
    m_session.run(QStringLiteral("DELETE FROM errand WHERE wait_until < ?"), {now - keptMs});
    const QString id = newUuid(m_session.now()).toString(QUuid::WithoutBraces);
    m_session.run(QStringLiteral("INSERT INTO errand (id, mailbox_id, kind, holder, host, pid, asked, person, "
                                 "os_account, asked_from, asked_at, wait_until) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                  {id, errand.mailbox.value, nameOf(errand.kind), errand.place.holder, errand.place.host,
                   errand.place.pid, textOf(errand.asked), errand.by.person, errand.by.osAccount, errand.by.host, now,
                   now + waitMs});
    m_session.touch(Aggregate::Mailbox, errand.mailbox);
    return m_session.answer(id);
}

Result<QList<Errand>> Errands::open(const QString &holder)
{
    const UtcMs now = m_session.databaseNow();
    Rows rows = m_session.rows(
        selectFrom() + QStringLiteral("WHERE holder = ? AND answer = '' AND wait_until > ? ORDER BY asked_at, id"),
        {holder, now});
    QList<Errand> errands;
    for (Row &row : rows)
        errands.append(errandFrom(row, now));
    return m_session.answer(errands);
}

Result<bool> Errands::take(const QString &id, const QString &holder, qint64 waitMs)
{
    const UtcMs now = m_session.databaseNow();
    const qint64 taken = m_session.run(
        QStringLiteral("UPDATE errand SET taken_at = ?, wait_until = ? "
                       "WHERE id = ? AND holder = ? AND taken_at = 0 AND cancelled = 0 AND wait_until > ?"),
        {now, now + waitMs, id, holder, now});
    return m_session.answer(taken > 0);
}

/// Who asked may have been told that it is late: from then on it is nobody's.
Result<bool> Errands::goOn(const QString &id, qint64 waitMs)
{
    const UtcMs now = m_session.databaseNow();
    const qint64 wanted = m_session.run(QStringLiteral("UPDATE errand SET wait_until = ? "
                                                       "WHERE id = ? AND answer = '' AND cancelled = 0 "
                                                       "AND wait_until > ?"),
                                        {now + waitMs, id, now});
    return m_session.answer(wanted > 0);
}

Result<void> Errands::tell(const QString &id, const QJsonObject &progress)
{
    return change(id, QStringLiteral("progress = ?"), {textOf(progress)});
}

Result<void> Errands::answer(const QString &id, const QJsonObject &answer)
{
    return change(id, QStringLiteral("progress = '', answer = ?"), {textOf(answer)});
}

Result<void> Errands::cancel(const QString &id)
{
    return change(id, QStringLiteral("cancelled = ?"), {1});
}

/// A first answer stands.
Result<void> Errands::change(const QString &id, const QString &what, const QVariantList &values)
{
    const qint64 mailbox = m_session.number(QStringLiteral("SELECT mailbox_id FROM errand WHERE id = ?"), {id});
    const qint64 changed = m_session.run(QStringLiteral("UPDATE errand SET %1 WHERE id = ? AND answer = ''").arg(what),
                                         values + QVariantList{id});
    if (changed > 0)
        m_session.touch(Aggregate::Mailbox, mailbox);
    return m_session.status();
}

Result<std::optional<Errand>> Errands::find(const QString &id)
{
    const UtcMs now = m_session.databaseNow();
    auto row = m_session.row(selectFrom() + QStringLiteral("WHERE id = ?"), {id});
    return m_session.answer(row ? std::optional<Errand>(errandFrom(*row, now)) : std::nullopt);
}

} // namespace liaison::store
