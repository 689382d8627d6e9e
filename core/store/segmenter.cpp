#include "core/store/segmenter.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include <memory>

namespace liaison::store {

namespace {

constexpr int ruleVersion = 2;
constexpr qsizetype maxWordChars = 64;

/// Takes words one after the other: either a list of them or a text with spaces between.
class Words {
public:
    explicit Words(QStringList *list) : m_list(list) { }
    explicit Words(QString *joined) : m_joined(joined) { }

    void add(QStringView word)
    {
        QStringView kept = word.left(maxWordChars);
        if (kept.size() < word.size() && kept.back().isHighSurrogate())
            kept.chop(1);
        if (m_list) {
            m_list->append(kept.toString());
            return;
        }
        if (!m_joined->isEmpty())
            m_joined->append(QLatin1Char(' '));
        m_joined->append(kept);
    }

private:
    QStringList *m_list = nullptr;
    QString *m_joined = nullptr;
};

using Breaks = std::unique_ptr<UBreakIterator, decltype(&ubrk_close)>;

/// ICU's word iterator with its dictionaries; one a thread, because opening it costs more than most mails.
UBreakIterator *dictionaryBreaks()
{
    thread_local const Breaks breaks = [] {
        UErrorCode status = U_ZERO_ERROR;
        return Breaks(ubrk_open(UBRK_WORD, "", nullptr, 0, &status), &ubrk_close);
    }();
    return breaks.get();
}

/// Folded for comparison: "Müller", "MULLER" and full-width "ＭＵＬＬＥＲ" are one word.
QString folded(QStringView text)
{
    QString apart = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    apart.replace(QChar(u'ß'), QLatin1String("ss")); // Qt folds letters one to one only
    QString result;
    result.reserve(apart.size());
    for (const QChar c : apart) {
        const bool accent = c.unicode() >= 0x300 && c.unicode() <= 0x36f;
        const bool look = c.unicode() >= 0xfe00 && c.unicode() <= 0xfe0f; // variation selectors
        if (!accent && !look)
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
    // By the scripts that use it: "ー" belongs to no single one.
    const auto character = static_cast<UChar32>(c);
    return uscript_hasScript(character, USCRIPT_HAN) || uscript_hasScript(character, USCRIPT_HIRAGANA)
        || uscript_hasScript(character, USCRIPT_KATAKANA);
}

/// Thai, Lao, Khmer, Burmese: written without spaces, cut by a dictionary only (UAX #14, class SA).
bool needsDictionary(char32_t c)
{
    return c >= 0xe00 && u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

void addByDictionary(QStringView run, Words &out)
{
    UBreakIterator *breaks = dictionaryBreaks();
    UErrorCode status = U_ZERO_ERROR;
    if (breaks)
        ubrk_setText(breaks, reinterpret_cast<const UChar *>(run.utf16()), static_cast<int32_t>(run.size()), &status);
    if (!breaks || U_FAILURE(status)) {
        out.add(run);
        return;
    }
    int32_t from = ubrk_first(breaks);
    for (int32_t to = ubrk_next(breaks); to != UBRK_DONE; from = to, to = ubrk_next(breaks))
        out.add(run.mid(from, to - from));
}

/// Cuts folded text into runs of letters, numbers and marks, and those where their script has no spaces. A mark at the
/// head of a run belongs to what stands before it, such as an emoji, and is no part of the word.
void addRuns(QStringView text, Words &out)
{
    qsizetype start = -1; // of the run in hand
    bool dictionary = false;
    const auto finish = [&](qsizetype end) {
        if (start >= 0 && dictionary)
            addByDictionary(text.mid(start, end - start), out);
        else if (start >= 0)
            out.add(text.mid(start, end - start));
        start = -1;
        dictionary = false;
    };
    for (qsizetype i = 0; i < text.size();) {
        const QChar first = text.at(i);
        const bool pair = first.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(first, text.at(i + 1)) : first.unicode();
        const qsizetype next = i + (pair ? 2 : 1);
        const bool word = isWordChar(c);
        const bool mark = QChar::isMark(c);
        const bool alone = word && standsAlone(c);
        const bool complex = word && needsDictionary(c);
        if (alone || !word || (!mark && complex != dictionary)) // "IPของ" is two words
            finish(i);
        if (word && start < 0 && !mark) {
            start = i;
            dictionary = complex;
        }
        if (alone)
            finish(next);
        i = next;
    }
    finish(text.size());
}

/// What ASCII text is made of: 0 is no part of a word, otherwise the folded character.
constexpr char asciiFolded(char16_t c)
{
    if (c >= 'A' && c <= 'Z')
        return static_cast<char>(c - 'A' + 'a');
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? static_cast<char>(c) : '\0';
}

void addAscii(QStringView text, Words &out)
{
    QChar word[maxWordChars];
    qsizetype length = 0;
    const auto finish = [&] {
        if (length > 0)
            out.add(QStringView(word, length));
        length = 0;
    };
    for (const QChar c : text) {
        const char plain = asciiFolded(c.unicode());
        if (plain == '\0')
            finish();
        else if (length < maxWordChars)
            word[length++] = QLatin1Char(plain);
    }
    finish();
}

/// Nothing that folding or a dictionary joins goes across white space, so each stretch between is read the way it
/// needs: most are ASCII, and those take a tenth of the time.
void cut(QStringView text, Words &out)
{
    qsizetype start = 0;
    bool ascii = true;
    const auto finish = [&](qsizetype end) {
        const QStringView stretch = text.mid(start, end - start);
        if (ascii)
            addAscii(stretch, out);
        else
            addRuns(folded(stretch), out);
        ascii = true;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        if (c == u' ' || c == u'\n') {
            finish(i);
            start = i + 1;
        } else if (c >= 0x80) {
            ascii = false;
        }
    }
    finish(text.size());
}

} // namespace

QStringList words(const QString &text)
{
    QStringList result;
    Words out(&result);
    cut(text, out);
    return result;
}

QString wordsJoined(const QString &text)
{
    QString result;
    result.reserve(text.size());
    Words out(&result);
    cut(text, out);
    return result;
}

qint64 segmenterVersion()
{
    UVersionInfo icu;
    u_getVersion(icu);
    return ruleVersion * 1'000 + icu[0];
}

} // namespace liaison::store
