#pragma once

#include <QString>
#include <QStringList>

namespace liaison::store {

/// The words of a text as both databases index them: runs of letters, numbers and marks, case folded, without the
/// accents of Latin, Greek and Cyrillic, punctuation gone, at most 64 characters each. Thai, Lao, Khmer and Burmese,
/// which have no spaces, are cut by ICU's dictionaries. Han and kana are cut into their characters: a dictionary cuts
/// the same word differently in other company, and a phrase of characters is found in all of them.
QStringList words(const QString &text);
/// The same with a space between them: what goes into an index, without a string for each word.
QString wordsJoined(const QString &text);

/// Grows with our rules and with ICU's dictionaries. An index made by an older one is made anew.
qint64 segmenterVersion();

} // namespace liaison::store
