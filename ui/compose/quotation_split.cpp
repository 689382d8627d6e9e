#include "ui/compose/quotation_split.h"

#include <QStringList>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

bool isQuoteLine(const QString &line)
{
    return line.startsWith(u'>');
}

/// "-------- Forwarded message --------", in whatever language.
bool isForwardMark(const QString &line)
{
    const QString words = line.trimmed();
    return words.size() > 8 && words.startsWith("---"_L1) && words.endsWith("---"_L1) && words.contains(u' ');
}

/// The first line of what is to be folded; -1: nothing.
qsizetype quotationLine(const QStringList &lines)
{
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (isForwardMark(lines.at(i)))
            return i;
    }
    qsizetype start = -1;
    for (qsizetype i = lines.size() - 1; i >= 0; --i) {
        if (isQuoteLine(lines.at(i)))
            start = i;
        else if (!lines.at(i).trimmed().isEmpty())
            break;
    }
    if (start < 0)
        return -1;
    qsizetype introduction = start - 1;
    while (introduction >= 0 && lines.at(introduction).trimmed().isEmpty())
        --introduction;
    const bool introduces = introduction >= 0 && lines.at(introduction).trimmed().endsWith(u':');
    return introduces ? introduction : start;
}

} // namespace

SplitText splitQuotation(const QString &text)
{
    const QStringList lines = text.split(u'\n');
    const qsizetype start = quotationLine(lines);
    if (start < 0)
        return {text, {}, 0};
    SplitText split;
    split.words = lines.mid(0, start).join(u'\n');
    while (split.words.endsWith(u'\n'))
        split.words.chop(1);
    split.quotation = lines.mid(start).join(u'\n');
    split.lines = static_cast<int>(lines.size() - start);
    return split;
}

QString joinedText(const QString &words, const QString &quotation)
{
    if (quotation.isEmpty())
        return words;
    return words + (words.endsWith("\n\n"_L1) ? QString() : u"\n\n"_s) + quotation;
}

} // namespace liaison::ui
