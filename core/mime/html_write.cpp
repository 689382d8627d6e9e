#include "core/mime/html_write.h"

#include "core/mime/css.h"
#include "core/mime/header_text.h"
#include "core/mime/html_link.h"
#include "core/mime/html_words.h"
#include "core/mime/sniff.h"

#include <QRegularExpression>
#include <QSet>

#include <gumbo.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace liaison::mime {

namespace {

constexpr qsizetype longestHiddenShown = 2'000;
constexpr int wordPiece = 1'000; ///< where a word past the limit gets its break opportunities
constexpr int deepestTables = 6; ///< QTextDocument's time doubles with each nested table
constexpr int widestSpan = 50;
constexpr qsizetype largestDataImage = 100 * 1024;
constexpr int similarColors = 40; ///< sum of the channels' differences that no eye tells apart

struct OutputDelete {
    void operator()(GumboOutput *output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

/// What an element hands down to its content.
struct Context {
    int color = 0x000000;
    int background = 0xffffff;
    int tables = 0;         ///< tables around this, as far as they are written as tables
    bool flatTable = false; ///< the table around this is written as blocks
    bool preformatted = false;
    bool inLink = false;
    bool hidden = false;
};

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

/// Cells of a table itself, not of tables inside its cells.
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

bool similar(int a, int b)
{
    const auto difference = [a, b](int shift) { return std::abs(((a >> shift) & 0xff) - ((b >> shift) & 0xff)); };
    return difference(0) + difference(8) + difference(16) <= similarColors;
}

bool isUnseen(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isSpace() || c.category() == QChar::Other_Format || c.unicode() == 0x034f || c.unicode() == 0x00ad;
    });
}

/// Recursion here is as deep as the tree, which reduceHtml() has bounded.
class Writer {
public:
    Writer(const ReducedHtml &reduced, const InertLimits &limits, bool withHtml)
        : m_base(reduced.baseUrl), m_limits(limits), m_withHtml(withHtml)
    {
    }

    InertHtml run(const GumboNode *root)
    {
        children(root, Context{});
        m_result.text = m_words.take();
        return std::move(m_result);
    }

private:
    void emitHtml(const QString &html)
    {
        if (m_withHtml)
            m_result.html += html;
    }

    void children(const GumboNode *node, const Context &context)
    {
        const GumboVector &list = node->v.element.children;
        for (unsigned i = 0; i < list.length; ++i)
            visit(static_cast<const GumboNode *>(list.data[i]), context);
    }

    void visit(const GumboNode *node, const Context &context)
    {
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA)
            text(QString::fromUtf8(node->v.text.text), context);
        else if (node->type == GUMBO_NODE_ELEMENT)
            element(node, context);
    }

    void text(QString words, const Context &context)
    {
        words.remove(QChar(0));
        m_words.text(words, context.preformatted);
        if (m_withHtml)
            m_result.html += shown(words, context);
    }

    /// Escaped, with break opportunities in endless words and with overrides written out.
    QString shown(const QString &words, const Context &context)
    {
        QString result;
        result.reserve(words.size() + words.size() / 8);
        for (const QChar c : words) {
            const char16_t u = c.unicode();
            m_wordRun = c.isSpace() ? 0 : m_wordRun + 1;
            if (m_wordRun > m_limits.wordChars || (m_longWord && m_wordRun > wordPiece)) {
                m_longWord = true;
                m_wordRun = 1;
                result += c.isLowSurrogate() ? QString() : QString(QChar(0x200b));
            }
            if (u == '<')
                result += QLatin1String("&lt;");
            else if (u == '>')
                result += QLatin1String("&gt;");
            else if (u == '&')
                result += QLatin1String("&amp;");
            else if (u == '"')
                result += QLatin1String("&quot;");
            else if ((context.inLink && isBidiControl(c)) || u == 0x202d || u == 0x202e)
                result += visibleBidi(QString(c));
            else if (u == '\n' || u == '\t' || (u >= 0x20 && (u < 0x7f || u >= 0xa0)))
                result += c;
        }
        return result;
    }

    void element(const GumboNode *node, Context context)
    {
        const GumboTag tag = node->v.element.tag;
        const QList<CssDeclaration> style = parseStyle(attributeOf(node, "style"));
        takeColors(node, style, context);
        if (!context.hidden && tag != GUMBO_TAG_IMG && tag != GUMBO_TAG_BR && tag != GUMBO_TAG_HR) {
            const bool byColor = tag != GUMBO_TAG_TABLE && tag != GUMBO_TAG_BODY && tag != GUMBO_TAG_HTML
                && similar(context.color, context.background) && changesColor(node, style);
            if (hidesText(style) || hasAttribute(node, "hidden") || byColor) {
                hiddenElement(node, context);
                return;
            }
        }
        switch (tag) {
        case GUMBO_TAG_HTML:
        case GUMBO_TAG_HEAD:
        case GUMBO_TAG_BODY:
            children(node, context);
            break;
        case GUMBO_TAG_BR:
            emitHtml(QStringLiteral("<br>"));
            m_words.lineBreak();
            break;
        case GUMBO_TAG_HR:
            emitHtml(QStringLiteral("<hr>"));
            m_words.block();
            break;
        case GUMBO_TAG_IMG:
            image(node);
            break;
        case GUMBO_TAG_A:
            link(node, style, context);
            break;
        case GUMBO_TAG_TABLE:
            table(node, style, context);
            break;
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_TFOOT:
        case GUMBO_TAG_TR:
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH:
            tablePart(node, style, context);
            break;
        default:
            simple(node, style, context);
            break;
        }
    }

    static bool changesColor(const GumboNode *node, const QList<CssDeclaration> &style)
    {
        return hasAttribute(node, "color") || hasAttribute(node, "bgcolor") || hasAttribute(node, "text")
            || std::any_of(style.begin(), style.end(), [](const CssDeclaration &declaration) {
                   return declaration.name == QLatin1String("color")
                       || declaration.name.startsWith(QLatin1String("background"));
               });
    }

    static void takeColors(const GumboNode *node, const QList<CssDeclaration> &style, Context &context)
    {
        const auto take = [](const QString &value, int &into) {
            const auto color = cssColor(value);
            if (color && *color >= 0)
                into = *color;
        };
        take(attributeOf(node, "color"), context.color);
        take(attributeOf(node, "text"), context.color);
        take(attributeOf(node, "bgcolor"), context.background);
        for (const CssDeclaration &declaration : style) {
            if (declaration.name == QLatin1String("color"))
                take(declaration.value, context.color);
            else if (declaration.name == QLatin1String("background-color")
                     || declaration.name == QLatin1String("background"))
                take(declaration.value.section(QLatin1Char(' '), 0, 0), context.background);
        }
    }

    /// Hidden words are shown, marked, as plain text; they are no part of the visible text.
    void hiddenElement(const GumboNode *node, Context context)
    {
        Writer inner(ReducedHtml{{}, {}, 0, m_base, false}, m_limits, false);
        context.hidden = true;
        inner.children(node, context);
        const QString words = inner.m_words.take();
        if (isUnseen(words))
            return;
        ++m_result.hiddenTexts;
        if (!m_withHtml) { // for search they count like any other words
            m_words.block();
            m_words.text(words, true);
            m_words.block();
            return;
        }
        const QString cut = words.left(longestHiddenShown);
        m_result.html += QStringLiteral("<span style=\"color:#7a4b00;background-color:#fff3d6\">[hidden text: ")
            + shown(cut, context) + (cut.size() < words.size() ? QStringLiteral("\u2026") : QString())
            + QStringLiteral("]</span>");
    }

    /// The style and the alignment as attributes, each with a space in front.
    static QString styleAttributes(const GumboNode *node, const QList<CssDeclaration> &style)
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

    static QString number(const GumboNode *node, const char *name, int low, int high, bool percent = false)
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

    static QString background(const GumboNode *node)
    {
        const auto color = cssColor(attributeOf(node, "bgcolor"));
        return color && *color >= 0 ? QStringLiteral(" bgcolor=\"#%1\"").arg(*color, 6, 16, QLatin1Char('0'))
                                    : QString();
    }

    void wrapped(const QString &tag, const QString &attributes, const GumboNode *node, const Context &context)
    {
        emitHtml(QLatin1Char('<') + tag + attributes + QLatin1Char('>'));
        children(node, context);
        emitHtml(QStringLiteral("</") + tag + QLatin1Char('>'));
    }

    void simple(const GumboNode *node, const QList<CssDeclaration> &style, Context context)
    {
        const GumboTag tag = node->v.element.tag;
        const QString name = QString::fromLatin1(gumbo_normalized_tagname(tag));
        const bool block = isBlock(tag);
        if (block) {
            m_words.block();
            m_wordRun = 0;
        }
        if (tag == GUMBO_TAG_LI)
            m_words.text(QStringLiteral("- "), true);
        context.preformatted = context.preformatted || tag == GUMBO_TAG_PRE;
        QString attributes = styleAttributes(node, style);
        if (tag == GUMBO_TAG_FONT) {
            const auto color = cssColor(attributeOf(node, "color"));
            if (color && *color >= 0)
                attributes += QStringLiteral(" color=\"#%1\"").arg(*color, 6, 16, QLatin1Char('0'));
            attributes += number(node, "size", 1, 7);
        } else if (tag == GUMBO_TAG_DIV) {
            attributes += background(node);
        }
        static const QSet<QString> known
            = {QStringLiteral("p"),          QStringLiteral("div"),    QStringLiteral("h1"),    QStringLiteral("h2"),
               QStringLiteral("h3"),         QStringLiteral("h4"),     QStringLiteral("h5"),    QStringLiteral("h6"),
               QStringLiteral("blockquote"), QStringLiteral("pre"),    QStringLiteral("ul"),    QStringLiteral("ol"),
               QStringLiteral("li"),         QStringLiteral("dl"),     QStringLiteral("dt"),    QStringLiteral("dd"),
               QStringLiteral("b"),          QStringLiteral("i"),      QStringLiteral("u"),     QStringLiteral("s"),
               QStringLiteral("em"),         QStringLiteral("strong"), QStringLiteral("small"), QStringLiteral("big"),
               QStringLiteral("sub"),        QStringLiteral("sup"),    QStringLiteral("span"),  QStringLiteral("font"),
               QStringLiteral("code"),       QStringLiteral("tt")};
        if (known.contains(name))
            wrapped(name, attributes, node, context);
        else if (tag == GUMBO_TAG_STRIKE)
            wrapped(QStringLiteral("s"), attributes, node, context);
        else if (block)
            wrapped(QStringLiteral("div"), attributes, node, context);
        else
            children(node, context);
        if (block)
            m_words.block();
    }

    void image(const GumboNode *node)
    {
        const QString source = attributeOf(node, "src").trimmed();
        const QString alt = oneLine(attributeOf(node, "alt"), 500);
        if (!alt.isEmpty())
            m_words.text(alt, false);
        if (!m_withHtml)
            return;
        static const QRegularExpression cid(QStringLiteral("\\Acid:([A-Za-z0-9.!#$%&*+/=?^_{|}~@-]{1,500})\\z"),
                                            QRegularExpression::CaseInsensitiveOption);
        const auto inside = cid.match(source);
        QString kept;
        if (inside.hasMatch())
            kept = QStringLiteral("cid:") + inside.captured(1).toHtmlEscaped();
        else if (isDataImage(source))
            kept = source;
        if (kept.isEmpty()) {
            m_result.html += alt.isEmpty() ? QString() : QLatin1Char('[') + shown(alt, {}) + QLatin1Char(']');
            return;
        }
        m_result.html
            += QStringLiteral("<img src=\"%1\" alt=\"%2\"%3%4>")
                   .arg(kept, alt.toHtmlEscaped(), number(node, "width", 1, 1'000), number(node, "height", 1, 2'000));
    }

    /// A small raster image written into the mail itself; an SVG could load more.
    static bool isDataImage(const QString &source)
    {
        static const QRegularExpression form(
            QStringLiteral("\\Adata:image/(png|jpeg|jpg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})\\z"));
        if (source.size() > largestDataImage)
            return false;
        const auto match = form.match(source);
        static const QSet<QByteArray> raster = {"image/png", "image/jpeg", "image/gif", "image/webp"};
        return match.hasMatch() && raster.contains(sniffType(QByteArray::fromBase64(match.captured(2).toLatin1())));
    }

    void link(const GumboNode *node, const QList<CssDeclaration> &style, Context context)
    {
        const QString target = allowedTarget(attributeOf(node, "href"), m_base);
        if (target.isEmpty()) {
            wrapped(QStringLiteral("span"), styleAttributes(node, style), node, context);
            return;
        }
        const qsizetype wordsBefore = m_words.position();
        context.inLink = true;
        emitHtml(QStringLiteral("<a href=\"link:%1\">").arg(m_result.links.size()));
        const qsizetype number = m_result.links.size();
        m_result.links.append({target, {}, false});
        children(node, context);
        emitHtml(QStringLiteral("</a>"));
        InertHtml::Link &made = m_result.links[number];
        made.shownText = visibleBidi(oneLine(m_words.since(wordsBefore), 1'000));
        made.deceptive = isDeceptive(m_words.since(wordsBefore), target);
        if (made.deceptive)
            emitHtml(QStringLiteral("<span style=\"color:#b00020\"> [\u2192 %1]</span>")
                         .arg(targetHost(target).toHtmlEscaped()));
    }

    void table(const GumboNode *node, const QList<CssDeclaration> &style, Context context)
    {
        const int limit = std::clamp(m_limits.tableNesting, 0, deepestTables);
        m_words.block();
        m_wordRun = 0;
        if (cellsOf(node) <= 1 || context.tables >= limit) {
            context.flatTable = true;
            wrapped(QStringLiteral("div"), styleAttributes(node, style) + background(node), node, context);
        } else {
            ++context.tables;
            context.flatTable = false;
            wrapped(QStringLiteral("table"),
                    styleAttributes(node, style) + background(node) + number(node, "border", 0, 5)
                        + number(node, "cellpadding", 0, 20) + number(node, "cellspacing", 0, 20)
                        + number(node, "width", 1, 1'000, true),
                    node, context);
        }
        m_words.block();
    }

    void tablePart(const GumboNode *node, const QList<CssDeclaration> &style, Context context)
    {
        const GumboTag tag = node->v.element.tag;
        const bool cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
        const bool row = tag == GUMBO_TAG_TR;
        m_wordRun = 0;
        if (row)
            m_words.block();
        if (context.flatTable) {
            Context inner = context;
            inner.flatTable = !cell; // a table inside a cell is judged anew
            if (cell || row)
                wrapped(QStringLiteral("div"), styleAttributes(node, style) + background(node), node, inner);
            else
                children(node, inner);
        } else {
            QString attributes = styleAttributes(node, style) + background(node);
            if (cell)
                attributes += number(node, "colspan", 1, widestSpan) + number(node, "rowspan", 1, widestSpan)
                    + number(node, "width", 1, 1'000, true);
            wrapped(QString::fromLatin1(gumbo_normalized_tagname(tag)), attributes, node, context);
        }
        if (cell)
            m_words.text(QStringLiteral(" "), false);
    }

    QString m_base;
    const InertLimits &m_limits;
    bool m_withHtml;
    InertHtml m_result;
    WordSink m_words;
    int m_wordRun = 0;
    bool m_longWord = false;
};

} // namespace

InertHtml writeInert(const ReducedHtml &reduced, const InertLimits &limits, bool withHtml)
{
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    const std::unique_ptr<GumboOutput, OutputDelete> output(
        gumbo_parse_with_options(&options, reduced.html.constData(), static_cast<size_t>(reduced.html.size())));
    InertHtml result = Writer(reduced, limits, withHtml).run(output->root);
    result.blockedRemote = reduced.blockedRemote;
    result.blockedCount = reduced.blockedCount;
    return result;
}

} // namespace liaison::mime
