#pragma once

#include <QRegularExpression>
#include <QString>
#include <QTranslator>

namespace liaison::test {

/// A language of tests: every source text with words about 40 % longer and with accents, in brackets that show where
/// it ends. The same text always gives the same answer. What a program puts in or reads stays whole: %1, %n, {unit},
/// {{variables}}, tags, entities, mnemonics, escapes and line ends. Qt's own texts are translated too where people
/// read them (buttons of dialogs), not where they are parsed (names of keys).
class PseudoTranslator final : public QTranslator {
    // No Q_OBJECT: it has no signals, and stands in a header that several binaries share.
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *comment = nullptr, int = -1) const override
    {
        const QLatin1String where(context);
        if (!where.startsWith(QLatin1String("liaison")) && where != QLatin1String("QPlatformTheme")
            && where != QLatin1String("QDialogButtonBox"))
            return {};
        // UnitWord's code of the language is no word.
        if (comment && QLatin1String(comment).startsWith(QLatin1String("ISO 639")))
            return QString::fromUtf8(source);
        return longer(QString::fromUtf8(source));
    }

    /// What `text` becomes. Without a letter of its own, or a format of dates, it stays.
    static QString longer(const QString &text)
    {
        static const QRegularExpression dates(QStringLiteral("^[dMyHhm .,:/-]+$"));
        static const QRegularExpression whole(
            QStringLiteral("%L?(?:n|\\d{1,2})|\\{\\{[^}]*\\}\\}|\\{[A-Za-z]+\\}|<[^<>]*>|&[a-z]+;|&&|&\\p{L}"));
        if (dates.match(text).hasMatch())
            return text;
        QString made;
        bool words = false;
        qreal owed = 0; // letters that were not added yet
        qsizetype at = 0;
        const auto addWords = [&](qsizetype end) {
            while (at < end) {
                qsizetype next = at;
                while (next < end && text.at(next).isLetter())
                    ++next;
                if (next > at) {
                    words = true;
                    addWord(made, text.mid(at, next - at), owed);
                } else {
                    made += text.at(next++);
                }
                at = next;
            }
        };
        QRegularExpressionMatchIterator found = whole.globalMatch(text);
        while (found.hasNext()) {
            const QRegularExpressionMatch match = found.next();
            addWords(match.capturedStart());
            made += match.captured();
            words = words
                || (match.captured().startsWith(QLatin1Char('&')) && match.capturedLength() == 2
                    && match.captured() != QLatin1String("&&")); // a mnemonic is a letter of the text
            at = match.capturedEnd();
        }
        addWords(text.size());
        return words ? QLatin1Char('[') + made + QLatin1Char(']') : text;
    }

private:
    /// Vowels are written twice first, as far as letters are owed; the rest stands at the word's end.
    static void addWord(QString &made, const QString &word, qreal &owed)
    {
        owed += 0.4 * static_cast<qreal>(word.size());
        int more = static_cast<int>(owed + 0.5);
        owed -= more;
        for (const QChar letter : word) {
            const QChar accented = accent(letter);
            made += accented;
            if (accented != letter && more > 0) {
                made += accent(letter.toLower());
                --more;
            }
        }
        made += QString(more, QChar(0x00f1)); // ñ
    }
    static QChar accent(QChar letter)
    {
        static const QString plain = QStringLiteral("aeiouAEIOU");
        static const QString accented = QStringLiteral("äéïöüÄÉÏÖÜ");
        const qsizetype i = plain.indexOf(letter);
        return i < 0 ? letter : accented.at(i);
    }
};

} // namespace liaison::test
