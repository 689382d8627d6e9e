#include "core/mime/text_part.h"

#include "core/mime/charset.h"

#include <QRegularExpression>
#include <QStringList>

namespace liaison::mime {

namespace {

/// Longest line written by flowed(), the soft break's space included (RFC 3676 section 4.2 asks for 78 or fewer).
constexpr qsizetype flowedWidth = 72;

QString withPlainLineEnds(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return text;
}

/// How many ">" a line begins with.
qsizetype quoteDepth(QStringView line)
{
    qsizetype depth = 0;
    while (depth < line.size() && line.at(depth) == QLatin1Char('>'))
        ++depth;
    return depth;
}

/// One paragraph cut into flowed lines. A word longer than the width stays whole (RFC 3676 section 4.2).
void appendParagraph(const QString &paragraph, QStringList &lines)
{
    QStringView rest(paragraph);
    while (rest.size() > flowedWidth) {
        qsizetype cut = rest.lastIndexOf(QLatin1Char(' '), flowedWidth - 1);
        if (cut <= 0)
            cut = rest.indexOf(QLatin1Char(' '), flowedWidth);
        if (cut <= 0 || cut + 1 >= rest.size())
            break;
        lines.append(rest.first(cut + 1).toString());
        rest = rest.sliced(cut + 1);
    }
    lines.append(rest.toString());
}

bool needsStuffing(const QString &line)
{
    return line.startsWith(QLatin1Char(' ')) || line.startsWith(QLatin1String("From "))
        || line.startsWith(QLatin1Char('>'));
}

} // namespace

QByteArray htmlCharset(const QByteArray &html)
{
    static const QRegularExpression meta(QStringLiteral("<meta[^>]{0,200}charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_.:-]+)"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = meta.match(QString::fromLatin1(html.left(4'096)));
    return match.captured(1).toLatin1();
}

TextPart readTextPart(const PartTree &tree, int node)
{
    const PartNode &part = tree.nodes().at(node);
    const QByteArray bytes = tree.content(node);
    QByteArray charset = part.parameter("charset");
    if (charset.isEmpty() && part.type == "text/html")
        charset = htmlCharset(bytes);
    const DecodedText decoded = toUnicode(bytes, charset);
    QString text = withPlainLineEnds(decoded.text);
    if (part.type == "text/plain" && part.parameter("format").toLower() == "flowed")
        text = unflowed(text, part.parameter("delsp").toLower() == "yes");
    return {text, decoded.repaired};
}

QString unflowed(const QString &text, bool delSp)
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    QString result;
    result.reserve(text.size());
    qsizetype openDepth = -1; // depth of a line that ended in a soft break
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines.at(i);
        const qsizetype depth = quoteDepth(line);
        QStringView words = QStringView(line).sliced(depth);
        if (words.startsWith(QLatin1Char(' ')))
            words = words.sliced(1); // the stuffing
        const bool signature = words == QLatin1String("-- ");
        const bool soft = words.endsWith(QLatin1Char(' ')) && !signature;
        const bool joins = openDepth == depth && !signature;
        if (!joins) {
            if (i > 0)
                result += QLatin1Char('\n');
            result += QString(depth, QLatin1Char('>'));
            if (depth > 0 && !words.isEmpty())
                result += QLatin1Char(' ');
        }
        result += soft && delSp ? words.chopped(1) : words;
        openDepth = soft ? depth : -1;
    }
    return result;
}

QString flowed(const QString &text)
{
    QStringList lines;
    for (const QString &source : withPlainLineEnds(text).split(QLatin1Char('\n'))) {
        if (source == QLatin1String("-- ")) {
            lines.append(source); // the signature's mark is the one line that may end in a space
            continue;
        }
        QString line = source;
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        const bool quoted = line.startsWith(QLatin1Char('>'));
        QStringList cut;
        if (quoted)
            cut.append(line); // re-flowing a quotation would mix its levels
        else
            appendParagraph(line, cut);
        for (QString &piece : cut) {
            if (!quoted && needsStuffing(piece))
                piece.prepend(QLatin1Char(' '));
            lines.append(piece);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace liaison::mime
