#pragma once

#include "core/desk/csv_table.h"
#include "core/domain/business_unit.h"

#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace liaison::desk {

/// Business units as a table of text (RFC 4180): one a line under a line of column names.
struct UnitSheet {
    struct Line {
        int number = 0; ///< of the file, from 1
        domain::BusinessUnit unit;
        /// Cells that are none of their column: an answer time that is no number of hours.
        QList<domain::UnitProblem> problems;
    };
    QSet<domain::UnitField> columns; ///< those that the file has; the title always
    QList<Line> lines;

    static constexpr qint64 mostBytes = 8LL * 1024 * 1024;
    static constexpr qsizetype mostLines = 10'000;

    /// Columns: title, description, recipients, known addresses, known domains, deputy, escalation phone, answer
    /// hours, in any order; a list's entries stand between commas, semicolons or white space.
    static tl::expected<UnitSheet, SheetFault> read(const QByteArray &bytes);
};

/// What a sheet would do. A column that it does not have leaves its field as it is, an empty cell empties it; a unit is
/// found by its title, whatever the case. None is removed or archived; one in the archive stays there.
struct UnitPlan {
    enum class What { Added, Changed, Same, Wrong };
    struct Line {
        int number = 0; ///< of the file
        What what = What::Same;
        domain::BusinessUnit before; ///< of one that is there
        domain::BusinessUnit after;
        QList<domain::UnitField> changed;
        QList<domain::UnitProblem> problems; ///< of a wrong one
        int sameTitleAs = 0;                 ///< of a wrong one: the line that has its title already; 0: none
    };
    std::optional<SheetFault> fault; ///< there are no lines then
    QList<Line> lines;

    [[nodiscard]] int count(What what) const;
    /// Whether there is something to do, and nothing wrong.
    [[nodiscard]] bool isGood() const;
};

UnitPlan planOf(const UnitSheet &sheet, const QList<domain::BusinessUnit> &units);

} // namespace liaison::desk
