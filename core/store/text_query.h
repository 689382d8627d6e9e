#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace liaison::store {

/// What a person typed into a search box, taken apart. All terms must occur.
struct TextQuery {
    struct Term {
        QStringList words;   ///< several: a phrase
        bool prefix = false; ///< the last word may go on
    };
    QList<Term> terms;
};

/// Words are terms, "…" is a phrase, and a last word without quote matches as a prefix from its third letter on
/// (in Thai, Hangul, kana and Han from its first). Nothing is an operator.
TextQuery parseTextQuery(const QString &text);

/// For FTS5's MATCH; every word in quotes.
QString toFts5(const TextQuery &query);
/// For a cast to tsquery; every word in quotes.
QString toTsQuery(const TextQuery &query);

/// The fields of a mail as text for a cast to tsvector, with a gap between them that no phrase crosses. Words are left
/// out from where the vector would pass `maxBytes` (PostgreSQL takes 1,048,575).
QString toTsVector(const QList<QStringList> &fields, qsizetype maxBytes);

} // namespace liaison::store
