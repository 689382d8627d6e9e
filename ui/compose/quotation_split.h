#pragma once

#include <QString>

namespace liaison::ui {

/// A draft's text as the composer shows it: the person's words, and the quotation folded below them.
struct SplitText {
    QString words;
    QString quotation; ///< with the line that introduces it; empty: nothing to fold
    int lines = 0;     ///< of the quotation
};

/// Parts the quotation at the end of a draft ("> " lines and what introduces them, or a forwarded mail) from the words
/// above. Words between or below quoted lines keep everything together: nothing is folded then.
SplitText splitQuotation(const QString &text);

/// The other way round.
QString joinedText(const QString &words, const QString &quotation);

} // namespace liaison::ui
