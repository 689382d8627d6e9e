#include "core/mime/html_node.h"

#include "core/mime/sniff.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace liaison::mime {

namespace {

constexpr qsizetype largestDataImage = 100 * 1024;

/// PNG, JPEG, GIF or WebP by content; an SVG could load more.
bool isDataImage(const QString &source)
{
    static const QRegularExpression form(
        QStringLiteral("\\Adata:image/(png|jpeg|jpg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})\\z"));
    if (source.size() > largestDataImage)
        return false;
    const auto match = form.match(source);
    static const QSet<QByteArray> raster = {"image/png", "image/jpeg", "image/gif", "image/webp"};
    return match.hasMatch() && raster.contains(sniffType(QByteArray::fromBase64(match.captured(2).toLatin1())));
}

} // namespace

QString attributeOf(const GumboNode *node, const char *name)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&node->v.element.attributes, name);
    return attribute ? QString::fromUtf8(attribute->value).remove(QChar(0)) : QString();
}

bool hasAttribute(const GumboNode *node, const char *name)
{
    return gumbo_get_attribute(&node->v.element.attributes, name) != nullptr;
}

bool isBlock(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
        return true;
    default:
        return false;
    }
}

int cellsOf(const GumboNode *node)
{
    int cells = 0;
    const GumboVector &children = node->v.element.children;
    for (unsigned i = 0; i < children.length && cells < 2; ++i) {
        const GumboNode *child = static_cast<const GumboNode *>(children.data[i]);
        if (child->type != GUMBO_NODE_ELEMENT)
            continue;
        const GumboTag tag = child->v.element.tag;
        if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
            ++cells;
        else if (tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT)
            cells += cellsOf(child);
    }
    return cells;
}

QString styleAttributes(const GumboNode *node, const QList<CssDeclaration> &style)
{
    QString result;
    const QString kept = allowedStyle(style);
    if (!kept.isEmpty())
        result += QStringLiteral(" style=\"%1\"").arg(kept);
    const QString align = attributeOf(node, "align").toLower();
    static const QSet<QString> alignments
        = {QStringLiteral("left"), QStringLiteral("right"), QStringLiteral("center"), QStringLiteral("justify")};
    if (alignments.contains(align))
        result += QStringLiteral(" align=\"%1\"").arg(align);
    const QString direction = attributeOf(node, "dir").toLower();
    if (direction == QLatin1String("rtl") || direction == QLatin1String("ltr"))
        result += QStringLiteral(" dir=\"%1\"").arg(direction);
    return result;
}

QString numberAttribute(const GumboNode *node, const char *name, int low, int high, bool percent)
{
    QString value = attributeOf(node, name).trimmed();
    const bool isPercent = percent && value.endsWith(QLatin1Char('%'));
    value.remove(QLatin1String("px")).remove(QLatin1Char('%'));
    bool good = false;
    const int parsed = value.toInt(&good);
    if (!good)
        return {};
    return QStringLiteral(" %1=\"%2%3\"")
        .arg(QString::fromLatin1(name))
        .arg(std::clamp(parsed, low, isPercent ? 100 : high))
        .arg(isPercent ? QStringLiteral("%") : QString());
}

QString colorAttribute(const GumboNode *node, const char *name)
{
    const auto color = cssColor(attributeOf(node, name));
    return color && *color >= 0
        ? QStringLiteral(" %1=\"#%2\"").arg(QString::fromLatin1(name)).arg(*color, 6, 16, QLatin1Char('0'))
        : QString();
}

QString inertImageSource(const GumboNode *node)
{
    static const QRegularExpression cid(QStringLiteral("\\Acid:([A-Za-z0-9.!#$%&*+/=?^_{|}~@-]{1,500})\\z"),
                                        QRegularExpression::CaseInsensitiveOption);
    const QString source = attributeOf(node, "src").trimmed();
    const auto inside = cid.match(source);
    if (inside.hasMatch())
        return QStringLiteral("cid:") + inside.captured(1).toHtmlEscaped();
    return isDataImage(source) ? source : QString();
}

} // namespace liaison::mime
