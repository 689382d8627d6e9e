#include "core/mime/html_inert.h"

#include "core/mime/html_reduce.h"
#include "core/mime/html_write.h"

namespace liaison::mime {

namespace {

/// Past this many bytes no tree is built, whatever a person asks for.
constexpr qsizetype largestTree = 4 * 1024 * 1024;
/// Past this many bytes the words are cut as well.
constexpr qsizetype largestWords = 16 * 1024 * 1024;

QByteArray utf8(const QString &html)
{
    return QString(html).remove(QChar(0)).toUtf8();
}

InertHtml wordsOnly(const QByteArray &html, const ReducedHtml &reduced)
{
    InertHtml result;
    result.tooLarge = true;
    result.text = strippedWords(html.left(largestWords));
    result.blockedRemote = reduced.blockedRemote;
    result.blockedCount = reduced.blockedCount;
    return result;
}

} // namespace

InertHtml makeInert(const QString &html, const InertLimits &limits)
{
    const QByteArray bytes = utf8(html);
    if (bytes.size() > std::min<qsizetype>(limits.bytes, largestTree))
        return wordsOnly(bytes, {});
    const ReducedHtml reduced = reduceHtml(bytes, limits);
    if (reduced.tooLarge)
        return wordsOnly(bytes, reduced);
    return writeInert(reduced, limits, true);
}

QString htmlToText(const QString &html)
{
    InertLimits limits;
    limits.cells = 20'000;
    limits.bytes = 1024 * 1024;
    const QByteArray bytes = utf8(html);
    if (bytes.size() > limits.bytes)
        return strippedWords(bytes.left(largestWords));
    const ReducedHtml reduced = reduceHtml(bytes, limits);
    return reduced.tooLarge ? strippedWords(bytes) : writeInert(reduced, limits, false).text;
}

} // namespace liaison::mime
