#pragma once

#include "core/base/result.h"
#include "core/domain/mail_template.h"

#include <QHash>
#include <QList>
#include <QString>

namespace liaison::store {

class Session;

/// Templates, and the languages of business units that their texts are chosen by. Changes are told as
/// Aggregate::Setting.
class Templates {
public:
    explicit Templates(Session &session) : m_session(session) { }

    Result<domain::MailTemplate> create(domain::MailTemplate mailTemplate); ///< AlreadyExists for a name in use
    /// AlreadyExists likewise; Conflict when it was changed since `mailTemplate` was read; NotFound.
    Result<domain::MailTemplate> update(const domain::MailTemplate &mailTemplate);
    Result<domain::MailTemplate> find(domain::TemplateId id);
    Result<QList<domain::MailTemplate>> list(bool withArchived); ///< by name

    /// The language of each unit that has one.
    Result<QHash<BusinessUnitId, QString>> unitLanguages();
    Result<QString> unitLanguage(BusinessUnitId unit); ///< empty: none is set
    /// An empty language takes it away. NotFound for a unit that is not there.
    Result<void> setUnitLanguage(BusinessUnitId unit, const QString &language);

private:
    Result<void> checkName(const domain::MailTemplate &mailTemplate);
    void writeTexts(const domain::MailTemplate &mailTemplate);
    Session &m_session;
};

} // namespace liaison::store
