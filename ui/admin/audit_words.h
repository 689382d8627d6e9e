#pragma once

#include "core/domain/audit.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace liaison::ui {

/// What the audit log keeps as identifiers, in translated words.
QString wordForAction(const QString &action);
/// What the log names by a number that nobody knows by heart.
struct AuditNames {
    QHash<QString, QString> templates;  ///< by UUID, without braces
    QHash<qint64, QString> units;       ///< by id
    QHash<QString, QString> unitTitles; ///< by UUID, without braces
};

/// What was acted on: the title of a business unit or the name of a template, else what the log has.
QString objectText(const domain::AuditEntry &entry, const AuditNames &names = {});

/// One thing that an entry tells of.
struct AuditDetail {
    QString field;
    QString before; ///< empty where there is none
    QString after;
};
/// Texts of a template and rules of the process are told field by field, as far as they differ.
QList<AuditDetail> detailsOf(const domain::AuditEntry &entry, const AuditNames &names = {});

/// What a person can choose to see, and what stands before the dot of such actions; empty: everything.
struct AuditKind {
    QString word;
    QStringList kinds;
};
QList<AuditKind> auditKinds();

} // namespace liaison::ui
