#include "core/mime/markdown.h"

#include "core/mime/body.h"
#include "core/mime/html_link.h"
#include "core/mime/html_tokens.h"

#include <md4c.h>

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace liaison::mime {

namespace {

constexpr int deepest = 16;

QString decoded(const char *text, MD_SIZE size)
{
    return QString::fromUtf8(text, static_cast<qsizetype>(size));
}

/// An attribute's words, character references resolved.
QString wordsOf(const MD_ATTRIBUTE &attribute)
{
    return QString::fromUtf8(resolvedReferences(QByteArray(attribute.text, static_cast<qsizetype>(attribute.size))));
}

/// Writes both forms while the library tells what it reads.
class Writer {
public:
    void enter(MD_BLOCKTYPE block, void *detail)
    {
        endLine();
        switch (block) {
        case MD_BLOCK_QUOTE:
            nest(QStringLiteral("blockquote"), QStringLiteral("> "), QStringLiteral("> "));
            break;
        case MD_BLOCK_UL:
            list(QStringLiteral("ul"), 0, static_cast<MD_BLOCK_UL_DETAIL *>(detail)->is_tight != 0);
            break;
        case MD_BLOCK_OL: {
            const auto *ol = static_cast<MD_BLOCK_OL_DETAIL *>(detail);
            list(ol->start == 1 ? QStringLiteral("ol") : QStringLiteral("ol start=\"%1\"").arg(ol->start),
                 static_cast<qint64>(ol->start) + 1, ol->is_tight != 0);
            break;
        }
        case MD_BLOCK_LI:
            item();
            break;
        case MD_BLOCK_HR:
            paragraph();
            m_line = QStringLiteral("----------");
            endLine();
            m_html += QStringLiteral("<hr>\n");
            break;
        case MD_BLOCK_H:
            paragraph();
            m_html += QStringLiteral("<h%1>").arg(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
            break;
        case MD_BLOCK_CODE:
            nest(QStringLiteral("pre"), QStringLiteral("    "), QStringLiteral("    "));
            paragraph();
            break;
        case MD_BLOCK_P:
            paragraph();
            m_html += QStringLiteral("<p>");
            break;
        default:
            break;
        }
    }

    void leave(MD_BLOCKTYPE block, void *detail)
    {
        endLine();
        switch (block) {
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            m_lists.removeLast();
            unnest(false);
            break;
        case MD_BLOCK_QUOTE:
        case MD_BLOCK_CODE:
        case MD_BLOCK_LI:
            unnest(true);
            break;
        case MD_BLOCK_H:
            m_html += QStringLiteral("</h%1>\n").arg(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
            break;
        case MD_BLOCK_P:
            m_html += QStringLiteral("</p>\n");
            break;
        default:
            break;
        }
    }

    void enter(MD_SPANTYPE span, void *detail)
    {
        if (span == MD_SPAN_A) {
            m_target = allowedTarget(wordsOf(static_cast<MD_SPAN_A_DETAIL *>(detail)->href), {});
            m_linkFrom = m_line.size();
            if (!m_target.isEmpty())
                m_html += QStringLiteral("<a href=\"%1\">").arg(m_target.toHtmlEscaped());
        } else {
            m_html += tag(span, QStringLiteral("<"));
        }
    }

    void leave(MD_SPANTYPE span)
    {
        if (span != MD_SPAN_A) {
            m_html += tag(span, QStringLiteral("</"));
            return;
        }
        if (m_target.isEmpty())
            return;
        m_html += QStringLiteral("</a>");
        const QString words = m_line.mid(m_linkFrom);
        if (words != m_target && QStringLiteral("mailto:") + words != m_target)
            m_line += QStringLiteral(" <%1>").arg(m_target);
        m_target.clear();
    }

    void text(MD_TEXTTYPE type, const char *text, MD_SIZE size)
    {
        switch (type) {
        case MD_TEXT_NULLCHAR:
            break;
        case MD_TEXT_BR:
        case MD_TEXT_SOFTBR: // people who write mail end a line where one shall end
            endLine();
            m_html += QStringLiteral("<br>\n");
            break;
        case MD_TEXT_ENTITY: {
            const QString words = QString::fromUtf8(resolvedReferences(QByteArray(text, static_cast<qsizetype>(size))));
            m_line += words;
            m_html += words.toHtmlEscaped();
            break;
        }
        default: {
            const QString words = decoded(text, size);
            m_html += words.toHtmlEscaped();
            const QStringList lines = words.split(QLatin1Char('\n'));
            for (qsizetype i = 0; i < lines.size(); ++i) {
                if (i > 0)
                    endLine(true);
                m_line += lines.at(i);
            }
        }
        }
    }

    [[nodiscard]] MarkdownMail take() const
    {
        QStringList lines = m_lines;
        while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
            lines.removeLast();
        return {lines.join(QLatin1Char('\n')), m_html};
    }

private:
    /// What stands before the lines of a block.
    struct Level {
        QString first; ///< of its first line
        QString rest;
        QString close; ///< the end tag; empty past the deepest
        bool begun = false;
    };
    struct List {
        qint64 next = 0; ///< number of the next item, plus one; 0: bullets
        bool tight = true;
    };

    static QString tag(MD_SPANTYPE span, const QString &open)
    {
        switch (span) {
        case MD_SPAN_EM:
            return open + QStringLiteral("em>");
        case MD_SPAN_STRONG:
            return open + QStringLiteral("strong>");
        case MD_SPAN_CODE:
            return open + QStringLiteral("code>");
        default: // a picture is its words
            return {};
        }
    }

    void nest(const QString &element, const QString &first, const QString &rest)
    {
        if (element != QLatin1String("li") && element != QLatin1String("ul")
            && !element.startsWith(QLatin1String("ol")))
            paragraph();
        const bool written = m_levels.size() < deepest;
        if (written)
            m_html += QLatin1Char('<') + element + QLatin1Char('>');
        m_levels.append({first, rest,
                         written ? QStringLiteral("</%1>\n").arg(element.section(QLatin1Char(' '), 0, 0)) : QString(),
                         false});
        m_fresh = true;
    }

    void unnest(bool fresh)
    {
        m_html += m_levels.takeLast().close;
        m_fresh = fresh && !m_lists.isEmpty() && m_lists.last().tight;
    }

    void list(const QString &element, qint64 next, bool tight)
    {
        const bool within = !m_lists.isEmpty();
        if (!within || !m_lists.last().tight)
            paragraph();
        nest(element, {}, {});
        m_lists.append({next, tight});
    }

    void item()
    {
        List &list = m_lists.last();
        const QString mark = list.next > 0 ? QStringLiteral("%1. ").arg(list.next++ - 1) : QStringLiteral("- ");
        if (!list.tight)
            paragraph();
        nest(QStringLiteral("li"), mark, QString(mark.size(), QLatin1Char(' ')));
    }

    /// An empty line before what comes, unless it comes first where it stands.
    void paragraph()
    {
        if (!m_fresh && !m_lines.isEmpty()) {
            QString empty = before();
            while (empty.endsWith(QLatin1Char(' ')))
                empty.chop(1);
            if (m_lines.last() != empty)
                m_lines.append(empty);
        }
        m_fresh = false;
    }

    /// What stands before the next line; marks of items stand once.
    QString before(bool begin = false)
    {
        QString all;
        qsizetype depth = 0;
        for (Level &level : m_levels) {
            if (++depth > deepest)
                break;
            all += level.begun || !begin ? level.rest : level.first;
            level.begun = level.begun || begin;
        }
        return all;
    }

    void endLine(bool evenEmpty = false)
    {
        if (m_line.isEmpty() && !evenEmpty)
            return;
        QString line = before(true) + m_line;
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        m_lines.append(line);
        m_line.clear();
        m_fresh = false;
        m_linkFrom = 0;
    }

    QString m_html;
    QStringList m_lines;
    QString m_line;
    bool m_fresh = true; ///< nothing stands yet where the next block comes
    QList<Level> m_levels;
    QList<List> m_lists;
    QString m_target;
    qsizetype m_linkFrom = 0;
};

Writer *writer(void *user)
{
    return static_cast<Writer *>(user);
}

} // namespace

MarkdownMail fromMarkdown(const QString &markdown)
{
    Writer out;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE block, void *detail, void *user) {
        writer(user)->enter(block, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE block, void *detail, void *user) {
        writer(user)->leave(block, detail);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE span, void *detail, void *user) {
        writer(user)->enter(span, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE span, void *, void *user) {
        writer(user)->leave(span);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user) {
        writer(user)->text(type, text, size);
        return 0;
    };
    const QByteArray bytes = markdown.toUtf8();
    if (md_parse(bytes.constData(), static_cast<MD_SIZE>(bytes.size()), &parser, &out) != 0)
        return {markdown, QStringLiteral("<pre>%1</pre>").arg(markdown.toHtmlEscaped())};
    return out.take();
}

MarkdownMail mailFromMarkdown(const QString &text)
{
    QStringList plain;
    QString html;
    const QList<TextBlock> blocks = splitQuotes(text);
    for (const TextBlock &block : blocks) {
        if (block.kind == TextBlock::Kind::Text) {
            const MarkdownMail words = fromMarkdown(block.text);
            if (!words.plain.isEmpty())
                plain.append(words.plain);
            html += words.html;
            continue;
        }
        plain.append(block.text);
        const QString lines = block.text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>\n"));
        html += block.kind == TextBlock::Kind::Quote ? QStringLiteral("<blockquote>%1</blockquote>\n").arg(lines)
                                                     : QStringLiteral("<p>%1</p>\n").arg(lines);
    }
    return {plain.join(QStringLiteral("\n\n")),
            QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n%1</body></html>\n")
                .arg(html)};
}

} // namespace liaison::mime
