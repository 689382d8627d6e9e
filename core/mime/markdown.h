#pragma once

#include <QString>

namespace liaison::mime {

/// Words in Markdown (CommonMark 0.30) as a mail carries them.
struct MarkdownMail {
    QString plain; ///< for text/plain: marks taken out, links followed by their target, "\n" line ends
    QString html;  ///< for text/html: a fragment of paragraphs, lists, headings and the like
};

/// Pure; run it in a pool for long texts. Raw HTML is words, not markup; links keep their target where it is absolute
/// http, https or mailto and are words otherwise; pictures are their words, so nothing is loaded. What is nested deeper
/// than 16 is not nested deeper in HTML.
MarkdownMail fromMarkdown(const QString &markdown);

/// A whole text of a mail that is written in Markdown: quotations (what answers a mail quotes, see splitQuotes()) and
/// signatures stay word for word, what stands between them is Markdown. `html` is a document.
MarkdownMail mailFromMarkdown(const QString &text);

} // namespace liaison::mime
