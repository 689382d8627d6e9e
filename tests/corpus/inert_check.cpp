#include "tests/corpus/inert_check.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

namespace liaison::test {

namespace {

QSet<QString> wordSet(const char *words)
{
    const QStringList list = QString::fromLatin1(words).split(QLatin1Char(' '));
    return {list.begin(), list.end()};
}

QString attributeFault(const QString &name, const QString &value)
{
    static const QSet<QString> allowed = wordSet("style align dir bgcolor color size width height border cellpadding "
                                                 "cellspacing colspan rowspan src alt href");
    static const QRegularExpression source(
        QStringLiteral("\\A(cid:[^\\s<>\"]+|data:image/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=]+)\\z"));
    static const QRegularExpression link(QStringLiteral("\\Alink:\\d+\\z"));
    static const QRegularExpression style(QStringLiteral("\\A[a-z-]+:[^:;\\\\@()]+(;[a-z-]+:[^:;\\\\@()]+)*\\z"));
    if (!allowed.contains(name))
        return QStringLiteral("attribute ") + name;
    if (name == QLatin1String("src") && !source.match(value).hasMatch())
        return QStringLiteral("src ") + value;
    if (name == QLatin1String("href") && !link.match(value).hasMatch())
        return QStringLiteral("href ") + value;
    if (name == QLatin1String("style") && !style.match(value).hasMatch())
        return QStringLiteral("style ") + value;
    return {};
}

} // namespace

QString inertFault(const QString &html)
{
    static const QSet<QString> elements = wordSet(
        "p div h1 h2 h3 h4 h5 h6 blockquote pre ul ol li dl dt dd b i u s em strong small big sub sup span font "
        "code tt a img br hr table thead tbody tfoot tr td th");
    if (!html.isValidUtf16())
        return QStringLiteral("a lone surrogate");
    static const QRegularExpression tag(QStringLiteral("\\G<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>"));
    static const QRegularExpression attribute(QStringLiteral(" ([a-z]+)=\"([^\"]*)\""));
    for (qsizetype at = html.indexOf(QLatin1Char('<')); at >= 0; at = html.indexOf(QLatin1Char('<'), at + 1)) {
        // Without the option every match would look at the whole text for broken surrogates first.
        const auto match = tag.match(html, at, QRegularExpression::NormalMatch,
                                     QRegularExpression::DontCheckSubjectStringMatchOption);
        if (!match.hasMatch())
            return QStringLiteral("no tag of ours: ") + html.mid(at, 80);
        if (!elements.contains(match.captured(2)))
            return QStringLiteral("element ") + match.captured(2);
        auto attributes = attribute.globalMatch(match.captured(3));
        while (attributes.hasNext()) {
            const auto one = attributes.next();
            const QString fault = attributeFault(one.captured(1), one.captured(2));
            if (!fault.isEmpty())
                return fault;
        }
    }
    return html.contains(QChar(0)) ? QStringLiteral("U+0000") : QString();
}

} // namespace liaison::test
