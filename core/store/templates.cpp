#include "core/store/templates.h"

#include "core/store/facts_json.h"
#include "core/store/session.h"

#include <algorithm>
#include <optional>

namespace liaison::store {

namespace {

using domain::MailTemplate;
using domain::TemplateId;

QString nameNorm(const QString &name)
{
    return indexKey(name.simplified().toCaseFolded());
}

QString columns()
{
    return QStringLiteral(
        "SELECT id, uuid, name, kind, default_language, archived, created_at, updated_at FROM mail_template ");
}

MailTemplate templateFrom(Session &session, Row &row)
{
    MailTemplate one;
    one.id = row.id<TemplateId>();
    one.uuid = row.uuid();
    one.name = row.text();
    one.kind = domain::templateKindFrom(row.text()).value_or(domain::TemplateKind::Free);
    one.defaultLanguage = row.text();
    one.archived = row.flag();
    one.createdAt = row.number();
    one.updatedAt = row.number();
    Rows texts = session.rows(
        QStringLiteral("SELECT language, subject, body FROM mail_template_text WHERE template_id = ? ORDER BY id"),
        {one.id.value});
    for (Row &text : texts) {
        domain::TemplateText words;
        words.language = text.text();
        words.subject = text.text();
        words.body = text.text();
        one.texts.append(words);
    }
    return one;
}

} // namespace

Result<void> Templates::checkName(const MailTemplate &mailTemplate)
{
    const qint64 others
        = m_session.number(QStringLiteral("SELECT count(*) FROM mail_template WHERE name_norm = ? AND id <> ?"),
                           {nameNorm(mailTemplate.name), mailTemplate.id.value});
    if (others > 0)
        return fail(ErrorKind::AlreadyExists, QStringLiteral("a template has this name"));
    return m_session.status();
}

void Templates::writeTexts(const MailTemplate &mailTemplate)
{
    m_session.run(QStringLiteral("DELETE FROM mail_template_text WHERE template_id = ?"), {mailTemplate.id.value});
    for (const domain::TemplateText &text : mailTemplate.texts)
        m_session.run(QStringLiteral("INSERT INTO mail_template_text (template_id, language, subject, body) "
                                     "VALUES (?, ?, ?, ?)"),
                      {mailTemplate.id.value, text.language, text.subject, text.body});
    m_session.touch(Aggregate::Setting, mailTemplate.id);
}

Result<MailTemplate> Templates::create(MailTemplate mailTemplate)
{
    mailTemplate.id = {};
    if (mailTemplate.uuid.isNull())
        mailTemplate.uuid = newUuid(m_session.now());
    mailTemplate.createdAt = m_session.now();
    mailTemplate.updatedAt = mailTemplate.createdAt;
    if (const Result<void> free = checkName(mailTemplate); !free)
        return fail(free.error());
    mailTemplate.id = {m_session.number(
        QStringLiteral("INSERT INTO mail_template (uuid, name, name_norm, kind, default_language, archived, "
                       "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        {toBind(mailTemplate.uuid), mailTemplate.name, nameNorm(mailTemplate.name), domain::toString(mailTemplate.kind),
         mailTemplate.defaultLanguage, toBind(mailTemplate.archived), mailTemplate.createdAt, mailTemplate.updatedAt})};
    writeTexts(mailTemplate);
    return m_session.answer(mailTemplate);
}

Result<MailTemplate> Templates::update(const MailTemplate &mailTemplate)
{
    MailTemplate saved = mailTemplate;
    saved.updatedAt = qMax(m_session.now(), mailTemplate.updatedAt + 1);
    if (const Result<void> free = checkName(saved); !free)
        return fail(free.error());
    const qint64 changed
        = m_session.run(QStringLiteral("UPDATE mail_template SET name = ?, name_norm = ?, kind = ?, "
                                       "default_language = ?, archived = ?, updated_at = ? "
                                       "WHERE id = ? AND updated_at = ?"),
                        {saved.name, nameNorm(saved.name), domain::toString(saved.kind), saved.defaultLanguage,
                         toBind(saved.archived), saved.updatedAt, saved.id.value, mailTemplate.updatedAt});
    if (changed == 0) {
        const Result<MailTemplate> there = find(mailTemplate.id);
        return there ? fail(ErrorKind::Conflict, QStringLiteral("the template was changed meanwhile"))
                     : fail(there.error());
    }
    writeTexts(saved);
    return m_session.answer(saved);
}

Result<MailTemplate> Templates::find(TemplateId id)
{
    std::optional<Row> row = m_session.row(columns() + QStringLiteral("WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("template %1").arg(id.value));
    return m_session.answer(templateFrom(m_session, *row));
}

Result<QList<MailTemplate>> Templates::list(bool withArchived)
{
    Rows rows = m_session.rows(columns() + QStringLiteral("WHERE archived <= ?"), {toBind(withArchived)});
    QList<MailTemplate> all;
    for (Row &row : rows)
        all.append(templateFrom(m_session, row));
    // Sorted here: the databases order letters each in its own way.
    std::sort(all.begin(), all.end(), [](const MailTemplate &a, const MailTemplate &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return m_session.answer(all);
}

Result<QHash<BusinessUnitId, QString>> Templates::unitLanguages()
{
    Rows rows = m_session.rows(QStringLiteral("SELECT business_unit_id, language FROM unit_language"));
    QHash<BusinessUnitId, QString> languages;
    for (Row &row : rows) {
        const BusinessUnitId unit = row.id<BusinessUnitId>();
        languages.insert(unit, row.text());
    }
    return m_session.answer(languages);
}

Result<QString> Templates::unitLanguage(BusinessUnitId unit)
{
    std::optional<Row> row
        = m_session.row(QStringLiteral("SELECT language FROM unit_language WHERE business_unit_id = ?"), {unit.value});
    return m_session.answer(row ? row->text() : QString());
}

Result<void> Templates::setUnitLanguage(BusinessUnitId unit, const QString &language)
{
    if (m_session.number(QStringLiteral("SELECT count(*) FROM business_unit WHERE id = ?"), {unit.value}) == 0)
        return m_session.missing(QStringLiteral("business unit %1").arg(unit.value));
    if (language.isEmpty())
        m_session.run(QStringLiteral("DELETE FROM unit_language WHERE business_unit_id = ?"), {unit.value});
    else
        m_session.run(QStringLiteral("INSERT INTO unit_language (business_unit_id, language) VALUES (?, ?) "
                                     "ON CONFLICT (business_unit_id) DO UPDATE SET language = excluded.language"),
                      {unit.value, language});
    m_session.touch(Aggregate::Setting, unit);
    return m_session.status();
}

} // namespace liaison::store
