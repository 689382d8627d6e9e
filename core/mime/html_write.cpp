#include "core/mime/html_write.h"

#include "core/mime/header_text.h"
#include "core/mime/html_hidden.h"
#include "core/mime/html_link.h"
#include "core/mime/html_node.h"
#include "core/mime/html_words.h"

#include <QSet>

#include <gumbo.h>

#include <algorithm>
#include <memory>

namespace liaison::mime {

namespace {

constexpr qsizetype longestHiddenShown = 2'000;
constexpr int wordPiece = 1'000; ///< where a word past the limit gets its break opportunities
constexpr int deepestTables = 6; ///< QTextDocument's time doubles with each nested table
constexpr int widestSpan = 50;

struct OutputDelete {
    void operator()(GumboOutput *output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

/// What an element hands down to its content.
struct Context {
    TextColors colors;
    int tables = 0;         ///< tables around this, as far as they are written as tables
    bool flatTable = false; ///< the table around this is written as blocks
    bool preformatted = false;
    bool inLink = false;
    bool hidden = false;
};

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
        context.colors = context.colors.inside(node, style);
        const bool hasWords = tag != GUMBO_TAG_IMG && tag != GUMBO_TAG_BR && tag != GUMBO_TAG_HR;
        if (!context.hidden && hasWords && isHidden(node, style, context.colors)) {
            hiddenElement(node, context);
            return;
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

    [[nodiscard]] QString styled(const GumboNode *node, const QList<CssDeclaration> &style) const
    {
        return m_withHtml ? styleAttributes(node, style) : QString();
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
        if (!m_withHtml) {
            children(node, context);
            if (block)
                m_words.block();
            return;
        }
        QString attributes = styled(node, style);
        if (tag == GUMBO_TAG_FONT) {
            attributes += colorAttribute(node, "color");
            attributes += numberAttribute(node, "size", 1, 7);
        } else if (tag == GUMBO_TAG_DIV) {
            attributes += colorAttribute(node, "bgcolor");
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
        const QString alt = oneLine(attributeOf(node, "alt"), 500);
        if (!alt.isEmpty())
            m_words.text(alt, false);
        if (!m_withHtml)
            return;
        const QString kept = inertImageSource(node);
        if (kept.isEmpty()) {
            m_result.html += alt.isEmpty() ? QString() : QLatin1Char('[') + shown(alt, {}) + QLatin1Char(']');
            return;
        }
        m_result.html += QStringLiteral("<img src=\"%1\" alt=\"%2\"%3%4>")
                             .arg(kept, alt.toHtmlEscaped(), numberAttribute(node, "width", 1, 1'000),
                                  numberAttribute(node, "height", 1, 2'000));
    }

    void link(const GumboNode *node, const QList<CssDeclaration> &style, Context context)
    {
        const QString target = allowedTarget(attributeOf(node, "href"), m_base);
        if (target.isEmpty()) {
            wrapped(QStringLiteral("span"), styled(node, style), node, context);
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
            wrapped(QStringLiteral("div"), styled(node, style) + colorAttribute(node, "bgcolor"), node, context);
        } else {
            ++context.tables;
            context.flatTable = false;
            wrapped(QStringLiteral("table"),
                    styled(node, style) + colorAttribute(node, "bgcolor") + numberAttribute(node, "border", 0, 5)
                        + numberAttribute(node, "cellpadding", 0, 20) + numberAttribute(node, "cellspacing", 0, 20)
                        + numberAttribute(node, "width", 1, 1'000, true),
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
                wrapped(QStringLiteral("div"), styled(node, style) + colorAttribute(node, "bgcolor"), node, inner);
            else
                children(node, inner);
        } else {
            QString attributes = styled(node, style) + colorAttribute(node, "bgcolor");
            if (cell)
                attributes += numberAttribute(node, "colspan", 1, widestSpan)
                    + numberAttribute(node, "rowspan", 1, widestSpan) + numberAttribute(node, "width", 1, 1'000, true);
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
