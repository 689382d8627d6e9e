#pragma once

#include "core/mime/css.h"

#include <QList>
#include <QString>

#include <gumbo.h>

namespace liaison::mime {

/// An attribute's value, empty if absent.
QString attributeOf(const GumboNode *node, const char *name);
bool hasAttribute(const GumboNode *node, const char *name);

/// Whether the element begins and ends lines.
bool isBlock(GumboTag tag);

/// Cells of a table itself, not of tables inside its cells; stops counting at two.
int cellsOf(const GumboNode *node);

// The following give attributes to be written, each with a space in front, or an empty string.

/// What is kept of style, align and dir.
QString styleAttributes(const GumboNode *node, const QList<CssDeclaration> &style);
/// A whole number kept within bounds; `percent`: also as a percentage.
QString numberAttribute(const GumboNode *node, const char *name, int low, int high, bool percent = false);
/// "color" or "bgcolor".
QString colorAttribute(const GumboNode *node, const char *name);

/// The source of an image that can be drawn without loading anything: a part of this mail ("cid:") or a small
/// raster image written into the HTML. Empty for all others.
QString inertImageSource(const GumboNode *node);

} // namespace liaison::mime
