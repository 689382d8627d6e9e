#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace liaison::domain {

/// A part of the organisation that an incident can affect. Archived, never deleted.
struct BusinessUnit {
    BusinessUnitId id;
    QUuid uuid;
    QString title;
    QString description;
    QStringList recipients;     ///< addresses that notifications go to
    QStringList knownAddresses; ///< further addresses whose mail is expected
    QStringList knownDomains;   ///< domains whose mail is expected unless DMARC failed
    QString deputy;             ///< address of who is written to while the recipients are away; empty: nobody
    QString escalationPhone;    ///< as a person dials it; shown where an answer is overdue
    int answerMinutes = 0;      ///< within which an answer is due; 0: as the notification process says
    bool archived = false;
    UtcMs createdAt = 0;
    UtcMs updatedAt = 0;
};

/// What a person can enter of a business unit.
enum class UnitField {
    Title,
    Description,
    Recipients,
    KnownAddresses,
    KnownDomains,
    Deputy,
    EscalationPhone,
    AnswerMinutes
};

constexpr qsizetype longestUnitTitle = 200;
constexpr qsizetype longestUnitDescription = 10'000;
constexpr qsizetype mostUnitAddresses = 1'000; ///< in one list
constexpr int mostAnswerMinutes = 366 * 24 * 60;

/// What is wrong with one field.
struct UnitProblem {
    enum class Kind { Missing, TooLong, TooMany, NoAddress, NoDomain, NoPhone, OutOfRange };
    UnitField field;
    Kind kind;
    QString entry; ///< of a list: the one that is wrong

    friend bool operator==(const UnitProblem &, const UnitProblem &) = default;
};

/// Without white space around entries, empty entries and repeated ones; titles and phone numbers in one line.
BusinessUnit tidied(BusinessUnit unit);
/// Of a tidied unit: the first problem of each field, in the order of the fields.
QList<UnitProblem> problemsOf(const BusinessUnit &unit);
/// The fields in which two units differ.
QList<UnitField> changedFields(const BusinessUnit &before, const BusinessUnit &after);
/// A list as people write it: separated by commas, semicolons or white space.
QStringList entriesOf(const QString &text);

} // namespace liaison::domain
