#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace liaison::desk {

/// Why a file is no table, or none of what is wanted.
struct SheetFault {
    enum class Kind {
        TooLarge,
        TooManyLines,
        NoText, ///< neither UTF-8 nor UTF-16
        Quote,  ///< a quotation mark is misplaced, or does not close
        Empty,
        UnknownColumn,
        ColumnTwice,
        ColumnMissing,
        CellCount ///< more or fewer than there are columns
    };
    Kind kind;
    int line = 0;      ///< of the file; 0: none in particular
    QString text = {}; ///< a column's name

    friend bool operator==(const SheetFault &, const SheetFault &) = default;
};

/// A table of text: comma-separated values (RFC 4180), as spreadsheets write them.
struct CsvTable {
    struct Row {
        int line = 0; ///< of the file where it begins, from 1
        QStringList cells;
    };
    QList<Row> rows; ///< without empty ones

    /// UTF-8, or UTF-16 with its mark. Cells stand between commas, semicolons or tabs, whichever the first line has
    /// most of outside quotes. Faults: NoText, Quote, TooManyLines (more than `mostRows`).
    static tl::expected<CsvTable, SheetFault> read(const QByteArray &bytes, qsizetype mostRows);
};

} // namespace liaison::desk
