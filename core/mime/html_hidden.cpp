#include "core/mime/html_hidden.h"

#include "core/mime/html_node.h"

#include <algorithm>
#include <cstdlib>

namespace liaison::mime {

namespace {

constexpr int similarColors = 40; ///< sum of the channels' differences that no eye tells apart

bool similar(int a, int b)
{
    const auto difference = [a, b](int shift) { return std::abs(((a >> shift) & 0xff) - ((b >> shift) & 0xff)); };
    return difference(0) + difference(8) + difference(16) <= similarColors;
}

bool changesColor(const GumboNode *node, const QList<CssDeclaration> &style)
{
    return hasAttribute(node, "color") || hasAttribute(node, "bgcolor") || hasAttribute(node, "text")
        || std::any_of(style.begin(), style.end(), [](const CssDeclaration &declaration) {
               return declaration.name == QLatin1String("color")
                   || declaration.name.startsWith(QLatin1String("background"));
           });
}

bool isContainer(GumboTag tag)
{
    return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML;
}

} // namespace

TextColors TextColors::inside(const GumboNode *node, const QList<CssDeclaration> &style) const
{
    TextColors colors = *this;
    const auto take = [](const QString &value, int &into) {
        const auto parsed = cssColor(value);
        if (parsed && *parsed >= 0)
            into = *parsed;
    };
    take(attributeOf(node, "color"), colors.color);
    take(attributeOf(node, "text"), colors.color);
    take(attributeOf(node, "bgcolor"), colors.background);
    for (const CssDeclaration &declaration : style) {
        if (declaration.name == QLatin1String("color"))
            take(declaration.value, colors.color);
        else if (declaration.name == QLatin1String("background-color")
                 || declaration.name == QLatin1String("background"))
            take(declaration.value.section(QLatin1Char(' '), 0, 0), colors.background);
    }
    return colors;
}

bool isHidden(const GumboNode *node, const QList<CssDeclaration> &style, const TextColors &inside)
{
    if (hidesText(style) || hasAttribute(node, "hidden"))
        return true;
    // A table's own colours say nothing of the text in its cells.
    return !isContainer(node->v.element.tag) && similar(inside.color, inside.background) && changesColor(node, style);
}

bool isUnseen(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isSpace() || c.category() == QChar::Other_Format || c.unicode() == 0x034f || c.unicode() == 0x00ad;
    });
}

} // namespace liaison::mime
