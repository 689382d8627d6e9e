#pragma once

#include <QString>
#include <QStringList>

namespace liaison::store {

/// The words of a text as both databases index them: ICU's word boundaries (so that Chinese, Japanese and Thai come
/// apart), case folded, without the accents of Latin, Greek and Cyrillic, punctuation gone, at most 64 characters each.
/// Han and kana words are cut further into their characters: a dictionary cuts the same word differently in other
/// company, and a phrase of characters is found in all of them.
QStringList words(const QString &text);

/// Grows with our rules and with ICU's dictionaries. An index made by an older one is made anew.
qint64 segmenterVersion();

} // namespace liaison::store
