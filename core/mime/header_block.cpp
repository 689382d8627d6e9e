#include "core/mime/header_block.h"

#include <algorithm>

namespace liaison::mime {

namespace {

/// More lines in a row that are no header than this, and the body has begun without its empty line.
constexpr int junkLinesTolerated = 2;

struct Line {
    qsizetype start = 0;
    qsizetype end = 0;  ///< without the line end
    qsizetype next = 0; ///< start of the following line
};

Line lineAt(const QByteArray &raw, qsizetype start)
{
    const qsizetype newline = raw.indexOf('\n', start);
    Line line{start, newline < 0 ? raw.size() : newline, newline < 0 ? raw.size() : newline + 1};
    if (line.end > line.start && raw.at(line.end - 1) == '\r')
        --line.end;
    return line;
}

/// Length of the field name at the head of a line, or -1. "Name :" is taken, as real mailers send it.
qsizetype nameLength(QByteArrayView line)
{
    const qsizetype colon = line.first(std::min<qsizetype>(line.size(), 200)).indexOf(':');
    if (colon <= 0)
        return -1;
    qsizetype end = colon;
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t'))
        --end;
    const QByteArrayView name = line.first(end);
    const bool valid
        = std::all_of(name.begin(), name.end(), [](char c) { return c > 32 && static_cast<unsigned char>(c) < 127; });
    return valid && end > 0 ? end : -1;
}

/// Offset behind an mbox separator or empty lines that some stores leave in front of the headers.
qsizetype skipPreamble(const QByteArray &raw)
{
    qsizetype position = 0;
    while (position < raw.size() && position < 16 && (raw.at(position) == '\r' || raw.at(position) == '\n'))
        ++position;
    if (raw.mid(position, 5) == "From " || raw.mid(position, 6) == ">From ")
        position = lineAt(raw, position).next;
    return position;
}

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

} // namespace

QByteArray unfolded(const QByteArray &value)
{
    QByteArray result;
    result.reserve(value.size());
    for (const char c : value) {
        if (c != '\r' && c != '\n' && c != '\0')
            result.append(c);
    }
    return result.trimmed();
}

QByteArray HeaderBlock::value(QByteArrayView name) const
{
    const auto found
        = std::find_if(fields.begin(), fields.end(), [name](const RawHeader &h) { return sameName(h.name, name); });
    return found == fields.end() ? QByteArray() : unfolded(found->value);
}

QList<QByteArray> HeaderBlock::values(QByteArrayView name) const
{
    QList<QByteArray> result;
    for (const RawHeader &field : fields) {
        if (sameName(field.name, name))
            result.append(unfolded(field.value));
    }
    return result;
}

bool HeaderBlock::contains(QByteArrayView name) const
{
    return std::any_of(fields.begin(), fields.end(), [name](const RawHeader &h) { return sameName(h.name, name); });
}

HeaderBlock splitHeaders(const QByteArray &raw, int maxFields)
{
    HeaderBlock block;
    qsizetype position = skipPreamble(raw);
    qsizetype junkStart = -1;
    int junk = 0;
    block.keptEnd = position;
    while (position < raw.size()) {
        const Line line = lineAt(raw, position);
        const QByteArrayView text(raw.constData() + line.start, line.end - line.start);
        if (text.isEmpty()) {
            block.headersEnd = line.start;
            block.bodyStart = line.next;
            return block;
        }
        const qsizetype length = nameLength(text);
        const bool continuation = text.front() == ' ' || text.front() == '\t';
        if (continuation && !block.fields.isEmpty()) {
            if (!block.truncated) {
                block.fields.last().value.append('\n').append(text.data(), text.size());
                block.keptEnd = line.next;
            }
        } else if (length > 0) {
            junk = 0;
            block.truncated = block.truncated || block.fields.size() >= maxFields;
            if (!block.truncated) {
                const qsizetype colon = text.indexOf(':');
                block.fields.append({text.first(length).toByteArray(), text.sliced(colon + 1).toByteArray()});
                block.keptEnd = line.next;
            }
        } else {
            block.repaired = true;
            if (junk == 0)
                junkStart = line.start;
            if (++junk > junkLinesTolerated) {
                block.headersEnd = block.bodyStart = junkStart;
                return block;
            }
        }
        position = line.next;
    }
    // No empty line: a mail of headers only, or cut there; what looked like junk at the end is its body.
    block.headersEnd = block.bodyStart = junk > 0 ? junkStart : raw.size();
    return block;
}

} // namespace liaison::mime
