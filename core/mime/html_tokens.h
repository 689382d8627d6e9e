#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

namespace liaison::mime {

/// One token of an HTML document in UTF-8.
struct HtmlToken {
    enum class Kind { Text, Start, End, Raw };
    struct Attribute {
        QByteArray name;  ///< lower case
        QByteArray value; ///< as written, character references not resolved
    };
    Kind kind = Kind::Text;
    QByteArray name; ///< lower case; of the element for Start, End and Raw
    QByteArray text; ///< Text, or the content of a raw-text element (script, style, title, …)
    QList<Attribute> attributes;

    /// The value with character references resolved; empty if absent.
    [[nodiscard]] QByteArray attribute(const char *attributeName) const;
};

/// Cuts HTML into tokens (HTML Standard, section 13.2.5, as far as the danger goes): linear time, no
/// recursion, comments dropped, at most 64 attributes a tag. Its output is written anew for the tree
/// builder, so that tokenizer and tree builder cannot disagree about where markup begins.
class HtmlTokenizer {
public:
    explicit HtmlTokenizer(const QByteArray &html) : m_html(html) { }
    /// The next token; false at the end.
    bool next(HtmlToken &token);

private:
    bool tag(HtmlToken &token);
    void attributes(HtmlToken &token);
    QByteArray attributeValue();
    void skipComment();
    void skipBogus();
    bool rawText(HtmlToken &token);
    qsizetype lastOf(const QByteArray &needle);

    const QByteArray &m_html;
    qsizetype m_at = 0;
    QByteArray m_rawElement;
    QHash<QByteArray, qsizetype> m_last; ///< where a needle stands last: searches behind it are spared
};

/// Numeric and the most common named character references resolved; for looking at values, not for output.
QByteArray resolvedReferences(const QByteArray &text);

} // namespace liaison::mime
