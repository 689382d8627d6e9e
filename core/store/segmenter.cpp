#include "core/store/segmenter.h"

#include <unicode/ubrk.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include <memory>

namespace liaison::store {

namespace {

constexpr int ruleVersion = 1;
constexpr qsizetype maxWordChars = 64;

using Breaks = std::unique_ptr<UBreakIterator, decltype(&ubrk_close)>;

Breaks openBreaks(const QString &text)
{
    UErrorCode status = U_ZERO_ERROR;
    auto *breaks = ubrk_open(UBRK_WORD, "", reinterpret_cast<const UChar *>(text.utf16()),
                             static_cast<int32_t>(text.size()), &status);
    return {breaks, &ubrk_close};
}

/// Folded for comparison: "Müller", "MULLER" and full-width "ＭＵＬＬＥＲ" are one word.
QString folded(const QString &text)
{
    QString apart = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    apart.replace(QChar(u'ß'), QLatin1String("ss")); // Qt folds letters one to one only
    QString result;
    result.reserve(apart.size());
    for (const QChar c : apart) {
        const bool accent = c.unicode() >= 0x300 && c.unicode() <= 0x36f;
        if (!accent)
            result.append(c);
    }
    return result.normalized(QString::NormalizationForm_C);
}

bool isWordChar(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c);
}

bool standsAlone(char32_t c)
{
    if (c < 0x2e80) // all of Han and kana is above
        return false;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

/// Cuts one segment of ICU (which keeps "example.com" and "can't" whole) into words.
void appendWords(QStringView segment, QStringList &out)
{
    qsizetype start = -1; // of the word in hand
    const auto finish = [&](qsizetype end) {
        if (start >= 0)
            out.append(segment.mid(start, qMin(end - start, maxWordChars)).toString());
        start = -1;
    };
    for (qsizetype i = 0; i < segment.size();) {
        const QChar first = segment.at(i);
        const bool pair = first.isHighSurrogate() && i + 1 < segment.size() && segment.at(i + 1).isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(first, segment.at(i + 1)) : first.unicode();
        const qsizetype next = i + (pair ? 2 : 1);
        const bool alone = standsAlone(c);
        if (alone || !isWordChar(c))
            finish(i);
        if (isWordChar(c) && start < 0)
            start = i;
        if (alone)
            finish(next);
        i = next;
    }
    finish(segment.size());
}

} // namespace

QStringList words(const QString &text)
{
    QStringList result;
    const QString plain = folded(text);
    const Breaks breaks = openBreaks(plain);
    if (!breaks) {
        appendWords(plain, result);
        return result;
    }
    int32_t from = ubrk_first(breaks.get());
    for (int32_t to = ubrk_next(breaks.get()); to != UBRK_DONE; from = to, to = ubrk_next(breaks.get()))
        appendWords(QStringView(plain).mid(from, to - from), result);
    return result;
}

qint64 segmenterVersion()
{
    UVersionInfo icu;
    u_getVersion(icu);
    return ruleVersion * 1'000 + icu[0];
}

} // namespace liaison::store
