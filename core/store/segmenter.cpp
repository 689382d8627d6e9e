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
    const QString apart = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
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
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

/// Cuts one segment of ICU (which keeps "example.com" and "can't" whole) into words.
void appendWords(const QString &segment, QStringList &out)
{
    QString word;
    const auto finish = [&word, &out] {
        if (!word.isEmpty())
            out.append(word);
        word.clear();
    };
    const auto codePoints = segment.toUcs4();
    for (const char32_t c : codePoints) {
        if (!isWordChar(c) || standsAlone(c))
            finish();
        if (isWordChar(c) && word.size() < maxWordChars)
            word += QString::fromUcs4(&c, 1);
        if (standsAlone(c))
            finish();
    }
    finish();
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
        appendWords(plain.mid(from, to - from), result);
    return result;
}

qint64 segmenterVersion()
{
    UVersionInfo icu;
    u_getVersion(icu);
    return ruleVersion * 1'000 + icu[0];
}

} // namespace liaison::store
