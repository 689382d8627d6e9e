#pragma once

#include <QByteArray>
#include <QString>

namespace liaison::mime {

/// Decodes an unstructured header value: RFC 2047 encoded words with the breakages that are met (characters
/// split over words, spaces inside words, words inside quotes, 8-bit bytes without any encoding, RFC 6532).
QString decodeHeaderText(const QByteArray &value);

/// Fit for one line: line breaks and tabs become spaces, other controls their Unicode control pictures,
/// bidirectional embeddings and isolates are balanced so that they cannot reorder what stands beside, and
/// the text has at most `maxChars` characters.
QString oneLine(const QString &text, qsizetype maxChars = 4'000);

/// Bidirectional controls written out as "⟨U+202E⟩", for names and link texts where they only deceive.
QString visibleBidi(const QString &text);

/// Whether `c` reorders text (embeddings, overrides, isolates) or marks direction invisibly.
bool isBidiControl(QChar c);

} // namespace liaison::mime
