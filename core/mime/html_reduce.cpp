#include "core/mime/html_reduce.h"

#include "core/mime/css.h"
#include "core/mime/header_text.h"
#include "core/mime/html_tokens.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace liaison::mime {

namespace {

constexpr int mostBlockedListed = 200;
constexpr qsizetype longestUrl = 300;
/// Unclosed formatting elements are opened again in every later block (adoption agency): n times m nodes.
constexpr int mostOpenFormatting = 12;
/// Beyond these whatever the limits: the writer recurses, and Gumbo keeps a node for each element.
constexpr int deepest = 300;
constexpr int mostElements = 100'000;

/// Elements let through, and under which name.
QByteArray knownAs(const QByteArray &name)
{
    static const QHash<QByteArray, QByteArray> map = [] {
        QHash<QByteArray, QByteArray> names;
        for (const char *same :
             {"p",      "div",   "br",  "hr",      "h1",  "h2",   "h3",   "h4",    "h5",    "h6",     "blockquote",
              "pre",    "ul",    "ol",  "li",      "dl",  "dt",   "dd",   "table", "thead", "tbody",  "tfoot",
              "tr",     "td",    "th",  "caption", "a",   "b",    "i",    "u",     "s",     "strike", "em",
              "strong", "small", "big", "sub",     "sup", "span", "font", "code",  "tt",    "img",    "center"})
            names.insert(same, same);
        for (const char *block : {"body",   "address", "article", "section",    "header",  "footer",  "main",
                                  "nav",    "aside",   "figure",  "figcaption", "details", "summary", "fieldset",
                                  "legend", "form",    "dialog",  "menu",       "listing", "dir",     "marquee"})
            names.insert(block, "div");
        for (const char *inlined : {"abbr", "acronym", "button", "label", "mark", "ins", "q", "time", "bdi", "nobr"})
            names.insert(inlined, "span");
        for (const char *italic : {"cite", "dfn", "var"})
            names.insert(italic, "i");
        for (const char *fixed : {"kbd", "samp"})
            names.insert(fixed, "code");
        names.insert("del", "s");
        names.insert("image", "img");
        return names;
    }();
    return map.value(name);
}

bool isVoid(const QByteArray &name)
{
    return name == "br" || name == "hr" || name == "img";
}

bool isFormatting(const QByteArray &name)
{
    static const QSet<QByteArray> names
        = {"a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"};
    return names.contains(name);
}

/// Elements whose end tag may be left out: the tree builder closes them, so they do not count as depth.
bool closesItself(const QByteArray &name)
{
    static const QSet<QByteArray> names
        = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption"};
    return names.contains(name);
}

bool keepsAttribute(const QByteArray &name)
{
    static const QSet<QByteArray> names
        = {"style",       "href",        "src",    "alt",   "title", "width",   "height",  "align",
           "valign",      "bgcolor",     "color",  "size",  "face",  "colspan", "rowspan", "border",
           "cellpadding", "cellspacing", "hidden", "start", "type",  "text",    "dir"};
    return names.contains(name);
}

/// Attributes whose value is fetched by some client, on whatever element.
bool loads(const HtmlToken &token, const QByteArray &attribute)
{
    static const QSet<QByteArray> always
        = {"src",     "srcset",  "background", "poster",   "lowsrc", "dynsrc", "data",        "code",       "codebase",
           "archive", "classid", "profile",    "manifest", "icon",   "usemap", "imagesrcset", "xlink:href", "longdesc"};
    if (always.contains(attribute))
        return true;
    return attribute == "href" && token.name != "a" && token.name != "area" && token.name != "base";
}

/// cid: and data: stay within the mail, "#x" within the document.
bool staysInside(const QString &url)
{
    return url.isEmpty() || url.startsWith(QLatin1Char('#'))
        || url.startsWith(QLatin1String("cid:"), Qt::CaseInsensitive)
        || url.startsWith(QLatin1String("data:"), Qt::CaseInsensitive)
        || url.startsWith(QLatin1String("mid:"), Qt::CaseInsensitive)
        || url.startsWith(QLatin1String("about:"), Qt::CaseInsensitive);
}

class Reducer {
public:
    Reducer(const QByteArray &html, const InertLimits &limits)
        : m_tokenizer(html), m_limits(limits), m_depthLimit(std::clamp(limits.depth, 1, deepest)),
          m_elementLimit(static_cast<int>(std::min<qint64>(mostElements, qint64(limits.bytes) / 12 + 100)))
    {
        m_result.html.reserve(html.size());
    }

    ReducedHtml run()
    {
        HtmlToken token;
        while (m_tokenizer.next(token)) {
            switch (token.kind) {
            case HtmlToken::Kind::Text:
                m_result.html += escapedHtml(token.text); // its references are left to the tree builder
                break;
            case HtmlToken::Kind::Raw:
                raw(token);
                break;
            case HtmlToken::Kind::Start:
                start(token);
                break;
            case HtmlToken::Kind::End:
                end(token);
                break;
            }
        }
        m_result.tooLarge = m_elements > m_elementLimit || m_cells > m_limits.cells;
        return m_result;
    }

private:
    void raw(const HtmlToken &token)
    {
        if (token.name == "style") {
            for (const QString &url : cssUrls(QString::fromUtf8(token.text)))
                blocked(url);
        } else if (token.name == "textarea" || token.name == "xmp") {
            m_result.html += escapedHtml(token.text);
        }
    }

    void blocked(const QString &url)
    {
        const QString clean = oneLine(url, longestUrl);
        if (staysInside(clean))
            return;
        ++m_result.blockedCount;
        if (m_result.blockedRemote.size() < mostBlockedListed && !m_result.blockedRemote.contains(clean))
            m_result.blockedRemote.append(clean);
    }

    void countLoads(const HtmlToken &token)
    {
        for (const HtmlToken::Attribute &attribute : token.attributes) {
            const bool css = attribute.name == "style" || attribute.value.contains('(');
            if (!css && !loads(token, attribute.name))
                continue;
            const QString value = QString::fromUtf8(resolvedReferences(attribute.value)).trimmed();
            if (attribute.name.endsWith("srcset")) {
                for (const QString &candidate : value.split(QLatin1Char(',')).mid(0, 20))
                    blocked(candidate.trimmed().section(QLatin1Char(' '), 0, 0));
            } else if (loads(token, attribute.name)) {
                blocked(value);
            }
            if (css) {
                for (const QString &url : cssUrls(value))
                    blocked(url);
            }
        }
        if (token.name == "meta" && token.attribute("http-equiv").toLower() == "refresh")
            blocked(QString::fromUtf8(token.attribute("content")).section(QLatin1Char('='), 1));
        if (token.name == "base" && m_result.baseUrl.isEmpty())
            m_result.baseUrl = QString::fromUtf8(token.attribute("href")).trimmed().left(2'000);
    }

    void start(const HtmlToken &token)
    {
        countLoads(token);
        const QByteArray name = knownAs(token.name);
        if (name.isEmpty()) {
            if (token.name == "option" || token.name == "input")
                m_result.html += ' ';
            return;
        }
        ++m_elements;
        m_cells += name == "td" || name == "th" ? cellWeight(token) : 0;
        if (m_elements > m_elementLimit)
            return;
        if (!isVoid(name) && !closesItself(name)) {
            const bool formatting = isFormatting(name);
            if (static_cast<int>(m_open.size()) >= m_depthLimit
                || (formatting && m_openFormatting >= mostOpenFormatting))
                return;
            m_open.append(name);
            m_openFormatting += formatting ? 1 : 0;
        }
        m_result.html += '<' + name;
        if (token.name == "center")
            m_result.html += " align=\"center\"";
        for (const HtmlToken::Attribute &attribute : token.attributes) {
            if (keepsAttribute(attribute.name))
                m_result.html += ' ' + attribute.name + "=\"" + quoted(attribute.value) + '"';
        }
        m_result.html += '>';
    }

    void end(const HtmlToken &token)
    {
        const QByteArray name = knownAs(token.name);
        if (name.isEmpty() || isVoid(name) || token.name == "body")
            return;
        if (!closesItself(name)) {
            const qsizetype at = m_open.lastIndexOf(name);
            if (at < 0)
                return;
            if (isFormatting(name)) {
                m_open.removeAt(at);
                --m_openFormatting;
            } else {
                // Formatting left open inside is opened again behind by the tree builder, so it goes on counting.
                m_open.erase(std::remove_if(m_open.begin() + at, m_open.end(),
                                            [](const QByteArray &open) { return !isFormatting(open); }),
                             m_open.end());
            }
        }
        m_result.html += "</" + name + '>';
    }

    static int cellWeight(const HtmlToken &token)
    {
        const int columns = std::clamp(token.attribute("colspan").toInt(), 1, 20);
        const int rows = std::clamp(token.attribute("rowspan").toInt(), 1, 20);
        return columns * rows;
    }

    static QByteArray quoted(QByteArray value)
    {
        return value.left(300'000).replace('"', "&quot;").replace('<', "&lt;");
    }

    HtmlTokenizer m_tokenizer;
    const InertLimits &m_limits;
    int m_depthLimit;
    int m_elementLimit;
    ReducedHtml m_result;
    QList<QByteArray> m_open;
    int m_openFormatting = 0;
    int m_elements = 0;
    int m_cells = 0;
};

} // namespace

QByteArray escapedHtml(const QByteArray &text)
{
    return QByteArray(text).replace('<', "&lt;").replace('>', "&gt;");
}

ReducedHtml reduceHtml(const QByteArray &html, const InertLimits &limits)
{
    return Reducer(html, limits).run();
}

QString strippedWords(const QByteArray &html)
{
    HtmlTokenizer tokenizer(html);
    HtmlToken token;
    QByteArray words;
    while (tokenizer.next(token)) {
        if (token.kind == HtmlToken::Kind::Text)
            words += resolvedReferences(token.text);
        else if (token.kind != HtmlToken::Kind::Raw && !isFormatting(token.name) && token.name != "span")
            words += '\n';
    }
    QStringList lines;
    for (const QString &line : QString::fromUtf8(words).split(QLatin1Char('\n'))) {
        const QString simple = line.simplified();
        if (!simple.isEmpty())
            lines.append(simple);
    }
    return lines.join(QLatin1Char('\n')).remove(QChar(0));
}

} // namespace liaison::mime
