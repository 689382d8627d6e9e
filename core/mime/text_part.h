#pragma once

#include "core/mime/part_tree.h"

#include <QString>

namespace liaison::mime {

/// The words of a text part: charset decoded, format=flowed joined (RFC 3676), line ends "\n".
struct TextPart {
    QString text;
    bool repaired = false;
};
TextPart readTextPart(const PartTree &tree, int node);

/// Joins the soft line breaks of format=flowed and takes the space-stuffing away (RFC 3676 section 4).
QString unflowed(const QString &text, bool delSp);

/// The lines as format=flowed: at most 72 characters, space-stuffed, words of quoted lines kept with their ">".
QString flowed(const QString &text);

/// The charset an HTML document declares in a meta element, or nothing.
QByteArray htmlCharset(const QByteArray &html);

} // namespace liaison::mime
