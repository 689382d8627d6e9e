#pragma once

#include "core/mime/css.h"

#include <QList>
#include <QString>

#include <gumbo.h>

namespace liaison::mime {

/// Text and background colour (0xRRGGBB) as an element hands them down.
struct TextColors {
    int color = 0x000000;
    int background = 0xffffff;

    /// The colours inside `node`.
    [[nodiscard]] TextColors inside(const GumboNode *node, const QList<CssDeclaration> &style) const;
};

/// Whether an element hides its words: by its style, its `hidden` attribute, or by a colour that it sets and
/// that no eye tells from the background.
bool isHidden(const GumboNode *node, const QList<CssDeclaration> &style, const TextColors &inside);

/// Whether there is nothing to see in a text: white space, soft hyphens, zero-width characters.
bool isUnseen(const QString &text);

} // namespace liaison::mime
