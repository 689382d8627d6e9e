#pragma once

#include "core/domain/audit.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace liaison::ui {

/// What the audit log keeps as identifiers, in translated words.
QString wordForAction(const QString &action);
/// What was acted on: the title of a business unit, else what the log has.
QString objectText(const domain::AuditEntry &entry);

/// One thing that an entry tells of.
struct AuditDetail {
    QString field;
    QString before; ///< empty where there is none
    QString after;
};
QList<AuditDetail> detailsOf(const domain::AuditEntry &entry);

/// What a person can choose to see, and what stands before the dot of such actions; empty: everything.
struct AuditKind {
    QString word;
    QStringList kinds;
};
QList<AuditKind> auditKinds();

} // namespace liaison::ui
