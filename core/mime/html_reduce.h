#pragma once

#include "core/mime/html_inert.h"

#include <QByteArray>
#include <QStringList>

namespace liaison::mime {

/// HTML cut down to elements that the writer knows, well-delimited and within limits: what the tree builder gets.
struct ReducedHtml {
    QByteArray html;           ///< UTF-8; known elements with their attributes quoted, and escaped text
    QStringList blockedRemote; ///< what would have been loaded, at most 200
    int blockedCount = 0;
    QString baseUrl;       ///< of a base element, for relative links
    bool tooLarge = false; ///< more elements or cells than a view should lay out
};

/// Drops all other elements (their words stay, scripts and style sheets go), nesting past `limits.depth`,
/// and counts every attribute and style that would load something.
ReducedHtml reduceHtml(const QByteArray &html, const InertLimits &limits);

/// The words of HTML by dropping everything between "<" and ">": for documents too large for a tree.
QString strippedWords(const QByteArray &html);

/// Plain text as HTML text.
QByteArray escapedHtml(const QByteArray &text);

} // namespace liaison::mime
