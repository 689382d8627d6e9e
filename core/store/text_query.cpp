#include "core/store/text_query.h"

#include "core/store/segmenter.h"

#include <QHash>

namespace liaison::store {

namespace {

// PostgreSQL counts positions to here and gives every later word this one (MAXENTRYPOS - 1).
constexpr int lastPosition = 16'383;
constexpr int maxPositionsOfAWord = 255;
constexpr int fieldGap = 8;
// A mail longer than that is marked with a "word" no text can hold; phrases in it fall back to "all of the words".
const QString &longMark()
{
    static const QString mark = QStringLiteral("#long");
    return mark;
}

QString quoted(const QString &word)
{
    return QLatin1Char('\'') + word + QLatin1Char('\''); // words() leaves no quote and no backslash in a word
}

QString tsTerm(const TextQuery::Term &term)
{
    QStringList marks;
    for (const QString &word : term.words)
        marks.append(quoted(word));
    if (term.prefix)
        marks.last() += QLatin1String(":*");
    if (marks.size() == 1)
        return marks.first();
    return QStringLiteral("((%1) | (%2 & %3))")
        .arg(marks.join(QStringLiteral(" <-> ")), marks.join(QStringLiteral(" & ")), quoted(longMark()));
}

/// One or two letters of an alphabet begin a large part of all words: the databases would gather most of their index
/// before the first hit. In scripts whose words are short a single character says enough.
bool saysEnoughAsPrefix(const QString &word)
{
    constexpr qsizetype letters = 3;
    constexpr char16_t firstOfShortWords = 0x0e00; // Thai; then Hangul, kana, Han
    return word.size() >= letters || word.at(0).unicode() >= firstOfShortWords;
}

} // namespace

TextQuery parseTextQuery(const QString &text)
{
    TextQuery query;
    bool inQuotes = false;
    bool prefix = false;
    const QStringList pieces = text.split(QLatin1Char('"'));
    for (const QString &piece : pieces) {
        if (inQuotes) {
            if (const QStringList phrase = words(piece); !phrase.isEmpty()) {
                query.terms.append({phrase, false});
                prefix = false;
            }
        } else {
            const QStringList tokens = piece.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
            for (const QString &token : tokens) {
                // "example.com" or a run of Han is several words that must stand together.
                if (const QStringList parts = words(token); !parts.isEmpty()) {
                    query.terms.append({parts, false});
                    prefix = true;
                }
            }
        }
        inQuotes = !inQuotes;
    }
    if (prefix)
        query.terms.last().prefix = saysEnoughAsPrefix(query.terms.last().words.last());
    return query;
}

QString toFts5(const TextQuery &query)
{
    QStringList terms;
    for (const TextQuery::Term &term : query.terms)
        terms.append(QLatin1Char('"') + term.words.join(QLatin1Char(' ')) + QLatin1Char('"')
                     + (term.prefix ? QStringLiteral(" *") : QString()));
    return terms.join(QStringLiteral(" AND "));
}

QString toTsQuery(const TextQuery &query)
{
    QStringList terms;
    for (const TextQuery::Term &term : query.terms)
        terms.append(tsTerm(term));
    return terms.join(QStringLiteral(" & "));
}

QString toTsVector(const QList<QStringList> &fields, qsizetype maxBytes)
{
    // What a vector takes: each distinct word, then its number of positions and two bytes for each, aligned.
    constexpr qsizetype perWord = 4;
    constexpr qsizetype perPosition = 2;
    QHash<QString, QList<int>> positions;
    qsizetype bytes = longMark().size() + perWord + perPosition;
    int position = 0;
    bool full = false;
    for (const QStringList &field : fields) {
        for (const QString &word : field) {
            position = qMin(position + 1, lastPosition);
            const bool isNew = !positions.contains(word);
            const qsizetype more = perPosition + (isNew ? word.toUtf8().size() + perWord : 0);
            full = full || bytes + more > maxBytes;
            auto &list = positions[word];
            if ((full && isNew) || list.size() >= maxPositionsOfAWord) {
                if (list.isEmpty())
                    positions.remove(word);
                continue;
            }
            if (list.isEmpty() || list.last() != position) {
                list.append(position);
                bytes += more;
            }
        }
        position = qMin(position + fieldGap, lastPosition);
    }
    if (position == lastPosition || full)
        positions.insert(longMark(), {lastPosition});
    QString literal;
    for (auto it = positions.cbegin(); it != positions.cend(); ++it) {
        QStringList at;
        for (const int p : it.value())
            at.append(QString::number(p));
        literal += quoted(it.key()) + QLatin1Char(':') + at.join(QLatin1Char(',')) + QLatin1Char(' ');
    }
    return literal;
}

} // namespace liaison::store
