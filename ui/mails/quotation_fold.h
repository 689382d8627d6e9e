#pragma once

#include <QList>
#include <QString>

class QTextDocument;

namespace liaison::mime {
struct TextBlock;
}

namespace liaison::ui {

/// Takes what a mail quotes at its end (blockquotes with the line that introduces them, or Outlook's header block and
/// all below it) out of a document. Answers how many lines went; 0 and an untouched document when there is no
/// quotation, or nothing else.
int removeTrailingQuotation(QTextDocument *document);

/// A stretch of a plain mail as it is shown: words, or a quotation folded behind a button.
struct Stretch {
    QString text;
    bool folded = false;
    int lines = 0;
};

/// Blocks merged to stretches: quotations of up to three lines stay among the words, longer ones fold. A mail that
/// is all quotation is shown unfolded; so is one of more than `most` stretches (answers between the lines).
QList<Stretch> stretchesOf(const QList<mime::TextBlock> &blocks, int most = 24);

} // namespace liaison::ui
