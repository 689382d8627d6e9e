#include "core/desk/csv_table.h"

#include <QStringDecoder>

#include <csv.h>

#include <algorithm>
#include <memory>

namespace liaison::desk {

namespace {

using Fault = tl::unexpected<SheetFault>;
using Kind = SheetFault::Kind;

tl::expected<QByteArray, SheetFault> asUtf8(const QByteArray &bytes)
{
    const auto told = QStringConverter::encodingForData(bytes);
    QStringDecoder decode(told.value_or(QStringConverter::Utf8));
    const QString text = decode(bytes);
    if (decode.hasError() || text.contains(QChar(0)))
        return Fault({Kind::NoText});
    return text.toUtf8();
}

char delimiterOf(const QByteArray &text)
{
    constexpr char candidates[] = {',', ';', '\t'};
    qsizetype counts[] = {0, 0, 0};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        for (std::size_t i = 0; i < std::size(candidates) && !quoted; ++i)
            counts[i] += c == candidates[i] ? 1 : 0;
    }
    return candidates[std::max_element(std::begin(counts), std::end(counts)) - std::begin(counts)];
}

/// What the parser's calls fill.
struct Intake {
    QList<CsvTable::Row> rows;
    QStringList cells;
    bool tooMany = false;
    qsizetype mostRows = 0;
    int line = 1;        ///< where the row in hand begins
    bool between = true; ///< rows

    static void cell(void *bytes, size_t size, void *self)
    {
        static_cast<Intake *>(self)->cells << QString::fromUtf8(static_cast<const char *>(bytes), qsizetype(size));
    }
    static void row(int, void *self) { static_cast<Intake *>(self)->endRow(); }

    void endRow()
    {
        const bool empty
            = std::all_of(cells.cbegin(), cells.cend(), [](const QString &text) { return text.trimmed().isEmpty(); });
        tooMany = tooMany || (!empty && rows.size() >= mostRows);
        if (!empty && !tooMany)
            rows.append({line, cells});
        cells.clear();
        between = true;
    }
};

using Parser = std::unique_ptr<csv_parser, void (*)(csv_parser *)>;

} // namespace

tl::expected<CsvTable, SheetFault> CsvTable::read(const QByteArray &bytes, qsizetype mostRows)
{
    const auto text = asUtf8(bytes);
    if (!text)
        return Fault(text.error());
    csv_parser state{};
    if (csv_init(&state, CSV_STRICT | CSV_STRICT_FINI) != 0)
        qFatal("no memory for a table's parser");
    const Parser parser(&state, csv_free);
    csv_set_delim(&state, static_cast<unsigned char>(delimiterOf(*text)));
    Intake intake;
    intake.mostRows = mostRows;
    // By lines, so that it is known in which one a row begins.
    int number = 0;
    for (qsizetype at = 0; at < text->size() && !intake.tooMany;) {
        const qsizetype newline = text->indexOf('\n', at);
        const QByteArrayView line = QByteArrayView(*text).sliced(at, (newline < 0 ? text->size() : newline + 1) - at);
        ++number;
        if (intake.between)
            intake.line = number;
        intake.between = intake.between && line.trimmed().isEmpty();
        const auto size = size_t(line.size());
        if (csv_parse(&state, line.data(), size, Intake::cell, Intake::row, &intake) != size)
            return Fault({Kind::Quote, number});
        at += line.size();
    }
    if (intake.tooMany)
        return Fault({Kind::TooManyLines});
    if (csv_fini(&state, Intake::cell, Intake::row, &intake) != 0)
        return Fault({Kind::Quote, intake.line});
    return CsvTable{intake.rows};
}

} // namespace liaison::desk
